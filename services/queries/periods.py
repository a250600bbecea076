"""Which reporting period a programme is writing of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from programme.history import NOW, Moment
from programme.models import Programme, ReportingPeriod


def current_period(*, programme: Programme, moment: Moment = NOW) -> ReportingPeriod | None:
    """The open period that is due first; while none is open, the latest that has begun; None before the first.

    Reckoned by the day of the moment.
    """
    return current_of(programme.periods.all(), today=moment.day_in(programme))


def current_of(periods: Iterable[ReportingPeriod], *, today: date) -> ReportingPeriod | None:
    """The current one among periods already read, by the rule of `current_period`."""
    begun = sorted((period for period in periods if period.starts_on <= today), key=lambda period: period.starts_on)
    still_open = [period for period in begun if period.is_open(today)]
    if still_open:
        return min(still_open, key=lambda period: (period.deadline, period.starts_on))
    return begun[-1] if begun else None


def previous_period(*, period: ReportingPeriod) -> ReportingPeriod | None:
    """The period of the same programme that came before; None for the first."""
    return (
        ReportingPeriod.objects.filter(programme=period.programme_id, starts_on__lt=period.starts_on)
        .order_by("-starts_on")
        .first()
    )
