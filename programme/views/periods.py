"""Reporting periods: opening, changing, closing, and the mails that they sent."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from programme.domain.period import announce_period, change_period, close_period, open_period
from programme.exports import export_asked, export_of_table
from programme.forms.domain_form import DomainForm
from programme.forms.programme import PeriodForm
from programme.models import Digest, Programme, ReportingPeriod
from programme.tables.periods import DigestTable
from programme.views.lookup import posted, programme_for

CHANGE = "programme.change_programme"
PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def period_add(request: HttpRequest, programme_code: str) -> HttpResponse:
    """Open a reporting period."""
    programme = programme_for(request, programme_code, permission=CHANGE)
    form = PeriodForm(posted(request))
    if request.method == "POST":
        period = form.submit(open_period, programme=programme, actor=request.user, at=timezone.now())
        if period is not None:
            told = "opened; officers are told by e-mail" if period.opened_at else "added"
            messages.success(request, f"{period.name} {told}")
            return redirect(programme)
    return render(request, "programme/period_add.html", {"programme": programme, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def period_edit(request: HttpRequest, programme_code: str, period_code: str) -> HttpResponse:
    """Change a period's name or days while it is not closed."""
    programme = programme_for(request, programme_code, permission=CHANGE)
    period = _period(programme, period_code)
    form = PeriodForm(posted(request), record=period)
    if request.method == "POST":
        changed = form.submit(change_period, period=period, actor=request.user, at=timezone.now())
        if changed is not None:
            messages.success(request, f"{changed.name} saved")
            return redirect(programme)
    return render(request, "programme/period_edit.html", {"programme": programme, "form": form, "period": period})


@require_http_methods(["GET", "HEAD", "POST"])
def period_close(request: HttpRequest, programme_code: str, period_code: str) -> HttpResponse:
    """Close a period for good, after being asked."""
    programme = programme_for(request, programme_code, permission=CHANGE)
    period = _period(programme, period_code)
    form = DomainForm(posted(request))
    if request.method == "POST":
        closed = form.submit(close_period, period=period, actor=request.user, at=timezone.now())
        if closed is not None:
            messages.success(request, f"{closed.name} closed")
            return redirect(programme)
    return render(request, "programme/period_close.html", {"programme": programme, "period": period, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def period_announce(request: HttpRequest, programme_code: str, period_code: str) -> HttpResponse:
    """Tell officers of a period now, after being asked."""
    programme = programme_for(request, programme_code, permission=CHANGE)
    period = _period(programme, period_code)
    form = DomainForm(posted(request))
    if request.method == "POST":
        opened = form.submit(announce_period, period=period, actor=request.user, at=timezone.now())
        if opened is not None:
            messages.success(request, f"Officers are told of {opened.name} by e-mail")
            return redirect(programme)
    return render(request, "programme/period_announce.html", {"programme": programme, "period": period, "form": form})


@require_safe
def period_mails(request: HttpRequest, programme_code: str, period_code: str) -> HttpResponseBase:
    """Who was told of a period, and which mails did not go, with the reason."""
    programme = programme_for(request, programme_code, permission="programme.view_history")
    period = _period(programme, period_code)
    table = DigestTable(Digest.objects.filter(period=period).select_related("user"))
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    if file_format := export_asked(request):
        return export_of_table(table=table, name=f"{programme.code}-{period.code}-mails", file_format=file_format)
    context = {
        "programme": programme,
        "period": period,
        "page_title": f"Mails of {period.name}",
        "table": table,
        "exports": True,
        "empty_title": "No mails yet",
        "empty_text": "Officers are told when the period opens, and reminded by the days set on it.",
    }
    return render(request, "programme/period_mails.html", context)


def _period(programme: Programme, code: str) -> ReportingPeriod:
    period: ReportingPeriod = get_object_or_404(ReportingPeriod, programme=programme, code=code)
    return period
