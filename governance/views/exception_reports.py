"""Beginning an exception report."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from governance.domain.exception_report import create_exception_report
from governance.forms.exception_reports import ExceptionReportForm
from governance.forms.reports import meetings_written_for
from governance.views.lookup import person_of
from programme.views.lookup import posted, programme_for
from risks.queries.exceptions import exceptions_of, scope_now


@require_http_methods(["GET", "HEAD", "POST"])
def exception_report_create(request: HttpRequest, programme_code: str) -> HttpResponse:
    """Begin a report on some of the exceptions, for a meeting, with the standard headings."""
    programme = programme_for(request, programme_code, permission="governance.add_body")
    writer, at = person_of(request), timezone.now()
    rows = exceptions_of(scope_now(programme=programme, reader=writer, at=at))
    initial = {"title": "Exception report", "exceptions": request.GET.getlist("exception")}
    form = ExceptionReportForm(posted(request), programme=programme, writer=writer, rows=rows, initial=initial)
    if request.method == "POST":
        report = form.submit(create_exception_report, actor=writer, at=at)
        if report is not None:
            messages.success(request, "Exception report begun, with its standard headings")
            return redirect(report)
    context = {
        "programme": programme,
        "form": form,
        "has_exceptions": bool(rows),
        "has_meetings": bool(meetings_written_for(programme=programme, writer=writer)),
        "has_styles": programme.house_styles.exists(),
    }
    return render(request, "governance/exception_report_create.html", context)
