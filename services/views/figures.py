"""The pages on which baselines, standards and measurements are filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from programme.models import Council
from programme.pages.trail import stands
from programme.views.lookup import posted
from services.domain.figures import (
    CellKey,
    measured_in,
    record_baselines,
    record_measurements,
    set_standards,
)
from services.forms.indicator import (
    MOST_FIELDS,
    PER_PAGE,
    FigureGrid,
    GridColumn,
    StretchForm,
    TextBeside,
    fields_across,
)
from services.models import Baseline, Indicator, ServiceReview, ServiceStandard
from services.permissions import writes_figures_of
from services.queries.indicator_page import councils_of_review, stretches_measured
from services.values.standards import FIRST_MONTH, financial_year_of, says_something, year_label
from services.views.lookup import reader_of, review_for

CHANGE = "services.change_indicators"
MOST_YEARS = 6
NOTE = TextBeside(name="note", label="Note", limit=2_000)
PERIOD = TextBeside(name="period", label="Period", limit=60)
WORDS = TextBeside(name="words", label="In words", limit=300)


@require_http_methods(["GET", "HEAD", "POST"])
@stands(below="review_detail", crumb=_("Fill in the baseline"))
def baseline_edit(request: HttpRequest, programme_code: str, review_code: str) -> HttpResponse:
    """Fill in where every indicator stood at the start, council by council."""
    review = review_for(request, programme_code, review_code, permission=CHANGE)
    columns = _council_columns(request, review)
    page = _page_of_indicators(request, review, fields=fields_across(columns, texts=2))
    form = FigureGrid(
        posted(request),
        indicators=list(page.object_list),
        columns=columns,
        texts=(PERIOD, NOTE),
        rows=_by_cell(Baseline.objects.filter(indicator__in=page.object_list)),
    )
    if request.method == "POST":
        saved = form.submit(record_baselines, review=review, actor=request.user, at=timezone.now())
        if saved is not None:
            return _saved(request, review, saved, page)
    context = {"programme": review.programme, "review": review, "form": form, "page": page}
    return render(request, "services/baseline_edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@stands(below="review_detail", crumb=_("Set the standards"))
def standard_edit(request: HttpRequest, programme_code: str, review_code: str) -> HttpResponse:
    """Fill in the standards of one council, or those that all share, year by year."""
    review = review_for(request, programme_code, review_code, permission=CHANGE)
    councils = _writable(request, review)
    council = next((one for one in councils if one and one.code == request.GET.get("council")), None)
    page = _page_of_indicators(request, review)
    years = _years_shown(request, review)
    form = FigureGrid(
        posted(request),
        indicators=list(page.object_list),
        columns=[
            GridColumn(key=str(year or "every"), label=year_label(year), council=council, year=year)
            for year in (None, *years)
        ],
        texts=(WORDS, NOTE),
        rows=_by_cell(ServiceStandard.objects.filter(indicator__in=page.object_list, council=council)),
    )
    if request.method == "POST":
        saved = form.submit(set_standards, review=review, actor=request.user, at=timezone.now())
        if saved is not None:
            return _saved(request, review, saved, page)
    context = {
        "programme": review.programme,
        "review": review,
        "form": form,
        "page": page,
        "council": council,
        "whose": _whose_links(review, councils, council=council, years=years),
        "earlier": _years_address(review, council, years[0] - 1, years[-1]),
        "later": _years_address(review, council, years[0], years[-1] + 1),
        "earlier_label": year_label(years[0] - 1),
        "later_label": year_label(years[-1] + 1),
    }
    return render(request, "services/standard_edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@stands(below="review_detail", crumb=_("Record measurements"))
def measurement_edit(request: HttpRequest, programme_code: str, review_code: str) -> HttpResponse:
    """Fill in what every indicator came to in one stretch of days; without one, choose it."""
    review = review_for(request, programme_code, review_code, permission=CHANGE)
    today = timezone.localdate()
    asked = "measured_from" in request.GET or "measured_to" in request.GET
    days = StretchForm(request.GET if asked else None, today=today)
    context = {"programme": review.programme, "review": review, "days": days}
    if not (asked and days.is_valid()):
        context |= {"known": stretches_measured(review), "offered": offered_stretches(today)}
        return render(request, "services/measurement_choose.html", context)
    stretch = days.cleaned_data
    columns = _council_columns(request, review)
    page = _page_of_indicators(
        request, review, measured_from=stretch["measured_from"], fields=fields_across(columns, texts=1)
    )
    form = FigureGrid(
        posted(request),
        indicators=list(page.object_list),
        columns=columns,
        texts=(NOTE,),
        rows=_by_cell(measured_in(review=review, **stretch)),
    )
    if request.method == "POST":
        saved = form.submit(record_measurements, review=review, **stretch, actor=request.user, at=timezone.now())
        if saved is not None:
            return _saved(request, review, saved, page)
    context |= {"form": form, "page": page, **stretch}
    return render(request, "services/measurement_edit.html", context)


def offered_stretches(today: date) -> list[tuple[str, date, date]]:
    """The last whole month, quarter and financial year, by name."""
    month_end = today.replace(day=1) - timedelta(days=1)
    quarter_end = month_end
    while quarter_end.month % 3:
        quarter_end = quarter_end.replace(day=1) - timedelta(days=1)
    year = financial_year_of(today) - 1
    quarter_start = quarter_end.replace(month=quarter_end.month - 2, day=1)
    return [
        (f"{month_end:%B %Y}", month_end.replace(day=1), month_end),
        (f"{quarter_start:%B} to {quarter_end:%B %Y}", quarter_start, quarter_end),
        (year_label(year), date(year, FIRST_MONTH, 1), date(year + 1, FIRST_MONTH, 1) - timedelta(days=1)),
    ]


def _page_of_indicators(
    request: HttpRequest, review: ServiceReview, *, measured_from: date | None = None, fields: int = 1
) -> Page[Indicator]:
    """A page's worth of the indicators that are still measured, or were on the first of the days.

    `fields` is how many an indicator has across the page.
    """
    still = Q(ended_on=None) if measured_from is None else Q(ended_on=None) | Q(ended_on__gte=measured_from)
    indicators = Indicator.objects.filter(still, review=review).order_by("position", "code")
    per_page = max(1, min(PER_PAGE, MOST_FIELDS // max(1, fields)))
    return Paginator(indicators, per_page).get_page(request.GET.get("page"))


def _by_cell(rows: Iterable[Any]) -> dict[CellKey, Any]:
    return {(row.indicator_id, row.council_id, getattr(row, "year", None)): row for row in rows}


def _council_columns(request: HttpRequest, review: ServiceReview) -> list[GridColumn]:
    """The councils that take part, then all together; open to the reader are those whose figures are theirs."""
    councils: list[Council | None] = [*councils_of_review(review, today=review.programme.today), None]
    own = writes_figures_of(reader_of(request), review, [one.pk if one else None for one in councils])
    return [
        GridColumn(
            key=f"c-{one.code}" if one else "together",
            label=one.short_name if one else "Together",
            council=one,
            open=(one.pk if one else None) in own,
        )
        for one in councils
    ]


def _writable(request: HttpRequest, review: ServiceReview) -> list[Council | None]:
    """None, for what all share, and the councils whose standards the reader may write."""
    councils: list[Council | None] = [None, *councils_of_review(review, today=review.programme.today)]
    own = writes_figures_of(reader_of(request), review, [one.pk if one else None for one in councils])
    return [one for one in councils if (one.pk if one else None) in own]


def _years_shown(request: HttpRequest, review: ServiceReview) -> list[int]:
    """The years that the address asks for; else those with standards, and this one and the next two."""
    asked = [_year_in(request.GET, name) for name in ("first", "last")]
    if asked[0] is not None and asked[1] is not None and asked[0] <= asked[1]:
        return list(range(asked[0], asked[1] + 1))[-MOST_YEARS:]
    set_for = ServiceStandard.objects.filter(indicator__review=review, year__isnull=False).order_by()
    years = {standard.year for standard in set_for if standard.year is not None and says_something(standard)}
    now = financial_year_of(review.programme.today)
    first = min(years, default=now)
    last = max(years, default=now + 2)
    return list(range(first, max(last, first + 2) + 1))[-MOST_YEARS:]


def _year_in(values: Mapping[str, str], name: str) -> int | None:
    text = values.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 and 1974 <= int(text) <= 2199 else None


def _years_address(review: ServiceReview, council: Council | None, first: int, last: int) -> str:
    first = max(first, last - MOST_YEARS + 1) if last - first >= MOST_YEARS else first
    base = reverse("standard_edit", args=[review.programme.code, review.code])
    whose = f"council={council.code}&" if council else ""
    return f"{base}?{whose}first={first}&last={last}"


def _whose_links(
    review: ServiceReview, councils: Sequence[Council | None], *, council: Council | None, years: Sequence[int]
) -> list[tuple[str, str, bool]]:
    return [
        (one.short_name if one else "Shared by all", _years_address(review, one, years[0], years[-1]), one == council)
        for one in councils
    ]


def _saved(request: HttpRequest, review: ServiceReview, saved: int, page: Page[Indicator]) -> HttpResponse:
    """Back to the review's standards, or on to the next page of indicators."""
    figures = {0: "Nothing was changed", 1: "1 figure saved"}.get(saved, f"{saved} figures saved")
    messages.success(request, figures)
    if page.has_next():
        query = request.GET.copy()
        query["page"] = str(page.next_page_number())
        return redirect(f"{request.path}?{query.urlencode()}")
    return redirect("indicator_list", review.programme.code, review.code)
