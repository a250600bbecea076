"""Days of membership as spans: which days a council is a member without a gap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Span:
    """Days from the first to the last, both included; the last day of one that goes on is `date.max`."""

    first: date
    last: date = date.max

    @classmethod
    def of(cls, first: date, last: date | None) -> Span:
        return cls(first, date.max if last is None else last)

    @property
    def goes_on(self) -> bool:
        return self.last == date.max

    def covers(self, other: Span) -> bool:
        return self.first <= other.first and other.last <= self.last


def unbroken(spans: Iterable[Span]) -> list[Span]:
    """The spans, those that follow each other without a gap as one: a change of role is no leaving."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and (found[-1].goes_on or span.first <= found[-1].last + DAY):
            found[-1] = Span(found[-1].first, max(found[-1].last, span.last))
        else:
            found.append(span)
    return found
