"""Charts as geometry. Pure functions work out where every bar and word stands; templates draw the same SVG on a page
and in a PDF (presentation attributes only, no styles). Every chart has a title, a description and a table.

Lengths are in the SVG's own units; the drawing scales to the width it is given.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

WIDTH = 760.0
LABEL_WIDTH = 220.0
VALUE_WIDTH = 60.0
GAP = 12.0
BAR_HEIGHT = 26.0
LINE_HEIGHT = 18.0
ROW_GAP = 12.0
CHARACTER_WIDTH = 7.4
"""A generous average at the charts' 15-unit type, to wrap labels without a font at hand."""

KINDS = {
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
"""For each kind of series: its fill, the ink of its outline and pattern, and the pattern that tells it apart."""


@dataclass(frozen=True)
class Bar:
    """One bar of a bar chart. `url` opens the rows behind it, from the chart's table."""

    label: str
    value: float
    url: str = ""


@dataclass(frozen=True)
class Series:
    """One part of the bars of a stacked chart; `kind` is a key of KINDS."""

    label: str
    kind: str = "neutral"


@dataclass(frozen=True)
class StackRow:
    """One stacked bar: a value for each series, in their order; `urls` likewise, or none."""

    label: str
    values: Sequence[float]
    urls: Sequence[str] = ()


@dataclass(frozen=True)
class Word:
    """A line of text and where it stands."""

    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Plate:
    """The white ground that keeps a number legible on a pattern."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Block:
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
class Cell:
    """A number of the chart's table and the address of the rows behind it."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class TableRow:
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Chart:
    """A chart ready to draw. `key` makes its ids unique on a page."""

    key: str
    title: str
    description: str
    height: float
    labels: tuple[Word, ...]
    blocks: tuple[Block, ...]
    values: tuple[Word, ...]
    legend: tuple[tuple[Block, Word], ...]
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    width: float = WIDTH
    axis_x: float = LABEL_WIDTH + GAP
    patterns: tuple[tuple[str, str, str], ...] = field(default=())


def bar_chart(*, key: str, title: str, description: str, bars: Sequence[Bar], unit: str = "number") -> Chart:
    """Horizontal bars, one for each label. `unit` heads the column of numbers in the table."""
    largest = max((bar.value for bar in bars), default=0) or 1
    room = WIDTH - LABEL_WIDTH - GAP - VALUE_WIDTH
    fill, ink, pattern = KINDS["neutral"]
    labels: list[Word] = []
    blocks: list[Block] = []
    values: list[Word] = []
    top = ROW_GAP
    for bar in bars:
        lines, height = label_lines(bar.label, top)
        labels += lines
        length = _rounded(max(bar.value, 0) / largest * room)
        y = top + (height - BAR_HEIGHT) / 2
        if length:
            blocks.append(Block(LABEL_WIDTH + GAP, y, length, BAR_HEIGHT, fill, ink, pattern))
        values.append(Word(number(bar.value), _rounded(LABEL_WIDTH + GAP + length + 8), y + BAR_HEIGHT / 2 + 5))
        top += height + ROW_GAP
    return Chart(
        key=key,
        title=title,
        description=description,
        height=top,
        labels=tuple(labels),
        blocks=tuple(blocks),
        values=tuple(values),
        legend=(),
        columns=(unit[:1].upper() + unit[1:],),
        rows=tuple(TableRow(bar.label, (Cell(number(bar.value), bar.url),)) for bar in bars),
    )


def stacked_bar_chart(
    *, key: str, title: str, description: str, series: Sequence[Series], rows: Sequence[StackRow]
) -> Chart:
    """Horizontal bars made of parts. Each part has a pattern as well as a colour, and its number where there is room.

    Raises ValueError where a row has not one value for each series, or a kind is unknown.
    """
    for row in rows:
        if len(row.values) != len(series):
            raise ValueError(f"{row.label} has {len(row.values)} values for {len(series)} series")
    looks = [_look(entry) for entry in series]
    legend, top = _legend(series, looks)
    largest = max((sum(row.values) for row in rows), default=0) or 1
    room = WIDTH - LABEL_WIDTH - GAP - VALUE_WIDTH
    labels: list[Word] = []
    blocks: list[Block] = []
    values: list[Word] = []
    for row in rows:
        lines, height = label_lines(row.label, top)
        labels += lines
        y = top + (height - BAR_HEIGHT) / 2
        x = LABEL_WIDTH + GAP
        for value, look in zip(row.values, looks, strict=True):
            length = _rounded(max(value, 0) / largest * room)
            if length:
                blocks.append(_part(x=x, y=y, length=length, value=value, look=look))
            x = _rounded(x + length)
        values.append(Word(number(sum(row.values)), _rounded(x + 8), y + BAR_HEIGHT / 2 + 5))
        top += height + ROW_GAP
    return Chart(
        key=key,
        title=title,
        description=description,
        height=top,
        labels=tuple(labels),
        blocks=tuple(blocks),
        values=tuple(values),
        legend=legend,
        columns=(*(entry.label for entry in series), "Total"),
        rows=tuple(_table_row(row) for row in rows),
        patterns=_patterns(looks),
    )


def number(value: float) -> str:
    """A number as the chart writes it: whole where it is whole, with thousands separated."""
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,.1f}"


def _part(*, x: float, y: float, length: float, value: float, look: tuple[str, str, str]) -> Block:
    text = number(value)
    fits = length >= len(text) * CHARACTER_WIDTH + 10
    word = Word(text, _rounded(x + length / 2), y + BAR_HEIGHT / 2 + 5) if fits else None
    fill, ink, pattern = look
    block = Block(x, y, length, BAR_HEIGHT, fill, ink, pattern, word)
    if word is None or pattern in ("plain", "outline"):
        return block
    width = len(text) * CHARACTER_WIDTH + 6
    return replace(block, plate=Plate(_rounded(word.x - width / 2), y + 4, _rounded(width), BAR_HEIGHT - 8))


def _table_row(row: StackRow) -> TableRow:
    urls = list(row.urls) + [""] * (len(row.values) - len(row.urls))
    cells = [Cell(number(value), url) for value, url in zip(row.values, urls, strict=True)]
    return TableRow(row.label, (*cells, Cell(number(sum(row.values)))))


def _look(series: Series) -> tuple[str, str, str]:
    if series.kind not in KINDS:
        raise ValueError(f"{series.kind} is not a kind of series; known are {', '.join(KINDS)}")
    return KINDS[series.kind]


def _patterns(looks: Sequence[tuple[str, str, str]]) -> tuple[tuple[str, str, str], ...]:
    """The patterns the drawing needs: name, fill and ink, once each."""
    drawn = [(pattern, fill, ink) for fill, ink, pattern in looks if pattern not in ("plain", "outline")]
    return tuple(dict.fromkeys(drawn))


def _legend(
    series: Sequence[Series], looks: Sequence[tuple[str, str, str]]
) -> tuple[tuple[tuple[Block, Word], ...], float]:
    """The legend's entries, wrapped to the width, and the height where the bars may begin."""
    entries: list[tuple[Block, Word]] = []
    x, y = 0.0, 2.0
    for entry, (fill, ink, pattern) in zip(series, looks, strict=True):
        width = 24 + 8 + len(entry.label) * CHARACTER_WIDTH + 20
        if x and x + width > WIDTH:
            x, y = 0.0, y + 26
        entries.append((Block(x + 1, y, 24, 16, fill, ink, pattern), Word(entry.label, x + 33, y + 13)))
        x = _rounded(x + width)
    return tuple(entries), y + 34


def label_lines(text: str, top: float) -> tuple[list[Word], float]:
    """A label's lines beside a bar, and the height of the row."""
    lines = wrap(text, width=LABEL_WIDTH)
    height = max(BAR_HEIGHT, len(lines) * LINE_HEIGHT)
    first = top + (height - len(lines) * LINE_HEIGHT) / 2 + 13.5
    return [Word(line, LABEL_WIDTH, _rounded(first + place * LINE_HEIGHT)) for place, line in enumerate(lines)], height


def wrap(text: str, *, width: float) -> list[str]:
    """Break text at spaces so that no line is longer than the width; a word too long for a line is cut evenly."""
    limit = max(2, math.floor(width / CHARACTER_WIDTH))
    lines: list[str] = [""]
    for word in text.split():
        pieces = math.ceil((len(word) - 1) / (limit - 1))
        size = min(limit - 1, math.ceil(len(word) / pieces)) if pieces else limit
        while len(word) > limit:
            room = word[:size] + "-"
            lines = [*lines, room] if lines[-1] else [*lines[:-1], room]
            lines.append("")
            word = word[size:]  # noqa: PLW2901 - what is left of a word too long for a line
        if lines[-1] and len(lines[-1]) + 1 + len(word) > limit:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines if lines[-1] or len(lines) == 1 else lines[:-1]


def _rounded(value: float) -> float:
    return round(value, 2)
