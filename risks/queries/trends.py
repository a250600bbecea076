"""How risks went over time: one risk's scores, and a register's open risks by band at the end of each month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from programme.charts import Chart
from programme.line_charts import LineChart
from risks.enums import AssessmentKind
from risks.models import Assessment, MatrixBand, RegisterEntry, RiskRegister
from risks.trend_charts import UNSCORED, BandSeries, Month, Step, Steps, band_chart, step_chart

LOOKS = {AssessmentKind.CURRENT: "measured", AssessmentKind.INHERENT: "start", AssessmentKind.TARGET: "standard"}


def risk_trend(*, entry: RegisterEntry, today: date) -> LineChart | None:
    """A risk's scores in one register over time, in two queries; None where nothing was scored by the last matrix.

    Ranks compare inside one version of the matrix: what an earlier one scored is in the table alone.
    """
    rows = list(
        Assessment.objects.filter(entry=entry)
        .select_related("cell__band", "cell__matrix")
        .order_by("assessed_on", "recorded_at", "pk")
    )
    scored = [row for row in rows if row.cell is not None]
    if not scored:
        return None
    matrix = max((row.cell.matrix for row in scored if row.cell), key=lambda one: one.version)
    levels: dict[int, str] = {}
    for rank, score in matrix.cells.order_by("rank", "score").values_list("rank", "score"):
        levels.setdefault(rank, score)
    lines = []
    for kind in (AssessmentKind.CURRENT, AssessmentKind.INHERENT, AssessmentKind.TARGET):
        last_of_day = {row.assessed_on: row for row in rows if row.kind == kind}
        steps = [
            Step(row.assessed_on, row.cell.rank if row.cell and row.cell.matrix_id == matrix.pk else None, _words(row))
            for row in last_of_day.values()
        ]
        lines.append(Steps(str(kind.label), LOOKS[kind], steps))
    last = scored[-1]
    return step_chart(
        key=f"trend-{entry.pk}",
        title=f"Scores over time in {entry.register.name}",
        description=f"Each score holds until the next. The last is {_words(last)}, of {last.assessed_on:%-d %B %Y}.",
        lines=lines,
        levels=levels,
        until=today,
    )


def _words(row: Assessment) -> str:
    return f"{row.cell.score}, {row.cell.band.name}" if row.cell else "Not scored"


@dataclass(frozen=True)
class _Risk:
    """From when to when a risk was open in the register, and its scores: (day, cell) with the earliest first."""

    first: date | None
    last: date | None
    """The last day on which it was open."""
    scores: Sequence[tuple[date, int | None]]

    def is_open(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def cell(self, day: date) -> int | None:
        found = [cell for when, cell in self.scores if when <= day]
        return found[-1] if found else None


def register_trend(
    *,
    register: RiskRegister,
    entries: QuerySet[RegisterEntry],
    days: Sequence[date],
    url_of: Callable[[date], str] | None = None,
) -> Chart | None:
    """The register's open risks by band at the end of each of these days, in three queries; None where there are none.

    By the days of risks and assessments as they are known now: what was corrected since counts as corrected.
    """
    risks = _risks(register, entries)
    bands, band_of = _bands(register)
    counted = []
    for day in days:
        counts = Counter(band_of.get(risk.cell(day) or 0, UNSCORED) for risk in risks if risk.is_open(day))
        counted.append((day, counts))
    if not any(counts for _, counts in counted):
        return None
    shown = [band for band in bands if any(counts[band.name] for _, counts in counted)]
    if any(counts[UNSCORED] for _, counts in counted):
        shown.append(BandSeries(UNSCORED, ""))
    last, counts = counted[-1]
    said = ", ".join(f"{counts[band.name]} {band.name}" for band in shown)
    return band_chart(
        key="register-trend",
        title=f"Open risks by band: {register.name}",
        description=f"A bar for each month. At the end of {last:%-d %B %Y}: {said}.",
        bands=shown,
        months=[
            Month(day, [counts[band.name] for band in shown], url_of(day) if url_of is not None else "")
            for day, counts in counted
        ],
    )


def month_ends(*, today: date, months: int) -> list[date]:
    """The last days of so many months before this one, and today."""
    days = [today]
    while len(days) <= months:
        days.append(days[-1].replace(day=1) - timedelta(days=1))
    return days[::-1]


def _risks(register: RiskRegister, entries: QuerySet[RegisterEntry]) -> list[_Risk]:
    kept = entries.filter(register=register)
    scores: dict[int, dict[date, int | None]] = {}
    rows = Assessment.objects.filter(entry__in=kept.order_by().values("pk"), kind=AssessmentKind.CURRENT)
    for entry, day, cell in rows.order_by("assessed_on", "recorded_at", "pk").values_list(
        "entry_id", "assessed_on", "cell_id"
    ):
        scores.setdefault(entry, {})[day] = cell
    risks = []
    for pk, starts, ends, opened, closed in kept.order_by("pk").values_list(
        "pk", "starts_on", "ended_on", "risk__opened_on", "risk__closed_on"
    ):
        first = max((day for day in (starts, opened) if day is not None), default=None)
        lasts = [day for day in (ends, closed - timedelta(days=1) if closed else None) if day is not None]
        risks.append(_Risk(first, min(lasts, default=None), tuple(scores.get(pk, {}).items())))
    return risks


def _bands(register: RiskRegister) -> tuple[list[BandSeries], dict[int, str]]:
    """The bands of all versions by name, those of the latest first from the least serious; the band of each cell."""
    named: dict[str, BandSeries] = {}
    for band in MatrixBand.objects.filter(matrix__register=register).order_by("-matrix__version", "position"):
        named.setdefault(band.name, BandSeries(band.name, band.colour))
    rows = register.matrices.order_by().filter(cells__isnull=False).values_list("cells__pk", "cells__band__name")
    return list(named.values()), dict(rows)
