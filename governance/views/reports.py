"""Reports: the list, a report's page, beginning one, its details, its preview.

Beginning an exception report.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from governance.documents.content_kinds import Change
from governance.documents.errors import SnapshotError
from governance.documents.html import render_html
from governance.documents.snapshot import Snapshot
from governance.domain.report import change_report, create_exception_report, create_report
from governance.filters.reports import ReportFilter
from governance.forms.reports import ExceptionReportForm, ReportCreateForm, ReportDetailsForm, meetings_written_for
from governance.models import Meeting, Report, ReportSnapshot
from governance.pages.records import ADD_BODY, CHANGE_REPORT, PROGRAMMES, REPORTS, ReportPage
from governance.permissions import reads_draft, writes_report
from governance.queries.reports import documents_of, listed_reports
from governance.reports.comparison import compare_snapshots
from governance.reports.page import report_page
from governance.reports.snapshot import draft_report
from governance.tables.reports import DocumentTable, ReportTable
from programme.pages.form_page import EditPage, FormPage
from programme.pages.list_page import Button, Empty, ProgrammeListPage
from programme.pages.page import DetailPage, ProgrammePage
from risks.queries.exceptions import exceptions_of, scope_now


class ReportList(ProgrammeListPage):
    """The reports of a programme that the reader may see."""

    crumb = ""
    parent = PROGRAMMES
    title = _("Reports")
    filter_class = ReportFilter
    table_class = ReportTable
    export_name = "{programme.code}-reports"
    button = Button(_("Begin a report"), "report_create", permission=ADD_BODY)
    empty = Empty(
        _("No reports yet"),
        text=_("Begin a report for a meeting: it starts with the sections of its house style."),
        button=button,
        otherwise=Empty(_("No reports to show"), text=_("Reports appear here when they are published.")),
    )

    def rows(self) -> QuerySet[Report]:
        return listed_reports(programme=self.programme, reader=self.reader)

    def table_options(self) -> dict[str, Any]:
        return {"programme": self.programme, "reader": self.reader, "order_by": "-meeting"}


class ReportCreate(ProgrammePage, FormPage):
    """Begin a report for a meeting in a house style."""

    crumb = ""
    parent = REPORTS
    permission = ADD_BODY
    title = _("Begin a report")
    template_name = "governance/report_create.html"
    form_class = ReportCreateForm
    act = create_report
    save = _("Begin report")
    success = _("Report begun, with the sections of its house style")
    opens_result = True

    @cached_property
    def meetings(self) -> list[Meeting]:
        """The meetings for which the reader writes reports."""
        return list(meetings_written_for(programme=self.programme, writer=self.reader))

    def arguments(self) -> dict[str, Any]:
        return {}

    def form_options(self) -> dict[str, Any]:
        asked = self.request.GET.get("meeting", "").partition("/")
        chosen = next((one for one in self.meetings if (one.body.code, "/", one.code) == asked), None)
        initial = {"meeting": str(chosen.pk)} if chosen else {}
        return {"programme": self.programme, "writer": self.reader, "initial": initial}

    def details(self) -> dict[str, Any]:
        return {"has_meetings": bool(self.meetings), "has_styles": self.programme.house_styles.exists()}


class ReportDetail(ReportPage, DetailPage):
    """The working draft with its documents; for who reads published papers only, those."""

    parent = REPORTS
    title = "{report.shown_title}"
    template_name = "governance/report_published.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        meeting = self.report.meeting
        context = {"meeting": meeting, "body": meeting.body, "documents": documents_table(self)}
        if not reads_draft(self.reader, self.report):
            return self.render(**context)
        self.template_name = "governance/report_detail.html"  # type: ignore[misc]
        can_change = writes_report(self.reader, self.report)
        return self.render(**context, page=report_page(self.report), can_change=can_change)


class ReportEdit(ReportPage, EditPage):
    """Change the details of a report."""

    permission = CHANGE_REPORT
    title = _("Details of {report.title}")
    heading = _("Details of the report")
    form_class = ReportDetailsForm
    act = change_report
    success = _("Details saved")

    def form_options(self) -> dict[str, Any]:
        return {"report": self.report, "writer": self.reader}


class ReportPreview(ReportPage, DetailPage):
    """The document as it would be now, what cannot be drawn, and what changed since the last version."""

    permission = "governance.view_draft"
    title = _("Preview of {report.title}")
    template_name = "governance/report_preview.html"
    stylesheets = ("reports/report.css", "reports.css")

    def details(self) -> dict[str, Any]:
        newest = ReportSnapshot.objects.filter(report=self.report).first()
        version = newest.version + 1 if newest else 1
        draft = draft_report(report=self.report, version=version, actor=self.reader, at=timezone.now())
        return {
            "draft": draft,
            "document": render_html(draft.snapshot, for_preview=True),
            "newest": newest,
            "changes": _changes_since(newest, draft.snapshot),
            "can_change": writes_report(self.reader, self.report),
        }


def documents_table(page: ReportPage) -> DocumentTable:
    """The versions of the page's report that its reader may see."""
    return DocumentTable(documents_of(report=page.report, reader=page.reader), report=page.report)


def _changes_since(newest: ReportSnapshot | None, now: Snapshot) -> tuple[Change, ...] | None:
    """None where there is no last version, or one that this software cannot read."""
    try:
        return compare_snapshots(before=Snapshot.from_dict(newest.data), after=now) if newest else None
    except SnapshotError:
        return None


class ExceptionReportCreate(ProgrammePage, FormPage):
    """Begin a report on some of the exceptions, for a meeting, with the standard headings."""

    parent = ("programme_detail", ("risk_exceptions", _("Exceptions")))
    crumb = _("Draft a report")
    permission = ADD_BODY
    title = _("Draft an exception report")
    template_name = "governance/exception_report_create.html"
    form_class = ExceptionReportForm
    act = create_exception_report
    save = _("Begin report")
    success = _("Exception report begun, with its standard headings")
    opens_result = True

    @cached_property
    def exceptions(self) -> Any:
        """What the reader sees out of bounds now."""
        return exceptions_of(scope_now(programme=self.programme, reader=self.reader, at=timezone.now()))

    def arguments(self) -> dict[str, Any]:
        return {}

    def form_options(self) -> dict[str, Any]:
        initial = {"title": "Exception report", "exceptions": self.request.GET.getlist("exception")}
        return {"programme": self.programme, "writer": self.reader, "rows": self.exceptions, "initial": initial}

    def details(self) -> dict[str, Any]:
        return {
            "has_exceptions": bool(self.exceptions),
            "has_meetings": bool(meetings_written_for(programme=self.programme, writer=self.reader)),
            "has_styles": self.programme.house_styles.exists(),
        }
