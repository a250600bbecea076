"""What can be done to the mitigations of a risk: adding, changing, reporting on them, taking them off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from programme.domain.codes import new_code, next_place
from programme.domain.editing import fill, lock_unchanged
from programme.domain.keeping_rules import check_passed, check_rules
from programme.errors import DomainError
from programme.models import User
from programme.permissions import check_permission
from risks.domain.risk import check_owner, home_of
from risks.enums import MitigationStatus
from risks.models import Mitigation, Risk

MITIGATION_FIELDS = ("name", "owner_post", "effect_expected", "progress", "owner", "due", "status", "done_on")
"""What is filled in by hand."""
FINISHED = (MitigationStatus.DONE, MitigationStatus.IN_PLACE)


@transaction.atomic
def add_mitigation(*, risk: Risk, values: Mapping[str, Any], actor: User, at: datetime) -> Mitigation:
    """Add a control or an action on a risk, after the others. Raises NotAllowed, DomainError."""
    check_permission(actor, "risks.change_risk", risk)
    risk = Risk.objects.select_for_update(of=("self",)).select_related("programme").get(pk=risk.pk)
    every = Mitigation.objects.filter(risk=risk)
    mitigation = Mitigation(risk=risk, code=new_code(values["name"], among=every), position=next_place(every))
    _fill(mitigation, values)
    check_owner(mitigation, register=home_of(risk), known=None)
    said = {name: getattr(mitigation, name) for name in MITIGATION_FIELDS}
    if every.filter(removed_at__isnull=True, **said).exists():
        raise DomainError("The risk has this mitigation already, word for word.", field="name")
    mitigation.save()
    return mitigation


@transaction.atomic
def change_mitigation(
    *, mitigation: Mitigation, values: Mapping[str, Any], seen: str, actor: User, at: datetime
) -> Mitigation:
    """Change a mitigation. Raises as `add_mitigation`, ChangedByAnother, DomainError."""
    check_permission(actor, "risks.change_risk", mitigation.risk)
    mitigation = _locked(mitigation, seen=seen)
    known = mitigation.owner
    _fill(mitigation, values)
    check_owner(mitigation, register=home_of(mitigation.risk), known=known)
    mitigation.save()
    return mitigation


@transaction.atomic
def report_on_mitigation(
    *,
    mitigation: Mitigation,
    status: str,
    done_on: date | None,
    progress: str,
    seen: str,
    actor: User,
    at: datetime,
) -> Mitigation:
    """Say how a mitigation goes. Its owner may, too. Raises NotAllowed, ChangedByAnother, DomainError."""
    check_permission(actor, "risks.report_on_mitigation", mitigation)
    mitigation = _locked(mitigation, seen=seen)
    _fill(mitigation, {"status": status, "done_on": done_on, "progress": progress})
    mitigation.save()
    return mitigation


@transaction.atomic
def remove_mitigation(*, mitigation: Mitigation, seen: str, actor: User, at: datetime) -> Mitigation:
    """Take off a mitigation that was entered by mistake; the history keeps it. What ended is dropped or done instead.

    Raises NotAllowed, ChangedByAnother, DomainError.
    """
    check_permission(actor, "risks.change_risk", mitigation.risk)
    mitigation = _locked(mitigation, seen=seen)
    mitigation.removed_at = at
    mitigation.save()
    return mitigation


def _locked(mitigation: Mitigation, *, seen: str) -> Mitigation:
    mitigation = lock_unchanged(mitigation, seen=seen)
    if mitigation.removed_at is not None:
        raise DomainError("This mitigation was taken off meanwhile. Add it again if it is needed.")
    return mitigation


def _fill(mitigation: Mitigation, values: Mapping[str, Any]) -> None:
    fill(mitigation, values, MITIGATION_FIELDS)
    today = mitigation.risk.programme.today
    if mitigation.status in FINISHED:
        check_passed(mitigation.done_on, today=today, field="done_on")
        if mitigation.status == MitigationStatus.DONE and mitigation.done_on is None:
            raise DomainError("Enter the day on which it was done.", field="done_on")
    check_rules(mitigation)
