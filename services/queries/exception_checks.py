"""What of the services is put before the board by exception: promises that will be kept late."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.urls import reverse

from programme.history import breached_since
from programme.queries.exceptions import ExceptionRuleKind, ExceptionScope, Found
from programme.values.partial_date import PartialDate
from programme.wording.appearance import written_date
from services.enums import ProjectState
from services.models import Milestone, Project, ServiceReview

OVER = (ProjectState.COMPLETE, ProjectState.CANCELLED)


def late_forecasts(scope: ExceptionScope, limit: Decimal) -> Iterable[Found]:
    """Milestones not reached and projects not finished that are expected more than `limit` days later than first
    promised, or were promised so long ago. Two queries, four where some are late."""
    yield from _late(
        scope,
        limit,
        model=Milestone,
        rows=Milestone.objects.filter(programme=scope.programme).filter(_told_of(scope)),
        dates=lambda row: (row.baseline, row.forecast),
        is_open=lambda row: row.achieved is None,
    )
    yield from _late(
        scope,
        limit,
        model=Project,
        rows=Project.objects.filter(programme=scope.programme).filter(_told_of(scope)),
        dates=lambda row: (row.planned_finish, row.expected_finish),
        is_open=lambda row: row.state not in OVER,
    )


def _told_of(scope: ExceptionScope) -> Q:
    if scope.reader is None:
        return Q(review__isnull=True) | Q(review__in=scope.reviews)
    return Q(review__isnull=True) | Q(review__in=ServiceReview.objects.visible_to(scope.reader))


def _late(scope: ExceptionScope, limit: Decimal, *, model: Any, rows: Any, dates: Any, is_open: Any) -> Iterable[Found]:
    days = int(limit)
    found = rows.as_at(scope.moment, "review")
    late = [row for row in found if is_open(row) and _slip(*dates(row), day=scope.day) > days]
    if not late:
        return
    told = breached_since(
        rows=model.objects.filter(pk__in=[row.pk for row in late]),
        moment=scope.moment,
        is_breached=lambda row: _slip(*dates(row)) > days,
    )
    for row in late:
        promised, expected = dates(row)
        passed = promised.last_day + timedelta(days=days + 1)
        since = min(told.get(row.pk, passed), passed) if passed <= scope.day else told.get(row.pk)
        yield Found(
            key=f"{model._meta.model_name}-{row.pk}",
            title=row.name,
            url=_url(row, scope),
            place=row.review.name if row.review else scope.programme.name,
            detail=f"Promised for {promised} and {_expected(expected, day=scope.day)}, "
            f"{_slip(promised, expected, day=scope.day)} days late.",
            since=since if since is not None and since <= scope.day else None,
        )


def _slip(promised: PartialDate | None, expected: PartialDate | None, *, day: date | None = None) -> int:
    """By how many days it will be late; what was expected by now and is not there is at least as late as today."""
    if promised is None or promised.last_day is None:
        return 0
    last = promised.last_day if expected is None else expected.last_day or promised.last_day
    if day is not None:
        last = max(last, day)
    return (last - promised.last_day).days


def _expected(expected: PartialDate | None, *, day: date) -> str:
    if expected is None or expected.last_day is None or expected.last_day < day:
        return f"not reached by {written_date(day)}"
    return f"now expected {expected}"


def _url(row: Any, scope: ExceptionScope) -> str:
    if isinstance(row, Project):
        return reverse("project_detail", args=[scope.programme.code, row.review.code, row.code])
    if row.review is not None:
        return reverse("review_detail", args=[scope.programme.code, row.review.code])
    return reverse("route_map", args=[scope.programme.code])


EXCEPTION_RULES = (
    ExceptionRuleKind(
        code="time_forecast",
        name="Time: later than promised",
        about="A milestone or project is expected more than so many days after the day first promised.",
        order=60,
        find=late_forecasts,
        unit="days",
        limit=Decimal(28),
    ),
)
