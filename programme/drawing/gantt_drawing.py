"""Gantt charts as geometry: where every bar, mark and word stands. Pure functions; the template only writes it down.

A chart longer than a page comes in parts, each a drawing of its own with its axis and key, so that the page and the PDF
have the same drawings. Lengths are in the SVG's own units.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from programme.drawing.charts import CHARACTER_WIDTH, LINE_HEIGHT
from programme.drawing.gantt import BAND, GRID, INK, PATTERNS, QUIET, STRONG_GRID, Gantt, Row
from programme.drawing.gantt_axis import Scale, scale_of, ticks_of, year_words
from programme.drawing.gantt_key import arrows_of, key_of
from programme.drawing.gantt_shapes import Placed, Shape, Word, lines_of, place_row

WIDTH = 840.0
LABEL_WIDTH = 230.0
AXIS_LEFT = 244.0
AXIS_RIGHT = 834.0
TALLEST = 1080.0
"""A part of a chart fits on one upright page beside its caption."""
ROW_GAP = 10.0
LANE_HEIGHT = 24.0
INDENT = 14.0


@dataclass(frozen=True, eq=False)
class Drawing:
    """One part of a chart, ready to draw from back to front: `shapes`, then `words`.

    Compared by identity: `draw_gantt` gives equal charts the same drawing, so that its markup too is made once.
    """

    key: str
    title: str
    description: str
    height: float
    shapes: tuple[Shape, ...]
    words: tuple[Word, ...]
    patterns: tuple[tuple[str, str, str], ...]
    width: float = WIDTH


@dataclass(frozen=True)
class _Measured:
    """A row whose height is known."""

    row: Row
    placed: Placed
    label: tuple[str, ...]
    notes: tuple[str, ...]
    height: float


@lru_cache(maxsize=16)
def draw_gantt(chart: Gantt) -> tuple[Drawing, ...]:
    """The drawings of a chart, top to bottom; at least one."""
    scale = scale_of(chart, left=AXIS_LEFT, right=AXIS_RIGHT)
    *_, top = key_of(chart, width=WIDTH)
    measured = [_measure(row, scale) for row in chart.rows]
    parts = _split(measured, scale=scale, room=TALLEST - top - 90)
    return tuple(
        _draw(
            chart,
            part,
            scale=scale,
            place=(number, len(parts)),
        )
        for number, part in enumerate(parts, start=1)
    )


def _measure(row: Row, scale: Scale) -> _Measured:
    indent = INDENT if row.level == 2 else 0.0
    label = tuple(lines_of(row.label, width=LABEL_WIDTH - indent, is_bold=row.level < 2))
    notes = tuple(line for note in row.notes for line in wrap_note(note, width=LABEL_WIDTH - indent))
    placed = place_row(row, scale, lane_height=LANE_HEIGHT)
    height = max((len(label) + len(notes)) * LINE_HEIGHT, placed.lanes * LANE_HEIGHT, LANE_HEIGHT)
    return _Measured(row, placed, label, notes, height + ROW_GAP)


def wrap_note(note: str, *, width: float) -> list[str]:
    """The lines of a note; a long one is cut, for the table has it whole."""
    lines = lines_of(note, width=width)
    return lines if len(lines) <= 4 else [*lines[:3], f"{lines[3][:-1]}…"]


def _split(rows: Sequence[_Measured], *, scale: Scale, room: float) -> list[list[_Measured]]:
    """Rows into parts, none higher than the room but one that is a single row.

    A heading stays with what follows; a part that begins below one repeats what it belongs to.
    """
    parts: list[list[_Measured]] = [[]]
    used = 0.0
    above: dict[int, Row] = {}
    for place, row in enumerate(rows):
        level = row.row.level
        follows = rows[place + 1].height if level == 0 and place + 1 < len(rows) else 0.0
        if parts[-1] and used + row.height + follows > room:
            parts.append([_measure(_continued(above[over]), scale) for over in sorted(above) if over < level])
            used = sum(repeated.height for repeated in parts[-1])
        parts[-1].append(row)
        used += row.height
        above = {over: kept for over, kept in above.items() if over < level} | {level: row.row}
    return parts


def _continued(row: Row) -> Row:
    """A row's label once more, where its rows go on in the next part; of a heading its band too."""
    label = f"{row.label} (continued)"
    return replace(row, label=label) if row.level == 0 else Row(label, level=row.level)


def _draw(
    chart: Gantt,
    rows: Sequence[_Measured],
    *,
    scale: Scale,
    place: tuple[int, int],
) -> Drawing:
    codes = {row.row.code for row in rows}
    links = tuple(link for link in chart.links if {link.source, link.target} <= codes)
    here = replace(chart, rows=tuple(row.row for row in rows), links=links)
    key_shapes, key_words, top = key_of(here, width=WIDTH)
    number, of = place
    words = [*key_words, *_today_words(chart, scale, top=top)]
    head = top + 18
    tops: list[float] = []
    y = head + (40 if scale.unit != "year" else 22)
    first = y
    for row in rows:
        tops.append(y)
        y += row.height
    bottom = round(y, 2)
    words += _axis_words(scale, top=head, bottom=bottom)
    shapes = [*_bands(rows, tops, bottom), *_grid(scale, top=head, first=first, bottom=bottom)]
    for row, row_top in zip(rows, tops, strict=True):
        if row_top > first and row.row.level < 2:
            shapes.append(Shape.line(0, row_top - ROW_GAP / 2, WIDTH, row_top - ROW_GAP / 2, stroke=STRONG_GRID))
        shapes += [shape.moved(row_top) for shape in row.placed.shapes]
        words += [word.moved(row_top) for word in row.placed.words]
        words += _label_words(row, top=row_top)
    if scale.holds_day(chart.today):
        x = scale.x(chart.today.toordinal())
        shapes.append(Shape.line(x, top + 16, x, bottom, stroke=INK, width=1.6, dash="7 3"))
    anchors = {
        row.row.code: anchor.moved(row_top)
        for row, row_top in zip(rows, tops, strict=True)
        if row.row.code and (anchor := row.placed.anchor) is not None
    }
    shapes += arrows_of(links, anchors, left=AXIS_LEFT, right=AXIS_RIGHT)
    part = f", part {number} of {of}" if of > 1 else ""
    return Drawing(
        key=chart.key if of == 1 else f"{chart.key}-{number}",
        title=f"{chart.title}{part}",
        description=chart.description,
        height=bottom + (24 if rows else 4),
        shapes=(*shapes, *key_shapes),
        words=tuple(words),
        patterns=_patterns((*shapes, *key_shapes)),
    )


def _label_words(row: _Measured, *, top: float) -> Iterable[Word]:
    x = INDENT if row.row.level == 2 else 0.0
    y = top + 13.5
    for line in row.label:
        yield Word(line, x, y, is_bold=row.row.level < 2)
        y += LINE_HEIGHT
    for line in row.notes:
        yield Word(line, x, y, fill=QUIET)
        y += LINE_HEIGHT


def _today_words(chart: Gantt, scale: Scale, *, top: float) -> list[Word]:
    """The words at the line of today, held within the drawing; none where today is not drawn."""
    if not scale.holds_day(chart.today):
        return []
    half = len(chart.today_words) * CHARACTER_WIDTH / 2
    x = scale.x(chart.today.toordinal())
    return [Word(chart.today_words, round(min(max(x, half), WIDTH - half), 2), top + 12, anchor="middle", is_bold=True)]


def _axis_words(scale: Scale, *, top: float, bottom: float) -> list[Word]:
    """Years, and months or quarters under them; the lowest again at the foot."""
    years = [Word(text, x + 3, top + 15, is_bold=True) for x, text in year_words(scale)]
    if scale.unit == "year":
        return years + [replace(word, y=bottom + 15) for word in years]
    ticks = [Word(tick.text, tick.x + 3, top + 33, fill=QUIET) for tick in ticks_of(scale) if tick.text]
    return years + ticks + [replace(word, y=bottom + 15) for word in ticks]


def _grid(scale: Scale, *, top: float, first: float, bottom: float) -> list[Shape]:
    lines = [
        Shape.line(
            tick.x,
            top + (2 if tick.is_year else 20),
            tick.x,
            bottom,
            stroke=STRONG_GRID if tick.is_year else GRID,
        )
        for tick in ticks_of(scale)
    ]
    lines.append(Shape.line(AXIS_LEFT, first - 4, AXIS_RIGHT, first - 4, stroke=QUIET))
    lines.append(Shape.line(AXIS_LEFT, bottom, AXIS_RIGHT, bottom, stroke=QUIET))
    return lines


def _bands(rows: Sequence[_Measured], tops: Sequence[float], bottom: float) -> list[Shape]:
    """The ground of each phase, from its heading to the next."""
    headings = [place for place, row in enumerate(rows) if row.row.level == 0]
    found = []
    for number, place in enumerate(headings, start=1):
        extent = rows[place].placed.extent
        if extent is not None:
            end = bottom if number == len(headings) else tops[headings[number]] - ROW_GAP / 2
            y = tops[place] - 4
            found.append(Shape.box(extent[0], y, extent[1] - extent[0], end - y, fill=BAND, stroke="none"))
    return found


def _patterns(shapes: Iterable[Shape]) -> tuple[tuple[str, str, str], ...]:
    names = dict.fromkeys(shape.pattern for shape in shapes if shape.pattern)
    return tuple((name, *PATTERNS[name]) for name in names)
