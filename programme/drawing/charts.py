"""What the drawings of charts share: words and where they stand, broken to a width, and the rows of a chart's table.

Charts are facts that reports freeze: `bars` and `lines`. Pure functions work out where everything stands; templates
draw the same SVG on a page and in a PDF (presentation attributes only, no styles). Every chart has a title, a
description and a table.

Lengths are in the SVG's own units; the drawing scales to the width it is given.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

WIDTH = 760.0
LINE_HEIGHT = 18.0
CHARACTER_WIDTH = 7.4
"""A generous average at the charts' 15-unit type, to wrap labels without a font at hand."""


@dataclass(frozen=True)
class Word:
    """A line of text and where it stands."""

    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Cell:
    """A number of the chart's table and the address of the rows behind it."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class TableRow:
    label: str
    cells: tuple[Cell, ...]


def rounded(value: float) -> float:
    """A length as drawings have it."""
    return round(value, 2)


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
