"""What is put before the programme's board by exception, and the rules that put it there."""

from __future__ import annotations

from collections import Counter
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from programme.exports import export_asked, export_of_table
from programme.models import User
from programme.queries.exceptions import exception_report_link
from programme.views.lookup import posted, programme_for
from risks.forms.exception_rules import ExceptionRulesForm
from risks.queries.exceptions import exceptions_of, rule_settings, scope_now
from risks.tables.exceptions import ExceptionFilter, ExceptionTable

CHANGE = "risks.change_exception_rules"
PER_PAGE = 50


@require_safe
def exception_list(request: HttpRequest, programme_code: str) -> HttpResponseBase:
    """The exceptions that the reader may see, rule by rule."""
    programme = programme_for(request, programme_code, permission="risks.view_risks")
    settings = rule_settings(programme=programme)
    scope = scope_now(programme=programme, reader=cast(User, request.user), at=timezone.now())
    rows = exceptions_of(scope, settings=settings)
    filters = ExceptionFilter(request.GET, rows, settings)
    table = ExceptionTable(filters.rows)
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    if file_format := export_asked(request):
        return export_of_table(table=table, name=f"{programme.code}-exceptions", file_format=file_format)
    counts = Counter(row.setting.kind.code for row in rows)
    context: dict[str, Any] = {
        "programme": programme,
        "page_title": "Exceptions",
        "filter": filters,
        "table": table,
        "exports": True,
        "counts": [(setting, counts[setting.kind.code]) for setting in settings if setting.is_on],
        "switched_off": [setting for setting in settings if not setting.is_on],
        "last_board": scope.last_board,
        "can_change": request.user.has_perm(CHANGE, programme),
        "report_link": exception_report_link(user=request.user, programme=programme),
    }
    return render(request, "risks/exception_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def exception_rules(request: HttpRequest, programme_code: str) -> HttpResponse:
    """Which rules the programme uses, and where each begins."""
    programme = programme_for(request, programme_code, permission=CHANGE)
    form = ExceptionRulesForm(posted(request), programme=programme, settings=rule_settings(programme=programme))
    if request.method == "POST" and form.submit(actor=cast(User, request.user)):
        messages.success(request, "Rules of exceptions saved.")
        return redirect("risk_exceptions", programme.code)
    return render(request, "risks/exception_rules.html", {"programme": programme, "form": form})
