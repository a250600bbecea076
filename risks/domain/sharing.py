"""How a risk comes to stand in another register than its home: with its own number and scores there, for a while."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from programme.domain.codes import next_place
from programme.domain.editing import lock_unchanged
from programme.domain.keeping_rules import check_rules
from programme.errors import DomainError, NotAllowed
from programme.models import User
from programme.permissions import check_permission
from risks.domain.risk import check_number, check_running
from risks.models import RegisterEntry, Risk, RiskRegister


@transaction.atomic
def share_risk(
    *,
    risk: Risk,
    register: RiskRegister,
    number: str,
    starts_on: date | None,
    ended_on: date | None,
    actor: User,
    at: datetime,
) -> RegisterEntry:
    """Show a risk in another register by a number of its own there; its people score it for themselves.

    Who keeps the risk may, and who keeps that register. A share that had ended goes on with the scores it has. Raises
    NotAllowed, DomainError.
    """
    check_permission(actor, "risks.view_risk", risk)
    seen = RiskRegister.objects.visible_to(actor).filter(pk=register.pk, programme=risk.programme_id)
    if not seen.exists():
        raise DomainError("Choose a register of this programme that you see.", field="register")
    if not (actor.has_perm("risks.change_risk", risk) or actor.has_perm("risks.change_register", register)):
        raise NotAllowed
    register = RiskRegister.objects.select_for_update().get(pk=register.pk)
    check_running(register)
    check_rules(RegisterEntry(is_home=False, starts_on=starts_on, ended_on=ended_on))
    entry = RegisterEntry.objects.select_for_update().filter(risk=risk, register=register).first()
    if entry is not None and (entry.is_home or not _is_over(entry)):
        raise DomainError(f"It stands in {register} already, by number {entry.number}.", field="register")
    number = check_number(register, number, actor=actor, but=entry)
    entry = entry or RegisterEntry(
        risk=risk, register=register, is_home=False, position=next_place(register.entries.all())
    )
    entry.number, entry.starts_on, entry.ended_on = number, starts_on, ended_on
    entry.save()
    return entry


@transaction.atomic
def change_entry(
    *,
    entry: RegisterEntry,
    number: str,
    starts_on: date | None,
    ended_on: date | None,
    seen: str,
    actor: User,
    at: datetime,
) -> RegisterEntry:
    """Change by which number, and from when until when, a register shows a risk. Giving a last day ends a share.

    Raises NotAllowed, ChangedByAnother, DomainError.
    """
    check_permission(actor, "risks.change_entry", entry)
    register = RiskRegister.objects.select_for_update().get(pk=entry.register_id)
    entry = lock_unchanged(entry, seen=seen, mark=mark_of_entry)
    entry.starts_on, entry.ended_on = starts_on, ended_on
    check_rules(entry)
    entry.number = check_number(register, number, actor=actor, but=entry)
    entry.save()
    return entry


def mark_of_entry(entry: RegisterEntry) -> str:
    """A mark of what a person changes of an entry; its scores change beside it."""
    return f"{entry.number}|{entry.starts_on}|{entry.ended_on}"


def _is_over(entry: RegisterEntry) -> bool:
    return entry.ended_on is not None and entry.ended_on < entry.register.programme.today
