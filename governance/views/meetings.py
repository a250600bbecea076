"""Meetings: the list, a meeting's page with its reports, adding and changing one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from governance.domain.meeting import add_meeting, change_meeting
from governance.filters.reports import MeetingFilter
from governance.forms.bodies import MeetingForm
from governance.permissions import writes_for_meeting
from governance.queries.reports import listed_meetings, listed_reports
from governance.tables.reports import MeetingTable, ReportTable
from governance.views.lookup import visible_body, visible_meeting
from programme.exports import export_asked, export_of_table
from programme.permissions import check_permission
from programme.views.lookup import posted, visible_programme


@require_safe
def meeting_list(request: HttpRequest, programme_code: str) -> HttpResponseBase:
    """Every meeting of the programme's bodies."""
    programme = visible_programme(request, programme_code)
    meetings = listed_meetings(programme=programme, reader=request.user)
    narrowed = MeetingFilter(request.GET, queryset=meetings, programme=programme)
    table = MeetingTable(narrowed.qs, programme=programme, order_by="-starts_at")
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    if file_format := export_asked(request):
        return export_of_table(table=table, name=f"{programme.code}-meetings", file_format=file_format)
    context = {
        "programme": programme,
        "table": table,
        "filter": narrowed,
        "page_title": "Meetings",
        "exports": True,
        "empty_title": "No meetings yet",
    }
    return render(request, "governance/meeting_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_create(request: HttpRequest, programme_code: str, body_code: str) -> HttpResponse:
    """Add a meeting of a body."""
    body = visible_body(request, programme_code, body_code)
    check_permission(request.user, "governance.add_meeting", body)
    form = MeetingForm(posted(request))
    if request.method == "POST":
        meeting = form.submit(add_meeting, body=body, actor=request.user, at=timezone.now())
        if meeting is not None:
            messages.success(request, "Meeting added")
            return redirect(meeting)
    return render(request, "governance/meeting_create.html", {"programme": body.programme, "body": body, "form": form})


@require_safe
def meeting_detail(request: HttpRequest, programme_code: str, body_code: str, meeting_code: str) -> HttpResponse:
    """A meeting and its reports, as far as the reader may see them."""
    meeting = visible_meeting(request, programme_code, body_code, meeting_code)
    programme = meeting.body.programme
    reports = listed_reports(programme=programme, reader=request.user).filter(meeting=meeting)
    table = ReportTable(
        reports, programme=programme, reader=request.user, exclude=("body", "meeting"), order_by="title"
    )
    RequestConfig(request, paginate=False).configure(table)
    context = {
        "programme": programme,
        "meeting": meeting,
        "body": meeting.body,
        "table": table,
        "can_change": writes_for_meeting(request.user, meeting),
    }
    return render(request, "governance/meeting_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_edit(request: HttpRequest, programme_code: str, body_code: str, meeting_code: str) -> HttpResponse:
    """Change when or where a body meets."""
    meeting = visible_meeting(request, programme_code, body_code, meeting_code)
    check_permission(request.user, "governance.change_meeting", meeting)
    form = MeetingForm(posted(request), record=meeting)
    if request.method == "POST":
        changed = form.submit(change_meeting, meeting=meeting, actor=request.user, at=timezone.now())
        if changed is not None:
            messages.success(request, "Meeting saved")
            return redirect(changed)
    context = {"programme": meeting.body.programme, "meeting": meeting, "body": meeting.body, "form": form}
    return render(request, "governance/meeting_edit.html", context)
