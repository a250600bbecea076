"""Running totals as lines over the months or years, drawn as the line charts are.

The facts are frozen in reports, so a new field needs a default, and none may go; `draw_cumulative` works out the
places.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from programme.drawing.charts import CHARACTER_WIDTH, Cell, TableRow, Word
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

KINDS = {"plan": "standard", "forecast": "start", "actual": "measured"}
"""The look of each kind of line."""


@dataclass(frozen=True)
class CumulativeLine:
    """Running totals in whole pounds and in words, one for each place across, as far as they are known.

    `look` is a key of KINDS.
    """

    label: str
    look: str
    totals: tuple[int, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Cumulative:
    """Several running totals over the same places (months, years)."""

    kind: ClassVar[str] = "cumulative"
    key: str
    title: str
    description: str
    places: tuple[str, ...]
    lines: tuple[CumulativeLine, ...]


def draw_cumulative(chart: Cumulative) -> LineChart:
    """Lines through running totals at the places, from nothing before the first.

    Raises ValueError without places or lines.
    """
    told = [line for line in chart.lines if line.totals]
    places = chart.places
    if not places or not told:
        raise ValueError("a chart needs places and a line")
    values = [0, *(total for line in told for total in line.totals)]
    marks = ticks(Decimal(min(values)), Decimal(max(values)))
    room = WIDTH - LEFT - RIGHT - 20
    y_of = scale_of_values(marks[0], marks[-1])

    def x_of(place: int) -> float:
        return round(LEFT + 10 + place / len(places) * room, 2)

    lines, points = [], []
    for line in told:
        through = [(x_of(at), y_of(Decimal(total))) for at, total in enumerate((0, *line.totals))]
        lines.append(Line(path_of(through), *LOOKS[KINDS[line.look]]))
        if line.look == "actual":
            points += through[1:]
    return LineChart(
        key=chart.key,
        title=chart.title,
        description=chart.description,
        height=TOP + PLOT_HEIGHT + BOTTOM,
        grid=tuple((y_of(mark), Word(pounds_mark(mark), LEFT - 8, round(y_of(mark) + 5, 2))) for mark in marks),
        days=_words(places, x_of),
        lines=tuple(lines),
        points=tuple(points),
        legend=legend_of([(line.label, KINDS[line.look]) for line in told]),
        columns=tuple(line.label for line in told),
        rows=tuple(
            TableRow(place, tuple(Cell(line.texts[at] if at < len(line.texts) else "—") for line in told))
            for at, place in enumerate(places)
        ),
    )


def _words(places: Sequence[str], x_of: Callable[[int], float]) -> tuple[Word, ...]:
    """Names under the places, those left out that would run into the one before."""
    words: list[Word] = []
    for at, text in enumerate(places):
        x = min(x_of(at + 1), WIDTH - RIGHT - 20)
        if not words or x - words[-1].x >= (len(text) + 2) * CHARACTER_WIDTH:
            words.append(Word(text, x, TOP + PLOT_HEIGHT + 22))
    return tuple(words)
