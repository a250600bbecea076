"""Ledger files: sending one in, choosing its columns, watching it being read, and the lines that were not posted.

Closed months: closing one, and saying who may still post into it.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from finance.domain.finance_close import change_editors, close_month
from finance.domain.ledger_import import choose_columns, remembered_columns, request_ledger_import
from finance.enums import LedgerImportStatus
from finance.forms.ledger import CloseMonthForm, ColumnsForm, EditorsForm, LedgerFileForm
from finance.models import FinanceClose, FinanceCloseEditor, LedgerImport
from finance.rules.ledger import COLUMNS, guessed_columns
from finance.views.budgets import KEEP
from programme.exports import ExportFormat, export_rows
from programme.pages.form_page import FormPage
from programme.pages.page import ProgrammePage
from programme.pages.trail import stands
from programme.views.job import job_progress
from programme.views.lookup import posted, programme_for

IMPORTS_SHOWN = 20
REJECTS_SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
@stands(below="budget_list", crumb=_("Import actuals"))
def ledger_import_list(request: HttpRequest, programme_code: str) -> HttpResponse:
    """Send a ledger file in; and those sent in before."""
    programme = programme_for(request, programme_code, permission=KEEP)
    form = LedgerFileForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data.pop("file")
        job = form.submit(
            request_ledger_import,
            programme=programme,
            data=file.read(),
            filename=file.name,
            actor=request.user,
            at=timezone.now(),
        )
        if job is not None:
            return redirect(job)
    jobs = LedgerImport.objects.visible_to(request.user).filter(programme=programme)
    jobs = jobs.defer("rejects", "head").select_related("requested_by", "programme")[:IMPORTS_SHOWN]
    return render(request, "finance/ledger_import_list.html", {"programme": programme, "form": form, "jobs": jobs})


@require_http_methods(["GET", "HEAD", "POST"])
@stands(below="budget_list", crumb="{job.filename}")
def ledger_import(request: HttpRequest, programme_code: str, import_id: int) -> HttpResponse:
    """A file: its columns to be chosen, how far it is, or what came of it."""
    job = _visible_job(request, programme_code, import_id)
    columns = None
    if job.status == LedgerImportStatus.COLUMNS and job.requested_by_id == request.user.pk:
        initial = guessed_columns(job.head[0], remembered_columns(job.programme))
        columns = ColumnsForm(posted(request), job=job, initial=initial)
        if request.method == "POST":
            chosen = columns.submit(choose_columns, job=job, actor=request.user, at=timezone.now())
            if chosen is not None:
                return redirect(job)
    elif request.method == "POST":
        return redirect(job)
    context = {
        "programme": job.programme,
        "job": job,
        "form": columns,
        "headings": job.head[0] if job.head else [],
        "sample": job.head[1:],
        "rejects": job.rejects[:REJECTS_SHOWN],
        "chosen": [(COLUMNS[name], heading) for name, heading in job.mapping.items() if name in COLUMNS],
    }
    return render(request, "finance/ledger_import.html", context)


@require_safe
def ledger_import_progress(request: HttpRequest, programme_code: str, import_id: int) -> HttpResponse:
    """How far a file is, as a part of the page."""
    return job_progress(request, _visible_job(request, programme_code, import_id))


@require_safe
def ledger_import_rejects(request: HttpRequest, programme_code: str, import_id: int) -> HttpResponseBase:
    """The lines that were not posted, as a file."""
    job = _visible_job(request, programme_code, import_id)
    return export_rows(
        header=["Row", "Column", "Reason"],
        rows=([one["row"], one["column"], one["reason"]] for one in job.rejects),
        name=f"{job.programme.code}-not-posted",
        file_format=ExportFormat.CSV,
    )


def _visible_job(request: HttpRequest, programme_code: str, import_id: int) -> LedgerImport:
    jobs = LedgerImport.objects.visible_to(request.user).select_related("programme", "requested_by")
    job: LedgerImport = get_object_or_404(jobs, programme__code=programme_code, pk=import_id)
    return job


CLOSE = "finance.close_months"


class MonthList(ProgrammePage, FormPage):
    """The closed months, and a form to close another."""

    permission = CLOSE
    parent = "budget_list"
    goes_to = "month_list"
    title = _("Closed months")
    template_name = "finance/month_list.html"
    save = _("Close the month")
    form_class = CloseMonthForm
    form_takes = ("programme",)
    act = close_month
    success = _("{saved.label} closed")

    def details(self) -> dict[str, Any]:
        editors = FinanceCloseEditor.objects.filter(removed_at__isnull=True).select_related("user")
        closes = FinanceClose.objects.filter(programme=self.programme).select_related("closed_by")
        current = Prefetch("named_editors", queryset=editors, to_attr="current_editors")
        return {"closes": closes.prefetch_related(current)}


class MonthEdit(ProgrammePage, FormPage):
    """Say anew who may still post into a closed month."""

    permission = CLOSE
    parent = "month_list"
    crumb = title = "{close.label}"
    introduction = _("Closed on {close.closed_at}.")
    form_class = EditorsForm
    form_takes = ("programme", "close")
    act = change_editors
    success = _("Saved")

    def find(self) -> None:
        super().find()
        year, month = self.kwargs["close_year"], self.kwargs["month"]
        close = get_object_or_404(FinanceClose, programme=self.programme, year=year, month=month)
        close.programme = self.programme
        self.found(close=close)
