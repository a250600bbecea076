"""How the programme office keeps the guiding principles and corporate outcomes of a programme."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from programme.domain.codes import new_code
from programme.domain.editing import lock_unchanged
from programme.domain.keeping_rules import check_rules
from programme.enums import AimKind
from programme.errors import DomainError
from programme.models import Aim, Council, Programme, ProgrammeMembership, User
from programme.permissions import check_permission

CHANGE = "programme.change_programme"


@transaction.atomic
def add_aim(
    *,
    programme: Programme,
    kind: AimKind,
    name: str,
    text: str,
    council: Council | None,
    position: int,
    agreed_on: date | None,
    ended_on: date | None,
    actor: User,
    at: datetime,
) -> Aim:
    """Add a principle or an outcome; its code is made from its name. Raises NotAllowed, DomainError."""
    check_permission(actor, CHANGE, programme)
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    aim = Aim(
        programme=programme,
        code=new_code(name, among=Aim.objects.filter(programme=programme)),
        kind=kind,
        name=name.strip(),
        text=text.strip(),
        council=council,
        position=position,
        agreed_on=agreed_on,
        ended_on=ended_on,
    )
    check_rules(aim)
    _check_council(council, programme=programme)
    aim.save()
    return aim


@transaction.atomic
def change_aim(
    *,
    aim: Aim,
    seen: str,
    kind: AimKind,
    name: str,
    text: str,
    council: Council | None,
    position: int,
    agreed_on: date | None,
    ended_on: date | None,
    actor: User,
    at: datetime,
) -> Aim:
    """Change a principle or an outcome; giving `ended_on` is how it ends. What served it stays on record.

    Raises NotAllowed, ChangedByAnother, DomainError.
    """
    check_permission(actor, CHANGE, aim.programme)
    aim = lock_unchanged(aim, seen=seen)
    known = aim.council_id  # a council that is there already may stay
    aim.kind, aim.name, aim.text, aim.council, aim.position = kind, name.strip(), text.strip(), council, position
    aim.agreed_on, aim.ended_on = agreed_on, ended_on
    check_rules(aim)
    if aim.council_id != known:
        _check_council(council, programme=aim.programme)
    aim.save()
    return aim


def _check_council(council: Council | None, *, programme: Programme) -> None:
    members = ProgrammeMembership.objects.filter(programme=programme)
    if council is not None and not members.filter(council=council).exists():
        raise DomainError(f"{council} is not a member of {programme}.", field="council")
