"""Documents of a report: making one, watching it being made, downloading and publishing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _

from governance.domain.document import ReportNotReady, publish_document, request_document, retry_document
from governance.pages.records import DocumentPage, ReportPage
from governance.permissions import writes_report
from governance.views.reports import documents_table
from programme.enums import JobStatus
from programme.pages.form_page import ButtonPage, FormPage
from programme.pages.page import DetailPage
from programme.views.job import job_progress

GENERATE = "governance.generate_document"


class ReportGenerate(ReportPage):
    """Freeze the report as its next version and have its PDF made."""

    http_method_names = ["post"]
    permission = GENERATE
    title = _("The document was not made")
    template_name = "governance/report_not_ready.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            job = request_document(report=self.report, actor=self.reader, at=timezone.now())
        except ReportNotReady as error:
            messages.error(request, _("The document was not made, because parts of the report cannot be drawn"))
            response = self.render(draft=error.draft)
            response.status_code = 409
            return response
        return redirect(job)


class DocumentDetail(DocumentPage, DetailPage):
    """One frozen version: how far its PDF is, and what is known of it."""

    title = _("{report.shown_title}, version {snapshot.version}")
    template_name = "governance/document_detail.html"

    def details(self) -> dict[str, Any]:
        return {
            "job": self.snapshot.job,
            "can_change": writes_report(self.reader, self.report),
            "documents": documents_table(self),
            "failed_rules_words": f"Rules of PDF/UA-1 failed: {self.snapshot.job.failed_rules}",
        }


class DocumentProgress(DocumentPage):
    """How far the PDF is, as a part of the page."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return job_progress(request, self.snapshot.job)


class DocumentRetry(DocumentPage, ButtonPage):
    """Try a document that failed again."""

    permission = GENERATE
    act = retry_document
    goes_to = "document_detail"

    def arguments(self) -> dict[str, Any]:
        return {"job": self.snapshot.job}


class DocumentPublish(DocumentPage, FormPage):
    """Make a version public, after being asked."""

    permission = "governance.publish_document"
    title = _("Publish version {snapshot.version}")
    heading = _("Publish version {snapshot.version} of {report.title}")
    introduction = _(
        "Everyone with a role in {programme.name}, councillors included, will be able to read this version. "
        "Other versions stay as they are. A published version cannot be taken back."
    )
    act = publish_document
    save = _("Publish")
    success = _("Version {snapshot.version} published")
    goes_to = back = "document_detail"


class DocumentDownload(DocumentPage):
    """The PDF itself. Asks anew, on every request, whether the reader may have it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        job = self.snapshot.job
        if job.status != JobStatus.DONE:
            raise Http404
        try:
            file = job.document.open("rb")
        except FileNotFoundError as error:
            raise Http404 from error
        filename = f"{self.programme.code}-{self.report.code}-v{self.snapshot.version}.pdf"
        response = FileResponse(file, as_attachment=True, filename=filename, content_type="application/pdf")
        response["X-Content-Type-Options"] = "nosniff"
        patch_cache_control(response, private=True, no_cache=True, max_age=0)
        return response
