"""What can be done to a service review."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from programme.domain.keeping_rules import check_begun, check_rules
from programme.errors import DomainError
from programme.models import User
from programme.permissions import check_permission
from programme.values.partial_date import PartialDate
from services.enums import Stage, State
from services.models import ReviewMove, ServiceReview
from services.queries.gates import day_of_move, gate_record
from services.rules.stages import Position, check_move, moves_forward


def lock_review(review: ServiceReview) -> ServiceReview:
    """The review and its programme, read again; the review is locked for the rest of the transaction."""
    return ServiceReview.objects.select_for_update(of=("self",)).select_related("programme").get(pk=review.pk)


def lock_to_change(review: ServiceReview, permission: str, *, actor: User, so: str) -> ServiceReview:
    """The review, locked, for a change that needs the permission and a review that has not left the programme.

    `so` says what follows from having left. Raises NotAllowed, DomainError.
    """
    review = lock_review(review)
    check_permission(actor, permission, review)
    if review.left_on is not None:
        raise DomainError(f"{review.name} left the programme on {review.left_on:%-d %B %Y}, so {so}.")
    return review


@transaction.atomic
def move_review(
    *,
    review: ServiceReview,
    to_stage: Stage,
    to_state: State,
    effective: PartialDate,
    reason: str,
    actor: User,
    at: datetime,
) -> ReviewMove:
    """Move a review to another stage or state and keep the step as a dated row.

    Raises NotAllowed, MoveNotAllowed (its message lists the allowed moves), DomainError (for gates, naming each that
    is not met).
    """
    review = lock_to_change(review, "services.move_review", actor=actor, so="it no longer moves")
    before = Position(Stage(review.stage), State(review.state))
    after = Position(Stage(to_stage), State(to_state))
    check_move(before=before, after=after)
    move = ReviewMove(
        review=review,
        from_stage=before.stage,
        to_stage=after.stage,
        from_state=before.state,
        to_state=after.state,
        effective=effective,
        reason=reason.strip(),
        actor=actor,
        recorded_at=at,
    )
    check_rules(move)
    check_begun(effective, "it happened", today=timezone.localdate(at), field="effective")
    _check_gates(review=review, before=before, after=after, effective=effective, at=at)
    move.save()
    review.stage, review.state = after.stage, after.state
    if after.state != before.state:
        review.state_reason = reason.strip() if after.state in (State.ON_HOLD, State.WITHDRAWN) else ""
    review.save(update_fields=["stage", "state", "state_reason"])
    return move


def _check_gates(
    *, review: ServiceReview, before: Position, after: Position, effective: PartialDate, at: datetime
) -> None:
    """Raise DomainError, gate by gate, for what the stage asks for and the review lacks on that day. Back is free."""
    if not moves_forward(before.stage, after.stage):
        return
    day = day_of_move(effective, recorded_on=timezone.localdate(at))
    record = gate_record(programme=review.programme, reviews=[review], day=day)
    unmet = [state for state in record.of(review, stages=[after.stage]) if not state.is_open]
    if unmet:
        lacks = " ".join(f"{state.gate.name}: {state.missing}" for state in unmet)
        raise DomainError(f"{after.stage.label} asks for what is not there yet. {lacks}", field="to_stage")
