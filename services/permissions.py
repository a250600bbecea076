"""Who may do what with service reviews and their updates."""

from __future__ import annotations

import rules
from django.utils import timezone

from programme.enums import Role
from programme.models import User
from programme.permissions import holds, runs_programme
from services.models import ProgressUpdate, ReviewParticipation, ServiceReview


@rules.predicate
def sees_review(user: User, review: ServiceReview | None) -> bool:
    return review is not None and ServiceReview.objects.visible_to(user).filter(pk=review.pk).exists()


@rules.predicate
def runs_reviews_programme(user: User, review: ServiceReview | None) -> bool:
    return review is not None and holds(user, Role.PROGRAMME_OFFICE, programme=review.programme_id)


@rules.predicate
def leads_review(user: User, review: ServiceReview | None) -> bool:
    """A lead officer of one of the councils taking part today, named as such for the review itself."""
    return (
        review is not None
        and holds(user, Role.LEAD_OFFICER, programme=review.programme_id)
        and any(
            holds(user, Role.LEAD_OFFICER, programme=review.programme_id, council=council)
            for council in ReviewParticipation.objects.on(timezone.localdate())
            .filter(review=review, lead_officer=user)
            .values_list("council", flat=True)
        )
    )


@rules.predicate
def sponsors_review(user: User, review: ServiceReview | None) -> bool:
    return (
        review is not None and review.sponsor_id == user.pk and holds(user, Role.SPONSOR, programme=review.programme_id)
    )


def _of_update(predicate: rules.Predicate) -> rules.Predicate:
    @rules.predicate(f"{predicate.name}_of_update")
    def wrapped(user: User, update: ProgressUpdate | None) -> bool:
        return update is not None and bool(predicate(user, update.review))

    return wrapped


rules.add_perm("services.view_review", sees_review)
rules.add_perm("services.add_review", runs_programme)
rules.add_perm("services.move_review", runs_reviews_programme)
rules.add_perm("services.change_review", runs_reviews_programme)
rules.add_perm("services.change_milestones", runs_reviews_programme | leads_review)
rules.add_perm("services.write_update", runs_reviews_programme | leads_review)
rules.add_perm("services.recall_update", _of_update(runs_reviews_programme) | _of_update(leads_review))
rules.add_perm("services.decide_update", _of_update(runs_reviews_programme) | _of_update(sponsors_review))
