"""Who may do what in a programme. Each app states its own permissions in terms of these, with `rules`.

A permission asks about the person; whether the record is in a state that allows the act is the business of `domain/`.
"""

from __future__ import annotations

from typing import Any

import rules

from programme.enums import Role
from programme.errors import NotAllowed
from programme.models import Council, Programme, User
from programme.models.grants import grants_of, held_by


def holds(user: Any, *roles: Role, programme: Programme | int | None, council: Council | int | None = None) -> bool:
    """Whether a person holds one of the roles in the programme (and, where given, for that council)."""
    programme_id = getattr(programme, "pk", programme)
    council_id = getattr(council, "pk", council)
    return any(
        grant.role in roles
        and grant.programme_id == programme_id
        and (council_id is None or grant.council_id is None or grant.council_id == council_id)
        for grant in grants_of(user)
    )


def check_permission(user: Any, permission: str, target: Any = None) -> None:
    """Raise `NotAllowed` unless the person has the permission on the target."""
    if not user.has_perm(permission, target):
        raise NotAllowed


@rules.predicate
def is_administrator(user: User) -> bool:
    return any(grant.role == Role.ADMINISTRATOR for grant in grants_of(user))


@rules.predicate
def in_programme(user: User, programme: Programme | None) -> bool:
    return programme is not None and any(grant.programme_id == programme.pk for grant in held_by(user))


@rules.predicate
def runs_programme(user: User, programme: Programme | None) -> bool:
    return programme is not None and holds(user, Role.PROGRAMME_OFFICE, programme=programme)


@rules.predicate
def reads_history(user: User, programme: Programme | None) -> bool:
    return programme is not None and holds(user, Role.AUDITOR, Role.PROGRAMME_OFFICE, programme=programme)


@rules.predicate
def runs_any_programme(user: User) -> bool:
    return any(grant.role == Role.PROGRAMME_OFFICE for grant in grants_of(user))


rules.add_perm("programme.view_programme", in_programme)
rules.add_perm("programme.change_programme", runs_programme)
rules.add_perm("programme.view_history", reads_history)
rules.add_perm("programme.manage_people", is_administrator)
rules.add_perm("programme.export_programme", reads_history)
rules.add_perm("programme.import_programme", runs_any_programme)
