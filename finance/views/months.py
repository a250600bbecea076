"""Closed months: closing one, and saying who may still post into it."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from finance.domain.finance_close import change_editors, close_month
from finance.forms.ledger import CloseMonthForm, EditorsForm
from finance.models import FinanceClose, FinanceCloseEditor
from programme.views.lookup import posted, programme_for

CLOSE = "finance.close_months"


@require_http_methods(["GET", "HEAD", "POST"])
def month_list(request: HttpRequest, programme_code: str) -> HttpResponse:
    """The closed months, and a form to close another."""
    programme = programme_for(request, programme_code, permission=CLOSE)
    form = CloseMonthForm(posted(request), programme=programme)
    if request.method == "POST":
        closed = form.submit(close_month, programme=programme, actor=request.user, at=timezone.now())
        if closed is not None:
            messages.success(request, f"{closed.label} closed")
            return redirect("month_list", programme.code)
    editors = FinanceCloseEditor.objects.filter(removed_at__isnull=True).select_related("user")
    closes = FinanceClose.objects.filter(programme=programme).select_related("closed_by")
    closes = closes.prefetch_related(Prefetch("named_editors", queryset=editors, to_attr="current_editors"))
    return render(request, "finance/month_list.html", {"programme": programme, "form": form, "closes": closes})


@require_http_methods(["GET", "HEAD", "POST"])
def month_edit(request: HttpRequest, programme_code: str, close_year: int, month: int) -> HttpResponse:
    """Say anew who may still post into a closed month."""
    programme = programme_for(request, programme_code, permission=CLOSE)
    close = get_object_or_404(FinanceClose, programme=programme, year=close_year, month=month)
    close.programme = programme
    form = EditorsForm(posted(request), programme=programme, close=close)
    if request.method == "POST":
        changed = form.submit(change_editors, close=close, actor=request.user, at=timezone.now())
        if changed is not None:
            messages.success(request, "Saved")
            return redirect("month_list", programme.code)
    return render(request, "finance/month_edit.html", {"programme": programme, "close": close, "form": form})
