"""A waterfall: a whole, and the parts it falls into, each beginning where the last ended.

The facts are frozen in reports, so a new field needs a default, and none may go; `draw_waterfall` works out the places
of a `programme.drawing.charts.Chart`, drawn by the same templates with the same patterns, with the same kind of table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from programme.drawing.charts import (
    BAR_HEIGHT,
    CHARACTER_WIDTH,
    GAP,
    KINDS,
    LABEL_WIDTH,
    LINE_HEIGHT,
    ROW_GAP,
    WIDTH,
    Block,
    Cell,
    Chart,
    TableRow,
    Word,
    wrap,
)

LEFT = LABEL_WIDTH + GAP


@dataclass(frozen=True)
class Step:
    """A bar: the whole, or a part of it. `value` is in whole units, `text` its words, `look` a key of KINDS."""

    label: str
    value: int
    text: str
    look: str = "neutral"


@dataclass(frozen=True)
class Waterfall:
    """The whole and its parts. `column` heads the amounts of the table."""

    kind: ClassVar[str] = "waterfall"
    key: str
    title: str
    description: str
    column: str
    whole: Step
    parts: tuple[Step, ...]


def draw_waterfall(chart: Waterfall, *, urls: Sequence[str] = ()) -> Chart:
    """The whole from nothing, then each part from where those before it ended. `urls` open the rows behind each."""
    bars = [(chart.whole, 0, chart.whole.value)]
    reached = 0
    for part in chart.parts:
        bars.append((part, reached, reached + part.value))
        reached += part.value
    ends = [end for _, start, stop in bars for end in (start, stop)]
    lowest, highest = min(ends), max(ends)
    words = [step.text for step, _, _ in bars]
    room = WIDTH - LEFT - max(len(text) for text in words) * CHARACTER_WIDTH - 16
    scale = room / (highest - lowest or 1)
    labels: list[Word] = []
    blocks: list[Block] = []
    values: list[Word] = []
    top = ROW_GAP
    for (step, start, stop), text in zip(bars, words, strict=True):
        lines = wrap(step.label, width=LABEL_WIDTH)
        height = max(BAR_HEIGHT, len(lines) * LINE_HEIGHT)
        first = top + (height - len(lines) * LINE_HEIGHT) / 2 + 13.5
        labels += [Word(line, LABEL_WIDTH, round(first + place * LINE_HEIGHT, 2)) for place, line in enumerate(lines)]
        x = round(LEFT + (min(start, stop) - lowest) * scale, 2)
        length = round(abs(step.value) * scale, 2)
        y = top + (height - BAR_HEIGHT) / 2
        if length:
            blocks.append(Block(x, y, length, BAR_HEIGHT, *KINDS[step.look]))
        values.append(Word(text, round(x + length + 8, 2), y + BAR_HEIGHT / 2 + 5))
        top += height + ROW_GAP
    looks = [KINDS[step.look] for step, _, _ in bars]
    drawn = [(pattern, fill, ink) for fill, ink, pattern in looks if pattern not in ("plain", "outline")]
    return Chart(
        key=chart.key,
        title=chart.title,
        description=chart.description,
        height=top,
        labels=tuple(labels),
        blocks=tuple(blocks),
        values=tuple(values),
        legend=(),
        columns=(chart.column,),
        rows=tuple(
            TableRow(step.label, (Cell(step.text, url),))
            for (step, _, _), url in zip(bars, urls or [""] * len(bars), strict=True)
        ),
        patterns=tuple(dict.fromkeys(drawn)),
    )
