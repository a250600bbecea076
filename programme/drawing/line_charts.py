"""Line charts as geometry: what was measured over time, with a level it started from and the levels it is to reach.

Pure functions, in the manner of `programme.drawing.charts`: templates draw the same SVG on a page and in a PDF, with
presentation attributes only. Lines are told apart by their dashes and words, never by colour alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from programme.drawing.charts import CHARACTER_WIDTH, Cell, TableRow, Word

WIDTH = 760.0
LEFT = 84.0
RIGHT = 20.0
TOP = 40.0
PLOT_HEIGHT = 200.0
BOTTOM = 30.0
MOST_TICKS = 5

LOOKS = {"measured": ("#12424f", ""), "standard": ("#0f7a52", "9 5"), "start": ("#7a4500", "2 4")}
"""For each kind of line: its ink and its dashes ("" for none)."""


@dataclass(frozen=True)
class Reading:
    """What was measured, and the day it stands at; `label` and `text` are its row of the table."""

    day: date
    value: Decimal
    label: str
    text: str


@dataclass(frozen=True)
class Level:
    """A level that holds from a day to a day, both included."""

    first: date
    last: date
    value: Decimal


@dataclass(frozen=True)
class Line:
    """A line as the path of an SVG, its ink and its dashes."""

    path: str
    ink: str
    dashes: str


@dataclass(frozen=True)
class LegendEntry:
    line: Line
    word: Word


@dataclass(frozen=True)
class LineChart:
    """A chart ready to draw. `key` makes its ids unique on a page; the table is that of `programme.drawing.charts`."""

    key: str
    title: str
    description: str
    height: float
    grid: tuple[tuple[float, Word], ...]
    days: tuple[Word, ...]
    lines: tuple[Line, ...]
    points: tuple[tuple[float, float], ...]
    legend: tuple[LegendEntry, ...]
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    width: float = WIDTH
    left: float = LEFT
    right: float = WIDTH - RIGHT


def line_chart(
    *,
    key: str,
    title: str,
    description: str,
    readings: Sequence[Reading],
    start: Decimal | None = None,
    standards: Sequence[Level] = (),
    write: Callable[[Decimal], str] = str,
) -> LineChart:
    """A line through the readings, dotted at the start's level, dashed at the standards'. `write` makes a tick's words.

    Raises ValueError for fewer than two readings: one is no line.
    """
    ordered = sorted(readings, key=lambda one: one.day)
    if len(ordered) < 2:
        raise ValueError("a line needs two readings")
    first, last = ordered[0].day, ordered[-1].day
    shown = [level for level in standards if level.last >= first and level.first <= last]
    values = [one.value for one in ordered] + [level.value for level in shown] + ([] if start is None else [start])
    marks = ticks(min(values), max(values))
    x_of, y_of = _scale_of_days(first, last), scale_of_values(marks[0], marks[-1])
    points = tuple((x_of(one.day), y_of(one.value)) for one in ordered)
    measured = Line(path_of(points), *LOOKS["measured"])
    lines, named = [measured], [("Measured", "measured")]
    if shown:
        pieces = [
            path_of([(x_of(max(one.first, first)), y_of(one.value)), (x_of(min(one.last, last)), y_of(one.value))])
            for one in shown
        ]
        lines.append(Line("".join(pieces), *LOOKS["standard"]))
        named.append(("Standard", "standard"))
    if start is not None:
        lines.append(Line(path_of([(LEFT, y_of(start)), (WIDTH - RIGHT, y_of(start))]), *LOOKS["start"]))
        named.append(("Baseline", "start"))
    return LineChart(
        key=key,
        title=title,
        description=description,
        height=TOP + PLOT_HEIGHT + BOTTOM,
        grid=tuple((y_of(mark), Word(write(mark), LEFT - 8, _rounded(y_of(mark) + 5))) for mark in marks),
        days=_day_words(ordered, x_of),
        lines=tuple(lines),
        points=points,
        legend=legend_of(named),
        columns=("Measured",),
        rows=tuple(TableRow(one.label, (Cell(one.text),)) for one in ordered),
    )


def ticks(lowest: Decimal, highest: Decimal) -> list[Decimal]:
    """Round levels from at or below the lowest value to at or above the highest: steps of 1, 2 or 5 of some power."""
    if lowest == highest:
        lowest, highest = lowest - 1, highest + 1
    rough = (highest - lowest) / (MOST_TICKS - 1)
    power = Decimal(10) ** math.floor(rough.log10())
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    mark = (lowest / step).to_integral_value(rounding="ROUND_FLOOR") * step
    marks = [mark]
    while marks[-1] < highest:
        marks.append(marks[-1] + step)
    return marks


def _scale_of_days(first: date, last: date) -> Callable[[date], float]:
    span = (last - first).days or 1
    room = WIDTH - LEFT - RIGHT - 20
    return lambda day: _rounded(LEFT + 10 + (day - first).days / span * room)


def scale_of_values(lowest: Decimal, highest: Decimal) -> Callable[[Decimal], float]:
    """Where a value stands on the drawing: the lowest at the foot of the plot, the highest at its top."""
    return lambda value: _rounded(TOP + PLOT_HEIGHT * (1 - float((value - lowest) / (highest - lowest))))


def _day_words(readings: Sequence[Reading], x_of: Callable[[date], float]) -> tuple[Word, ...]:
    """Months under the readings, those left out that would run into the one before."""
    words: list[Word] = []
    for one in readings:
        text, x = f"{one.day:%b %Y}", x_of(one.day)
        x = min(max(x, LEFT + 30), WIDTH - RIGHT - 30)
        if not words or x - words[-1].x >= (len(text) + 2) * CHARACTER_WIDTH:
            words.append(Word(text, x, TOP + PLOT_HEIGHT + 22))
    return tuple(words)


def legend_of(named: Sequence[tuple[str, str]]) -> tuple[LegendEntry, ...]:
    """The legend of lines by their labels and kinds of look, side by side."""
    entries, x = [], LEFT
    for label, kind in named:
        entries.append(LegendEntry(Line(path_of([(x, 13), (x + 36, 13)]), *LOOKS[kind]), Word(label, x + 44, 18)))
        x = _rounded(x + 44 + len(label) * CHARACTER_WIDTH + 28)
    return tuple(entries)


def path_of(points: Sequence[tuple[float, float]]) -> str:
    """The path of an SVG through the points."""
    return "".join(f"{'L' if place else 'M'}{x:g} {y:g}" for place, (x, y) in enumerate(points))


def pounds_mark(amount: Decimal) -> str:
    """The words of a level of money beside the grid: "£5,000", "-£1.5m"."""
    sign = "-" if amount < 0 else ""
    if abs(amount) >= 1_000_000:
        return f"{sign}£{float(abs(amount)) / 1_000_000:g}m"
    return f"{sign}£{abs(amount):,.0f}"


def _rounded(value: float) -> float:
    return round(value, 2)
