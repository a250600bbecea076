"""The budgets of a programme: their list, the page of a line, and what is done to a line."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from finance.domain.budget_line import add_budget_line, change_budget_line, close_budget_line, forecast_budget_line
from finance.forms.budget import BudgetLineForm, CloseLineForm, ForecastForm
from finance.models import BudgetLine, FinanceClose
from finance.queries.budgets import budget_rows, figures_of, others_exist, year_to_show, years_with_lines
from finance.rules.budget import position_of, total_position
from finance.tables.budgets import BudgetFilter, BudgetTable, EntryTable
from programme.exports import export_asked, export_of_table
from programme.models import Council, Programme
from programme.permissions import check_permission
from programme.views.lookup import posted, programme_for
from services.models import ServiceReview
from services.values.standards import year_label
from services.views.lookup import reader_of

READ, KEEP, CHANGE = "services.view_working_record", "finance.keep_budgets", "finance.change_budget"
PER_PAGE = 50


@require_safe
def budget_list(request: HttpRequest, programme_code: str) -> HttpResponseBase:
    """The lines of a financial year that the reader sees, with where each stands; or all of them as a file."""
    programme = programme_for(request, programme_code, permission=READ)
    seen = BudgetLine.objects.visible_to(request.user).filter(programme=programme)
    years = years_with_lines(seen) or [year_to_show([], programme=programme)]
    asked = request.GET.copy()
    asked.setdefault("year", str(year_to_show(years, programme=programme)))
    filters = BudgetFilter(
        asked,
        queryset=seen,
        years=years,
        councils=list(Council.objects.filter(budget_lines__in=seen).order_by("name").distinct()),
        reviews=list(ServiceReview.objects.filter(budget_lines__in=seen).order_by("name", "pk").distinct()),
    )
    rows = budget_rows(lines=filters.qs, programme=programme)
    total = total_position(row.position for row in rows)
    table = BudgetTable(rows, programme=programme, total=total)
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    year = filters.form.cleaned_data.get("year") if filters.form.is_valid() else None
    if file_format := export_asked(request):
        return export_of_table(table=table, name=f"{programme.code}-budgets", file_format=file_format)
    context = {
        "programme": programme,
        "page_title": f"Budgets {year_label(int(year))}" if year else "Budgets",
        "filter": filters,
        "table": table,
        "exports": True,
        "leaves_out_others": others_exist(programme=programme, year=int(year) if year else None, seen=seen),
        "can_keep": request.user.has_perm(KEEP, programme),
        "can_close": request.user.has_perm("finance.close_months", programme),
        "closed": _closed(programme, year=int(year) if year else None),
    }
    return render(request, "finance/budget_list.html", context)


@require_safe
def budget_detail(request: HttpRequest, programme_code: str, budget_year: int, budget_code: str) -> HttpResponse:
    """One line: where it stands, what moved in and out, what is committed, and what the ledger posted."""
    line = visible_line(request, programme_code, budget_year, budget_code)
    can_change = request.user.has_perm(CHANGE, line)
    shows = can_change or not line.is_withheld
    figures = figures_of([line], programme=line.programme)[line.pk]
    entries = EntryTable(line.entries.order_by("-posted_on", "reference") if shows else line.entries.none())
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(entries)
    context = {
        "programme": line.programme,
        "line": line,
        "year": year_label(line.year),
        "figures": figures,
        "position": position_of(figures, shows_withheld=can_change),
        "shows": shows,
        "moved_in": line.virements_in.select_related("source", "recorded_by") if shows else [],
        "moved_out": line.virements_out.select_related("target", "recorded_by") if shows else [],
        "commitments": line.commitments.order_by("released_on", "name") if shows else [],
        "table": entries,
        "can_change": can_change and line.closed_on is None,
        "can_read_history": request.user.has_perm("programme.view_history", line.programme),
    }
    return render(request, "finance/budget_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def budget_create(request: HttpRequest, programme_code: str) -> HttpResponse:
    """Add a line to a financial year."""
    programme = programme_for(request, programme_code, permission=KEEP)
    initial = {"year": year_to_show([], programme=programme)}
    form = BudgetLineForm(posted(request), programme=programme, actor=reader_of(request), initial=initial)
    if request.method == "POST":
        line = form.submit(add_budget_line, programme=programme, actor=request.user, at=timezone.now())
        if line is not None:
            messages.success(request, f"Budget line added: {line.name}")
            return redirect(line)
    return render(request, "finance/budget_create.html", {"programme": programme, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def budget_edit(request: HttpRequest, programme_code: str, budget_year: int, budget_code: str) -> HttpResponse:
    """Change what is known of a line."""
    line = line_to_change(request, programme_code, budget_year, budget_code)
    form = BudgetLineForm(posted(request), programme=line.programme, actor=reader_of(request), record=line)
    return _act(request, line, form, change_budget_line, template="budget_edit", said="Budget line saved")


@require_http_methods(["GET", "HEAD", "POST"])
def budget_forecast(request: HttpRequest, programme_code: str, budget_year: int, budget_code: str) -> HttpResponse:
    """Say what the whole year is expected to come to."""
    line = line_to_change(request, programme_code, budget_year, budget_code)
    form = ForecastForm(posted(request), record=line)
    return _act(request, line, form, forecast_budget_line, template="budget_forecast", said="Forecast saved")


@require_http_methods(["GET", "HEAD", "POST"])
def budget_close(request: HttpRequest, programme_code: str, budget_year: int, budget_code: str) -> HttpResponse:
    """Close a line."""
    line = line_to_change(request, programme_code, budget_year, budget_code)
    form = CloseLineForm(posted(request), record=line)
    return _act(request, line, form, close_budget_line, template="budget_close", said="Budget line closed")


def _act(request: HttpRequest, line: BudgetLine, form: Any, act: Any, *, template: str, said: str) -> HttpResponse:
    if request.method == "POST":
        changed = form.submit(act, line=line, actor=request.user, at=timezone.now())
        if changed is not None:
            messages.success(request, said)
            return redirect(changed)
    return line_form(request, line, form, template=template)


def line_form(request: HttpRequest, line: BudgetLine, form: Any, *, template: str, **more: Any) -> HttpResponse:
    """The page of a form about a line."""
    context = {"programme": line.programme, "line": line, "year": year_label(line.year), "form": form, **more}
    return render(request, f"finance/{template}.html", context)


def visible_line(request: HttpRequest, programme_code: str, budget_year: int, budget_code: str) -> BudgetLine:
    """The line, if the reader sees it; else not found."""
    lines = BudgetLine.objects.visible_to(request.user).select_related("programme", "council", "review")
    line: BudgetLine = get_object_or_404(lines, programme__code=programme_code, year=budget_year, code=budget_code)
    return line


def line_to_change(request: HttpRequest, programme_code: str, budget_year: int, budget_code: str) -> BudgetLine:
    """The line, if the reader sees it and keeps it."""
    line = visible_line(request, programme_code, budget_year, budget_code)
    check_permission(request.user, CHANGE, line)
    return line


def _closed(programme: Programme, *, year: int | None) -> list[FinanceClose]:
    closes = FinanceClose.objects.filter(programme=programme)
    return list(closes.filter(year=year).order_by("month") if year is not None else closes.none())
