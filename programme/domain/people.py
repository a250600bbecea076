"""People and the roles they hold. Nobody is deleted: an account is closed, a role is ended on a date."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from programme.domain.editing import lock_unchanged
from programme.domain.keeping_rules import check_rules
from programme.enums import COUNCIL_ROLES, Role
from programme.errors import DomainError
from programme.models import Council, Programme, ProgrammeMembership, RoleGrant, User
from programme.permissions import check_permission

MANAGE = "programme.manage_people"


@transaction.atomic
def add_person(*, email: str, name: str, post: str, council: Council | None, actor: User, at: datetime) -> User:
    """Open an account without a password; `programme.tasks.send_invitation` sends the link to choose one.

    Raises NotAllowed, DomainError.
    """
    check_permission(actor, MANAGE)
    email = email.strip().lower()
    _check_email_free(email)
    return User.objects.create_user(email=email, name=name, post=post, council=council, date_joined=at)


@transaction.atomic
def edit_person(
    *,
    person: User,
    seen: str,
    email: str,
    name: str,
    post: str,
    council: Council | None,
    actor: User,
    at: datetime,
) -> User:
    """Change a person's particulars. Raises NotAllowed, ChangedByAnother, DomainError."""
    check_permission(actor, MANAGE)
    person = lock_unchanged(person, seen=seen)
    email = email.strip().lower()
    if email != person.email:
        _check_email_free(email)
    person.email, person.name, person.post, person.council = email, name, post, council
    person.save(update_fields=["email", "name", "post", "council"])
    return person


@transaction.atomic
def deactivate_person(*, person: User, actor: User, at: datetime) -> User:
    """Close an account: the person can no longer sign in, and what they did stays. Raises NotAllowed, DomainError."""
    check_permission(actor, MANAGE)
    _check_an_administrator_remains(without=Q(user=person), day=at.date())
    person = User.objects.select_for_update().get(pk=person.pk)
    person.is_active = False
    person.save(update_fields=["is_active"])
    return person


@transaction.atomic
def reactivate_person(*, person: User, actor: User, at: datetime) -> User:
    """Open a closed account again, with the roles that have not been ended."""
    check_permission(actor, MANAGE)
    person = User.objects.select_for_update().get(pk=person.pk)
    person.is_active = True
    person.save(update_fields=["is_active"])
    return person


@transaction.atomic
def grant_role(
    *,
    person: User,
    role: Role,
    programme: Programme | None,
    council: Council | None,
    starts_on: date,
    actor: User,
    at: datetime,
) -> RoleGrant:
    """Give a person a role from a day on. Raises NotAllowed, DomainError."""
    check_permission(actor, MANAGE)
    person = User.objects.select_for_update().get(pk=person.pk)
    _check_role_complete(role=role, programme=programme, council=council)
    held = RoleGrant.objects.current(starts_on).filter(user=person, role=role, programme=programme, council=council)
    held |= RoleGrant.objects.filter(user=person, role=role, programme=programme, council=council, ended_on=None)
    if held.exists():
        raise DomainError(f"{person} already holds this role. End it first if its dates are to change.")
    return RoleGrant.objects.create(user=person, role=role, programme=programme, council=council, starts_on=starts_on)


@transaction.atomic
def end_role(*, grant: RoleGrant, ended_on: date, actor: User, at: datetime) -> RoleGrant:
    """End a role; `ended_on` is its last day. Raises NotAllowed, DomainError."""
    check_permission(actor, MANAGE)
    grant = RoleGrant.objects.select_for_update(of=("self",)).select_related("user").get(pk=grant.pk)
    if grant.ended_on is not None:
        raise DomainError("This role has been ended already.")
    grant.ended_on = ended_on
    check_rules(grant)
    if grant.role == Role.ADMINISTRATOR:
        _check_an_administrator_remains(without=Q(pk=grant.pk), day=at.date())
    grant.save(update_fields=["ended_on"])
    return grant


def _check_email_free(email: str) -> None:
    if User.objects.filter(email=email).exists():
        raise DomainError(f"Someone already signs in with {email}.", field="email")


def _check_role_complete(*, role: Role, programme: Programme | None, council: Council | None) -> None:
    label = Role(role).label
    if role == Role.ADMINISTRATOR:
        if programme or council:
            raise DomainError(
                "An administrator is that everywhere: leave programme and council empty.", field="programme"
            )
        return
    if programme is None:
        raise DomainError(f"Choose the programme in which the person is {label.lower()}.", field="programme")
    if role not in COUNCIL_ROLES:
        if council:
            raise DomainError(f"{label} is held for the whole programme: leave the council empty.", field="council")
        return
    if council is None:
        raise DomainError(f"{label} is a role for one council: choose it.", field="council")
    if not ProgrammeMembership.objects.filter(programme=programme, council=council).exists():
        raise DomainError(f"{council} is not a council of {programme}.", field="council")


def _check_an_administrator_remains(*, without: Q, day: date) -> None:
    """All administrators' grants are locked first, so that two cannot remove each other at the same moment."""
    administrators = RoleGrant.objects.filter(role=Role.ADMINISTRATOR)
    list(administrators.select_for_update().order_by("pk"))
    current = administrators.current(day).filter(user__is_active=True)
    if current.filter(without).exists() and not current.filter(ended_on=None).exclude(without).exists():
        raise DomainError("This is the last administrator. Make someone else an administrator first.")
