"""How large the measuring programme is, and the days on which things happen in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from programme.values.partial_date import PartialDate

ASSESSMENTS_PER_RISK = 6
"""The inherent and the target score of the first day, and four current ones."""
VALUES_PER_LINE = 48
"""Plan, forecast and actual of the twelve months of one year, and the plan of the next."""


@dataclass(frozen=True, kw_only=True)
class Scale:
    """The numbers to make; those that follow from them are properties."""

    reviews: int = 400
    periods: int = 112
    risks: int = 10_000
    savings_lines: int = 1_500

    @property
    def updates(self) -> int:
        """One for each review and period, and a correction for every second review."""
        return self.reviews * self.periods + self.reviews // 2

    @property
    def assessments(self) -> int:
        return self.risks * ASSESSMENTS_PER_RISK

    @property
    def savings_values(self) -> int:
        return self.savings_lines * VALUES_PER_LINE


@dataclass(frozen=True, kw_only=True)
class Days:
    """The programme's days: `periods` calendar months, the last of which began a week ago or longer."""

    today: date
    periods: int

    @property
    def began(self) -> date:
        """The programme's first day, when all that it starts with was recorded: a month before its first period."""
        return self.start_of(self.periods)

    @property
    def length(self) -> int:
        """Days from the first until a week ago."""
        return (self.today - self.began).days - 7

    def start_of(self, back: int) -> date:
        """The first day of the period `back` months before the last."""
        last = self.today - timedelta(days=7)
        return add_months(last.replace(day=1), -back)

    def at(self, share: float) -> date:
        """The day when this share of the programme's time (0 to 1) had passed."""
        return self.began + timedelta(days=int(self.length * share))


def add_months(first: date, months: int) -> date:
    """The first day of a month so many months after another's."""
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)


def month(day: date) -> PartialDate:
    """The month of a day, as papers promise it."""
    return PartialDate.month(day.year, day.month)


def moment(day: date, hour: int = 9) -> datetime:
    """An hour of a day in the office's own time."""
    return timezone.make_aware(datetime.combine(day, time(hour)))
