"""Charts of horizontal bars: plain, stacked, a waterfall whose parts begin where others end, a tornado about a middle.

`Bars` are facts. Reports freeze them: a new field needs a default, and none may go. `draw_bars` works out the places.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar

from programme.drawing.charts import CHARACTER_WIDTH, LINE_HEIGHT, WIDTH, Cell, TableRow, Word, rounded, wrap

LABEL_WIDTH = 220.0
VALUE_WIDTH = 60.0
GAP = 12.0
BAR_HEIGHT = 26.0
ROW_GAP = 12.0
FIRST_ROW = 34.0
"""Where bars begin under the words of a middle."""
MARGIN = 110.0
"""Room for words at either end of the longest bars around a middle."""

Look = tuple[str, str, str]
"""A fill, the ink of the outline and of the pattern, and the pattern."""
KINDS: dict[str, Look] = {
    "green": ("#6bb597", "#0b5c3e", "plain"),
    "amber": ("#f7c766", "#7a4500", "stripes"),
    "red": ("#e99a94", "#8c1d18", "dots"),
    "unrated": ("#ffffff", "#484949", "outline"),
    "on_hold": ("#dfe5e7", "#484949", "bars"),
    "not_started": ("#ffffff", "#6b7072", "grid"),
    "complete": ("#dfe9ec", "#12424f", "lines"),
    "withdrawn": ("#f3f3f3", "#6b7072", "crosses"),
    "neutral": ("#a9c3ca", "#12424f", "plain"),
    "light_green": ("#cfe6a8", "#3f6212", "lines"),
    "yellow": ("#fbe98a", "#6b5a00", "grid"),
    "dark_red": ("#c9847d", "#6d1a14", "crosses"),
    "blue": ("#aecbe4", "#1f4d75", "bars"),
    "purple": ("#cdbbe6", "#4f3480", "slants"),
    "grey": ("#d3d7d9", "#484949", "dashes"),
}
"""The look of each kind of bar, or of part of one; the pattern tells it apart where the colour does not."""
UNPATTERNED = ("plain", "outline")


@dataclass(frozen=True)
class Series:
    """One part of every bar; `kind` is a key of KINDS."""

    label: str
    kind: str = "neutral"


@dataclass(frozen=True)
class BarRow:
    """One bar: a whole number for each series, laid end to end from `start`; none where there is no such figure.

    `text` is its amount in words, where its number alone does not say it. `look` is a key of KINDS, for a bar that
    looks otherwise than its series. A total stands out in the table.
    """

    label: str
    values: tuple[int, ...]
    text: str = ""
    start: int = 0
    look: str = ""
    is_total: bool = False


@dataclass(frozen=True)
class Bars:
    """A chart of bars. `heading` heads their labels in the table, the labels of the series its numbers.

    With a `middle` bars run to either side of it, and `middle_text` are its words.
    """

    kind: ClassVar[str] = "bars"
    key: str
    title: str
    description: str
    heading: str
    series: tuple[Series, ...]
    rows: tuple[BarRow, ...]
    middle: int | None = None
    middle_text: str = ""

    @property
    def is_stacked(self) -> bool:
        """Whether the bars have parts that a legend tells apart."""
        return len(self.series) > 1 or any(one.kind != "neutral" for one in self.series)

    @property
    def has_words(self) -> bool:
        """Whether words say the amounts, not numbers alone."""
        return any(row.text for row in self.rows)

    @property
    def written_rows(self) -> tuple[tuple[str, str], ...]:
        """The label of each bar with its words, beginning with the middle: the rows of the table."""
        expected = () if self.middle is None else (("As expected", self.middle_text),)
        return (*expected, *((row.label, row.text or number(sum(row.values))) for row in self.rows))


@dataclass(frozen=True)
class Plate:
    """The white ground that keeps a number legible on a pattern."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class DrawnBar:
    """A rectangle, its looks, and the number on it (None where it does not fit)."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    ink: str
    pattern: str
    word: Word | None = None
    plate: Plate | None = None


@dataclass(frozen=True)
class DrawnBars:
    """A chart of bars ready to draw. `key` makes its ids unique on a page; `svg` is the template of the drawing."""

    svg: ClassVar[str] = "components/chart_svg.html"
    key: str
    title: str
    description: str
    height: float
    labels: tuple[Word, ...]
    blocks: tuple[DrawnBar, ...]
    values: tuple[Word, ...]
    legend: tuple[tuple[DrawnBar, Word], ...]
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    width: float = WIDTH
    axis_x: float = LABEL_WIDTH + GAP
    patterns: tuple[tuple[str, str, str], ...] = field(default=())


def waterfall(
    *, key: str, title: str, description: str, column: str, steps: Sequence[tuple[str, int, str, str]]
) -> Bars:
    """The facts of a whole and the parts it falls into: the label of each, its amount, its words and its look."""
    bars, reached = [], 0
    for place, (label, value, text, look) in enumerate(steps):
        bars.append(BarRow(label, (value,), text, start=reached, look=look, is_total=not place))
        reached += value if place else 0
    return Bars(key, title, description, "Part", (Series(column),), tuple(bars))


def tornado(
    *,
    key: str,
    title: str,
    description: str,
    column: str,
    middle: tuple[int, str],
    swings: Sequence[tuple[str, int | None, str]],
) -> Bars:
    """The facts of a figure as expected and where it goes when one thing is otherwise, the largest move first.

    A swing is its label, the figure and its words; None for no figure at all, which is farther than any.
    """
    expected, words = middle
    ordered = sorted(swings, key=lambda one: math.inf if one[1] is None else abs(one[1] - expected), reverse=True)
    bars = (
        BarRow(label, () if value is None else (value - expected,), text, start=expected)
        for label, value, text in ordered
    )
    return Bars(key, title, description, "If", (Series(column),), tuple(bars), expected, words)


def draw_bars(chart: Bars, *, urls: Sequence[Sequence[str]] = ()) -> DrawnBars:
    """Where everything of a chart stands. `urls` open the rows behind the numbers of each bar, in their order.

    Parts have patterns as well as colours, and their numbers where there is room. Raises ValueError where a bar has
    not one value for each series, or a kind is unknown.
    """
    for row in chart.rows:
        if row.values and len(row.values) != len(chart.series):
            raise ValueError(f"{row.label} has {len(row.values)} values for {len(chart.series)} series")
    looks = [_look(one.kind) for one in chart.series]
    legend, top = _legend(chart.series, looks) if chart.is_stacked else ((), ROW_GAP)
    scale = _Scale.of(chart)
    labels: list[Word] = []
    blocks: list[DrawnBar] = []
    values: list[Word] = []
    axis = LABEL_WIDTH + GAP
    if chart.middle is not None:
        axis, top = scale.place(chart.middle), FIRST_ROW
        values.append(Word(chart.middle_text, axis + 8, 18))
    for row in chart.rows:
        lines, height = _label_lines(row.label, top)
        labels += lines
        y = top + (height - BAR_HEIGHT) / 2
        own = [_look(row.look)] if row.look else looks
        for (x, length), value, look in zip(scale.spans(row), row.values, own, strict=False):
            part = DrawnBar(x, y, length, BAR_HEIGHT, *look)
            blocks += [_numbered(part, number(value)) if chart.is_stacked else part] if length else []
        text = row.text or number(sum(row.values))
        values.append(Word(text, scale.word_place(row, text), y + BAR_HEIGHT / 2 + 5))
        top += height + ROW_GAP
    drawn = looks if chart.is_stacked else [_look(row.look) for row in chart.rows if row.look]
    return DrawnBars(
        key=chart.key,
        title=chart.title,
        description=chart.description,
        height=top,
        labels=tuple(labels),
        blocks=tuple(blocks),
        values=tuple(values),
        legend=legend,
        columns=(*(one.label for one in chart.series), *(("Total",) if chart.is_stacked else ())),
        rows=tuple(_table_rows(chart, urls)),
        axis_x=axis,
        patterns=tuple(dict.fromkeys((name, fill, ink) for fill, ink, name in drawn if name not in UNPATTERNED)),
    )


def number(value: float) -> str:
    """A number as the chart writes it: whole where it is whole, with thousands separated."""
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,.1f}"


@dataclass(frozen=True)
class _Scale:
    """Where a value stands: the lowest at `left`, the highest `room` to its right."""

    left: float
    room: float
    lowest: int
    span: int
    is_around_middle: bool

    @classmethod
    def of(cls, chart: Bars) -> _Scale:
        """Words at the ends of bars have the room that they need."""
        start = 0 if chart.middle is None else chart.middle
        ends = [start, *(end for row in chart.rows for end in (row.start, row.start + sum(row.values)))]
        left, after = LABEL_WIDTH + GAP, VALUE_WIDTH
        if chart.middle is not None:
            left, after = left + MARGIN, MARGIN
        elif chart.has_words:
            after = max(len(row.text) for row in chart.rows) * CHARACTER_WIDTH + 16
        return cls(left, WIDTH - left - after, min(ends), (max(ends) - min(ends)) or 1, chart.middle is not None)

    def place(self, value: int) -> float:
        return rounded(self.left + (value - self.lowest) / self.span * self.room)

    def spans(self, row: BarRow) -> list[tuple[float, float]]:
        """Where each part of a bar begins, and its length."""
        start, end = self.place(row.start), self.place(row.start + sum(row.values))
        if self.is_around_middle:
            return [(min(start, end), rounded(abs(end - start)))] if row.values else []
        found, x = [], min(start, end)
        for value in row.values:
            found.append((x, rounded(abs(value) / self.span * self.room)))
            x = rounded(x + found[-1][1])
        return found

    def word_place(self, row: BarRow, text: str) -> float:
        """After the bar; before one that runs to the left of a middle."""
        start, end = self.place(row.start), self.place(row.start + sum(row.values))
        if self.is_around_middle and end < start:
            return rounded(end - (len(text) * CHARACTER_WIDTH + 8))
        return rounded(sum(self.spans(row)[-1]) + 8 if row.values else end + 8)


def _numbered(part: DrawnBar, text: str) -> DrawnBar:
    """A part of a bar with its number, where there is room."""
    if part.width < len(text) * CHARACTER_WIDTH + 10:
        return part
    word = Word(text, rounded(part.x + part.width / 2), part.y + BAR_HEIGHT / 2 + 5)
    if part.pattern in UNPATTERNED:
        return replace(part, word=word)
    width = len(text) * CHARACTER_WIDTH + 6
    plate = Plate(rounded(word.x - width / 2), part.y + 4, rounded(width), BAR_HEIGHT - 8)
    return replace(part, word=word, plate=plate)


def _table_rows(chart: Bars, urls: Sequence[Sequence[str]]) -> Iterator[TableRow]:
    if not chart.is_stacked:
        firsts = [one[0] if one else "" for one in urls] or [""] * len(chart.written_rows)
        for (label, text), url in zip(chart.written_rows, firsts, strict=True):
            yield TableRow(label, (Cell(text, url),))
        return
    for row, opens in zip(chart.rows, urls or [()] * len(chart.rows), strict=True):
        padded = [*opens, *[""] * (len(row.values) - len(opens))]
        cells = [Cell(number(value), url) for value, url in zip(row.values, padded, strict=True)]
        yield TableRow(row.label, (*cells, Cell(number(sum(row.values)))))


def _look(kind: str) -> Look:
    if kind not in KINDS:
        raise ValueError(f"{kind} is not a kind of series; known are {', '.join(KINDS)}")
    return KINDS[kind]


def _legend(series: Sequence[Series], looks: Sequence[Look]) -> tuple[tuple[tuple[DrawnBar, Word], ...], float]:
    """The legend's entries, wrapped to the width, and the height where the bars may begin."""
    entries: list[tuple[DrawnBar, Word]] = []
    x, y = 0.0, 2.0
    for entry, look in zip(series, looks, strict=True):
        width = 24 + 8 + len(entry.label) * CHARACTER_WIDTH + 20
        if x and x + width > WIDTH:
            x, y = 0.0, y + 26
        entries.append((DrawnBar(x + 1, y, 24, 16, *look), Word(entry.label, x + 33, y + 13)))
        x = rounded(x + width)
    return tuple(entries), y + 34


def _label_lines(text: str, top: float) -> tuple[list[Word], float]:
    """A label's lines beside a bar, and the height of the row."""
    lines = wrap(text, width=LABEL_WIDTH)
    height = max(BAR_HEIGHT, len(lines) * LINE_HEIGHT)
    first = top + (height - len(lines) * LINE_HEIGHT) / 2 + 13.5
    return [Word(line, LABEL_WIDTH, rounded(first + place * LINE_HEIGHT)) for place, line in enumerate(lines)], height
