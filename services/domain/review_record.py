"""How the programme office sets a review up and changes what is known of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from programme.domain.codes import new_code
from programme.domain.editing import mark_of
from programme.domain.keeping_rules import check_rules
from programme.enums import Role
from programme.errors import ChangedByAnother, DomainError
from programme.models import Programme, RoleGrant, User
from programme.permissions import check_permission
from services.domain.participation import Part, begin_parts, set_parts
from services.domain.review import lock_review
from services.models import ReviewParticipation, Service, ServiceReview

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
