"""Pages about bodies, meetings and reports: what an address names, and whether the reader may see it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from governance.models import Body, Meeting, Report, ReportSnapshot
from governance.queries.reports import readable_reports
from programme.models import Programme
from programme.pages.page import Page
from programme.pages.trail import Step

ADD_BODY = "governance.add_body"
CHANGE_REPORT = "governance.change_report"
PROGRAMMES: tuple[Step, ...] = ("programme_list", "programme_detail")
"""The pages above a list of governance."""
BODIES: tuple[Step, ...] = ("programme_detail", ("body_list", _("Bodies")))
BODY: tuple[Step, ...] = (*BODIES, ("body_detail", "{body.name}"))
REPORTS: tuple[Step, ...] = ("programme_detail", ("report_list", _("Reports")))
REPORT: tuple[Step, ...] = (*REPORTS, ("report_detail", "{report.shown_title}"))


class BodyPage(Page):
    """A page of a body whose programme the reader sees. Its permission is about the body."""

    crumb = ""
    programme: Programme
    body: Body

    def find(self) -> None:
        bodies = Body.objects.visible_to(self.request.user).select_related("programme", "council")
        code = self.kwargs["body_code"]
        body = get_object_or_404(bodies, programme__code=self.kwargs["programme_code"], code=code)
        self.found(programme=body.programme, body=body)
        self.check(body)


class MeetingPage(Page):
    """A page of a meeting whose programme the reader sees. Its permission is about the meeting."""

    crumb = ""
    programme: Programme
    body: Body
    meeting: Meeting

    def find(self) -> None:
        meetings = Meeting.objects.visible_to(self.request.user).select_related("body__programme", "body__council")
        meeting = get_object_or_404(
            meetings,
            body__programme__code=self.kwargs["programme_code"],
            body__code=self.kwargs["body_code"],
            code=self.kwargs["meeting_code"],
        )
        self.found(programme=meeting.body.programme, body=meeting.body, meeting=meeting)
        self.check(meeting)


class ReportPage(Page):
    """A page of a report that the reader sees: its draft or its published documents. `shown_title` is theirs to read.

    Its permission is about the report.
    """

    crumb = ""
    parent = REPORT
    programme: Programme
    report: Report

    def find(self) -> None:
        self.find_report()
        self.check(self.report)

    def find_report(self) -> None:
        """Find the report with its meeting, body and house style."""
        reports = readable_reports(reader=self.request.user).select_related(
            "programme", "meeting__body__council", "meeting__body__programme", "house_style", "created_by"
        )
        code = self.kwargs["report_code"]
        report = get_object_or_404(reports, programme__code=self.kwargs["programme_code"], code=code)
        self.found(programme=report.programme, report=report)

    def part(self, parts: QuerySet[Any], **names: Any) -> Any:
        """The part of the report that the address names. Raises Http404."""
        part = parts.filter(**names).first()
        if part is None:
            raise Http404
        part.report = self.report
        return part


class DocumentPage(ReportPage):
    """A page of one frozen version of a report, without its data, that the reader may see.

    Its permission is about the report.
    """

    snapshot: ReportSnapshot

    def find(self) -> None:
        self.find_report()
        snapshots = ReportSnapshot.objects.visible_to(self.request.user).select_related("job", "created_by")
        snapshot = get_object_or_404(snapshots.defer("data"), report=self.report, version=self.kwargs["version"])
        snapshot.report = self.report
        snapshot.job.snapshot = snapshot
        self.found(snapshot=snapshot)
        self.check(self.report)
