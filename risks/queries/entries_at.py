"""The entries of registers with their risks and scores, as they stand or stood at a past moment."""

from __future__ import annotations

from programme.history import Moment
from programme.models import Programme
from risks.enums import AssessmentKind
from risks.models import MatrixCell, RegisterEntry, Risk, RiskRegister
from risks.models.risk import RegisterEntryQuerySet
from risks.queries.standing_as_at import latest_as_at


def entries_at(*, entries: RegisterEntryQuerySet, programme: Programme, moment: Moment) -> list[RegisterEntry]:
    """These entries of one programme, each with its `risk`, `register` and latest `current` assessment with its cell.

    As at a past moment, an entry not yet shown or no longer, or of a risk not yet opened, is left out, and of
    assessments those made and recorded by then count. Four queries, of a past moment six. Not to be saved.
    """
    found = list(entries.select_related("risk", "current")) if moment.is_now else _entries_then(entries, moment)
    registers = RiskRegister.objects.in_bulk({entry.register_id for entry in found})
    assessed = [entry.current for entry in found if entry.current is not None and entry.current.cell_id is not None]
    cells = MatrixCell.objects.select_related("band").in_bulk({assessment.cell_id for assessment in assessed})
    for assessment in assessed:
        assessment.cell = cells[assessment.cell_id]
    for entry in found:
        entry.register = registers[entry.register_id]
        entry.risk.programme = programme
    return found


def _entries_then(entries: RegisterEntryQuerySet, moment: Moment) -> list[RegisterEntry]:
    risks = Risk.objects.filter(pk__in=entries.order_by().values("risk")).as_at(moment, foreseen=False)
    by_key = {risk.pk: risk for risk in risks}
    kept = []
    for entry in entries.as_at(moment):
        risk = by_key.get(entry.risk_id)
        if risk is not None and entry.is_shown_on(moment.day) and risk.was_opened_by(moment.day):
            entry.risk = risk
            kept.append(entry)
    latest = latest_as_at(entries=[entry.pk for entry in kept], moment=moment.time, kinds=[AssessmentKind.CURRENT])
    standing = {assessment.entry_id: assessment for assessment in latest}
    for entry in kept:
        entry.current = standing.get(entry.pk)
    return kept
