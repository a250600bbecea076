"""A waterfall as geometry: a whole, and the parts it falls into, each beginning where the last ended.

It is a `programme.charts.Chart`, drawn by the same templates with the same patterns, and has the same kind of table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from programme.charts import (
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
    """A bar: the whole, or a part of it. `kind` is a key of KINDS; `url` opens the rows behind it."""

    label: str
    value: Decimal
    kind: str = "neutral"
    url: str = ""


def waterfall(
    *,
    key: str,
    title: str,
    description: str,
    whole: Step,
    parts: Sequence[Step],
    write: Callable[[Decimal], str] = str,
    heading: str = "Amount",
) -> Chart:
    """The whole from nothing, then each part from where those before it ended. `write` makes the words of a value."""
    bars: list[tuple[Step, Decimal, Decimal]] = [(whole, Decimal(0), whole.value)]
    reached = Decimal(0)
    for part in parts:
        bars.append((part, reached, reached + part.value))
        reached += part.value
    ends = [end for _, start, stop in bars for end in (start, stop)]
    lowest, highest = min(ends), max(ends)
    words = [write(step.value) for step, _, _ in bars]
    room = WIDTH - LEFT - max(len(text) for text in words) * CHARACTER_WIDTH - 16
    scale = room / float(highest - lowest or 1)
    labels: list[Word] = []
    blocks: list[Block] = []
    values: list[Word] = []
    top = ROW_GAP
    for (step, start, stop), text in zip(bars, words, strict=True):
        lines = wrap(step.label, width=LABEL_WIDTH)
        height = max(BAR_HEIGHT, len(lines) * LINE_HEIGHT)
        first = top + (height - len(lines) * LINE_HEIGHT) / 2 + 13.5
        labels += [Word(line, LABEL_WIDTH, round(first + place * LINE_HEIGHT, 2)) for place, line in enumerate(lines)]
        x = round(LEFT + float(min(start, stop) - lowest) * scale, 2)
        length = round(float(abs(step.value)) * scale, 2)
        y = top + (height - BAR_HEIGHT) / 2
        if length:
            blocks.append(Block(x, y, length, BAR_HEIGHT, *KINDS[step.kind]))
        values.append(Word(text, round(x + length + 8, 2), y + BAR_HEIGHT / 2 + 5))
        top += height + ROW_GAP
    looks = [KINDS[step.kind] for step, _, _ in bars]
    drawn = [(pattern, fill, ink) for fill, ink, pattern in looks if pattern not in ("plain", "outline")]
    return Chart(
        key=key,
        title=title,
        description=description,
        height=top,
        labels=tuple(labels),
        blocks=tuple(blocks),
        values=tuple(values),
        legend=(),
        columns=(heading,),
        rows=tuple(
            TableRow(step.label, (Cell(text, step.url),)) for (step, _, _), text in zip(bars, words, strict=True)
        ),
        patterns=tuple(dict.fromkeys(drawn)),
    )
