"""Reporting periods: opening, changing, closing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from programme.domain.period import announce_period, change_period, close_period, open_period
from programme.forms.domain_form import DomainForm
from programme.forms.programme import PeriodForm
from programme.models import Programme, ReportingPeriod
from programme.views.lookup import posted, programme_for

CHANGE = "programme.change_programme"


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


def _period(programme: Programme, code: str) -> ReportingPeriod:
    period: ReportingPeriod = get_object_or_404(ReportingPeriod, programme=programme, code=code)
    return period
