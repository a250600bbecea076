"""Moves of a review: what the table allows, dated, with who and why."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from programme.errors import DomainError, NotAllowed
from programme.values.partial_date import PartialDate
from services.domain.review import move_review
from services.enums import Stage, State
from services.models import ReviewMove
from services.rules.stages import MoveNotAllowed
from tests.factories.services import ReviewFactory

pytestmark = pytest.mark.django_db


def move(review, actor, at, *, to_stage=None, to_state=None, effective=None, reason="The board agreed."):
    return move_review(
        review=review,
        to_stage=to_stage or Stage(review.stage),
        to_state=to_state or State(review.state),
        effective=effective or PartialDate.day(timezone.localdate(at)),
        reason=reason,
        actor=actor,
        at=at,
    )


def test_a_move_is_a_dated_row_and_the_review_stands_where_it_says(review, office, at):
    made = move(review, office, at, to_stage=Stage.AS_IS, effective=PartialDate.month(2023, 1))

    review.refresh_from_db()
    assert (made.from_stage, made.to_stage, made.actor, made.recorded_at) == (Stage.SCOPING, Stage.AS_IS, office, at)
    assert (made.effective, review.stage, review.state) == (PartialDate.month(2023, 1), Stage.AS_IS, State.ACTIVE)


def test_on_hold_keeps_its_reason_and_loses_it_when_work_goes_on(review, office, at):
    move(review, office, at, to_state=State.ON_HOLD, reason=" The budget comes first. ")
    review.refresh_from_db()
    assert review.state_reason == "The budget comes first."

    move(review, office, at, to_state=State.ACTIVE)
    review.refresh_from_db()
    assert review.state_reason == ""


def test_a_move_that_the_table_lacks_names_those_it_has(review, office, at):
    with pytest.raises(MoveNotAllowed) as refusal:
        move(review, office, at, to_stage=Stage.IMPLEMENTATION)

    assert refusal.value.message == (
        "A review cannot move from Scoping to Implementation. From Scoping it can move to "
        "Not started, Data gathering, As-is, To-be or Business case."
    )
    assert ReviewMove.objects.count() == 0


def test_a_move_needs_a_reason(review, office, at):
    with pytest.raises(DomainError, match="Say why the review moves"):
        move(review, office, at, to_stage=Stage.AS_IS, reason="  ")


@pytest.mark.parametrize(
    "effective", [PartialDate.to_be_confirmed(), PartialDate.day(date.today() + timedelta(days=2))]
)
def test_a_move_has_happened(review, office, at, effective):
    with pytest.raises(DomainError, match="Enter when it happened: a day, month, quarter or year that"):
        move(review, office, at, to_stage=Stage.AS_IS, effective=effective)


def test_a_review_that_left_does_not_move(programme, office, at):
    with pytest.raises(DomainError, match="left the programme on"):
        move(ReviewFactory(programme=programme, left=True), office, at, to_stage=Stage.AS_IS)


def test_only_the_office_moves_a_review(review, lead, sponsor, at):
    for actor in (lead, sponsor):
        with pytest.raises(NotAllowed):
            move(review, actor, at, to_stage=Stage.AS_IS)
