"""A date with a precision: a day, a month, a quarter, a year, or to be confirmed (with its reason).

Council papers promise "May 2023" as often as a day. The canonical text, used in the database, the programme file and
the API, is `2023-05-12`, `2023-05`, `2023-Q2`, `2023`, `tbc` or `tbc: reason`. Quarters are of the calendar year and
print as their months, because a programme's own quarters seldom start in January.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, total_ordering

from programme.enums import Precision

CANONICAL = r"^([0-9]{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?|[0-9]{4}-Q[1-4]|[0-9]{4}|tbc(: .+)?)$"
MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
EXPECTED = "Enter a date such as 12 May 2023, May 2023, April to June 2023, 2023 or to be confirmed."


class PartialDateInvalid(ValueError):
    """The text is not a date of any precision."""


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """`first_day` is None exactly when the precision is to be confirmed; `reason` is only for that."""

    precision: Precision
    first_day: date | None = None
    reason: str = ""

    @classmethod
    def day(cls, value: date) -> PartialDate:
        return cls(Precision.DAY, value)

    @classmethod
    def month(cls, year: int, month: int) -> PartialDate:
        return cls(Precision.MONTH, date(year, month, 1))

    @classmethod
    def quarter(cls, year: int, quarter: int) -> PartialDate:
        return cls(Precision.QUARTER, date(year, 3 * quarter - 2, 1))

    @classmethod
    def year(cls, year: int) -> PartialDate:
        return cls(Precision.YEAR, date(year, 1, 1))

    @classmethod
    def to_be_confirmed(cls, reason: str = "") -> PartialDate:
        return cls(Precision.TO_BE_CONFIRMED, None, " ".join(reason.split()))

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read the canonical text or what people write. Raises PartialDateInvalid."""
        text = " ".join(str(text).split())
        try:
            return _parse_canonical(text) or _parse_written(text)
        except ValueError as error:
            raise PartialDateInvalid(EXPECTED) from error

    @property
    def is_confirmed(self) -> bool:
        return self.first_day is not None

    @cached_property
    def last_day(self) -> date | None:
        """The last day on which the promise is still kept; None when to be confirmed."""
        first = self.first_day
        if first is None:
            return None
        months = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.YEAR: 12}.get(self.precision)
        if months is None:
            return first
        years, month = divmod(first.month - 1 + months, 12)
        if first.year + years > date.max.year:
            return date.max
        return date(first.year + years, month + 1, 1) - timedelta(days=1)

    def has_begun(self, today: date) -> bool:
        """Whether its first day is known and has come."""
        return self.first_day is not None and self.first_day <= today

    def is_overdue(self, today: date) -> bool:
        """A month is overdue when it has ended; what is to be confirmed is never overdue."""
        return self.last_day is not None and self.last_day < today

    def is_by(self, limit: date) -> bool:
        """Falls wholly on or before `limit`."""
        return self.last_day is not None and self.last_day <= limit

    def canonical(self) -> str:
        first = self.first_day
        if first is None:
            return f"tbc: {self.reason}" if self.reason else "tbc"
        if self.precision == Precision.DAY:
            return first.isoformat()
        if self.precision == Precision.MONTH:
            return first.isoformat()[:7]
        if self.precision == Precision.QUARTER:
            return f"{first.year:04d}-Q{(first.month + 2) // 3}"
        return f"{first.year:04d}"

    def __str__(self) -> str:
        first = self.first_day
        if first is None:
            return f"To be confirmed {self.reason}".rstrip()
        if self.precision == Precision.DAY:
            return f"{first.day} {first:%B} {first.year:04d}"
        if self.precision == Precision.MONTH:
            return f"{first:%B} {first.year:04d}"
        if self.precision == Precision.QUARTER:
            last = self.last_day
            return f"{first:%B} to {last:%B} {first.year:04d}"
        return f"{first.year:04d}"

    def _sort_key(self) -> tuple[date, date, str]:
        return (self.last_day or date.max, self.first_day or date.max, self.reason)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return self._sort_key() < other._sort_key()


def _parse_canonical(text: str) -> PartialDate | None:
    if not re.match(CANONICAL, text):
        return None
    if text.startswith("tbc"):
        return PartialDate.to_be_confirmed(text[4:].strip())
    if "Q" in text:
        return PartialDate.quarter(int(text[:4]), int(text[6]))
    year, *rest = (int(part) for part in text.split("-"))
    if not rest:
        return PartialDate.year(year)
    if len(rest) == 1:
        return PartialDate.month(year, rest[0])
    return PartialDate.day(date(year, rest[0], rest[1]))


def _parse_written(text: str) -> PartialDate:
    lower = text.lower()
    if found := re.match(r"^(to be confirmed|tbc)\b[ :,.–-]*(.*)$", lower):
        reason = text[found.start(2) :].rstrip(".")
        return PartialDate.to_be_confirmed(reason)
    if found := re.match(r"^q([1-4])[ /-]*(\d{4})$", lower):
        return PartialDate.quarter(int(found[2]), int(found[1]))
    if found := re.match(r"^([a-z]+)(?: to |\s*[-–]\s*)([a-z]+) (\d{4})$", lower):
        first, last = MONTHS.get(found[1], 0), MONTHS.get(found[2], 0)
        if first % 3 == 1 and last == first + 2:
            return PartialDate.quarter(int(found[3]), (first + 2) // 3)
        raise ValueError(text)
    if found := re.match(r"^(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]+)[ -](\d{4})$", lower):
        return PartialDate.day(date(int(found[3]), MONTHS.get(found[2], 0), int(found[1])))
    if found := re.match(r"^([a-z]+)[ -](\d{4})$", lower):
        return PartialDate.month(int(found[2]), MONTHS.get(found[1], 0))
    if found := re.match(r"^(\d{1,2})/(\d{1,2})/(\d{4})$", lower):
        return PartialDate.day(date(int(found[3]), int(found[2]), int(found[1])))
    raise ValueError(text)
