"""Lines that are worked out from a full-year amount: written, changed, carried on, and never typed over."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from finance.domain.business_case import approve_version, change_version, next_version
from finance.domain.case_lines import LineEntry, save_lines
from finance.enums import CaseStage, LineKind
from finance.models import CaseAmount
from finance.queries.business_cases import case_of, profile_of
from finance.rules.money import BLANK, WITHHELD, Cell
from finance.rules.profile import Profile
from programme.enums import Role
from programme.errors import DomainError
from programme.values.partial_date import PartialDate
from tests.factories.finance import CaseVersionFactory
from tests.factories.programme import user_with_role

pytestmark = pytest.mark.django_db
OCTOBER = Profile(Decimal(1200), date(2011, 10, 1), (Decimal(50), Decimal(50)))


@pytest.fixture
def version():
    return CaseVersionFactory(first_year=2011, years=3, one_off_first_year=2010)


@pytest.fixture
def office(version):
    return user_with_role(Role.PROGRAMME_OFFICE, version.case.programme)


@pytest.fixture
def save(version, office):
    def saving(*entries):
        version.refresh_from_db()
        return save_lines(version=version, entries=entries, edition=version.edition, actor=office, at=timezone.now())

    return saving


@pytest.fixture
def change(version, office):
    def changing(**changed):
        version.refresh_from_db()
        names = ("stage", "first_year", "years", "one_off_first_year", "price_base", "note", "parameters")
        values = {name: getattr(version, name) for name in names} | changed
        return change_version(version=version, edition=version.edition, actor=office, at=timezone.now(), **values)

    return changing


def entry(profile=OCTOBER, *, kind=LineKind.SAVING, code="", cells=None, tells=True):
    given = {year: Cell.of(None if amount is None else Decimal(amount)) for year, amount in (cells or {}).items()}
    return LineEntry(kind=kind, name="Post", code=code, profile=profile, tells_profile=tells, cells=given)


def amounts():
    return dict(CaseAmount.objects.exclude(amount=None).order_by("year").values_list("year", "amount"))


def test_the_years_are_filled_from_the_full_year_amount(version, save):
    save(entry())

    assert amounts() == {2011: 300, 2012: 900, 2013: 1200}
    line = version.lines.get()
    assert (line.full_year, line.starts_on, line.phasing) == (1200, date(2011, 10, 1), "50, 50")
    assert profile_of(line) == OCTOBER


def test_a_profile_replaces_the_amounts_that_stood(save, version):
    save(entry(None, cells={2011: 7, 2012: 8}))
    save(entry(code=version.lines.get().code, cells={2011: 7, 2012: 8, 2013: None}))

    assert amounts() == {2011: 300, 2012: 900, 2013: 1200}


@pytest.mark.parametrize("tells", [True, False])
def test_an_amount_typed_over_what_is_worked_out_is_refused(save, version, tells):
    save(entry())
    with pytest.raises(DomainError, match="worked out from the full-year amount"):
        save(entry(OCTOBER if tells else None, tells=tells, code=version.lines.get().code, cells={2012: 901}))

    assert amounts()[2012] == 900


def test_without_its_profile_a_line_is_typed_again(save, version):
    save(entry())
    save(entry(None, code=version.lines.get().code, cells={2011: 1, 2012: 2, 2013: 3}))

    assert amounts() == {2011: 1, 2012: 2, 2013: 3}
    assert profile_of(version.lines.get()) is None


def test_a_new_profile_of_what_is_spent_once_takes_back_the_years_that_it_leaves(save, version):
    once = Profile(Decimal(90), date(2010, 4, 1), (Decimal(50), Decimal(50)))
    save(entry(once, kind=LineKind.ONE_OFF))
    assert amounts() == {2010: 45, 2011: 45}

    save(entry(Profile(Decimal(90), date(2012, 4, 1)), kind=LineKind.ONE_OFF, code=version.lines.get().code))
    assert amounts() == {2012: 90}


@pytest.mark.parametrize(
    ("profile", "kind", "words"),
    [
        (Profile(Decimal(5), date(2014, 4, 1)), LineKind.SAVING, "starts after 2013/14"),
        (Profile(Decimal(5), date(2009, 4, 1)), LineKind.ONE_OFF, "from 2010/11 to 2013/14"),
        (Profile(Decimal(5), date(2013, 4, 1), (Decimal(50), Decimal(50))), LineKind.ONE_OFF, "2010/11 to 2013/14"),
        (Profile(Decimal(10) ** 13, date(2011, 4, 1)), LineKind.SAVING, "too large"),
    ],
)
def test_a_profile_that_the_years_of_the_case_cannot_hold_is_refused(save, profile, kind, words):
    with pytest.raises(DomainError, match=words):
        save(entry(profile, kind=kind))


def test_what_is_withheld_has_no_profile_and_a_profile_is_not_told_beside_it(save, version):
    with pytest.raises(DomainError, match="withheld"):
        save(LineEntry(kind=LineKind.SAVING, name="Post", profile=OCTOBER, tells_profile=True, cells={2011: WITHHELD}))
    save(entry())
    version.lines.get().amounts.filter(year=2012).update(is_withheld=True)

    assert case_of(version).lines[0].profile is None


def test_more_years_are_filled_and_fewer_keep_what_stands_outside(save, change):
    save(entry())
    change(years=5)
    assert amounts() == {2011: 300, 2012: 900, 2013: 1200, 2014: 1200, 2015: 1200}

    change(first_year=2012, years=1)
    assert amounts()[2011] == 300


def test_years_that_leave_a_one_off_cost_out_are_refused(save, change):
    save(entry(Profile(Decimal(5), date(2013, 4, 1)), kind=LineKind.ONE_OFF))

    with pytest.raises(DomainError, match="Post: It starts after 2012/13"):
        change(years=2)


def test_the_next_version_carries_the_profile_and_what_it_is_worked_out_with(save, change, version, office):
    change(parameters={"discount_rates": "green_book_health_2018"})
    save(entry())
    version.refresh_from_db()
    approve_version(
        version=version,
        approval="Cabinet",
        approved=PartialDate.month(2011, 1),
        edition=version.edition,
        actor=office,
        at=timezone.now(),
    )
    second = next_version(case=version.case, stage=CaseStage.FULL, actor=office, at=timezone.now())

    assert profile_of(second.lines.get()) == OCTOBER
    assert second.parameters == {"discount_rates": "green_book_health_2018"}


def test_parameters_that_cannot_be_read_or_do_not_reach_the_last_year_are_refused(change):
    with pytest.raises(DomainError, match="shown_in"):
        change(parameters={"shown_in": "pence"})
    with pytest.raises(DomainError, match="reach year 2, and the case runs to year 3"):
        change(parameters={"discount_rates": [[3.5, 2]]})
    assert change(parameters={"discount_rates": [[3.5, 3]]}).parameters == {"discount_rates": [[3.5, 3]]}


def test_blank_cells_beside_a_profile_are_filled(save):
    save(LineEntry(kind=LineKind.SAVING, name="Post", profile=OCTOBER, tells_profile=True, cells={2011: BLANK}))

    assert amounts()[2011] == 300
