"""The baseline and standards of a review, and its indicators one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from programme.views.lookup import posted
from services.domain.indicator import add_indicator, change_indicator
from services.forms.indicator import IndicatorForm
from services.models import Indicator, ServiceReview
from services.permissions import writes_figures_of
from services.queries.figure_tables import baseline_cells, performance_rows, standard_cells, stretch_row
from services.queries.indicator_charts import indicator_charts
from services.queries.indicator_page import StandardsPage, standards_page, stretches_of, years_of
from services.queries.indicators import IndicatorLine, indicator_lines
from services.views.lookup import reader_of, review_for, visible_review

CHANGE = "services.change_indicators"
PER_PAGE = 50


@require_safe
def indicator_list(request: HttpRequest, programme_code: str, review_code: str) -> HttpResponse:
    """Where the service started, what it is to reach, how it does, and which systems it runs on."""
    review = visible_review(request, programme_code, review_code)
    page = standards_page(review=review, today=review.programme.today)
    council_ids = [council.pk for council in page.councils]
    context = {
        "programme": review.programme,
        "review": review,
        "page": page,
        "tables": tables_of(page),
        "writable": writes_figures_of(reader_of(request), review, council_ids),
        "can_change": request.user.has_perm(CHANGE, review),
        "can_read_history": request.user.has_perm("programme.view_history", review.programme),
    }
    return render(request, "services/indicator_list.html", context)


@require_safe
def indicator_detail(request: HttpRequest, programme_code: str, review_code: str, indicator_code: str) -> HttpResponse:
    """All that is known of one indicator, with every measurement and its versions."""
    review = visible_review(request, programme_code, review_code)
    indicator = indicator_of(review, indicator_code)
    lines = indicator_lines(programme=review.programme, reviews=[review], today=review.programme.today)
    line = next(line for line in lines if line.indicator.pk == indicator.pk)
    stretches = stretches_of(indicator)
    page = Paginator(stretches, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "programme": review.programme,
        "review": review,
        "indicator": indicator,
        "baseline": baseline_cells(line, councils=line.councils),
        "standards": standard_cells(line, years=years_of([line])),
        "charts": indicator_charts(line, stretches),
        "page": page,
        "stretches": [stretch_row(line, stretch) for stretch in page.object_list],
        "can_change": request.user.has_perm(CHANGE, review),
    }
    return render(request, "services/indicator_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def indicator_create(request: HttpRequest, programme_code: str, review_code: str) -> HttpResponse:
    """Add an indicator to a review."""
    review = review_for(request, programme_code, review_code, permission=CHANGE)
    form = IndicatorForm(posted(request), initial={"heading": request.GET.get("heading", "")[:120]})
    if request.method == "POST":
        added = form.submit(add_indicator, review=review, actor=request.user, at=timezone.now())
        if added is not None:
            messages.success(request, f"Indicator added: {added.name}")
            return redirect("indicator_list", programme_code, review_code)
    context = {"programme": review.programme, "review": review, "form": form}
    return render(request, "services/indicator_create.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def indicator_edit(request: HttpRequest, programme_code: str, review_code: str, indicator_code: str) -> HttpResponse:
    """Change an indicator of a review, or end it."""
    review = review_for(request, programme_code, review_code, permission=CHANGE)
    indicator = indicator_of(review, indicator_code)
    form = IndicatorForm(posted(request), record=indicator)
    if request.method == "POST":
        changed = form.submit(change_indicator, indicator=indicator, actor=request.user, at=timezone.now())
        if changed is not None:
            messages.success(request, f"Indicator saved: {changed.name}")
            return redirect("indicator_detail", programme_code, review_code, indicator_code)
    context = {"programme": review.programme, "review": review, "indicator": indicator, "form": form}
    return render(request, "services/indicator_edit.html", context)


@dataclass(frozen=True)
class TableGroup:
    """The rows of one heading and category of a table. A row is (line, cells), or of performance a row in words."""

    title: str
    rows: list[Any]


def tables_of(page: StandardsPage) -> dict[str, list[TableGroup]]:
    """The three tables of the page, group by group; one without rows is left out."""

    def groups(rows_of: Callable[[IndicatorLine], list[Any]]) -> list[TableGroup]:
        made = (TableGroup(one.title, [row for line in one.lines for row in rows_of(line)]) for one in page.groups)
        return [group for group in made if group.rows]

    return {
        "baseline": groups(lambda line: [(line, baseline_cells(line, councils=page.councils))]),
        "standards": groups(lambda line: [(line, standard_cells(line, years=page.years))] if line.standards else []),
        "performance": groups(
            lambda line: list(performance_rows(line)) if any(one.measurement for one in line.performances) else []
        ),
    }


def indicator_of(review: ServiceReview, indicator_code: str) -> Indicator:
    """The review's indicator of that code; else not found."""
    indicator: Indicator = get_object_or_404(Indicator, review=review, code=indicator_code)
    return indicator
