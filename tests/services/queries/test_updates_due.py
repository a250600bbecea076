"""Which updates a period has and lacks, now and as at a past moment."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programme.history import Moment
from services.enums import Standing, UpdateStatus
from services.models import ServiceReview
from services.queries.periods import current_period, previous_period
from services.queries.updates_due import count_updates, update_rows
from tests.factories.programme import PeriodFactory, ProgrammeFactory
from tests.factories.services import ReviewFactory, UpdateFactory

pytestmark = pytest.mark.django_db


def rows_of(programme, period, as_at=None):
    reviews = ServiceReview.objects.filter(programme=programme)
    return update_rows(programme=programme, period=period, reviews=reviews, moment=Moment(programme, as_at))


def test_every_live_review_owes_one(programme, period):
    for trait in ("", "submitted", "returned", "accepted"):
        UpdateFactory(review=ReviewFactory(programme=programme), period=period, **({trait: True} if trait else {}))
    ReviewFactory(programme=programme)
    ReviewFactory(programme=programme, on_hold=True)
    for trait in ("withdrawn", "complete", "left"):
        ReviewFactory(programme=programme, **{trait: True})

    counts = count_updates(rows_of(programme, period))

    assert (counts.of, counts.none, counts.draft, counts.returned) == (6, 2, 1, 1)
    assert (counts.submitted, counts.accepted, counts.missing, counts.overdue) == (1, 1, 4, 0)


def test_what_is_missing_is_overdue_after_the_deadline(programme):
    period = PeriodFactory(programme=programme, overdue=True)
    ReviewFactory(programme=programme)
    UpdateFactory(review=ReviewFactory(programme=programme), period=period, submitted=True)

    assert [row.is_overdue for row in rows_of(programme, period)] == [True, False]


def test_overdue_is_reckoned_by_the_programmes_own_today():
    ended = ProgrammeFactory(ended=True)
    period = PeriodFactory(programme=ended)
    ReviewFactory(programme=ended)

    assert [row.is_overdue for row in rows_of(ended, period)] == [False]


def test_a_correction_on_its_way_leaves_the_review_accepted(programme, period):
    review = ReviewFactory(programme=programme)
    first = UpdateFactory(review=review, period=period, accepted=True)
    UpdateFactory(review=review, period=period, version=2)

    assert [(row.standing, row.update) for row in rows_of(programme, period)] == [(Standing.ACCEPTED, first)]


def test_as_at_a_past_moment_nothing_later_counts(programme, period):
    now = timezone.now()
    review = ReviewFactory(programme=programme)
    UpdateFactory(
        review=review,
        period=period,
        status=UpdateStatus.ACCEPTED,
        created_at=now - timedelta(days=4),
        submitted_at=now - timedelta(days=3),
        decided_at=now - timedelta(days=1),
    )

    standings = [rows_of(programme, period, as_at=now - timedelta(days=days))[0].standing for days in (5, 3.5, 2, 0)]

    assert standings == [Standing.NONE, Standing.DRAFT, Standing.SUBMITTED, Standing.ACCEPTED]


def test_it_takes_two_queries(programme, period, django_assert_num_queries):
    for _ in range(3):
        UpdateFactory(review=ReviewFactory(programme=programme), period=period)

    with django_assert_num_queries(2):
        rows_of(programme, period)


class TestPeriods:
    def test_the_open_period_that_is_due_first_is_the_current_one(self, programme):
        today = programme.today
        first = PeriodFactory(
            programme=programme,
            starts_on=today - timedelta(days=60),
            ends_on=today - timedelta(days=11),
            deadline=today + timedelta(days=1),
            cut_off=today + timedelta(days=5),
        )
        second = PeriodFactory(programme=programme)

        assert current_period(programme=programme) == first
        assert previous_period(period=second) == first
        assert previous_period(period=first) is None

    def test_while_none_is_open_the_latest_begun(self, programme):
        assert current_period(programme=programme) is None
        closed = PeriodFactory(programme=programme, closed=True)

        assert current_period(programme=programme) == closed
