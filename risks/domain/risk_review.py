"""The quick review of a risk: its owner looks at it, confirms or changes the score, and says what is to be done."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from programme.domain.editing import lock_unchanged, mark_of
from programme.errors import DomainError
from programme.models import User
from programme.permissions import check_permission
from risks.domain.assessment import assess
from risks.enums import OPEN_MITIGATIONS, AssessmentKind, MitigationStatus, RiskStatus
from risks.models import MatrixCell, Mitigation, RegisterEntry, Risk


@dataclass(frozen=True)
class MitigationSaid:
    """How an action on the risk stands now."""

    status: MitigationStatus
    progress: str


def open_actions(risk: Risk) -> list[Mitigation]:
    """The actions on a risk that are still to be done, in their order."""
    actions = risk.mitigations.filter(removed_at__isnull=True, status__in=OPEN_MITIGATIONS)
    return list(actions.select_related("owner").order_by("position", "code"))


def home_entry(risk: Risk) -> RegisterEntry:
    """The risk in the register that keeps it, with its score of today."""
    entries = RegisterEntry.objects.select_related(
        "register__programme", *(f"current__cell__{part}" for part in ("band", "likelihood", "impact"))
    )
    entry: RegisterEntry = entries.get(risk=risk, is_home=True)
    entry.risk = risk
    return entry


def review_mark(risk: Risk) -> str:
    """The mark of all that a review shows: the risk, its score in its home register, and its actions."""
    current = RegisterEntry.objects.filter(risk=risk, is_home=True).values_list("current", flat=True).first()
    parts = [mark_of(risk), str(current), *(f"{action.pk}{mark_of(action)}" for action in open_actions(risk))]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:20]


@transaction.atomic
def review_risk(
    *,
    risk: Risk,
    is_scored: bool,
    cell: MatrixCell | None,
    reason: str,
    action_outstanding: str,
    status_note: str,
    next_review: date | None,
    actions: Mapping[int, MitigationSaid],
    seen: str,
    actor: User,
    at: datetime,
) -> Risk:
    """Record that a risk was looked at: a new assessment of today, what is still to be done, and when it is next.

    `is_scored` False: its register has no matrix yet, so nothing is assessed; `cell` None: looked at and not scored.
    `actions` by key. All or nothing. Raises NotAllowed, ChangedByAnother, DomainError.
    """
    check_permission(actor, "risks.change_risk", risk)
    risk = lock_unchanged(risk, seen=seen, mark=review_mark)
    today = risk.programme.today
    if risk.status != RiskStatus.OPEN:
        raise DomainError("This risk is not open any more. Open it again before you review it.")
    if next_review is not None and next_review <= today:
        raise DomainError("Enter when it is looked at again: a day after today.", field="next_review")
    if is_scored:
        entry = home_entry(risk)
        before = entry.current.cell_id if entry.current else None
        if cell is not None and cell.pk != before and entry.current is not None and not reason.strip():
            raise DomainError("Say why the score has changed.", field="reason")
        assess(
            entry=entry,
            kind=AssessmentKind.CURRENT,
            cell=cell,
            assessed_on=today,
            reason=reason.strip(),
            actor=actor,
            at=at,
        )
    risk.action_outstanding, risk.status_note = action_outstanding.strip(), status_note.strip()
    risk.next_review = next_review
    risk.save(update_fields=["action_outstanding", "status_note", "next_review"])
    _save_actions(open_actions(risk), actions, today=today)
    return risk


def _save_actions(found: Iterable[Mitigation], said: Mapping[int, MitigationSaid], *, today: date) -> None:
    for action in found:
        told = said.get(action.pk)
        if told is None or (told.status, told.progress.strip()) == (action.status, action.progress):
            continue
        if told.status == MitigationStatus.DROPPED and not told.progress.strip():
            raise DomainError("Say why it is dropped.", field=f"progress_{action.pk}")
        action.status, action.progress = told.status, told.progress.strip()
        action.done_on = today if told.status == MitigationStatus.DONE else None
        action.save(update_fields=["status", "progress", "done_on"])
