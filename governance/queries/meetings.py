"""Meetings that are to come, what waits for people before them, and when the board last met."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Least
from django.utils import timezone

from governance.enums import BodyKind
from governance.models import Meeting, RenderJob, Report
from governance.permissions import writes_for_council
from programme.enums import JobStatus, Role
from programme.models import Programme, User
from programme.models.grants import programmes_of
from programme.queries.my_work import WorkItem
from programme.wording.appearance import written_moment

AHEAD = timedelta(days=90)
"""How far ahead a meeting counts as work."""
KEEPERS = (Role.CLERK, Role.PROGRAMME_OFFICE)
BOARDS = (BodyKind.PROGRAMME_BOARD, BodyKind.PARTNERSHIP_BOARD)


def meetings_to_come(*, reader: Any) -> QuerySet[Meeting]:
    """The meetings the reader may see from their programme's own today on, the soonest first.

    An ended programme is seen as at its last day, so a meeting after that day is still to come.
    """
    today = timezone.localdate()
    return (
        Meeting.objects.visible_to(reader)
        .annotate(own_today=Least(F("body__programme__ended_on"), Value(today)))
        .filter(starts_at__date__gte=F("own_today"), starts_at__date__lte=F("own_today") + AHEAD)
        .select_related("body__programme", "body__council")
        .order_by("starts_at", "pk")
    )


def meeting_work(user: User) -> Iterator[WorkItem]:
    """The next meeting of each body: for clerks, of the bodies they keep; for board members, of their programmes'."""
    boards = programmes_of(user, (Role.BOARD_MEMBER,))
    keepers = programmes_of(user, KEEPERS)
    if not boards and not keepers:
        return
    seen = set()
    meetings = meetings_to_come(reader=user).filter(body__programme__in=boards | keepers)
    for meeting in meetings.annotate(report_count=Count("reports")):
        body = meeting.body
        if body.pk in seen or not (body.programme_id in boards or _keeps(user, meeting)):
            continue
        seen.add(body.pk)
        number = meeting.report_count
        reports = "No reports yet" if not number else f"{number} report{'' if number == 1 else 's'}"
        yield WorkItem(
            label=body.name,
            url=meeting.get_absolute_url(),
            programme=body.programme.name,
            due=timezone.localdate(meeting.starts_at),
            due_label="Meets",
            note=f"{written_moment(meeting.starts_at)}. {reports}.",
        )


def report_work(user: User) -> Iterator[WorkItem]:
    """For clerks: the reports for coming meetings of which no document is ready yet."""
    keepers = programmes_of(user, KEEPERS)
    if not keepers:
        return
    ready = RenderJob.objects.filter(snapshot__report=OuterRef("pk"), status=JobStatus.DONE)
    reports = (
        Report.objects.drafts_visible_to(user)
        .filter(programme__in=keepers, meeting__in=meetings_to_come(reader=user).values("pk"))
        .annotate(is_ready=Exists(ready))
        .filter(is_ready=False)
        .select_related("programme", "meeting__body__programme", "meeting__body__council")
        .order_by("meeting__starts_at", "pk")
    )
    for report in reports:
        if _keeps(user, report.meeting):
            yield WorkItem(
                label=report.title,
                url=report.get_absolute_url(),
                programme=report.programme.name,
                due=timezone.localdate(report.meeting.starts_at),
                due_label="Meets",
                status="Not generated",
                status_kind="draft",
                note=f"For {report.meeting.body.name}",
            )


def _keeps(user: User, meeting: Meeting) -> bool:
    return writes_for_council(user, programme=meeting.body.programme_id, council=meeting.body.council_id)


def last_board_meeting(programme: Programme, before: datetime) -> datetime | None:
    """The start of the last meeting of a programme or partnership board before a moment; None where there is none."""
    meetings = Meeting.objects.filter(body__programme=programme, body__kind__in=BOARDS, starts_at__lt=before)
    return meetings.order_by("-starts_at").values_list("starts_at", flat=True).first()
