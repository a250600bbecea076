"""Documents of a report: making one, watching it being made, downloading and publishing it."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.domain.document import ReportNotReady, publish_document, request_document, retry_document
from governance.models import ReportSnapshot
from governance.permissions import writes_report
from governance.queries.reports import documents_of
from governance.tables.reports import DocumentTable
from governance.views.lookup import person_of, report_for, visible_document
from programme.enums import JobStatus
from programme.errors import DomainError, NotAllowed
from programme.forms.domain_form import DomainForm
from programme.permissions import check_permission
from programme.views.job import job_progress
from programme.views.lookup import posted


@require_POST
def report_generate(request: HttpRequest, programme_code: str, report_code: str) -> HttpResponse:
    """Freeze the report as its next version and have its PDF made."""
    report = report_for(request, programme_code, report_code, permission="governance.generate_document")
    try:
        job = request_document(report=report, actor=person_of(request), at=timezone.now())
    except ReportNotReady as error:
        messages.error(request, "The document was not made, because parts of the report cannot be drawn")
        context = {"programme": report.programme, "report": report, "draft": error.draft}
        return render(request, "governance/report_not_ready.html", context, status=409)
    return redirect("document_detail", programme_code, report_code, job.snapshot.version)


@require_safe
def document_detail(request: HttpRequest, programme_code: str, report_code: str, version: int) -> HttpResponse:
    """One frozen version: how far its PDF is, and what is known of it."""
    snapshot = visible_document(request, programme_code, report_code, version)
    context = _context(request, snapshot)
    report = snapshot.report
    context["documents"] = DocumentTable(documents_of(report=report, reader=request.user), report=report)
    context["failed_rules_words"] = f"Rules of PDF/UA-1 failed: {snapshot.job.failed_rules}"
    return render(request, "governance/document_detail.html", context)


@require_safe
def document_progress(request: HttpRequest, programme_code: str, report_code: str, version: int) -> HttpResponse:
    """How far the PDF is, as a part of the page."""
    return job_progress(request, visible_document(request, programme_code, report_code, version).job)


@require_POST
def document_retry(request: HttpRequest, programme_code: str, report_code: str, version: int) -> HttpResponse:
    """Try a document that failed again."""
    snapshot = visible_document(request, programme_code, report_code, version)
    check_permission(request.user, "governance.generate_document", snapshot.report)
    try:
        retry_document(job=snapshot.job, actor=person_of(request), at=timezone.now())
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, error.message)
    return redirect("document_detail", programme_code, report_code, version)


@require_http_methods(["GET", "HEAD", "POST"])
def document_publish(request: HttpRequest, programme_code: str, report_code: str, version: int) -> HttpResponse:
    """Make a version public, after being asked."""
    snapshot = visible_document(request, programme_code, report_code, version)
    check_permission(request.user, "governance.publish_document", snapshot.report)
    form = DomainForm(posted(request))
    if request.method == "POST":
        published = form.submit(publish_document, snapshot=snapshot, actor=request.user, at=timezone.now())
        if published is not None:
            messages.success(request, f"Version {version} published")
            return redirect("document_detail", programme_code, report_code, version)
    return render(request, "governance/document_publish.html", {**_context(request, snapshot), "form": form})


@require_safe
def document_download(request: HttpRequest, programme_code: str, report_code: str, version: int) -> HttpResponseBase:
    """The PDF itself. Asks anew, on every request, whether the reader may have it."""
    snapshot = visible_document(request, programme_code, report_code, version)
    job = snapshot.job
    if job.status != JobStatus.DONE:
        raise Http404
    try:
        file = job.document.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        file,
        as_attachment=True,
        filename=f"{programme_code}-{report_code}-v{version}.pdf",
        content_type="application/pdf",
    )
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_cache=True, max_age=0)
    return response


def _context(request: HttpRequest, snapshot: ReportSnapshot) -> dict[str, object]:
    report = snapshot.report
    return {
        "programme": report.programme,
        "report": report,
        "snapshot": snapshot,
        "job": snapshot.job,
        "can_change": writes_report(request.user, report),
    }
