"""Reports: the list, a report's page, beginning one, its details, its preview."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from governance.documents.errors import SnapshotError
from governance.documents.html import render_html
from governance.documents.snapshot import Snapshot
from governance.domain.report import change_report, create_report
from governance.filters.reports import ReportFilter
from governance.forms.reports import ReportCreateForm, ReportDetailsForm, meetings_written_for
from governance.models import ReportSnapshot
from governance.permissions import keeps_bodies, reads_draft, writes_report
from governance.queries.reports import documents_of, listed_reports
from governance.reports.comparison import Change, compare_snapshots
from governance.reports.page import report_page
from governance.reports.snapshot import draft_report
from governance.tables.reports import DocumentTable, ReportTable
from governance.views.lookup import CHANGE_REPORT, person_of, report_for, visible_report
from programme.exports import export_asked, export_of_table
from programme.permissions import check_permission
from programme.views.lookup import posted, programme_for, visible_programme


@require_safe
def report_list(request: HttpRequest, programme_code: str) -> HttpResponseBase:
    """The reports of a programme that the reader may see."""
    programme = visible_programme(request, programme_code)
    reports = listed_reports(programme=programme, reader=request.user)
    narrowed = ReportFilter(request.GET, queryset=reports, programme=programme)
    table = ReportTable(narrowed.qs, programme=programme, reader=request.user, order_by="-meeting")
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    if file_format := export_asked(request):
        return export_of_table(table=table, name=f"{programme.code}-reports", file_format=file_format)
    context = {
        "programme": programme,
        "table": table,
        "filter": narrowed,
        "page_title": "Reports",
        "exports": True,
        "can_add": keeps_bodies(request.user, programme),
        "empty_title": "No reports to show",
    }
    return render(request, "governance/report_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def report_create(request: HttpRequest, programme_code: str) -> HttpResponse:
    """Begin a report for a meeting in a house style."""
    programme = programme_for(request, programme_code, permission="governance.add_body")
    asked = request.GET.get("meeting", "").partition("/")
    meetings = meetings_written_for(programme=programme, writer=person_of(request))
    chosen = next((one for one in meetings if (one.body.code, "/", one.code) == asked), None)
    initial = {"meeting": str(chosen.pk)} if chosen else {}
    form = ReportCreateForm(posted(request), programme=programme, writer=person_of(request), initial=initial)
    if request.method == "POST":
        report = form.submit(create_report, actor=request.user, at=timezone.now())
        if report is not None:
            messages.success(request, "Report begun, with the sections of its house style")
            return redirect(report)
    context = {
        "programme": programme,
        "form": form,
        "has_meetings": bool(meetings),
        "has_styles": programme.house_styles.exists(),
    }
    return render(request, "governance/report_create.html", context)


@require_safe
def report_detail(request: HttpRequest, programme_code: str, report_code: str) -> HttpResponse:
    """The working draft with its documents; for who reads published papers only, those."""
    report = visible_report(request, programme_code, report_code)
    context = {
        "programme": report.programme,
        "report": report,
        "meeting": report.meeting,
        "body": report.meeting.body,
        "documents": DocumentTable(documents_of(report=report, reader=request.user), report=report),
    }
    if not reads_draft(request.user, report):
        return render(request, "governance/report_published.html", context)
    can_change = writes_report(request.user, report)
    context |= {"page": report_page(report), "can_change": can_change}
    return render(request, "governance/report_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def report_edit(request: HttpRequest, programme_code: str, report_code: str) -> HttpResponse:
    """Change the details of a report."""
    report = report_for(request, programme_code, report_code, permission=CHANGE_REPORT)
    form = ReportDetailsForm(posted(request), report=report, writer=person_of(request))
    if request.method == "POST":
        changed = form.submit(change_report, report=report, actor=request.user, at=timezone.now())
        if changed is not None:
            messages.success(request, "Details saved")
            return redirect("report_detail", programme_code, report_code)
    return render(
        request, "governance/report_edit.html", {"programme": report.programme, "report": report, "form": form}
    )


@require_safe
def report_preview(request: HttpRequest, programme_code: str, report_code: str) -> HttpResponse:
    """The document as it would be now, what cannot be drawn, and what changed since the last version."""
    report = visible_report(request, programme_code, report_code)
    check_permission(request.user, "governance.view_draft", report)
    newest = ReportSnapshot.objects.filter(report=report).first()
    version = newest.version + 1 if newest else 1
    draft = draft_report(report=report, version=version, actor=person_of(request), at=timezone.now())
    context = {
        "programme": report.programme,
        "report": report,
        "draft": draft,
        "document": render_html(draft.snapshot, for_preview=True),
        "newest": newest,
        "changes": _changes_since(newest, draft.snapshot),
        "can_change": writes_report(request.user, report),
    }
    return render(request, "governance/report_preview.html", context)


def _changes_since(newest: ReportSnapshot | None, now: Snapshot) -> tuple[Change, ...] | None:
    """None where there is no last version, or one that this software cannot read."""
    try:
        return compare_snapshots(before=Snapshot.from_dict(newest.data), after=now) if newest else None
    except SnapshotError:
        return None
