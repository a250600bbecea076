"""How risks went over time: one risk's scores, and a register's open risks by band at the end of each month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import dropwhile

from django.db.models import QuerySet

from programme.drawing.bars import DrawnBars, draw_bars
from programme.drawing.lines import DrawnLines, draw_lines
from risks.drawing.trends import UNSCORED, BandSeries, Month, Step, Steps, band_chart, shortened, step_chart
from risks.enums import AssessmentKind
from risks.models import Assessment, Matrix, MatrixBand, MatrixCell, RegisterEntry, RiskRegister

LOOKS = {AssessmentKind.CURRENT: "measured", AssessmentKind.INHERENT: "start", AssessmentKind.TARGET: "standard"}


def risk_trends(*, entries: Sequence[RegisterEntry], today: date) -> list[DrawnLines]:
    """A risk's scores over time in each of these registers, in two queries; none where nothing was ever scored.

    Ranks compare inside one version of the matrix: what an earlier one scored is in the table alone.
    """
    found: dict[int, list[Assessment]] = {entry.pk: [] for entry in entries}
    rows = Assessment.objects.filter(entry__in=list(found)).select_related("cell__band", "cell__matrix")
    for row in rows.order_by("assessed_on", "recorded_at", "pk"):
        found[row.entry_id].append(row)
    last = {
        pk: max((row.cell.matrix for row in rows if row.cell), key=lambda one: one.version)
        for pk, rows in found.items()
        if any(row.cell for row in rows)
    }
    if not last:
        return []
    levels = _levels({matrix.pk for matrix in last.values()})
    return [
        _trend(entry, found[entry.pk], last[entry.pk], levels[last[entry.pk].pk], today)
        for entry in entries
        if entry.pk in last
    ]


def _levels(matrices: set[int]) -> dict[int, dict[int, str]]:
    """The score at each rank, by matrix; where several share a rank, as pairs do, the band."""
    levels: dict[int, dict[int, str]] = {matrix: {} for matrix in matrices}
    cells = MatrixCell.objects.filter(matrix__in=matrices).order_by("rank", "score", "pk")
    for matrix, rank, score, band in cells.values_list("matrix", "rank", "score", "band__name"):
        alone = levels[matrix].setdefault(rank, score) == score
        levels[matrix][rank] = score if alone else shortened(band)
    return levels


def _trend(
    entry: RegisterEntry, rows: Sequence[Assessment], matrix: Matrix, levels: Mapping[int, str], today: date
) -> DrawnLines:
    scored = [row for row in rows if row.cell is not None]
    lines = []
    for kind in (AssessmentKind.CURRENT, AssessmentKind.INHERENT, AssessmentKind.TARGET):
        last_of_day = {row.assessed_on: row for row in rows if row.kind == kind}
        steps = [
            Step(row.assessed_on, row.cell.rank if row.cell and row.cell.matrix_id == matrix.pk else None, _words(row))
            for row in last_of_day.values()
        ]
        lines.append(Steps(str(kind.label), LOOKS[kind], steps))
    last = scored[-1]
    chart = step_chart(
        key=f"trend-{entry.pk}",
        title=f"Scores over time in {entry.register.name}",
        description=f"Each score holds until the next. The last is {_words(last)}, of {last.assessed_on:%-d %B %Y}.",
        lines=lines,
        levels=levels,
        until=today,
    )
    return draw_lines(chart)


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
) -> DrawnBars | None:
    """The register's open risks by band at the end of each of these days, in four queries; None where there are none.

    Days before the first open risk are left out.
    By the days of risks and assessments as they are known now: what was corrected since counts as corrected.
    """
    risks = _risks(register, entries)
    bands, band_of = _bands(register)
    counted = []
    for day in days:
        counts = Counter(band_of.get(risk.cell(day) or 0, UNSCORED) for risk in risks if risk.is_open(day))
        counted.append((day, counts))
    counted = list(dropwhile(lambda one: not one[1], counted))
    if not counted:
        return None
    shown = [band for band in bands if any(counts[band.name] for _, counts in counted)]
    if any(counts[UNSCORED] for _, counts in counted):
        shown.append(BandSeries(UNSCORED, ""))
    last, counts = counted[-1]
    said = ", ".join(f"{counts[band.name]} {band.name}" for band in shown)
    chart = band_chart(
        key="register-trend",
        title=f"Open risks by band: {register.name}",
        description=f"A bar for each month. At the end of {last:%-d %B %Y}: {said}.",
        bands=shown,
        months=[Month(day, [counts[band.name] for band in shown]) for day, counts in counted],
    )
    opens = [[url_of(day) if url_of and counts[band.name] else "" for band in shown] for day, counts in counted]
    return draw_bars(chart, urls=opens)


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
