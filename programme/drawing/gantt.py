"""What a Gantt chart shows: rows with bars and marks on a line of time, links between them, and the same facts in
words; and how each kind of bar and mark looks, which differs in shape, pattern or text, never by colour alone.

These are facts without places; `programme.drawing.gantt_drawing` works out where everything stands. Reports freeze
them in their snapshots, so a new field needs a default, and none may go.

A date is a stretch, from the first day that it may mean to the last: a day is one day, "May 2023" all of May. What is
to be confirmed has no stretch: it stands in a row's notes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from programme.values.partial_date import PartialDate


@dataclass(frozen=True)
class Stretch:
    """The days that a date may mean, both included."""

    first: date
    last: date

    @property
    def is_day(self) -> bool:
        return self.first == self.last


@dataclass(frozen=True)
class Bar:
    """Something that lasts. `kind` is a key of `BARS`; its ends may each be a stretch.

    `name` is what the key calls it, `short` stands in the bar where there is no room for the name. `ending` says how
    its right end is drawn: "closed", "open" (it goes on) or "stopped". Bars of a lower `lane` stand above.
    """

    kind: str
    start: Stretch
    end: Stretch
    name: str = ""
    short: str = ""
    step: int = 0
    ending: str = "closed"
    lane: int = 0


@dataclass(frozen=True)
class Mark:
    """A date. `kind` is a key of `MARKS`; a late one is drawn with a thick outline."""

    kind: str
    at: Stretch
    name: str = ""
    short: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class Row:
    """A line of the chart. Level 0 heads the rows after it, 1 is a thing of its own, 2 belongs to the thing above.

    `notes` are sentences under the label; `slips` draws a line between its first two marks.
    """

    label: str
    notes: tuple[str, ...] = ()
    bars: tuple[Bar, ...] = ()
    marks: tuple[Mark, ...] = ()
    level: int = 1
    code: str = ""
    slips: bool = False


@dataclass(frozen=True)
class Link:
    """The row `source` must be done before the row `target` begins; both by code."""

    source: str
    target: str
    is_broken: bool = False


@dataclass(frozen=True)
class Fact:
    """A row of the table that says the same in words. `url` opens the record; a report leaves it empty."""

    what: str
    of: str
    kind: str
    starts: str = ""
    ends: str = ""
    promised: str = ""
    remarks: str = ""
    url: str = ""


@dataclass(frozen=True)
class Gantt:
    """A whole chart. `shown` limits the time drawn; without it the chart fits what it holds.

    `today` is the day by which late is reckoned, `today_words` what is written at its line.
    """

    kind: ClassVar[str] = "gantt"
    key: str
    title: str
    description: str
    today: date
    today_words: str
    rows: tuple[Row, ...]
    links: tuple[Link, ...] = ()
    facts: tuple[Fact, ...] = ()
    shown: Stretch | None = None


def stretch_of(value: PartialDate | None) -> Stretch | None:
    """The days that a partial date may mean; None for nothing and for what is to be confirmed."""
    if value is None or value.first_day is None or value.last_day is None:
        return None
    return Stretch(value.first_day, value.last_day)


def slip_in_words(promised: PartialDate | None, now: PartialDate | None) -> str:
    """How far a date has moved from the one first promised: "3 months later than first promised".

    Counted from the last day on which each is kept: in days where both are days less than two months apart, else in
    months and years. Empty where either is not known.
    """
    first, then = stretch_of(promised), stretch_of(now)
    if first is None or then is None:
        return ""
    if (first.first <= then.first and then.last <= first.last) or then.last == first.last:
        return "as first promised"
    which = "later" if then.last > first.last else "earlier"
    return f"{_length(first, then)} {which} than first promised"


def _length(one: Stretch, other: Stretch) -> str:
    days = abs((other.last - one.last).days)
    months = abs((other.last.year - one.last.year) * 12 + other.last.month - one.last.month)
    is_by_day = one.is_day or other.is_day
    if not months or (is_by_day and days < 61):
        return "1 day" if days == 1 else f"{days} days"
    if months % 12 == 0:
        return "1 year" if months == 12 else f"{months // 12} years"
    return "1 month" if months == 1 else f"{months} months"


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
