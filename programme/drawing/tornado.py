"""A tornado chart: how far one figure moves, thing by thing, from where it is expected, the largest move first.

The facts are frozen in reports, so a new field needs a default, and none may go; `draw_tornado` works out the places.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from programme.drawing.charts import (
    BAR_HEIGHT,
    CHARACTER_WIDTH,
    GAP,
    KINDS,
    LABEL_WIDTH,
    ROW_GAP,
    WIDTH,
    Block,
    Cell,
    Chart,
    TableRow,
    Word,
    label_lines,
)

FIRST_ROW = 34.0
MARGIN = 110.0
"""Room for a number at either end of the longest bars."""


@dataclass(frozen=True)
class Swing:
    """Where the figure goes when one thing is otherwise: whole units for the bar (None: there is no such figure)."""

    label: str
    value: int | None
    text: str


@dataclass(frozen=True)
class Tornado:
    """The figure as expected, `middle`, and its swings. `column` heads the numbers of the table."""

    kind: ClassVar[str] = "tornado"
    key: str
    title: str
    description: str
    column: str
    middle: int
    middle_text: str
    swings: tuple[Swing, ...]


def draw_tornado(tornado: Tornado) -> Chart:
    """Bars from the middle to either side. A swing to no figure at all comes first and has words instead of a bar."""
    middle = tornado.middle
    swings = sorted(tornado.swings, key=lambda one: _move(one, middle), reverse=True)
    values = [middle, *(one.value for one in swings if one.value is not None)]
    left = LABEL_WIDTH + GAP + MARGIN
    span = (max(values) - min(values)) or 1
    room = WIDTH - left - MARGIN
    axis = _place(middle, least=min(values), span=span, left=left, room=room)
    fill, ink, pattern = KINDS["neutral"]
    labels: list[Word] = []
    blocks: list[Block] = []
    words = [Word(tornado.middle_text, axis + 8, 18)]
    top = FIRST_ROW
    for one in swings:
        lines, height = label_lines(one.label, top)
        labels += lines
        y = top + (height - BAR_HEIGHT) / 2
        end = axis if one.value is None else _place(one.value, least=min(values), span=span, left=left, room=room)
        if end != axis:
            blocks.append(Block(min(axis, end), y, round(abs(end - axis), 2), BAR_HEIGHT, fill, ink, pattern))
        width = len(one.text) * CHARACTER_WIDTH + 8
        words.append(Word(one.text, round(end - width if end < axis else end + 8, 2), y + BAR_HEIGHT / 2 + 5))
        top += height + ROW_GAP
    return Chart(
        key=tornado.key,
        title=tornado.title,
        description=tornado.description,
        height=top,
        labels=tuple(labels),
        blocks=tuple(blocks),
        values=tuple(words),
        legend=(),
        columns=(tornado.column,),
        rows=_rows(tornado, swings),
        axis_x=axis,
    )


def _move(swing: Swing, middle: int) -> float:
    """How far it moves; to no figure is farther than to any."""
    return math.inf if swing.value is None else abs(swing.value - middle)


def _place(value: int, *, least: int, span: int, left: float, room: float) -> float:
    return round(left + (value - least) / span * room, 2)


def _rows(tornado: Tornado, swings: Sequence[Swing]) -> tuple[TableRow, ...]:
    rows = [("As expected", tornado.middle_text), *((one.label, one.text) for one in swings)]
    return tuple(TableRow(label, (Cell(text),)) for label, text in rows)
