"""What can be done to the systems that councils use for a service: added, changed, ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from programme.domain.codes import new_code, next_place
from programme.domain.editing import fill, lock_unchanged
from programme.errors import DomainError, NotAllowed
from programme.models import Council, User
from programme.permissions import check_permission
from services.models import ServiceReview, SystemInUse
from services.permissions import writes_figures_of

CHANGE = "services.change_indicators"
SYSTEM_FIELDS = ("purpose", "name", "note", "position", "ended_on")


@transaction.atomic
def add_system(*, review: ServiceReview, council: Council, actor: User, at: datetime, **values: Any) -> SystemInUse:
    """Add a system that a council uses. Raises NotAllowed, DomainError."""
    review = ServiceReview.objects.select_for_update(of=("self",)).get(pk=review.pk)
    _check_own(review=review, council=council, actor=actor)
    if not review.participations.filter(council=council).exists():
        raise DomainError(f"{council} takes no part in this review.", field="council")
    system = SystemInUse(review=review, council=council)
    _put(system, values=values, at=at)
    own = SystemInUse.objects.filter(review=review, council=council)
    system.code = new_code(f"{system.purpose} {system.name}", among=own)
    system.save()
    return system


@transaction.atomic
def change_system(*, system: SystemInUse, seen: str, actor: User, at: datetime, **values: Any) -> SystemInUse:
    """Change a system in use, or say when its use ended; `seen` is its mark as it was opened.

    Raises NotAllowed, ChangedByAnother, DomainError.
    """
    review = ServiceReview.objects.select_for_update(of=("self",)).get(pk=system.review_id)
    system = lock_unchanged(system, seen=seen)
    _check_own(review=review, council=system.council, actor=actor)
    _put(system, values=values, at=at)
    system.save()
    return system


def _check_own(*, review: ServiceReview, council: Council, actor: User) -> None:
    check_permission(actor, CHANGE, review)
    if not writes_figures_of(actor, review, [council.pk]):
        raise NotAllowed(f"You lead this review for another council. {council} says itself which systems it uses.")


def _put(system: SystemInUse, *, values: Mapping[str, Any], at: datetime) -> None:
    fill(system, values, SYSTEM_FIELDS)
    others = SystemInUse.objects.filter(review=system.review_id, council=system.council_id).exclude(pk=system.pk)
    if (
        system.ended_on is None
        and others.filter(purpose__iexact=system.purpose, name__iexact=system.name, ended_on=None).exists()
    ):
        raise DomainError(f"{system.council} already uses {system.name} for this purpose.", field="name")
    if system.ended_on is not None and system.ended_on > timezone.localdate(at):
        raise DomainError("Enter today or an earlier day: the last day on which it was used.", field="ended_on")
    if system.position is None:
        in_review = SystemInUse.objects.filter(review=system.review_id).exclude(pk=system.pk)
        same = in_review.filter(purpose__iexact=system.purpose).order_by("position").first()
        system.position = same.position if same else next_place(in_review)
