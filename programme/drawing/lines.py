"""Charts of lines: over days, over months or years side by side, or over years as time.

`Lines` are facts. Reports freeze them, so a new field needs a default, and none may go; `draw_lines` works out the
places. Lines are told apart by their dashes and words, never by colour alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from programme.drawing.charts import CHARACTER_WIDTH, WIDTH, Cell, TableRow, Word, rounded

LEFT = 84.0
RIGHT = 20.0
TOP = 40.0
PLOT_HEIGHT = 200.0
BOTTOM = 30.0
FOOT = TOP + PLOT_HEIGHT + 22
MOST_TICKS = 5

LOOKS = {
    "measured": ("#12424f", ""),
    "standard": ("#0f7a52", "9 5"),
    "start": ("#7a4500", "2 4"),
    "zero": ("#484949", ""),
}
"""For each kind of line: its ink and its dashes ("" for none)."""


@dataclass(frozen=True)
class _Axis:
    """How the foot is divided: the room left before the first place and after the last, how near the plot's ends a
    word may come, and how far apart words stand where it is not by their lengths.
    """

    before: float
    after: float
    nearest: Callable[[float], tuple[float, float]]
    apart: float | None = None


AXES = {
    "days": _Axis(10, 10, lambda half: (max(30.0, half), max(30.0, half))),
    "places": _Axis(10, 10, lambda _: (0.0, 20.0)),
    "years": _Axis(20, 40, lambda _: (0.0, 0.0), apart=66.0),
}
"""By day (its ordinal); by months or years side by side, counted from 1; by hundredths of a year from the start of
year 1, with room for the words where a line crosses nothing.
"""


@dataclass(frozen=True)
class Point:
    """A value at a place of the axis. One that is marked has a dot."""

    at: int
    value: Decimal
    is_marked: bool = True


@dataclass(frozen=True)
class PlotLine:
    """A line through runs of points, with a gap between them; or straight `across`. `look` is a key of LOOKS.

    One without a label is not in the legend. `crossing` is where it comes back to nothing for good, which is marked.
    """

    label: str
    look: str
    runs: tuple[tuple[Point, ...], ...] = ()
    across: Decimal | None = None
    crossing: int | None = None


@dataclass(frozen=True)
class Place:
    """A place of the axis and the words under it."""

    at: int
    label: str


@dataclass(frozen=True)
class Level:
    """A value and the words beside it."""

    value: Decimal
    label: str


@dataclass(frozen=True)
class LineRow:
    """A row of the table: words for each of its columns."""

    label: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Lines:
    """A chart of lines. `axis` is a key of AXES; without `levels` round amounts of pounds stand beside the grid.

    `heading` heads the labels of the table's rows, `columns` their words, which are `weight` times as wide as usual.
    """

    kind: ClassVar[str] = "lines"
    key: str
    title: str
    description: str
    axis: str
    lines: tuple[PlotLine, ...]
    places: tuple[Place, ...]
    heading: str
    columns: tuple[str, ...]
    rows: tuple[LineRow, ...]
    levels: tuple[Level, ...] = ()
    weight: int = 2


@dataclass(frozen=True)
class DrawnLine:
    """A line as the path of an SVG, its ink and its dashes."""

    path: str
    ink: str
    dashes: str


@dataclass(frozen=True)
class LegendEntry:
    line: DrawnLine
    word: Word


@dataclass(frozen=True)
class DrawnLines:
    """A chart of lines ready to draw. `key` makes its ids unique on a page; `svg` is the template of the drawing."""

    svg: ClassVar[str] = "components/line_chart_svg.html"
    key: str
    title: str
    description: str
    height: float
    grid: tuple[tuple[float, Word], ...]
    days: tuple[Word, ...]
    lines: tuple[DrawnLine, ...]
    points: tuple[tuple[float, float], ...]
    legend: tuple[LegendEntry, ...]
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    width: float = WIDTH
    left: float = LEFT
    right: float = WIDTH - RIGHT


def draw_lines(chart: Lines) -> DrawnLines:
    """Where everything of a chart stands. Raises ValueError for a chart without a point."""
    points = [point for line in chart.lines for run in line.runs for point in run]
    if not points:
        raise ValueError("a chart of lines needs a point")
    across = [line.across for line in chart.lines if line.across is not None]
    values = [*(point.value for point in points), *across]
    levels = chart.levels or [Level(mark, _pounds(mark)) for mark in ticks(min(values), max(values))]
    scale = _Scale.of(chart, points, levels)
    named = [line for line in chart.lines if line.label]
    crossed = [(line.crossing, line is named[0]) for line in named if line.crossing is not None]
    return DrawnLines(
        key=chart.key,
        title=chart.title,
        description=chart.description,
        height=TOP + PLOT_HEIGHT + BOTTOM,
        grid=tuple(
            (scale.y(level.value), Word(level.label, LEFT - 8, rounded(scale.y(level.value) + 5))) for level in levels
        ),
        days=(
            *scale.words(chart.places),
            *(_crossing_word(at, scale, is_first=is_first) for at, is_first in crossed),
        ),
        lines=tuple(DrawnLine(scale.path(line), *LOOKS[line.look]) for line in chart.lines),
        points=(
            *(scale.point(point) for point in points if point.is_marked),
            *((scale.x(at), scale.y(Decimal(0))) for at, _ in crossed),
        ),
        legend=tuple(_legend(named)),
        columns=chart.columns,
        rows=tuple(TableRow(row.label, tuple(Cell(text) for text in row.texts)) for row in chart.rows),
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


def running_totals(
    *,
    key: str,
    title: str,
    description: str,
    lines: Sequence[tuple[str, Sequence[tuple[int, int]], int | None]],
    years: Sequence[tuple[int, str, tuple[str, ...]]],
) -> Lines:
    """The facts of one or two totals of pounds over the same years, and where each comes back to nothing.

    A line is its label, its points and its crossing; a year the place of its end, its words, and each total in words.
    """
    looks = ("measured", "standard")
    return Lines(
        key,
        title,
        description,
        axis="years",
        lines=(
            PlotLine("", "zero", across=Decimal(0)),
            *(
                PlotLine(
                    label, look, (tuple(Point(at, Decimal(value), is_marked=False) for at, value in points),), None, to
                )
                for (label, points, to), look in zip(lines, looks, strict=False)
            ),
        ),
        places=tuple(Place(at, label) for at, label, _ in years),
        heading="At the end of",
        columns=tuple(label for label, _, _ in lines),
        rows=tuple(LineRow(label, texts) for _, label, texts in years),
        weight=3,
    )


def growing_totals(
    *,
    key: str,
    title: str,
    description: str,
    places: Sequence[str],
    lines: Sequence[tuple[str, str, Sequence[int], Sequence[str]]],
) -> Lines:
    """The facts of totals of pounds that grow from nothing over months or years, each as far as it is known.

    A line is its label, its look (the measured one has dots), and its totals at the places in numbers and in words.
    """
    known = [line for line in lines if line[2]]
    return Lines(
        key,
        title,
        description,
        axis="places",
        lines=tuple(
            PlotLine(
                label,
                look,
                (
                    tuple(
                        Point(at, Decimal(total), is_marked=look == "measured" and at > 0)
                        for at, total in enumerate((0, *totals))
                    ),
                ),
            )
            for label, look, totals, _ in known
        ),
        places=tuple(Place(at, label) for at, label in enumerate(places, start=1)),
        heading="To the end of",
        columns=tuple(label for label, *_ in known),
        rows=tuple(
            LineRow(label, tuple(texts[at] if at < len(texts) else "—" for *_, texts in known))
            for at, label in enumerate(places)
        ),
    )


@dataclass(frozen=True)
class _Scale:
    """Where a place of the axis and a value stand on the drawing."""

    axis: _Axis
    first: int
    span: int
    lowest: Decimal
    height: Decimal

    @classmethod
    def of(cls, chart: Lines, points: Sequence[Point], levels: Sequence[Level]) -> _Scale:
        places = [*(point.at for point in points), *(place.at for place in chart.places)]
        lowest, highest = levels[0].value, levels[-1].value
        return cls(
            AXES[chart.axis], min(places), (max(places) - min(places)) or 1, lowest, (highest - lowest) or Decimal(1)
        )

    def x(self, at: int) -> float:
        room = WIDTH - LEFT - RIGHT - self.axis.before - self.axis.after
        return rounded(LEFT + self.axis.before + (at - self.first) / self.span * room)

    def y(self, value: Decimal) -> float:
        return rounded(TOP + PLOT_HEIGHT * (1 - float((value - self.lowest) / self.height)))

    def point(self, point: Point) -> tuple[float, float]:
        return self.x(point.at), self.y(point.value)

    def path(self, line: PlotLine) -> str:
        if line.across is not None:
            y = self.y(line.across)
            return _path([(LEFT, y), (WIDTH - RIGHT, y)])
        return "".join(_path([self.point(point) for point in run]) for run in line.runs)

    def words(self, places: Sequence[Place]) -> Iterator[Word]:
        """Words under the places, those left out that would run into the one before."""
        last: Word | None = None
        for place in places:
            width = len(place.label) * CHARACTER_WIDTH
            before, after = self.axis.nearest(width / 2)
            x = rounded(min(max(self.x(place.at), LEFT + before), WIDTH - RIGHT - after))
            apart = self.axis.apart or (len(place.label) + 2) * CHARACTER_WIDTH
            if last is None or x - last.x >= apart:
                last = Word(place.label, x, FOOT)
                yield last


def _crossing_word(at: int, scale: _Scale, *, is_first: bool) -> Word:
    """Its years, above and before the point for the first line, below and after it for the others: clear of both."""
    x, y = scale.x(at), scale.y(Decimal(0))
    return Word(f"{at / 100:.2f}", x - 18 if is_first else x + 20, y - 10 if is_first else y + 22)


def _legend(lines: Sequence[PlotLine]) -> Iterator[LegendEntry]:
    """The lines by their labels and looks, side by side."""
    x = LEFT
    for line in lines:
        sample = DrawnLine(_path([(x, 13), (x + 36, 13)]), *LOOKS[line.look])
        yield LegendEntry(sample, Word(line.label, x + 44, 18))
        x = rounded(x + 44 + len(line.label) * CHARACTER_WIDTH + 28)


def _path(points: Sequence[tuple[float, float]]) -> str:
    """The path of an SVG through the points."""
    return "".join(f"{'L' if place else 'M'}{x:g} {y:g}" for place, (x, y) in enumerate(points))


def _pounds(amount: Decimal) -> str:
    """The words of a level of money: "£5,000", "-£1.5m"."""
    sign = "-" if amount < 0 else ""
    if abs(amount) >= 1_000_000:
        return f"{sign}£{float(abs(amount)) / 1_000_000:g}m"
    return f"{sign}£{abs(amount):,.0f}"
