"""The entries of registers with their risks and scores, as they stand or stood at a past moment."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from programme.models import Programme
from risks.enums import AssessmentKind, RiskStatus
from risks.models import MatrixCell, RegisterEntry, Risk, RiskRegister
from risks.queries.standing_as_at import latest_as_at
from services.queries.recorded_rows import recording_limit, rows_up_to


def entries_at(
    *, entries: QuerySet[RegisterEntry], programme: Programme, as_at: datetime | None
) -> list[RegisterEntry]:
    """These entries of one programme, each with its `risk`, `register` and latest `current` assessment with its cell.

    With `as_at` risks and entries are read from the history, and of assessments those made and recorded by then; an
    entry not yet shown or no longer, or of a risk not yet opened, is left out. Four queries, with `as_at` six. Not to
    be saved.
    """
    found = _entries_now(entries) if as_at is None else _entries_then(entries, programme=programme, as_at=as_at)
    registers = RiskRegister.objects.in_bulk({entry.register_id for entry in found})
    assessed = [entry.current for entry in found if entry.current is not None and entry.current.cell_id is not None]
    cells = MatrixCell.objects.select_related("band").in_bulk({assessment.cell_id for assessment in assessed})
    for assessment in assessed:
        assessment.cell = cells[assessment.cell_id]
    for entry in found:
        entry.register = registers[entry.register_id]
        entry.risk.programme = programme
    return found


def _entries_now(entries: QuerySet[RegisterEntry]) -> list[RegisterEntry]:
    return list(entries.select_related("risk", "current"))


def _entries_then(entries: QuerySet[RegisterEntry], *, programme: Programme, as_at: datetime) -> list[RegisterEntry]:
    day = timezone.localdate(as_at)
    limit = recording_limit(programme=programme, as_at=as_at)
    found = rows_up_to(model=RegisterEntry, rows=entries, limit=limit)
    risks = {
        risk.pk: risk
        for risk in rows_up_to(
            model=Risk, rows=Risk.objects.filter(pk__in=entries.order_by().values("risk")), limit=limit
        )
    }
    kept = []
    for entry in found:
        risk = risks.get(entry.risk_id)
        if risk is not None and entry.is_shown_on(day) and risk.was_opened_by(day):
            entry.risk = _undone_after(risk, day)
            kept.append(entry)
    latest = latest_as_at(entries=[entry.pk for entry in kept], moment=as_at, kinds=[AssessmentKind.CURRENT])
    standing = {assessment.entry_id: assessment for assessment in latest}
    for entry in kept:
        entry.current = standing.get(entry.pk)
    return kept


def _undone_after(risk: Risk, day: date) -> Risk:
    """The risk without a closing that came after the day."""
    if risk.was_open_on(day):
        risk.status, risk.closed_on, risk.closed_reason = RiskStatus.OPEN, None, ""
    return risk
