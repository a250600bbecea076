"""Running totals of money over years, with the points where each comes back to nothing: a chart of facts and places.

The facts are frozen in reports, so a new field needs a default, and none may go.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from programme.drawing.charts import Cell, TableRow, Word
from programme.drawing.line_charts import (
    BOTTOM,
    LEFT,
    LOOKS,
    PLOT_HEIGHT,
    RIGHT,
    TOP,
    WIDTH,
    Line,
    LineChart,
    legend_of,
    path_of,
    pounds_mark,
    scale_of_values,
    ticks,
)

KINDS = ("measured", "standard")
"""The looks of the first and the second line: unbroken and dashed."""
ZERO_INK = "#484949"


@dataclass(frozen=True)
class RunningPoint:
    """A total at a time: hundredths of a year from the start of year 1 (below nothing before it), and whole pounds."""

    at: int
    value: int


@dataclass(frozen=True)
class RunningLine:
    """A running total. `crossing` is when it comes back to nothing for good, None for never."""

    label: str
    points: tuple[RunningPoint, ...]
    crossing: int | None = None


@dataclass(frozen=True)
class RunningYear:
    """The end of a year: when, its words, and the total of each line in words."""

    at: int
    label: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class RunningTotals:
    """One or two running totals over the same years."""

    kind: ClassVar[str] = "running_totals"
    key: str
    title: str
    description: str
    lines: tuple[RunningLine, ...]
    years: tuple[RunningYear, ...]


def draw_running_totals(chart: RunningTotals) -> LineChart:
    """Lines through the totals, a line at nothing, and a marked point with its years where a total comes back to it."""
    points = [point for line in chart.lines for point in line.points]
    marks = ticks(
        Decimal(min(0, *(point.value for point in points))), Decimal(max(0, *(point.value for point in points)))
    )
    y_of = scale_of_values(marks[0], marks[-1])
    x_of = _scale_of_years(min(point.at for point in points), max(point.at for point in points))
    zero = y_of(Decimal(0))
    drawn = [Line(path_of([(LEFT, zero), (WIDTH - RIGHT, zero)]), ZERO_INK, "")]
    crossings: list[tuple[float, float]] = []
    words = [Word(year.label, x_of(year.at), TOP + PLOT_HEIGHT + 22) for year in _spaced(chart.years, x_of)]
    for place, line in enumerate(chart.lines):
        places = [(x_of(point.at), y_of(Decimal(point.value))) for point in line.points]
        drawn.append(Line(path_of(places), *LOOKS[KINDS[place]]))
        if line.crossing is not None:
            crossings.append((x_of(line.crossing), zero))
            words.append(_crossing_word(line.crossing, x_of(line.crossing), zero, is_first=place == 0))
    return LineChart(
        key=chart.key,
        title=chart.title,
        description=chart.description,
        height=TOP + PLOT_HEIGHT + BOTTOM,
        grid=tuple((y_of(mark), Word(pounds_mark(mark), LEFT - 8, round(y_of(mark) + 5, 2))) for mark in marks),
        days=tuple(words),
        lines=tuple(drawn),
        points=tuple(crossings),
        legend=legend_of([(line.label, kind) for line, kind in zip(chart.lines, KINDS, strict=False)]),
        columns=tuple(line.label for line in chart.lines),
        rows=tuple(TableRow(year.label, tuple(Cell(text) for text in year.texts)) for year in chart.years),
    )


def _crossing_word(crossing: int, x: float, zero: float, *, is_first: bool) -> Word:
    """Its years, above and before the point for the first line, below and after it for the second: clear of both."""
    return Word(f"{crossing / 100:.2f}", x - 18 if is_first else x + 20, zero - 10 if is_first else zero + 22)


def _scale_of_years(first: int, last: int) -> Callable[[int], float]:
    room = WIDTH - LEFT - RIGHT - 60
    return lambda at: round(LEFT + 20 + (at - first) / ((last - first) or 1) * room, 2)


def _spaced(years: tuple[RunningYear, ...], x_of: Callable[[int], float]) -> list[RunningYear]:
    """The years whose words do not run into the ones before."""
    kept: list[RunningYear] = []
    for year in years:
        if not kept or x_of(year.at) - x_of(kept[-1].at) >= 66:
            kept.append(year)
    return kept
