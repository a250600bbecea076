"""Drivers of shares: their names, their dated figures, and what is refused of both."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from finance.domain.driver import FigureEntry, add_driver, add_figures, change_driver, correct_figures, mark_of_row
from finance.models import DriverFigure
from finance.queries.agreements import Agreed
from programme.domain.editing import mark_of
from programme.enums import Role
from programme.errors import CellsChangedByAnother, DomainError
from tests.factories.finance import DriverFactory, DriverFigureFactory
from tests.factories.programme import CouncilFactory, MembershipFactory, ProgrammeFactory, user_with_role

pytestmark = pytest.mark.django_db
START = date(2026, 4, 1)


@pytest.fixture
def programme():
    return ProgrammeFactory(starts_on=date(2020, 4, 1))


@pytest.fixture
def councils(programme):
    names = ("Ash", "Birch", "Cedar")
    return [
        MembershipFactory(
            programme=programme, council=CouncilFactory(code=name.lower(), name=name, short_name=name)
        ).council
        for name in names
    ]


@pytest.fixture
def office(programme):
    return user_with_role(Role.PROGRAMME_OFFICE, programme)


def driver_with(programme, **figures):
    driver = DriverFactory(programme=programme, name="Caseload")
    for council in programme.councils.all():
        if council.code in figures:
            DriverFigureFactory(driver=driver, council=council, starts_on=START, value=figures[council.code])
    return driver


def figure(council, value, source="", seen=None):
    return FigureEntry(
        council=council,
        value=None if value is None else Decimal(value),
        source=source,
        seen=mark_of_row(None) if seen is None else seen,
    )


def test_a_drivers_figures_are_new_rows_from_a_day_and_the_old_stay(programme, councils, office):
    driver = add_driver(programme=programme, name="Head count", unit="FTE", actor=office, at=timezone.now())
    for day, values in ((START, (10, 20, None)), (date(2027, 4, 1), (15, None, 5))):
        entries = [figure(council, value, "Pay roll") for council, value in zip(councils, values, strict=True)]
        assert add_figures(driver=driver, starts_on=day, entries=entries, actor=office, at=timezone.now()) == 2

    agreed = Agreed(programme)
    assert driver.code == "head-count"
    assert agreed.driver_on(driver.pk, date(2027, 3, 31)) == {"ash": 10, "birch": 20}
    assert agreed.driver_on(driver.pk, date(2027, 4, 1)) == {"ash": 15, "birch": 20, "cedar": 5}


def test_what_is_refused_of_figures(programme, councils, office):
    driver = driver_with(programme, ash=1)
    programme.memberships.filter(council=councils[2]).update(joined_on=date(2026, 6, 1))

    def enter(day, *entries):
        return add_figures(driver=driver, starts_on=day, entries=entries, actor=office, at=timezone.now())

    with pytest.raises(DomainError, match="figures from 1 April 2026 already"):
        enter(START, figure(councils[1], 5))
    with pytest.raises(DomainError, match="at least one council"):
        enter(date(2026, 5, 1), figure(councils[1], None))
    with pytest.raises(DomainError, match="from 1 April 1974"):
        enter(date(1, 1, 1), figure(councils[1], 5))
    with pytest.raises(DomainError, match="Cedar is not a member of the programme on 1 May 2026") as refused:
        enter(date(2026, 5, 1), figure(councils[1], 5), figure(councils[2], 5))
    assert refused.value.field == "value-cedar"
    assert DriverFigure.objects.count() == 1


def test_a_figure_is_corrected_on_its_day_unless_somebody_else_did_meanwhile(programme, councils, office):
    driver = driver_with(programme, ash=1, birch=2)
    seen = {row.council_id: mark_of_row(row) for row in driver.figures.all()}

    def correct(*entries):
        return correct_figures(driver=driver, starts_on=START, entries=entries, actor=office, at=timezone.now())

    ash, birch, cedar = councils
    assert correct(figure(ash, 3, seen=seen[ash.pk]), figure(birch, 2, seen=seen[birch.pk]), figure(cedar, 9)) == 2
    assert [(row.council, row.value) for row in driver.figures.order_by("council__short_name")] == [
        (ash, 3),
        (birch, 2),
        (cedar, 9),
    ]
    with pytest.raises(CellsChangedByAnother) as refused:
        correct(figure(ash, 4, seen=seen[ash.pk]))
    assert refused.value.cells[ash.pk].value == 3
    with pytest.raises(DomainError, match="stays"):
        correct(figure(birch, None, seen=seen[birch.pk]))


def test_two_drivers_have_two_names(programme, office):
    driver = DriverFactory(programme=programme, name="Caseload")
    with pytest.raises(DomainError, match="There is a driver of this name already"):
        add_driver(programme=programme, name="caseLOAD ", unit="", actor=office, at=timezone.now())
    other = DriverFactory(programme=programme, name="Staff")
    with pytest.raises(DomainError, match="There is a driver of this name already"):
        change_driver(driver=other, name="Caseload", unit="", seen=mark_of(other), actor=office, at=timezone.now())
    changed = change_driver(
        driver=driver, name="CASELOAD", unit="cases", seen=mark_of(driver), actor=office, at=timezone.now()
    )
    assert (changed.name, changed.unit) == ("CASELOAD", "cases")
