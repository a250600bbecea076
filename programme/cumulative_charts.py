"""Running totals as lines over the months or years, in the manner of `programme.line_charts` and drawn as it draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from programme.charts import CHARACTER_WIDTH, Cell, TableRow, Word
from programme.line_charts import (
    BOTTOM,
    LEFT,
    LOOKS,
    PLOT_HEIGHT,
    RIGHT,
    TOP,
    WIDTH,
    LegendEntry,
    Line,
    LineChart,
    ticks,
)

KINDS = {"plan": LOOKS["standard"], "forecast": LOOKS["start"], "actual": LOOKS["measured"]}


@dataclass(frozen=True)
class Running:
    """A line of running totals, one for each place across, as far as it is known. `kind` is a key of KINDS."""

    label: str
    kind: str
    totals: Sequence[Decimal]


def cumulative_chart(
    *,
    key: str,
    title: str,
    description: str,
    places: Sequence[str],
    running: Sequence[Running],
    write: Callable[[Decimal], str] = str,
) -> LineChart:
    """Lines through running totals at the places (months, years), from nothing before the first.

    `write` makes the words of a level and of the table. Raises ValueError without places or lines.
    """
    if not places or not any(line.totals for line in running):
        raise ValueError("a chart needs places and a line")
    values = [Decimal(0), *(total for line in running for total in line.totals)]
    marks = ticks(min(values), max(values))
    room = WIDTH - LEFT - RIGHT - 20

    def x_of(place: int) -> float:
        return round(LEFT + 10 + place / len(places) * room, 2)

    def y_of(value: Decimal) -> float:
        return round(TOP + PLOT_HEIGHT * (1 - float((value - marks[0]) / (marks[-1] - marks[0]))), 2)

    lines, legend, points, x = [], [], [], LEFT
    for line in running:
        if not line.totals:
            continue
        through = [(x_of(0), y_of(Decimal(0))), *((x_of(at + 1), y_of(one)) for at, one in enumerate(line.totals))]
        lines.append(Line(_path(through), *KINDS[line.kind]))
        if line.kind == "actual":
            points += through[1:]
        legend.append(
            LegendEntry(Line(_path([(x, 13), (x + 36, 13)]), *KINDS[line.kind]), Word(line.label, x + 44, 18))
        )
        x = round(x + 44 + len(line.label) * CHARACTER_WIDTH + 28, 2)
    return LineChart(
        key=key,
        title=title,
        description=description,
        height=TOP + PLOT_HEIGHT + BOTTOM,
        grid=tuple((y_of(mark), Word(write(mark), LEFT - 8, round(y_of(mark) + 5, 2))) for mark in marks),
        days=_words(places, x_of),
        lines=tuple(lines),
        points=tuple(points),
        legend=tuple(legend),
        columns=tuple(line.label for line in running if line.totals),
        rows=tuple(
            TableRow(
                place,
                tuple(
                    Cell(write(line.totals[at]) if at < len(line.totals) else "—") for line in running if line.totals
                ),
            )
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


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "".join(f"{'L' if place else 'M'}{x:g} {y:g}" for place, (x, y) in enumerate(points))
