"""What the pages about people read. Only administrators see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Prefetch, QuerySet

from programme.models import RoleGrant, User


@dataclass(frozen=True, kw_only=True)
class RoleLine:
    """A role of one person: now, or until its last day."""

    grant: RoleGrant
    is_current: bool
    can_end: bool


def people() -> QuerySet[User]:
    """Everyone with an account, with the roles they hold today in `current_roles`; two queries for any number."""
    current = RoleGrant.objects.current().select_related("programme", "council").order_by("programme__name", "role")
    return (
        User.objects.select_related("council")
        .prefetch_related(Prefetch("grants", queryset=current, to_attr="current_roles"))
        .order_by("name", "email")
    )


def roles_of(person: User, *, today: date) -> tuple[RoleLine, ...]:
    """Every role that a person holds or held: those without an end first, then the latest."""
    grants = (
        RoleGrant.objects.filter(user=person)
        .select_related("programme", "council")
        .order_by(F("ended_on").desc(nulls_first=True), "-starts_on", "role")
    )
    return tuple(
        RoleLine(
            grant=grant,
            is_current=grant.starts_on <= today and (grant.ended_on is None or grant.ended_on >= today),
            can_end=grant.ended_on is None,
        )
        for grant in grants
    )
