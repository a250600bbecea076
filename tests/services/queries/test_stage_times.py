"""Visits to stages: dated, kept when a review goes back, held up, stopped, and as at a past moment."""

from datetime import UTC, date, datetime, timedelta

import pytest

from programme.history import Moment
from programme.values.partial_date import PartialDate
from services.enums import Stage, State
from services.models import ReviewMove, ServiceReview
from services.queries.stages import longest_first, stage_times, summaries_of, times_of
from services.rules.durations import Duration
from tests.factories.services import MoveFactory, ReviewFactory

DAY = date(2023, 7, 31)


def review_of(*steps, joined_on=date(2023, 1, 1), left_on=None):
    """Steps as (effective, stage or state)."""
    stage, state, moves = Stage.NOT_STARTED, State.ACTIVE, []
    for number, (effective, to) in enumerate(steps):
        to_stage, to_state = (to, state) if isinstance(to, Stage) else (stage, to)
        moves.append(
            ReviewMove(
                from_stage=stage,
                to_stage=to_stage,
                from_state=state,
                to_state=to_state,
                effective=PartialDate.parse(effective),
                reason=f"Reason {number + 1}.",
            )
        )
        stage, state = to_stage, to_state
    return times_of(review=ServiceReview(joined_on=joined_on, left_on=left_on), moves=moves, day=DAY)


def told(times):
    return [(visit.stage.value, str(visit.duration)) for visit in times.visits]


def test_it_begins_not_started_when_it_joined():
    times = review_of()

    assert (told(times), times.is_standing) == ([("not_started", "about 7 months")], True)


def test_each_visit_lasts_until_the_next_move():
    times = review_of(("2023-01-31", Stage.SCOPING), ("2023-03-01", Stage.AS_IS))

    assert told(times) == [("not_started", "30 days"), ("scoping", "29 days"), ("as_is", "about 5 months")]
    assert [visit.is_over for visit in times.visits] == [True, True, False]


def test_going_back_keeps_the_past_as_a_visit_of_its_own():
    times = review_of(
        ("2023-02-01", Stage.SCOPING),
        ("2023-03-01", Stage.AS_IS),
        ("2023-03-11", Stage.SCOPING),
        ("2023-03-21", Stage.AS_IS),
    )

    assert [(visit.stage, visit.duration) for visit in times.visits[1:4]] == [
        (Stage.SCOPING, Duration(28, 28)),
        (Stage.AS_IS, Duration(10, 10)),
        (Stage.SCOPING, Duration(10, 10)),
    ]
    assert times.at(Stage.SCOPING) == Duration(38, 38)
    assert (times.has_moved_on_from(Stage.SCOPING), times.has_moved_on_from(Stage.AS_IS)) == (True, False)


def test_a_hold_is_part_of_the_visit_with_its_own_length_and_reason():
    times = review_of(
        ("2023-02-01", Stage.SCOPING),
        ("2023-02-11", State.ON_HOLD),
        ("2023-03-03", State.ACTIVE),
        ("2023-03-13", Stage.AS_IS),
    )

    (hold,) = times.visits[1].pauses
    assert (hold.state, str(hold.duration), hold.move.reason) == (State.ON_HOLD, "20 days", "Reason 2.")
    assert times.visits[1].duration == Duration(40, 40)


def test_while_on_hold_time_runs_on():
    times = review_of(("2023-07-01", Stage.SCOPING), ("2023-07-21", State.ON_HOLD))

    assert (times.now.duration, times.is_standing) == (Duration(30, 30), True)
    assert (times.now.pauses[0].until, times.now.pauses[0].duration) == (None, Duration(10, 10))


@pytest.mark.parametrize("stopped", [State.WITHDRAWN, State.COMPLETE])
def test_withdrawn_or_complete_time_stops(stopped):
    times = review_of(("2023-03-01", Stage.BUSINESS_AS_USUAL), ("2023-03-21", stopped))

    assert (times.now.duration, times.is_standing, times.now.has_stopped) == (Duration(20, 20), False, True)


def test_taken_up_again_time_runs_again_and_the_stop_is_told():
    times = review_of(("2023-07-01", Stage.SCOPING), ("2023-07-11", State.WITHDRAWN), ("2023-07-21", State.ACTIVE))

    assert (times.now.duration, times.is_standing) == (Duration(30, 30), True)
    assert times.now.pauses[0].state == State.WITHDRAWN


def test_gone_from_the_programme_time_stops():
    times = review_of(("2023-03-01", Stage.SCOPING), left_on=date(2023, 3, 31))

    assert (times.now.duration, times.is_standing) == (Duration(30, 30), False)


def test_what_began_before_it_joined_tells_nothing_of_the_time_before():
    times = review_of(("2022-11", Stage.SCOPING), ("2023-02", Stage.AS_IS))

    assert times.visits[0].duration is None
    assert str(times.visits[1].duration) == "about 3 months"


def test_the_median_is_of_those_that_moved_on_and_the_longest_stands_first():
    moved = [review_of(("2023-01-01", Stage.SCOPING), (f"2023-01-{day}", Stage.AS_IS)) for day in (11, 21, 31)]
    standing = [review_of((f"2023-0{month}-01", Stage.SCOPING)) for month in (6, 5)]

    scoping = summaries_of([*moved, *standing])[1]

    assert (scoping.stage, scoping.moved_on, scoping.median) == (Stage.SCOPING, 3, Duration(20, 20))
    assert scoping.standing == (standing[1], standing[0])
    assert longest_first([standing[0], moved[0], standing[1]]) == [moved[0], standing[1], standing[0]]


@pytest.mark.django_db
class TestRead:
    def test_two_queries_however_many(self, programme, django_assert_num_queries):
        for _ in range(3):
            MoveFactory(review=ReviewFactory(programme=programme))

        with django_assert_num_queries(2):
            assert len(stage_times(reviews=programme.reviews.all())) == 3

    def test_as_at_a_moment_what_was_recorded_later_does_not_count(self, review):
        moment = datetime(2023, 3, 1, 12, tzinfo=UTC)
        ServiceReview.objects.filter(pk=review.pk).update(joined_on=date(2022, 10, 1))
        MoveFactory(
            review=review, effective=PartialDate.day(date(2022, 11, 1)), recorded_at=moment - timedelta(days=90)
        )
        MoveFactory(
            review=review,
            from_stage=Stage.SCOPING,
            to_stage=Stage.AS_IS,
            effective=PartialDate.day(date(2023, 2, 1)),
            recorded_at=moment + timedelta(days=1),
        )

        (then,) = stage_times(reviews=review.programme.reviews.all(), moment=Moment(review.programme, moment))
        (now,) = stage_times(reviews=review.programme.reviews.all())

        assert told(then) == [("not_started", "31 days"), ("scoping", "about 4 months")]
        assert [visit.stage for visit in now.visits] == [Stage.NOT_STARTED, Stage.SCOPING, Stage.AS_IS]
