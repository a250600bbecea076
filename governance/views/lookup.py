"""Finding what an address names, for one reader: not found (404) where it is not theirs to see."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from governance.models import Body, Meeting, Report, ReportSnapshot
from governance.queries.reports import readable_reports
from programme.models import User
from programme.permissions import check_permission

CHANGE_REPORT = "governance.change_report"


def person_of(request: HttpRequest) -> User:
    """Who asks. The middleware lets nobody in who has not signed in."""
    return cast(User, request.user)


def visible_body(request: HttpRequest, programme_code: str, body_code: str) -> Body:
    """The body, if the reader sees its programme."""
    bodies = Body.objects.visible_to(request.user).select_related("programme", "council")
    body: Body = get_object_or_404(bodies, programme__code=programme_code, code=body_code)
    return body


def visible_meeting(request: HttpRequest, programme_code: str, body_code: str, meeting_code: str) -> Meeting:
    """The meeting, if the reader sees its programme."""
    meetings = Meeting.objects.visible_to(request.user).select_related("body__programme", "body__council")
    meeting: Meeting = get_object_or_404(
        meetings, body__programme__code=programme_code, body__code=body_code, code=meeting_code
    )
    return meeting


def visible_report(request: HttpRequest, programme_code: str, report_code: str) -> Report:
    """The report, if the reader sees it: its draft or its published documents. `shown_title` is theirs to read."""
    reports = readable_reports(reader=request.user).select_related(
        "programme", "meeting__body__council", "meeting__body__programme", "house_style", "created_by"
    )
    report: Report = get_object_or_404(reports, programme__code=programme_code, code=report_code)
    return report


def report_for(request: HttpRequest, programme_code: str, report_code: str, *, permission: str) -> Report:
    """The report, if the reader sees it and has the permission on it."""
    report = visible_report(request, programme_code, report_code)
    check_permission(request.user, permission, report)
    return report


def visible_document(request: HttpRequest, programme_code: str, report_code: str, version: int) -> ReportSnapshot:
    """One frozen version of a report, without its data, if the reader may see it."""
    report = visible_report(request, programme_code, report_code)
    snapshots = ReportSnapshot.objects.visible_to(request.user).select_related("job", "created_by").defer("data")
    snapshot: ReportSnapshot = get_object_or_404(snapshots, report=report, version=version)
    snapshot.report = report
    snapshot.job.snapshot = snapshot
    return snapshot


def part_of(parts: Any, **names: Any) -> Any:
    """The part of a report that an address names; else not found."""
    part = parts.filter(**names).first()
    if part is None:
        raise Http404
    return part
