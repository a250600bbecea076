"""Which principles and outcomes a review serves, and how."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from programme.domain.editing import lock_unchanged
from programme.domain.keeping_rules import write
from programme.errors import DomainError
from programme.models import Aim, User
from services.domain.review import lock_to_change
from services.models import ReviewAim, ServiceReview

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
