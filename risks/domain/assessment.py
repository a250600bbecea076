"""How a risk is scored: a dated row in one register, written once; a correction is another row."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from programme.domain.keeping_rules import check_passed, check_rules
from programme.errors import ChangedByAnother, DomainError
from programme.models import User
from programme.permissions import check_permission
from risks.enums import AssessmentKind, RiskStatus
from risks.models import Assessment, MatrixCell, RegisterEntry


@transaction.atomic
def assess(
    *,
    entry: RegisterEntry,
    kind: AssessmentKind,
    cell: MatrixCell | None,
    assessed_on: date,
    reason: str,
    actor: User,
    at: datetime,
    seen: str | None = None,
) -> Assessment:
    """Record how likely and serious the risk was found on the day; no cell: looked at and not scored.

    `seen` is the mark of the scores that the person had before them (`mark_of_scores`), where a form showed them.
    Raises NotAllowed, ChangedByAnother, DomainError.
    """
    entries = RegisterEntry.objects.select_related("risk__programme", "register")
    entry = entries.select_for_update(of=("self",)).get(pk=entry.pk)
    check_permission(actor, "risks.assess_entry", entry)
    if seen is not None and seen != mark_of_scores(entry):
        raise ChangedByAnother(
            "Someone else scored this risk while you had it open. Your entries are still below: check them against "
            "what stands now, then save again."
        )
    if entry.risk.status != RiskStatus.OPEN:
        raise DomainError("This risk is not open any more. Open it again before you score it.")
    _check_day(entry, assessed_on)
    assessment = Assessment(
        entry=entry,
        kind=kind,
        cell=cell,
        assessed_on=assessed_on,
        reason=reason.strip(),
        recorded_by=actor,
        recorded_at=at,
    )
    check_rules(assessment)
    latest = entry.register.matrices.order_by("-version").first()
    if cell is not None and (latest is None or cell.matrix_id != latest.pk):
        raise DomainError(
            "The register's matrix has changed since you opened this page. Choose the score again.", field="cell"
        )
    assessment.save()
    return assessment


def _check_day(entry: RegisterEntry, assessed_on: date) -> None:
    opened = entry.risk.opened_on
    check_passed(assessed_on, today=entry.risk.programme.today, field="assessed_on")
    if opened is not None and assessed_on < opened:
        raise DomainError(f"Enter a day from {opened:%-d %B %Y} on, when the risk was opened.", field="assessed_on")


def mark_of_scores(entry: RegisterEntry) -> str:
    """A mark of the scores that an entry has."""
    return f"{entry.inherent_id}|{entry.current_id}|{entry.target_id}"
