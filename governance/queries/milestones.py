"""The milestones of a programme, now or as they stood at a moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from programme.history import Moment
from programme.models import Programme
from services.models import Milestone


def milestones_at(*, programme: Programme, moment: Moment) -> list[Milestone]:
    """Every milestone of the programme by due date. One query."""
    found = Milestone.objects.filter(programme=programme).as_at(moment, foreseen=False)
    return sorted(found, key=lambda row: ((row.due.last_day if row.due else None) or date.max, row.name))


def milestones_due(rows: Iterable[Milestone], *, by: date) -> list[Milestone]:
    """Those not reached yet whose date falls wholly on or before a day."""
    return [row for row in rows if row.achieved is None and row.due is not None and row.due.is_by(by)]
