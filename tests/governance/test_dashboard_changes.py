"""What changed since the last period, and what is due next."""

from datetime import date, timedelta

import pytest

from governance.queries.dashboard_changes import changes_of, previous_updates
from governance.queries.dashboard_due import DueItem, due_items, due_list
from governance.queries.dashboard_rows import dashboard_rows, position_of
from programme.history import NOW
from programme.values.partial_date import PartialDate
from services.enums import Rag, Stage, State
from services.models import ServiceReview
from tests.factories.programme import PeriodFactory, ProgrammeFactory
from tests.factories.services import MoveFactory, ReviewFactory, UpdateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return ProgrammeFactory()


@pytest.fixture
def before(programme):
    return PeriodFactory(programme=programme, closed=True)


@pytest.fixture
def now(programme, before):
    return PeriodFactory(programme=programme)


def rows_of(programme):
    position = position_of(programme=programme, periods=programme.periods.all())
    return dashboard_rows(programme=programme, reviews=ServiceReview.objects.all(), position=position)


def changes(programme, period):
    rows = rows_of(programme)
    return changes_of(rows, previous=previous_updates(rows=rows, period=period, moment=NOW), period=period)


def said(changes):
    return [(item.what, item.before or item.before_rag, item.after or item.after_rag) for item in changes.items]


def test_a_rating_and_dates_that_moved(programme, before, now):
    review = ReviewFactory(programme=programme)
    UpdateFactory(
        review=review, period=before, accepted=True, rag=Rag.GREEN, business_case_expected=PartialDate.month(2030, 3)
    )
    UpdateFactory(
        review=review,
        period=now,
        accepted=True,
        rag=Rag.AMBER,
        business_case_expected=PartialDate.month(2030, 5),
        implementation_expected=PartialDate.month(2030, 9),
    )

    assert said(changes(programme, now)) == [
        ("Rating", "green", "amber"),
        ("Business case date", "March 2030", "May 2030"),
        ("Implementation date", "no date given", "September 2030"),
    ]


def test_what_is_on_its_way_is_not_compared_yet(programme, before, now):
    review = ReviewFactory(programme=programme)
    UpdateFactory(review=review, period=before, accepted=True, rag=Rag.GREEN)
    UpdateFactory(review=review, period=now, submitted=True, rag=Rag.RED)

    found = changes(programme, now)

    assert (said(found), found.compared, found.of) == ([], 0, 1)


def test_a_hold_a_start_and_an_approval_in_the_period(programme, now):
    today = programme.today
    held = ReviewFactory(programme=programme, on_hold=True)
    MoveFactory(
        review=held,
        from_stage=Stage.SCOPING,
        to_state=State.ON_HOLD,
        effective=PartialDate.day(today),
    )
    begun = ReviewFactory(programme=programme)
    MoveFactory(review=begun, effective=PartialDate.day(today))
    approved = ReviewFactory(programme=programme, stage=Stage.IMPLEMENTATION)
    MoveFactory(
        review=approved,
        from_stage=Stage.APPROVAL,
        to_stage=Stage.IMPLEMENTATION,
        effective=PartialDate.day(today),
    )
    long_ago = ReviewFactory(programme=programme)
    MoveFactory(review=long_ago, effective=PartialDate.day(now.starts_on - timedelta(days=1)))

    found = {(item.line.review, item.what) for item in changes(programme, now).items}

    assert found == {(held, "State"), (begun, "Start"), (approved, "Business case")}


TODAY = date(2023, 1, 31)


def item(text, *, kind="Business case", name="Parking"):
    return DueItem(kind=kind, name=name, line=None, expected=PartialDate.parse(text) if text else None)


def test_dates_sort_into_late_next_later_unconfirmed_and_none():
    items = [
        item("2022-12"),
        item("2023-01", name="this month is not late"),
        item("2023-05", name="begins before the 90 days end on 1 May"),
        item("2023-05-02", name="the day after"),
        item("tbc: once the business case is approved"),
        item("tbc: once the business case is approved"),
        item("tbc"),
        item(""),
    ]

    found = due_list(items, today=TODAY)

    assert found.until == date(2023, 5, 1)
    assert [str(due.expected) for due in found.overdue] == ["December 2022"]
    assert [str(due.expected) for due in found.upcoming] == ["January 2023", "May 2023"]
    assert len(found.later) == 1
    assert [(group.reason, len(group.items)) for group in found.unconfirmed] == [
        ("once the business case is approved", 2),
        ("", 1),
    ]
    assert len(found.undated) == 1


def test_a_review_owes_its_business_case_until_approved_and_its_implementation_until_business_as_usual(programme):
    scoping = ReviewFactory(programme=programme, name="Scoping")
    UpdateFactory(review=scoping, accepted=True)
    building = ReviewFactory(programme=programme, name="Building", stage=Stage.IMPLEMENTATION)
    UpdateFactory(review=building, accepted=True)
    running = ReviewFactory(programme=programme, name="Running", stage=Stage.BUSINESS_AS_USUAL)
    UpdateFactory(review=running, accepted=True)
    ReviewFactory(programme=programme, name="Gone", withdrawn=True)

    assert [(due.kind, due.name) for due in due_items(rows_of(programme), [])] == [
        ("Business case", "Scoping"),
        ("Implementation", "Scoping"),
        ("Implementation", "Building"),
    ]
