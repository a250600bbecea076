"""What the rows say of a review as at a past moment is what its history had at that moment."""

from datetime import timedelta

import pgtrigger
import pytest
from django.utils import timezone

from programme.history import Moment
from programme.models import Phase
from programme.values.partial_date import PartialDate
from services.models import ServiceReview
from services.queries.progress import by_phase, progress_rows
from tests.ageing import age_history
from tests.factories.programme import PhaseFactory
from tests.factories.services import ReviewFactory, ServiceFactory, sponsor_of

pytestmark = pytest.mark.django_db

AGE = timedelta(days=100)


@pytest.fixture
def then():
    """A moment fifty days ago: after `let_time_pass`, between what came before it and what comes after."""
    return timezone.now() - timedelta(days=50)


def let_time_pass():
    """Everything recorded so far was recorded a hundred days earlier."""
    age_history(AGE.days)


def correct(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def rows_of(programme, as_at=None):
    return progress_rows(reviews=ServiceReview.objects.filter(programme=programme), moment=Moment(programme, as_at))


def reviews_of(programme, as_at=None):
    return [row.review for row in rows_of(programme, as_at)]


def test_a_name_given_later_shows_only_later(programme, then):
    review = ReviewFactory(programme=programme, name="Parking")
    let_time_pass()
    correct(review, name="Parking and enforcement")

    assert [found.name for found in reviews_of(programme, then)] == ["Parking"]
    assert [found.name for found in reviews_of(programme, timezone.now())] == ["Parking and enforcement"]
    assert [found.name for found in reviews_of(programme)] == ["Parking and enforcement"]


def test_what_is_read_is_not_written(programme, then):
    review = ReviewFactory(programme=programme, name="Parking")
    let_time_pass()
    correct(review, name="Parking and enforcement")
    rows_of(programme, then)

    review.refresh_from_db()
    assert review.name == "Parking and enforcement"


def test_the_plan_the_sponsor_and_the_service_are_those_of_then(programme, then):
    service = ServiceFactory(programme=programme)
    review = ReviewFactory(programme=programme, service=service, planned_start=PartialDate.month(2030, 1))
    first = sponsor_of(review)
    let_time_pass()
    correct(review, planned_start=PartialDate.month(2031, 6), service=ServiceFactory(programme=programme))
    second = sponsor_of(review)
    review.refresh_from_db()
    assert review.sponsor == second

    (row,) = rows_of(programme, then)

    assert (row.start, row.review.sponsor, row.review.service) == (PartialDate.month(2030, 1), first, service)


def test_phases_and_the_order_in_them_are_those_of_then(programme, then):
    first, second = PhaseFactory(programme=programme, name="One"), PhaseFactory(programme=programme, name="Two")
    parking = ReviewFactory(programme=programme, phase=first, position=1)
    waste = ReviewFactory(programme=programme, phase=first, position=2)
    let_time_pass()
    correct(parking, phase=second, position=3)
    correct(waste, phase=None, position=1)
    correct(first, name="First wave", position=9)

    found = [
        (phase.name if phase else "", [row.review.pk for row in rows]) for phase, rows in by_phase(rows_of(programme))
    ]
    known = [(phase, phase.name, [row.review for row in rows]) for phase, rows in by_phase(rows_of(programme, then))]

    assert found == [("", [waste.pk]), ("Two", [parking.pk])]
    assert known == [(first, "One", [parking, waste])]


def test_a_leaving_recorded_later_with_an_earlier_date_does_not_show(programme, then):
    review = ReviewFactory(programme=programme)
    let_time_pass()
    left_on = timezone.localdate(then) - timedelta(days=5)
    correct(review, left_on=left_on, left_reason="Run alone again.")

    (row,) = rows_of(programme, then)

    assert (row.is_live, row.review.left_on, row.review.left_reason) == (True, None, "")
    assert [(row.is_live, row.review.left_on) for row in rows_of(programme, timezone.now())] == [(False, left_on)]


def test_a_leaving_taken_back_later_still_shows(programme, then):
    left_on = timezone.localdate(then) - timedelta(days=5)
    review = ReviewFactory(programme=programme, left_on=left_on, left_reason="Run alone again.")
    let_time_pass()
    correct(review, left_on=None, left_reason="")

    assert [found.left_reason for found in reviews_of(programme, then)] == ["Run alone again."]


def test_a_leaving_recorded_ahead_of_its_day_does_not_show_yet(programme, then):
    ReviewFactory(programme=programme, left_on=timezone.localdate(), left_reason="Run alone again.")
    let_time_pass()

    assert [(found.left_on, found.left_reason) for found in reviews_of(programme, then)] == [(None, "")]


def test_the_day_of_joining_is_the_one_known_then(programme, then):
    day = timezone.localdate(then)
    postponed = ReviewFactory(programme=programme, joined_on=day)
    predated = ReviewFactory(programme=programme, joined_on=day + timedelta(days=1))
    let_time_pass()
    correct(postponed, joined_on=day + timedelta(days=1))
    correct(predated, joined_on=day)

    assert reviews_of(programme, then) == [postponed]
    assert reviews_of(programme, timezone.now()) == [postponed, predated]


def test_what_was_loaded_later_is_read_by_its_own_dates(programme, then):
    day = timezone.localdate(then)
    phase = PhaseFactory(programme=programme, name="One")
    stayed = ReviewFactory(programme=programme, phase=phase, name="Parking", joined_on=day)
    gone = ReviewFactory(programme=programme, phase=phase, joined_on=day, left_on=day, left_reason="Run alone again.")
    ReviewFactory(programme=programme, joined_on=day + timedelta(days=1))
    leaving = ReviewFactory(
        programme=programme,
        phase=phase,
        joined_on=day,
        left_on=day + timedelta(days=1),
        left_reason="Run alone again.",
    )

    rows = rows_of(programme, then)

    assert [(row.review, row.review.left_on) for row in rows] == [(stayed, None), (gone, day), (leaving, None)]
    assert [row.phase.name for row in rows] == ["One", "One", "One"]


def test_what_was_corrected_after_a_later_load_is_read_as_it_was_loaded(programme, then):
    phase = PhaseFactory(programme=programme, name="One")
    review = ReviewFactory(programme=programme, phase=phase, name="As first typed")
    correct(review, name="As loaded")
    before_the_load = then - AGE
    let_time_pass()
    correct(review, name="As corrected", phase=None)
    correct(phase, name="First wave")

    (row,) = rows_of(programme, before_the_load)

    assert (row.review.name, row.phase.name) == ("As loaded", "One")


def test_a_review_without_any_history_is_read_as_it_is(programme, then):
    review = ReviewFactory(programme=programme, name="Parking", phase=PhaseFactory(programme=programme, name="One"))
    for model in (ServiceReview, Phase):
        with pgtrigger.ignore():
            model.pgh_event_model.objects.all().delete()

    assert [(row.review, row.review.name) for row in rows_of(programme, then)] == [(review, "Parking")]
    assert [row.phase.name for row in rows_of(programme, then)] == ["One"]


@pytest.mark.parametrize("number", [1, 3])
def test_it_takes_two_queries_more_than_now_however_many_reviews(programme, then, django_assert_num_queries, number):
    for _ in range(number):
        review = ReviewFactory(programme=programme, phase=PhaseFactory(programme=programme))
        let_time_pass()
        correct(review, phase=PhaseFactory(programme=programme))

    reviews, moment = ServiceReview.objects.filter(programme=programme), Moment(programme, then)
    assert moment.limit  # read once, whatever is read as at the moment

    with django_assert_num_queries(4):
        rows_of(programme)
    with django_assert_num_queries(6):
        assert len([row.phase.name for row in progress_rows(reviews=reviews, moment=moment)]) == number
