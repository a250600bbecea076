"""Who sees a register, and so can be asked to own what stands in it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from programme.enums import PROGRAMME_WIDE_ROLES
from programme.models import RoleGrant, User
from risks.models import RiskRegister
from risks.permissions import OWNING_ROLES
from services.models import ReviewParticipation
from services.models.service_review import READING_COUNCIL_ROLES, WORKING_ROLES


def possible_owners(register: RiskRegister) -> QuerySet[User]:
    """The people with an open account who see the register today and may work on its risks, by name."""
    grants = RoleGrant.objects.in_force().filter(
        _reads(register), programme=register.programme_id, role__in=OWNING_ROLES
    )
    return User.objects.filter(pk__in=grants.values("user"), is_active=True).order_by("name", "pk")


def people_of_programme(programme_id: int) -> QuerySet[User]:
    """The people with an open account and any role in the programme today, by name."""
    grants = RoleGrant.objects.in_force().filter(programme=programme_id)
    return User.objects.filter(pk__in=grants.values("user"), is_active=True).order_by("name", "pk")


def _reads(register: RiskRegister) -> Q:
    """Which grants open the register: the rule of `RiskRegister.visible_to`."""
    if register.council_id is not None:
        return Q(role__in=PROGRAMME_WIDE_ROLES) | Q(role__in=READING_COUNCIL_ROLES, council=register.council_id)
    if register.review_id is not None:
        taking_part = ReviewParticipation.objects.in_force().filter(review=register.review_id)
        return Q(role__in=PROGRAMME_WIDE_ROLES) | Q(
            role__in=READING_COUNCIL_ROLES, council__in=taking_part.values("council")
        )
    return Q(role__in=WORKING_ROLES)
