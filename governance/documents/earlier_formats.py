"""The charts of snapshots in formats 1 to 5, each a kind of its own, read as the bars or lines that they are now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from programme.drawing.bars import BarRow, Bars, Series, tornado, waterfall
from programme.drawing.lines import Lines, growing_totals, running_totals

LOOKS = {"plan": "standard", "forecast": "start", "actual": "measured"}


@dataclass(frozen=True, kw_only=True)
class _Titled:
    key: str
    title: str
    description: str

    @property
    def titled(self) -> dict[str, str]:
        return {"key": self.key, "title": self.title, "description": self.description}


@dataclass(frozen=True, kw_only=True)
class Chart(_Titled):
    """Bars of counts, stacked where there are several series (from format 1)."""

    kind: ClassVar[str] = "chart"
    series: tuple[Series, ...]
    rows: tuple[BarRow, ...]
    row_heading: str = "Group"

    @property
    def now(self) -> Bars:
        """One series was drawn plain, whatever its kind."""
        series = self.series if len(self.series) > 1 else tuple(Series(one.label) for one in self.series)
        return Bars(self.key, self.title, self.description, self.row_heading, series, self.rows)


@dataclass(frozen=True)
class Swing:
    label: str
    value: int | None
    text: str


@dataclass(frozen=True, kw_only=True)
class Tornado(_Titled):
    """A figure as expected and where it goes when one thing is otherwise (from format 3)."""

    kind: ClassVar[str] = "tornado"
    column: str
    middle: int
    middle_text: str
    swings: tuple[Swing, ...]

    @property
    def now(self) -> Bars:
        swings = [(one.label, one.value, one.text) for one in self.swings]
        return tornado(**self.titled, column=self.column, middle=(self.middle, self.middle_text), swings=swings)


@dataclass(frozen=True)
class RunningPoint:
    at: int
    value: int


@dataclass(frozen=True)
class RunningLine:
    label: str
    points: tuple[RunningPoint, ...]
    crossing: int | None = None


@dataclass(frozen=True)
class RunningYear:
    at: int
    label: str
    texts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RunningTotals(_Titled):
    """Totals over years and where they come back to nothing (from format 3)."""

    kind: ClassVar[str] = "running_totals"
    lines: tuple[RunningLine, ...]
    years: tuple[RunningYear, ...]

    @property
    def now(self) -> Lines:
        lines = [(one.label, [(point.at, point.value) for point in one.points], one.crossing) for one in self.lines]
        return running_totals(**self.titled, lines=lines, years=[(one.at, one.label, one.texts) for one in self.years])


@dataclass(frozen=True)
class Step:
    label: str
    value: int
    text: str
    look: str = "neutral"


@dataclass(frozen=True, kw_only=True)
class Waterfall(_Titled):
    """A whole and the parts it falls into (from format 4)."""

    kind: ClassVar[str] = "waterfall"
    column: str
    whole: Step
    parts: tuple[Step, ...]

    @property
    def now(self) -> Bars:
        steps = [(one.label, one.value, one.text, one.look) for one in (self.whole, *self.parts)]
        return waterfall(**self.titled, column=self.column, steps=steps)


@dataclass(frozen=True)
class CumulativeLine:
    label: str
    look: str
    totals: tuple[int, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Cumulative(_Titled):
    """Totals that grow over months or years (from format 4)."""

    kind: ClassVar[str] = "cumulative"
    places: tuple[str, ...]
    lines: tuple[CumulativeLine, ...]

    @property
    def now(self) -> Lines:
        lines = [(one.label, LOOKS[one.look], one.totals, one.texts) for one in self.lines]
        return growing_totals(**self.titled, places=self.places, lines=lines)


EarlierChart = Chart | Tornado | RunningTotals | Waterfall | Cumulative
