"""What the programme office chases: periods past their deadline for which updates are missing."""

from __future__ import annotations

from collections import Counter

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from programme.enums import Role
from programme.models import ReportingPeriod, User
from programme.models.grants import programmes_of
from programme.queries.my_work import WorkItem
from services.enums import UpdateStatus
from services.models import ProgressUpdate, ServiceReview
from services.queries.review_list import LIVE
from services.rules.stages import REPORTING_STATES


def updates_to_chase(user: User) -> list[WorkItem]:
    """For the office of running programmes, an item for each open period past its deadline that lacks updates.

    Three queries, however many programmes and reviews.
    """
    programmes = programmes_of(user, [Role.PROGRAMME_OFFICE])
    if not programmes:
        return []
    today = timezone.localdate()
    periods = [
        period
        for period in ReportingPeriod.objects.filter(
            programme__in=programmes, closed_at__isnull=True, deadline__lt=today, cut_off__gte=today
        ).select_related("programme")
        if not period.programme.has_ended
    ]
    if not periods:
        return []
    live = Counter(
        ServiceReview.objects.filter(LIVE, programme__in=[period.programme_id for period in periods])
        .order_by("pk")
        .values_list("programme", flat=True)
    )
    handed_in = dict(
        ProgressUpdate.objects.filter(
            period__in=periods,
            status__in=[UpdateStatus.SUBMITTED, UpdateStatus.ACCEPTED],
            review__state__in=REPORTING_STATES,
            review__left_on__isnull=True,
        )
        .values("period")
        .annotate(number=Count("review", distinct=True))
        .order_by("period")
        .values_list("period", "number")
    )
    return [
        _item(period, missing=missing, of=live[period.programme_id])
        for period in periods
        if (missing := live[period.programme_id] - handed_in.get(period.pk, 0)) > 0
    ]


def _item(period: ReportingPeriod, *, missing: int, of: int) -> WorkItem:
    programme = period.programme
    return WorkItem(
        label=f"{missing} of {of} updates not handed in: {period.name}",
        url=f"{reverse('reporting_grid', args=[programme.code])}?period={period.code}&update=overdue",
        programme=programme.name,
        due=period.cut_off,
        due_label="The period closes after",
        status="Past its deadline",
        status_kind="overdue",
    )
