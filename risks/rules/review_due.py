"""When a risk is to be looked at again."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

SOON = timedelta(days=14)
"""How long before its day a review is told to its owner."""


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def review_day(*, next_review: date | None, review_every: int | None, last_looked_at: date | None) -> date | None:
    """The day by which a risk is to be looked at: as agreed for it, else by its register's rule in months.

    `last_looked_at` is the day of its last assessment, or when it was opened. None: nobody has said.
    """
    if next_review is not None:
        return next_review
    if review_every is None or last_looked_at is None:
        return None
    return months_after(last_looked_at, review_every)
