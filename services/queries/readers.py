"""Who reads a review: the people who can be asked to lead a part of it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from programme.enums import PROGRAMME_WIDE_ROLES
from programme.models import RoleGrant, User
from services.models import ServiceReview
from services.models.service_review import READING_COUNCIL_ROLES


def readers_of(review: ServiceReview) -> QuerySet[User]:
    """The people with an open account who see the review today, by name: the rule of `ServiceReview.visible_to`."""
    grants = RoleGrant.objects.in_force().filter(
        Q(role__in=PROGRAMME_WIDE_ROLES)
        | Q(role__in=READING_COUNCIL_ROLES, council__in=review.participations.in_force().values("council")),
        programme=review.programme_id,
    )
    return User.objects.filter(pk__in=grants.values("user"), is_active=True).order_by("name", "pk")
