"""The line of time of a Gantt chart: which days it runs over, in which units, and where a day stands on it."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from programme.drawing.gantt import Gantt, Stretch

LONGEST_YEARS = 30
"""How far from today a chart without limits reaches at most: a year typed wrongly must not squash all the rest."""
NARROWEST = 29.0
"""The least width of a month or quarter that its name fits into."""
NARROWEST_YEAR = 38.0
UNITS = {"month": 1, "quarter": 3, "year": 12}
"""Each unit of the axis in months."""


@dataclass(frozen=True)
class Tick:
    """Where a unit begins, and its name ("" where another unit's stands there)."""

    x: float
    text: str
    is_year: bool


@dataclass(frozen=True)
class Scale:
    """Days between `left` and `right`. `first` is the first day drawn, `last` the last."""

    first: date
    last: date
    unit: str
    left: float
    right: float

    def x(self, ordinal: int) -> float:
        """Where a day begins, by its number; kept within the axis."""
        total = self.last.toordinal() + 1 - self.first.toordinal()
        place = (ordinal - self.first.toordinal()) / total
        return round(self.left + min(max(place, 0.0), 1.0) * (self.right - self.left), 2)

    def begins(self, stretch: Stretch) -> float:
        return self.x(stretch.first.toordinal())

    def ends(self, stretch: Stretch) -> float:
        """Where the day after the stretch begins."""
        return self.x(stretch.last.toordinal() + 1)

    def holds(self, stretch: Stretch) -> bool:
        """Whether any of it is drawn."""
        return stretch.first <= self.last and stretch.last >= self.first

    def holds_day(self, day: date) -> bool:
        return self.first <= day <= self.last


def scale_of(chart: Gantt, *, left: float, right: float) -> Scale:
    """The scale of a chart: months, quarters or years, whichever have room for their names, in whole units."""
    first, last = _range(chart)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    room = right - left
    if room / months >= NARROWEST:
        unit = "month"
    elif room * 3 / months >= NARROWEST:
        unit = "quarter"
    else:
        unit = "year"
    return Scale(_opening(first, unit), _closing(last, unit), unit, left, right)


def ticks_of(scale: Scale) -> tuple[Tick, ...]:
    """Where the units begin, each with its name where there is room for it."""
    return tuple(_ticks(scale))


def year_words(scale: Scale) -> tuple[tuple[float, str], ...]:
    """Where each year begins on the axis and its number; a year without room for it is left out."""
    found: list[tuple[float, str]] = []
    for year in range(scale.first.year, scale.last.year + 1):
        x = scale.x(date(year, 1, 1).toordinal())
        after = scale.x(date(year, 12, 31).toordinal() + 1)
        is_free = not found or x - found[-1][0] >= NARROWEST_YEAR
        if after - x >= NARROWEST_YEAR or (scale.unit == "year" and is_free and scale.right - x >= NARROWEST_YEAR):
            found.append((x, str(year)))
    return tuple(found)


def _range(chart: Gantt) -> tuple[date, date]:
    if chart.shown is not None:
        return chart.shown.first, max(chart.shown.first, chart.shown.last)
    earliest = _years_from(chart.today, -LONGEST_YEARS)
    latest = _years_from(chart.today, LONGEST_YEARS)
    days = [chart.today, *(day for stretch in _stretches(chart) for day in (stretch.first, stretch.last))]
    return max(min(days), earliest), min(max(days), latest)


def _stretches(chart: Gantt) -> Iterable[Stretch]:
    for row in chart.rows:
        for bar in row.bars:
            yield bar.start
            yield bar.end
        for mark in row.marks:
            yield mark.at


def _years_from(day: date, years: int) -> date:
    year = min(max(day.year + years, 1), date.max.year)
    return date(year, 1, 1) if years < 0 else date(year, 12, 31)


def _opening(day: date, unit: str) -> date:
    months = UNITS[unit]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def _closing(day: date, unit: str) -> date:
    months = UNITS[unit]
    month = ((day.month - 1) // months + 1) * months
    return date(day.year, month, calendar.monthrange(day.year, month)[1])


def _ticks(scale: Scale) -> Iterator[Tick]:
    step = UNITS[scale.unit]
    for year in range(scale.first.year, scale.last.year + 1):
        for month in range(1, 13, step):
            day = date(year, month, 1)
            if scale.first <= day <= scale.last:
                text = "" if scale.unit == "year" else calendar.month_abbr[month]
                yield Tick(scale.x(day.toordinal()), text, month == 1)
