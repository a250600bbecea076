"""What can be done to a service review.

How the programme office sets a review up and changes what is known of it.

Which principles and outcomes a review serves, and how.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from programme.domain.codes import new_code
from programme.domain.editing import lock_unchanged, mark_of
from programme.domain.keeping_rules import check_begun, check_rules, write
from programme.enums import Role
from programme.errors import ChangedByAnother, DomainError
from programme.models import Aim, Programme, RoleGrant, User
from programme.permissions import check_permission
from programme.values.partial_date import PartialDate
from services.domain.participation import Part, begin_parts, set_parts
from services.enums import Stage, State
from services.models import ReviewAim, ReviewMove, ReviewParticipation, Service, ServiceReview
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


REVIEW_FIELDS = (
    "name",
    "service",
    "phase",
    "summary",
    "position",
    "sponsor",
    "planned_start",
    "joined_on",
    "agreement",
    "agreement_from",
)
"""What the office may change by hand; stage and state change only by a move."""


def mark_of_review(review: ServiceReview) -> str:
    """A short mark of the review and its councils, by which a save knows that nobody saved in between."""
    parts = [mark_of(part) for part in review.participations.order_by("pk")]
    return "".join([mark_of(review)[:12], *(mark[:6] for mark in parts)])


@transaction.atomic
def create_review(
    *,
    programme: Programme,
    values: Mapping[str, Any],
    parts: Sequence[Part],
    new_service: str = "",
    actor: User,
    at: datetime,
) -> ServiceReview:
    """Begin a review: not started, active. Without a service of its own it gets `new_service`, or its own name's.

    Raises NotAllowed, DomainError.
    """
    check_permission(actor, "services.add_review", programme)
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    fields = _fields(values)
    check_rules(ServiceReview(programme=programme, **fields))
    _check_people(programme=programme, values=values, parts=parts, known=())
    fields["service"] = fields.get("service") or _service_named(new_service or values["name"], programme=programme)
    fields.setdefault("joined_on", timezone.localdate(at))
    review = ServiceReview.objects.create(
        programme=programme, code=new_code(values["name"], among=programme.reviews.all()), **fields
    )
    begin_parts(review=review, parts=parts)
    return review


@transaction.atomic
def change_review(
    *,
    review: ServiceReview,
    values: Mapping[str, Any],
    parts: Sequence[Part],
    new_service: str = "",
    seen: str,
    actor: User,
    at: datetime,
) -> ServiceReview:
    """Change what is known of a review and who takes part in it. A council left out leaves as of today; one that comes
    back joins anew, and its earlier part stays on record.

    `seen` is the mark of the review as it was opened. Raises as `create_review`, ChangedByAnother, DomainError.
    """
    review = _lock_unchanged(review, seen=seen)
    check_permission(actor, "services.change_review", review)
    known = list(review.participations.all())
    _check_people(programme=review.programme, values=values, parts=parts, known=known, sponsor=review.sponsor)
    for name, value in _fields(values).items():
        if name != "service":
            setattr(review, name, value)
    if new_service:
        review.service = _service_named(new_service, programme=review.programme)
    elif values.get("service"):
        review.service = values["service"]
    if review.left_on is not None and review.joined_on > review.left_on:
        raise DomainError(
            f"It left the programme on {review.left_on:%-d %B %Y}, so it cannot have joined after that day.",
            field="joined_on",
        )
    check_rules(review)
    review.save()
    set_parts(review=review, parts=parts, today=timezone.localdate(at))
    return review


@transaction.atomic
def leave_programme(*, review: ServiceReview, left_on: date, reason: str, actor: User, at: datetime) -> ServiceReview:
    """Record that a review left the programme. Raises NotAllowed, DomainError."""
    review = lock_review(review)
    check_permission(actor, "services.change_review", review)
    if not review.joined_on <= left_on <= timezone.localdate(at):
        raise DomainError(
            f"Enter a day between {review.joined_on:%-d %B %Y}, when the review joined, and today.", field="left_on"
        )
    review.left_on, review.left_reason = left_on, reason.strip()
    check_rules(review)
    review.save(update_fields=["left_on", "left_reason"])
    return review


@transaction.atomic
def rejoin_programme(*, review: ServiceReview, actor: User, at: datetime) -> ServiceReview:
    """Bring back a review that had left; the history keeps that it was gone. Raises NotAllowed."""
    review = lock_review(review)
    check_permission(actor, "services.change_review", review)
    review.left_on, review.left_reason = None, ""
    review.save(update_fields=["left_on", "left_reason"])
    return review


def _fields(values: Mapping[str, Any]) -> dict[str, Any]:
    """What is told of the fields of a review, texts without spaces around them."""
    told = {name: values[name] for name in REVIEW_FIELDS if name in values}
    return {name: value.strip() if isinstance(value, str) else value for name, value in told.items()}


def _lock_unchanged(review: ServiceReview, *, seen: str) -> ServiceReview:
    locked = lock_review(review)
    if mark_of_review(locked) != seen:
        raise ChangedByAnother.while_open("this review")
    return locked


def _service_named(name: str, *, programme: Programme) -> Service:
    name = name.strip()
    found = programme.services.filter(name__iexact=name).first()
    return found or Service.objects.create(
        programme=programme, name=name, code=new_code(name, among=programme.services.all())
    )


def _check_people(
    *,
    programme: Programme,
    values: Mapping[str, Any],
    parts: Sequence[Part],
    known: Collection[ReviewParticipation],
    sponsor: User | None = None,
) -> None:
    """Raise unless there are councils and the people hold their roles. Who stands there already may stay."""
    if not parts:
        raise DomainError("Choose at least one council.", field="councils")
    grants = list(RoleGrant.objects.current().filter(programme=programme, role__in=[Role.LEAD_OFFICER, Role.SPONSOR]))
    leads: set[tuple[int | None, int | None]] = {
        (grant.user_id, grant.council_id) for grant in grants if grant.role == Role.LEAD_OFFICER
    }
    leads |= {(part.lead_officer_id, part.council_id) for part in known}
    for part in parts:
        if part.lead_officer is not None and (part.lead_officer.pk, part.council.pk) not in leads:
            raise DomainError(f"{part.lead_officer} is not a lead officer for {part.council}.", field="councils")
        if part.hosted_functions.strip() and not part.is_host:
            raise DomainError(
                f"Tick that {part.council} hosts, or leave empty what it hosts.", field=f"functions_{part.council.pk}"
            )
    chosen = values.get("sponsor")
    sponsors = {grant.user_id for grant in grants if grant.role == Role.SPONSOR}
    if chosen is not None and chosen != sponsor and chosen.pk not in sponsors:
        raise DomainError(f"{chosen} is not a sponsor in {programme}.", field="sponsor")


CHANGE = "services.change_review_aims"
LEFT = "what it serves no longer changes"
"""What follows for a review that has left the programme."""


@transaction.atomic
def add_review_aim(*, review: ServiceReview, aim: Aim, how: str, actor: User, at: datetime) -> ReviewAim:
    """Say that a review serves a principle or outcome. Raises NotAllowed, DomainError."""
    review = lock_to_change(review, CHANGE, actor=actor, so=LEFT)
    aim = Aim.objects.get(pk=aim.pk)
    if aim.programme_id != review.programme_id:
        raise DomainError("Choose a principle or outcome of this programme.", field="aim")
    if aim.ended_on is not None and aim.ended_on < review.programme.today:
        raise DomainError(f"“{aim}” ended on {aim.ended_on:%-d %B %Y}. Choose one that holds.", field="aim")
    return write(ReviewAim(review=review, aim=aim, how=how.strip()))


@transaction.atomic
def change_review_aim(*, review_aim: ReviewAim, how: str, seen: str, actor: User, at: datetime) -> ReviewAim:
    """Change how a review serves an aim. Raises NotAllowed, ChangedByAnother, DomainError."""
    lock_to_change(review_aim.review, CHANGE, actor=actor, so=LEFT)
    review_aim = lock_unchanged(review_aim, seen=seen)
    review_aim.how = how.strip()
    review_aim.save(update_fields=["how"])
    return review_aim


@transaction.atomic
def remove_review_aim(*, review_aim: ReviewAim, actor: User, at: datetime) -> ReviewAim:
    """Say that a review serves an aim no more; the row stays, dated. Raises NotAllowed, DomainError."""
    lock_to_change(review_aim.review, CHANGE, actor=actor, so=LEFT)
    review_aim = ReviewAim.objects.select_for_update().get(pk=review_aim.pk)
    if review_aim.removed_at is None:
        review_aim.removed_at = at
        review_aim.save(update_fields=["removed_at"])
    return review_aim
