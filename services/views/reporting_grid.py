"""The reporting grid: every review's update of one period, to enter, to follow and to decide on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from programme.exports import export_asked, export_of_table
from programme.models import Programme, ReportingPeriod
from programme.pages.trail import stands
from programme.tables.page_links import query_prefix
from programme.views.lookup import programme_for
from services.enums import Standing
from services.filters.reporting import GridFilter
from services.filters.reviews import asked_period, list_choices
from services.queries.reporting_grid import GridCounts, count_grid, grid_reviews, reader_in
from services.tables.reporting import GridTable

PER_PAGE, ALL_ON_ONE_PAGE = 50, 1_000


@require_safe
@stands(below="programme_detail", crumb=_("Reporting"))
def reporting_grid(request: HttpRequest, programme_code: str) -> HttpResponseBase:
    """The live reviews that the reader writes for, decides on or audits, each with its update in the period."""
    programme = programme_for(request, programme_code, permission="services.view_reporting")
    choices = list_choices(programme=programme, user=request.user, with_leads=False)
    period = asked_period(programme=programme, choices=choices, code=request.GET.get("period", ""))
    context: dict[str, Any] = {"programme": programme, "period": period, "page_title": "Reporting", "exports": True}
    if period is None:
        can_open = request.user.has_perm("programme.change_programme", programme)
        return render(request, "services/reporting_none.html", {**context, "can_open": can_open})
    period.programme = programme
    filters = GridFilter(
        request.GET,
        queryset=grid_reviews(programme=programme, user=request.user, period=period),
        programme=programme,
        choices=choices,
        period=period,
    )
    reader = reader_in(programme=programme, period=period, user=request.user)
    table = GridTable(filters.qs, programme=programme, period=period, reader=reader, all_chosen="choose" in request.GET)
    decides = reader.is_open and (reader.is_office or reader.is_sponsor)
    if not decides:
        table.exclude = ("choose",)
    shows_all = request.GET.get("show") == "all"
    RequestConfig(request, paginate={"per_page": ALL_ON_ONE_PAGE if shows_all else PER_PAGE}).configure(table)
    if file_format := export_asked(request):
        return export_of_table(table=table, name=f"{programme.code}-{period.code}-updates", file_format=file_format)
    counts = count_grid(programme=programme, user=request.user, period=period)
    context |= {
        "filter": filters,
        "table": table,
        "counts": counts,
        "figures": _figures(programme, period, counts),
        "is_late": period.is_overdue(programme.today),
        "is_open": reader.is_open,
        "decides": decides,
        "choose_all_url": f"{query_prefix(request, without=('choose',))}choose=all",
        "show_url": f"{query_prefix(request, without=('show', 'page', 'choose'))}{'' if shows_all else 'show=all'}",
        "shows_all": shows_all,
        "per_page": PER_PAGE,
    }
    return render(request, "services/reporting_grid.html", context)


def _figures(programme: Programme, period: ReportingPeriod, counts: GridCounts) -> list[tuple[str, int, str]]:
    """The counts on top: label, number, and the address of the rows behind it."""
    base = f"{reverse('reporting_grid', args=[programme.code])}?period={period.code}"
    rows = [
        *((str(standing.label), counts.by_standing[standing], standing.value) for standing in Standing),
        ("Overdue", counts.overdue, "overdue"),
    ]
    if counts.waiting != counts.by_standing[Standing.SUBMITTED]:  # a correction waits too
        rows.append(("Waiting for a decision", counts.waiting, "waiting"))
    return [("Reviews", counts.of, base), *((label, number, f"{base}&update={code}") for label, number, code in rows)]
