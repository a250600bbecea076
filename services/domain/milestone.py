"""What can be done to a milestone of a review, or of the programme itself."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from programme.domain.codes import new_code
from programme.domain.editing import lock_unchanged
from programme.domain.keeping_rules import check_begun, check_rules
from programme.models import Programme, User
from programme.permissions import check_permission
from programme.values.partial_date import PartialDate
from services.domain.review import lock_review
from services.models import Milestone, ServiceReview


@transaction.atomic
def add_milestone(
    *,
    review: ServiceReview,
    name: str,
    baseline: PartialDate | None,
    forecast: PartialDate | None,
    achieved: PartialDate | None,
    actor: User,
    at: datetime,
) -> Milestone:
    """Add a milestone to a review. Raises NotAllowed, DomainError."""
    review = lock_review(review)
    check_permission(actor, "services.change_milestones", review)
    milestone = Milestone(
        programme=review.programme,
        review=review,
        code=new_code(f"{review.code} {name}", among=review.programme.milestones.all()),
        name=name.strip(),
        baseline=baseline,
        forecast=forecast,
        achieved=achieved,
    )
    _check_dates(milestone, at=at)
    milestone.save()
    return milestone


@transaction.atomic
def add_programme_milestone(
    *,
    programme: Programme,
    name: str,
    baseline: PartialDate | None,
    forecast: PartialDate | None,
    achieved: PartialDate | None,
    actor: User,
    at: datetime,
) -> Milestone:
    """Add a milestone of the programme itself. Raises NotAllowed, DomainError."""
    programme = Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    check_permission(actor, "services.change_programme_milestones", programme)
    milestone = Milestone(
        programme=programme,
        code=new_code(name, among=programme.milestones.all()),
        name=name.strip(),
        baseline=baseline,
        forecast=forecast,
        achieved=achieved,
    )
    _check_dates(milestone, at=at)
    milestone.save()
    return milestone


@transaction.atomic
def change_milestone(
    *,
    milestone: Milestone,
    name: str,
    baseline: PartialDate | None,
    forecast: PartialDate | None,
    achieved: PartialDate | None,
    seen: str,
    actor: User,
    at: datetime,
) -> Milestone:
    """Change a milestone of a review or of the programme; `seen` is its mark as it was opened.

    Raises NotAllowed, ChangedByAnother, DomainError.
    """
    milestone = lock_unchanged(milestone, seen=seen)
    if milestone.review is None:
        check_permission(actor, "services.change_programme_milestones", milestone.programme)
    else:
        check_permission(actor, "services.change_milestones", milestone.review)
    milestone.name = name.strip()
    milestone.baseline, milestone.forecast, milestone.achieved = baseline, forecast, achieved
    _check_dates(milestone, at=at)
    milestone.save()
    return milestone


def _check_dates(milestone: Milestone, *, at: datetime) -> None:
    check_rules(milestone)
    if milestone.achieved is not None:
        check_begun(milestone.achieved, "it was achieved", today=timezone.localdate(at), field="achieved")
