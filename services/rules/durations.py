"""How long something lasted between two dates of a stated precision, and no more precisely than the dates tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor
from statistics import median

from programme.values.partial_date import PartialDate

DAYS_IN_MONTH = 365.25 / 12
TOLD_IN_DAYS = 92
"""Up to about three months are told in days; longer, in months."""
ABOUT = 62
"""Between two dates known by the month, the days differ by two months at most: that is "about" so many months."""


@dataclass(frozen=True, order=True)
class Duration:
    """At least `shortest` and at most `longest` days; the same where both ends are known to the day."""

    shortest: int
    longest: int

    @classmethod
    def between(cls, begins: PartialDate, ends: PartialDate) -> Duration | None:
        """From one date to another; None where that cannot be told: one is open, or the second is before the first."""
        if begins.first_day is None or ends.first_day is None or begins.last_day is None or ends.last_day is None:
            return None
        longest = (ends.last_day - begins.first_day).days
        return cls(max(0, (ends.first_day - begins.last_day).days), longest) if longest >= 0 else None

    @property
    def middle(self) -> float:
        """The days by which durations are put in order."""
        return (self.shortest + self.longest) / 2

    def __add__(self, other: Duration) -> Duration:
        return Duration(self.shortest + other.shortest, self.longest + other.longest)

    def __str__(self) -> str:
        if self.shortest == self.longest:
            return _exactly(self.longest)
        if self.longest <= TOLD_IN_DAYS:
            return _range(self.shortest, self.longest, "day")
        if self.longest - self.shortest <= ABOUT:
            return _about(self.middle)
        return _range(floor(self.shortest / DAYS_IN_MONTH), ceil(self.longest / DAYS_IN_MONTH), "month")


def total_of(durations: Iterable[Duration | None]) -> Duration | None:
    """All of them together; None where there are none, or where one of them cannot be told."""
    total = None
    for duration in durations:
        if duration is None:
            return None
        total = duration if total is None else total + duration
    return total


def median_of(durations: Sequence[Duration]) -> Duration | None:
    """The middle one: as far apart as the medians of what they are at least and at most. None of none."""
    if not durations:
        return None
    return Duration(
        floor(median(duration.shortest for duration in durations)),
        ceil(median(duration.longest for duration in durations)),
    )


def _exactly(days: int) -> str:
    if days == 0:
        return "the same day"
    return _counted(days, "day") if days <= TOLD_IN_DAYS else _about(days)


def _about(days: float) -> str:
    return f"about {_counted(round(days / DAYS_IN_MONTH), 'month')}"


def _range(least: int, most: int, unit: str) -> str:
    return f"between {least} and {_counted(most, unit)}" if least else f"up to {_counted(most, unit)}"


def _counted(number: int, unit: str) -> str:
    return f"{number:,} {unit}{'' if number == 1 else 's'}"
