"""What can be agreed on sharing, what is refused and how it is said, and what the agreements give."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from finance.domain.apportionment import (
    Entered,
    add_apportionment,
    change_apportionment,
    end_apportionment,
    mark_with_shares,
    succeed_apportionment,
)
from finance.domain.driver import add_driver, add_figures, change_driver, correct_figures
from finance.enums import Basis
from finance.models import Apportionment
from finance.queries.agreements import Agreed
from finance.queries.sharing import shares_by_year
from finance.rules.apportionment import SharesNotWhole, SharesUnknown
from programme.domain.editing import mark_of
from programme.enums import Role
from programme.errors import ChangedByAnother, DomainError, NotAllowed
from tests.factories.finance import (
    ApportionmentFactory,
    BudgetLineFactory,
    CaseLineFactory,
    DriverFactory,
    DriverFigureFactory,
    SavingsLineFactory,
    ShareFactory,
)
from tests.factories.programme import CouncilFactory, MembershipFactory, ProgrammeFactory, user_with_role
from tests.factories.services import ParticipationFactory, ReviewFactory

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


def entered(**fields):
    values = {
        "line": "",
        "basis": Basis.EQUAL,
        "driver": None,
        "tolerance": None,
        "shares": {},
        "charged_to": None,
        "starts_on": START,
        "ended_on": None,
        "agreed_on": date(2026, 3, 1),
        "agreed_by": "The board",
        "override_reason": "",
        "shares_are_open": True,
    }
    return Entered(**{**values, **fields})


def add(programme, office, review=None, **fields):
    return add_apportionment(
        programme=programme, review=review, entered=entered(**fields), actor=office, at=timezone.now()
    )


def percentages(row):
    agreed = Agreed(row.programme)
    terms = next(one for one in agreed.terms if one.row == row)
    return [(one.years, one.parts) for one in shares_by_year(agreed, terms)]


def driver_with(programme, **figures):
    driver = DriverFactory(programme=programme, name="Caseload")
    for council in programme.councils.all():
        if council.code in figures:
            DriverFigureFactory(driver=driver, council=council, starts_on=START, value=figures[council.code])
    return driver


def test_equal_shares_of_three(programme, councils, office):
    row = add(programme, office)

    assert percentages(row) == [
        ("2026/27 on", {"ash": Decimal("33.34"), "birch": Decimal("33.33"), "cedar": Decimal("33.33")})
    ]
    assert (row.code, row.recorded_by) == ("programme-2026-04-01", office)


def test_fixed_percentages_that_do_not_come_to_100_say_what_they_come_to(programme, councils, office):
    shares = dict(zip(councils, map(Decimal, ("50", "30", "19.5")), strict=True))
    with pytest.raises(SharesNotWhole, match=r"^The percentages sum to 99\.5\. They must sum to 100\.$") as refused:
        add(programme, office, basis=Basis.FIXED, shares=shares)
    assert refused.value.field == "shares"

    shares[councils[2]] = Decimal(20)
    row = add(programme, office, basis=Basis.FIXED, shares=shares)
    assert percentages(row) == [("2026/27 on", {"ash": 50, "birch": 30, "cedar": 20})]


def test_two_agreements_of_one_thing_do_not_hold_at_once_and_the_other_is_named(programme, councils, office):
    first = add(programme, office, ended_on=date(2027, 3, 31))
    with pytest.raises(DomainError, match="Two cannot hold on one day: end that one first, or choose") as refused:
        add(programme, office, starts_on=date(2027, 3, 31))
    assert refused.value.message == (
        f"“Equal shares” ({first.code}) holds from 1 April 2026 to 31 March 2027, agreed by The board. Two cannot hold "
        "on one day: end that one first, or choose other days."
    )
    with pytest.raises(DomainError, match="Two cannot hold on one day: end that one first, or choose") as refused:
        add(programme, office, starts_on=date(2025, 4, 1))
    assert refused.value.field == "ended_on"

    add(programme, office, starts_on=date(2027, 4, 1))
    review = ReviewFactory(programme=programme)
    add(programme, office, review=review)
    with pytest.raises(DomainError, match="without an end"):
        add(programme, office, review=review, starts_on=date(2030, 4, 1))


def test_a_line_is_one_of_the_reviews(programme, councils, office):
    review = ReviewFactory(programme=programme)
    CaseLineFactory(version__case__review=review, version__case__programme=programme, code="audit")
    SavingsLineFactory(review=review, code="fewer-rounds")
    BudgetLineFactory(programme=programme, review=review, code="depot")
    BudgetLineFactory(programme=programme, code="elsewhere")

    for code in ("audit", "fewer-rounds", "depot"):
        assert add(programme, office, review=review, line=code).line == code
    with pytest.raises(DomainError, match=r"No business case, savings or budget line of .* has the code “elsewhere”"):
        add(programme, office, review=review, line="elsewhere")
    with pytest.raises(DomainError, match="of the whole programme has the code “audit”"):
        add(programme, office, line="audit")


def test_a_council_that_is_no_member_on_the_day_takes_no_share(programme, councils, office):
    programme.memberships.filter(council=councils[2]).update(joined_on=date(2026, 6, 1))
    halves = {councils[0]: Decimal(50), councils[2]: Decimal(50)}

    with pytest.raises(DomainError, match=r"Cedar is not a member of the programme on 1 April 2026") as refused:
        add(programme, office, basis=Basis.FIXED, shares=halves)
    assert refused.value.field == "share-cedar"
    with pytest.raises(DomainError, match="Cedar is not a member") as refused:
        add(programme, office, basis=Basis.SINGLE, charged_to=councils[2])
    assert refused.value.field == "charged_to"
    with pytest.raises(DomainError, match="is not a member"):
        add(programme, office, basis=Basis.SINGLE, charged_to=CouncilFactory())

    assert add(programme, office, basis=Basis.FIXED, shares=halves, starts_on=date(2026, 6, 1))


def test_figures_that_a_driver_lacks_are_told_by_the_councils_names(programme, councils, office):
    driver = driver_with(programme, ash=600)
    with pytest.raises(SharesUnknown) as refused:
        add(programme, office, basis=Basis.DRIVER, driver=driver)
    assert (refused.value.field, refused.value.message) == (
        "driver",
        "The driver has no figure for Birch, Cedar on 1 April 2026. Enter it first.",
    )
    nothing = driver_with(programme, ash=0, birch=0, cedar=0)
    with pytest.raises(SharesUnknown, match="sum to nothing"):
        add(programme, office, basis=Basis.DRIVER, driver=nothing)


def test_a_driver_shares_between_five_by_the_figures_of_each_1_april(programme, councils, office):
    for name in ("Damson", "Elm"):
        MembershipFactory(programme=programme, council=CouncilFactory(code=name.lower(), name=name, short_name=name))
    driver = driver_with(programme, ash=100, birch=200, cedar=300, damson=150, elm=250)
    DriverFigureFactory(driver=driver, council=councils[0], starts_on=date(2027, 6, 1), value=1100)
    row = add(programme, office, basis=Basis.DRIVER, driver=driver)

    (first, before), (then, after) = percentages(row)
    assert (first, then) == ("2026/27 to 2027/28", "2028/29 on")
    assert before == {"ash": 10, "birch": 20, "cedar": 30, "damson": 15, "elm": 25}
    assert after == {"ash": 55, "birch": 10, "cedar": 15, "damson": Decimal("7.5"), "elm": Decimal("12.5")}


def test_with_a_tolerance_the_drivers_shares_are_agreed_where_none_are_entered(programme, councils, office):
    row = add(
        programme,
        office,
        basis=Basis.DRIVER,
        driver=driver_with(programme, ash=1, birch=1, cedar=1),
        tolerance=Decimal(5),
    )

    shares = {share.council.code: share.percentage for share in row.shares.all()}
    assert shares == {"ash": Decimal("33.33334"), "birch": Decimal("33.33333"), "cedar": Decimal("33.33333")}
    assert sum(shares.values()) == 100
    DriverFigureFactory(driver=row.driver, council=councils[0], starts_on=date(2027, 4, 1), value=Decimal("1.1"))
    DriverFigureFactory(driver=row.driver, council=councils[0], starts_on=date(2028, 4, 1), value=2)
    assert percentages(row) == [
        ("2026/27 to 2027/28", {"ash": Decimal("33.34"), "birch": Decimal("33.33"), "cedar": Decimal("33.33")}),
        ("2028/29 on", {"ash": 50, "birch": 25, "cedar": 25}),
    ]


def test_other_shares_than_the_basis_gives_need_a_reason(programme, councils, office):
    shares = dict(zip(councils, map(Decimal, (60, 20, 20)), strict=True))
    with pytest.raises(DomainError, match="would not count"):
        add(programme, office, shares=shares)
    row = add(programme, office, shares=shares, override_reason="Ash began a year earlier.")

    assert percentages(row) == [("2026/27 on", {"ash": 60, "birch": 20, "cedar": 20})]


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"basis": Basis.DRIVER}, "driver", "Choose the driver"),
        ({"basis": Basis.FIXED}, "shares", "Enter the percentages of the councils"),
        ({"basis": Basis.SINGLE}, "charged_to", "Choose the council that it is charged to"),
        ({"override_reason": "Because"}, "shares", "Enter the percentages of the councils"),
        ({"tolerance": Decimal(1)}, "tolerance", "A tolerance goes with “In proportion to a driver” only"),
        ({"starts_on": date(1066, 4, 1)}, "starts_on", "Enter a day from"),
        ({"starts_on": date(9999, 4, 1)}, "starts_on", "Enter a day from"),
        ({"ended_on": date(2026, 3, 31)}, "ended_on", "Enter a day from 1 April 2026, its first day"),
        ({"ended_on": date(9999, 12, 31)}, "ended_on", "Enter a day from"),
        ({"agreed_on": date(2199, 1, 1)}, "agreed_on", "Enter the day on which it was agreed"),
    ],
)
def test_what_does_not_go_together_is_said_at_its_field(programme, councils, office, fields, field, sentence):
    with pytest.raises(DomainError, match=sentence) as refused:
        add(programme, office, **fields)
    assert refused.value.field == field
    assert not Apportionment.objects.exists()


def test_nothing_typed_goes_unused(programme, councils, office):
    driver = driver_with(programme, ash=1, birch=1, cedar=1)
    whole = {councils[0]: Decimal(100)}
    for fields, field, sentence in (
        ({"driver": driver}, "driver", "A driver goes with"),
        ({"charged_to": councils[0]}, "charged_to", "This goes with “Charged to one council” only"),
        ({"basis": Basis.SINGLE, "charged_to": councils[0], "shares": whole}, "shares", "would not count"),
        ({"basis": Basis.SINGLE, "charged_to": councils[0], "override_reason": "So"}, "override_reason", "no other"),
        ({"basis": Basis.DRIVER, "driver": driver, "shares": whole}, "shares", "would not count"),
    ):
        with pytest.raises(DomainError, match=sentence) as refused:
            add(programme, office, **fields)
        assert refused.value.field == field


def test_it_may_begin_before_anybody_takes_part(programme, office):
    assert percentages(add(programme, office)) == [("2026/27 on", {})]


def test_an_agreement_that_holds_on_no_1_april_shares_no_year(programme, councils, office):
    row = add(programme, office, starts_on=date(2026, 5, 1), ended_on=date(2027, 3, 31))

    assert percentages(row) == []


def test_a_partner_that_joins_and_leaves_part_way_shares_from_the_next_1_april(programme, councils, office):
    review = ReviewFactory(programme=programme)
    for council, joined, left in (
        (councils[0], None, None),
        (councils[1], None, date(2028, 6, 30)),
        (councils[2], date(2026, 6, 1), None),
    ):
        ParticipationFactory(review=review, council=council, joined_on=joined, left_on=left)
    row = add(programme, office, review=review)

    assert percentages(row) == [
        ("2026/27", {"ash": 50, "birch": 50}),
        ("2027/28 to 2028/29", {"ash": Decimal("33.34"), "birch": Decimal("33.33"), "cedar": Decimal("33.33")}),
        ("2029/30 on", {"ash": 50, "cedar": 50}),
    ]


def test_another_takes_its_place_and_it_ends_the_day_before(programme, councils, office):
    row = add(programme, office)
    with pytest.raises(DomainError, match="Enter a day after 1 April 2026"):
        succeed_apportionment(apportionment=row, entered=entered(), actor=office, at=timezone.now())
    new = succeed_apportionment(
        apportionment=row,
        entered=entered(basis=Basis.SINGLE, charged_to=councils[1], starts_on=date(2027, 4, 1)),
        actor=office,
        at=timezone.now(),
    )
    row.refresh_from_db()

    assert row.ended_on == date(2027, 3, 31)
    assert percentages(row)[0][0] == "2026/27"
    assert percentages(new) == [("2027/28 on", {"birch": 100})]


def test_what_is_refused_leaves_the_one_before_as_it_was(programme, councils, office):
    row = add(programme, office)
    with pytest.raises(SharesNotWhole):
        succeed_apportionment(
            apportionment=row,
            entered=entered(basis=Basis.FIXED, shares={councils[0]: Decimal(1)}, starts_on=date(2027, 4, 1)),
            actor=office,
            at=timezone.now(),
        )
    row.refresh_from_db()

    assert row.ended_on is None


def test_an_end_is_given_moved_and_taken_back(programme, councils, office):
    row = add(programme, office)

    def end(ended_on, seen=None):
        row.refresh_from_db()
        return end_apportionment(
            apportionment=row, ended_on=ended_on, seen=seen or mark_of(row), actor=office, at=timezone.now()
        )

    stale = mark_of(row)
    assert end(date(2027, 3, 31)).ended_on == date(2027, 3, 31)
    with pytest.raises(ChangedByAnother):
        end(date(2028, 3, 31), seen=stale)
    with pytest.raises(DomainError, match="its first day, to"):
        end(START - timedelta(days=1))
    later = add(programme, office, starts_on=date(2027, 4, 1))
    with pytest.raises(DomainError, match="Two cannot hold on one day: end that one first, or choose") as refused:
        end(None)
    assert (later.code in refused.value.message, refused.value.field) == (True, "ended_on")
    assert end(date(2026, 9, 30)).ended_on == date(2026, 9, 30)


def test_a_correction_changes_shares_and_keeps_those_taken_out_in_the_history(programme, councils, office):
    shares = {councils[0]: Decimal(60), councils[1]: Decimal(40)}
    row = add(programme, office, basis=Basis.FIXED, shares=shares)
    told = entered(basis=Basis.FIXED, shares={councils[0]: Decimal(70), councils[2]: Decimal(30)})
    stale = mark_with_shares(row)
    change_apportionment(apportionment=row, entered=told, seen=stale, actor=office, at=timezone.now())

    assert percentages(row) == [("2026/27 on", {"ash": 70, "cedar": 30})]
    assert row.shares.get(council=councils[1]).removed_at is not None
    with pytest.raises(ChangedByAnother):
        change_apportionment(
            apportionment=row, entered=replace(told, agreed_by="x"), seen=stale, actor=office, at=timezone.now()
        )
    equal = entered()
    change_apportionment(apportionment=row, entered=equal, seen=mark_with_shares(row), actor=office, at=timezone.now())
    assert row.shares.filter(removed_at__isnull=True).count() == 0


@pytest.mark.parametrize("role", [Role.FINANCE_OFFICER, Role.AUDITOR, Role.LEAD_OFFICER, Role.BOARD_MEMBER])
def test_only_the_programme_office_writes(programme, councils, role):
    person = user_with_role(role, programme, councils[0] if role in (Role.FINANCE_OFFICER, Role.LEAD_OFFICER) else None)
    row, driver = ApportionmentFactory(programme=programme), DriverFactory(programme=programme)
    now = timezone.now()

    for act in (
        lambda: add(programme, person),
        lambda: end_apportionment(apportionment=row, ended_on=None, seen=mark_of(row), actor=person, at=now),
        lambda: succeed_apportionment(apportionment=row, entered=entered(), actor=person, at=now),
        lambda: change_apportionment(apportionment=row, entered=entered(), seen="", actor=person, at=now),
        lambda: add_driver(programme=programme, name="x", unit="", actor=person, at=now),
        lambda: change_driver(driver=driver, name="x", unit="", seen=mark_of(driver), actor=person, at=now),
        lambda: add_figures(driver=driver, starts_on=START, entries=[], actor=person, at=now),
        lambda: correct_figures(driver=driver, starts_on=START, entries=[], actor=person, at=now),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_shares_that_were_taken_out_do_not_count(programme, councils):
    row = ApportionmentFactory(programme=programme, basis=Basis.FIXED, starts_on=START)
    ShareFactory(apportionment=row, council=councils[0], percentage=Decimal(100))
    ShareFactory(apportionment=row, council=councils[1], percentage=Decimal(9), removed_at=timezone.now())

    assert percentages(row) == [("2026/27 on", {"ash": 100})]
