"""The grants of a person, read once for the life of the user object: one request, or one task.

What a person may see is stated with them as plain ids, so that no list asks the database again who is asking.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from programme.enums import Role

NOTHING = Q(pk__in=())
"""No row at all; the database is not asked for it."""


def held_by(user: Any) -> list[Any]:
    """The grants that a person holds today. Those that do not count (see `grants_of`) open the programme's own page and
    nothing that was recorded since the council left.
    """
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return []
    return list(user.current_grants)


def grants_of(user: Any) -> list[Any]:
    """The grants of a person that count today: a council's role counts while the council is a member."""
    return [grant for grant in held_by(user) if grant.is_in_force]


def programmes_held_by(user: Any) -> set[int]:
    """The ids of the programmes in which a person holds a role today, whether it counts or not."""
    return {grant.programme_id for grant in held_by(user) if grant.programme_id}


def programmes_of(user: Any, roles: Iterable[Role] = tuple(Role)) -> set[int]:
    """The ids of the programmes in which a person holds one of the roles, or any."""
    wanted = set(roles)
    return {grant.programme_id for grant in grants_of(user) if grant.role in wanted and grant.programme_id}


def councils_of(user: Any, *roles: Role, programme: Any) -> set[int]:
    """The ids of the councils for which a person holds one of the roles in the programme (a record or its id)."""
    programme_id = getattr(programme, "pk", programme)
    return {
        grant.council_id
        for grant in grants_of(user)
        if grant.role in roles and grant.programme_id == programme_id and grant.council_id is not None
    }


def of_own_council(user: Any, roles: Iterable[Role], *, programme: str = "programme", council: str = "council") -> Q:
    """The rows of a council for which the reader holds one of the roles in the row's programme.

    `programme` and `council` lead from the row to these.
    """
    wanted = set(roles)
    councils: dict[int, set[int]] = defaultdict(set)
    for grant in grants_of(user):
        if grant.role in wanted and grant.council_id is not None:
            councils[grant.programme_id].add(grant.council_id)
    found = NOTHING
    for programme_id, own in sorted(councils.items()):
        found |= Q(**{programme: programme_id, f"{council}__in": sorted(own)})
    return found
