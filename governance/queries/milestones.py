"""The milestones of a programme, now or as at a past moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import F, Min

from programme.models import Programme
from programme.values.partial_date import PartialDate
from services.models import Milestone


@dataclass(frozen=True, kw_only=True)
class MilestoneRow:
    """A milestone as it stood."""

    pk: int
    review_id: int | None
    name: str
    baseline: PartialDate | None
    forecast: PartialDate | None
    achieved: PartialDate | None
    recorded_at: datetime | None
    """When it was last written before then; None where that is not asked."""

    @property
    def due(self) -> PartialDate | None:
        """When it is expected: the forecast, else the date first promised."""
        return self.forecast or self.baseline


def milestone_rows(*, programme: Programme, as_at: datetime | None = None) -> list[MilestoneRow]:
    """Every milestone of the programme by due date; with `as_at`, as the history has it at that moment.

    What came with the programme's first load counts from the beginning: the history knows nothing older than that.
    """
    if as_at is None:
        rows = [_row(milestone, recorded_at=None) for milestone in Milestone.objects.filter(programme=programme)]
    else:
        rows = [_row(event, recorded_at=event.pgh_created_at) for event in _events(programme=programme, as_at=as_at)]
    return sorted(rows, key=lambda row: ((row.due.last_day if row.due else None) or date.max, row.name))


def milestones_due(rows: Iterable[MilestoneRow], *, by: date) -> list[MilestoneRow]:
    """Those not reached yet whose date falls wholly on or before a day."""
    return [row for row in rows if row.achieved is None and row.due is not None and row.due.is_by(by)]


def _events(*, programme: Programme, as_at: datetime) -> Iterable[Any]:
    began = (
        apps.get_model("programme", "ProgrammeEvent")
        .objects.filter(pgh_obj=programme.pk)
        .aggregate(began=Min("pgh_created_at"))["began"]
    )
    limit = max(as_at, began) if began else as_at
    found: Iterable[Any] = (
        apps.get_model("services", "MilestoneEvent")
        .objects.filter(programme=programme.pk, pgh_created_at__lte=limit)
        .order_by("pgh_obj_id", F("pgh_id").desc())
        .distinct("pgh_obj_id")
    )
    return found


def _row(milestone: Any, *, recorded_at: datetime | None) -> MilestoneRow:
    """From a milestone or from an event of its history, which has the same columns."""
    return MilestoneRow(
        pk=getattr(milestone, "pgh_obj_id", None) or milestone.pk,
        review_id=milestone.review_id,
        name=milestone.name,
        baseline=milestone.baseline,
        forecast=milestone.forecast,
        achieved=milestone.achieved,
        recorded_at=recorded_at,
    )
