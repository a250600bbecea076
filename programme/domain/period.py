"""Opening, changing and closing reporting periods."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from programme.domain.codes import new_code
from programme.domain.editing import lock_unchanged
from programme.domain.keeping_rules import check_rules
from programme.errors import DomainError
from programme.models import Programme, ReportingPeriod, User
from programme.permissions import check_permission
from programme.values.contributions import Contribution, contributed
from programme.values.partial_date import PartialDate

CHANGE = "programme.change_programme"
MOST_REMINDER_DAYS = 60


@dataclass(frozen=True)
class PeriodOpening(Contribution):
    """What an app does, in the same transaction, when a period opens: it is called as `act(period=…, at=…)`."""

    act: Callable[..., None]


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
    remind_before: int = 5,
    remind_every: int = 7,
) -> ReportingPeriod:
    """Add a reporting period; its code is made from its name. Updates can be written from its first day to its cut-off.

    Officers are told at once when it has begun, else on its first day or when the office tells them before.

    Raises NotAllowed, DomainError.
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
        remind_before=remind_before,
        remind_every=remind_every,
    )
    _check_dates(period)
    period.save()
    if is_opening(period):
        _announce(period, at=at)
    return period


def is_opening(period: ReportingPeriod) -> bool:
    """Whether the period has begun and its deadline is still to come, so that officers are to be told of it."""
    programme = period.programme
    return (
        period.opened_at is None
        and period.closed_at is None
        and not programme.has_ended
        and period.starts_on <= programme.today <= period.deadline
    )


@transaction.atomic
def announce_period(*, period: ReportingPeriod, actor: User, at: datetime) -> ReportingPeriod:
    """Tell officers of a period now, before its first day or after. Once only. Raises NotAllowed, DomainError."""
    period = _locked(period)
    check_permission(actor, CHANGE, period.programme)
    _check_not_closed(period)
    if period.opened_at is not None:
        raise DomainError(f"Officers have been told of {period.name} already.")
    if period.programme.has_ended or period.programme.today > period.deadline:
        raise DomainError(f"The deadline of {period.name} has passed, so officers are no longer told that it opens.")
    _announce(period, at=at)
    return period


def open_begun_periods(*, at: datetime) -> list[ReportingPeriod]:
    """Open every period that has begun and of which nobody was told. Nobody acts: its first day does.

    Many may ask at once: each period is opened by one of them.
    """
    opened = []
    today = timezone.localdate(at)
    begun = ReportingPeriod.objects.filter(
        opened_at__isnull=True, closed_at__isnull=True, starts_on__lte=today, deadline__gte=today
    )
    for identity in begun.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            period = _free(identity)
            if period is not None and is_opening(period):
                _announce(period, at=at)
                opened.append(period)
    return opened


def close_finished_periods(*, at: datetime) -> list[ReportingPeriod]:
    """Close every period whose cut-off has passed by its programme's own day. Nobody acts: the calendar does."""
    closed = []
    finished = ReportingPeriod.objects.filter(closed_at__isnull=True, cut_off__lt=timezone.localdate(at))
    for identity in finished.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            period = _free(identity)
            if period is not None and period.closed_at is None and period.cut_off < period.programme.today:
                period.closed_at = at
                period.save()
                closed.append(period)
    return closed


def _announce(period: ReportingPeriod, *, at: datetime) -> None:
    period.opened_at = at
    period.save()
    for opening in contributed(PeriodOpening):
        opening.act(period=period, at=at)


def _locked(period: ReportingPeriod) -> ReportingPeriod:
    return ReportingPeriod.objects.select_for_update(of=("self",)).select_related("programme").get(pk=period.pk)


def _free(identity: int) -> ReportingPeriod | None:
    """The period, locked; None while somebody else holds it."""
    return (
        ReportingPeriod.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("programme")
        .filter(pk=identity)
        .first()
    )


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
    remind_before: int = 5,
    remind_every: int = 7,
) -> ReportingPeriod:
    """Change a period that is not closed. Raises NotAllowed, ChangedByAnother, DomainError."""
    check_permission(actor, CHANGE, period.programme)
    Programme.objects.select_for_update().get(pk=period.programme_id)
    period = lock_unchanged(period, seen=seen)
    _check_not_closed(period)
    period.name, period.starts_on, period.ends_on = name, starts_on, ends_on
    period.deadline, period.cut_off = deadline, cut_off
    period.remind_before, period.remind_every = remind_before, remind_every
    _check_dates(period)
    period.save()
    return period


@transaction.atomic
def close_period(*, period: ReportingPeriod, actor: User, at: datetime) -> ReportingPeriod:
    """Close a period for good, at its cut-off or before. Raises NotAllowed, DomainError."""
    period = _locked(period)
    check_permission(actor, CHANGE, period.programme)
    _check_not_closed(period)
    if period.programme.today < period.starts_on:
        raise DomainError(f"{period.name} begins on {PartialDate.day(period.starts_on)}, so it cannot be closed yet.")
    period.closed_at = at
    period.save()
    return period


def _check_not_closed(period: ReportingPeriod) -> None:
    if period.closed_at is not None:
        raise DomainError(f"{period.name} is closed, so nothing in it can change.")


def _check_dates(period: ReportingPeriod) -> None:
    check_rules(period)
    for field in ("remind_before", "remind_every"):
        if not 0 <= getattr(period, field) <= MOST_REMINDER_DAYS:
            raise DomainError(f"Give a number of days from 0 to {MOST_REMINDER_DAYS}.", field=field)
    other = (
        ReportingPeriod.objects.filter(
            programme_id=period.programme_id, starts_on__lte=period.ends_on, ends_on__gte=period.starts_on
        )
        .exclude(pk=period.pk)
        .first()
    )
    if other:
        raise DomainError(
            f"These days overlap {other.name}, which runs from {PartialDate.day(other.starts_on)} "
            f"to {PartialDate.day(other.ends_on)}. Periods follow one another.",
            field="starts_on",
        )
