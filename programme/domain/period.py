"""Opening, changing and closing reporting periods."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from programme.domain.codes import new_code
from programme.domain.editing import lock_unchanged
from programme.errors import DomainError
from programme.models import Programme, ReportingPeriod, User
from programme.partial_date import PartialDate
from programme.permissions import check_permission

CHANGE = "programme.change_programme"


class PeriodDatesWrong(DomainError):
    """The days of the period are not in order."""


class PeriodsOverlap(DomainError):
    """Two periods of a programme would share a day."""


class PeriodClosed(DomainError):
    """The period is closed: nothing in it changes."""


class PeriodNotBegun(DomainError):
    """The period has not begun, so there is nothing to close."""


@transaction.atomic
def open_period(
    *,
    programme: Programme,
    name: str,
    starts_on: date,
    ends_on: date,
    deadline: date,
    cut_off: date,
    actor: User,
    at: datetime,
) -> ReportingPeriod:
    """Add a reporting period; its code is made from its name. Updates can be written from its first day to its cut-off.

    Raises NotAllowed, PeriodDatesWrong, PeriodsOverlap.
    """
    check_permission(actor, CHANGE, programme)
    Programme.objects.select_for_update().get(pk=programme.pk)
    period = ReportingPeriod(
        programme=programme,
        code=new_code(name, among=ReportingPeriod.objects.filter(programme=programme)),
        name=name,
        starts_on=starts_on,
        ends_on=ends_on,
        deadline=deadline,
        cut_off=cut_off,
    )
    _check_dates(period)
    period.save()
    return period


@transaction.atomic
def change_period(
    *,
    period: ReportingPeriod,
    seen: str,
    name: str,
    starts_on: date,
    ends_on: date,
    deadline: date,
    cut_off: date,
    actor: User,
    at: datetime,
) -> ReportingPeriod:
    """Change a period that is not closed.

    Raises NotAllowed, PeriodClosed, PeriodDatesWrong, PeriodsOverlap, ChangedByAnother.
    """
    check_permission(actor, CHANGE, period.programme)
    Programme.objects.select_for_update().get(pk=period.programme_id)
    period = lock_unchanged(period, seen=seen)
    _check_not_closed(period)
    period.name, period.starts_on, period.ends_on = name, starts_on, ends_on
    period.deadline, period.cut_off = deadline, cut_off
    _check_dates(period)
    period.save()
    return period


@transaction.atomic
def close_period(*, period: ReportingPeriod, actor: User, at: datetime) -> ReportingPeriod:
    """Close a period for good, at its cut-off or before. Raises NotAllowed, PeriodClosed, PeriodNotBegun."""
    period = ReportingPeriod.objects.select_for_update(of=("self",)).select_related("programme").get(pk=period.pk)
    check_permission(actor, CHANGE, period.programme)
    _check_not_closed(period)
    if period.programme.today < period.starts_on:
        raise PeriodNotBegun(
            f"{period.name} begins on {PartialDate.day(period.starts_on)}, so it cannot be closed yet."
        )
    period.closed_at = at
    period.save()
    return period


def _check_not_closed(period: ReportingPeriod) -> None:
    if period.closed_at is not None:
        raise PeriodClosed(f"{period.name} is closed, so nothing in it can change.")


def _check_dates(period: ReportingPeriod) -> None:
    if period.ends_on < period.starts_on:
        raise PeriodDatesWrong("The last day must be on or after the first day.", field="ends_on")
    if period.deadline < period.starts_on:
        raise PeriodDatesWrong("The deadline must be on or after the first day of the period.", field="deadline")
    if period.cut_off < period.deadline:
        raise PeriodDatesWrong("The cut-off must be on or after the deadline.", field="cut_off")
    other = (
        ReportingPeriod.objects.filter(
            programme_id=period.programme_id, starts_on__lte=period.ends_on, ends_on__gte=period.starts_on
        )
        .exclude(pk=period.pk)
        .first()
    )
    if other:
        raise PeriodsOverlap(
            f"These days overlap {other.name}, which runs from {PartialDate.day(other.starts_on)} "
            f"to {PartialDate.day(other.ends_on)}. Periods follow one another.",
            field="starts_on",
        )
