"""How the bars and marks of a Gantt chart look. Every kind differs in shape, pattern or text, never by colour alone."""

from __future__ import annotations

from dataclasses import dataclass

INK = "#0b0c0c"
QUIET = "#484949"
GRID = "#dde4e6"
STRONG_GRID = "#9aa7ab"
BAND = "#eef4f5"
LATE = "#8c1d18"

STEPS = (
    ("#e4eff1", INK),
    ("#cfe3e7", INK),
    ("#b7d5db", INK),
    ("#9dc6ce", INK),
    ("#7fb3bd", INK),
    ("#5f9faa", INK),
    ("#2c6e7c", "#ffffff"),
    ("#12424f", "#ffffff"),
)
"""The steps of a thing on its way, ever darker: the fill of each and the ink of the number that stands in it."""


@dataclass(frozen=True)
class BarLook:
    """`fill` may name a pattern ("pattern:bars"). A dashed outline is what has not happened yet."""

    fill: str
    stroke: str
    text: str = INK
    dash: str = ""
    height: float = 18.0


BARS = {
    "step": BarLook("", "#12424f"),
    "hold": BarLook("pattern:bars", QUIET),
    "expected": BarLook("#ffffff", "#12424f", dash="5 3"),
    "work": BarLook("#c9d6b8", "#3f5a1d"),
    "planned": BarLook("#ffffff", "#3f5a1d", height=8.0),
    "phase": BarLook("#c4cfd2", QUIET, height=8.0),
}
PATTERNS = {"bars": ("#dfe5e7", QUIET)}
"""The patterns that bars may name, with their fill and ink."""


@dataclass(frozen=True)
class MarkLook:
    """A day is a diamond, a circle or a box; a longer stretch a bracket with the same filling."""

    shape: str
    fill: str
    stroke: str


MARKS = {
    "baseline": MarkLook("diamond", "#ffffff", "#5a2a6b"),
    "forecast": MarkLook("diamond", "#7a3f8f", "#5a2a6b"),
    "achieved": MarkLook("circle", "#5a2a6b", "#5a2a6b"),
    "expected": MarkLook("box", "#fff4d6", "#5c4300"),
}


def fill_and_text(kind: str, step: int) -> tuple[str, str]:
    """The fill of a bar and the ink of its text. Raises ValueError for a kind that is not known."""
    if kind not in BARS:
        raise ValueError(f"{kind} is not a kind of bar; known are {', '.join(BARS)}")
    if kind == "step":
        return STEPS[min(max(step, 1), len(STEPS)) - 1]
    return BARS[kind].fill, BARS[kind].text
