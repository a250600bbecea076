"""The savings tracker of a programme and of a review, a line's page, and how the tracker reconciles with its cases."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from finance.models import SavingsLine, SavingsValue
from finance.queries.savings import listed_savings, one_off_costs, scope_of, years_of_savings
from finance.queries.savings_line import became_of, values_of
from finance.queries.savings_page import one_off_words, summary_of
from finance.queries.savings_reconciliation import reconciliation_of
from finance.tables.savings import SavingsFilter, SavingsTable
from programme.exports import export_asked, export_of_table
from programme.models import Council, Programme
from programme.views.lookup import visible_programme
from services.models import ServiceReview
from services.views.lookup import visible_review

PER_PAGE = 50
CHANGE = "finance.change_savings"
REVIEW_COLUMNS = ("pk", "code", "name", "has_lines")


@require_safe
def savings_list(request: HttpRequest, programme_code: str) -> HttpResponseBase:
    """The savings lines of every review that the reader sees; or all of them as a file."""
    programme = visible_programme(request, programme_code)
    reviews = ServiceReview.objects.visible_to(request.user).filter(programme=programme)
    return _tracker(request, programme=programme, reviews=reviews)


@require_safe
def review_savings(request: HttpRequest, programme_code: str, review_code: str) -> HttpResponseBase:
    """The savings lines of one review; or all of them as a file."""
    review = visible_review(request, programme_code, review_code)
    reviews = ServiceReview.objects.filter(pk=review.pk)
    return _tracker(request, programme=review.programme, reviews=reviews, review=review)


def _tracker(
    request: HttpRequest, *, programme: Programme, reviews: QuerySet, review: ServiceReview | None = None
) -> HttpResponseBase:
    user, asked = request.user, request.GET
    # Who sees which reviews takes long to work out, so that it is asked once.
    seen = list(reviews.order_by("name", "pk").annotate(has_lines=_has_lines()).values(*REVIEW_COLUMNS))
    ids = [row["pk"] for row in seen]
    choices = {row["code"]: row for row in seen if row["has_lines"] and not review}
    years = years_of_savings(ids)
    councils = list(_councils(ids))
    year = int(asked["year"]) if asked.get("year", "") in {str(one) for one in years} else None
    code = asked.get("council", "")
    council = code if code in {one.code for one in councils} else ""
    scope = scope_of(programme=programme, user=user, year=year, council=council)
    filters = SavingsFilter(
        request.GET,
        queryset=listed_savings(reviews=ids, scope=scope),
        reviews=None if review else [(row["code"], row["name"]) for row in choices.values()],
        councils=councils,
        years=years,
    )
    table = SavingsTable(filters.qs, programme=programme, exclude=("review",) if review else ())
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    if file_format := export_asked(request):
        table.data.data = table.data.data.select_related("version__case")
        return export_of_table(table=table, name=f"{(review or programme).code}-savings", file_format=file_format)

    def state_url(state: str) -> str:
        query = request.GET.copy()
        query.pop("page", None)
        query["state"] = state
        return f"{request.path}?{query.urlencode()}#list"

    chosen = choices.get(asked.get("review", ""))
    is_live = review is not None and review.left_on is None
    context = {
        "programme": programme,
        "review": review,
        "table": table,
        "filter": filters,
        "exports": True,
        "page_title": f"{review.name}: savings" if review else "Savings",
        "summary": summary_of(filters.qs, scope=scope, reviews=[chosen["pk"]] if chosen else ids, state_url=state_url),
        "hides": scope.hides,
        "can_change": is_live and user.has_perm(CHANGE, review),
        "can_read_history": user.has_perm("programme.view_history", programme),
    }
    return render(request, "finance/review_savings.html" if review else "finance/savings_list.html", context)


def _has_lines() -> Exists:
    return Exists(SavingsLine.objects.filter(review=OuterRef("pk")))


def _councils(reviews: Collection[int]) -> QuerySet[Council]:
    values = SavingsValue.objects.filter(council=OuterRef("pk"), line__review__any_of=reviews)
    return Council.objects.filter(Exists(values)).order_by("short_name", "pk")


@require_safe
def savings_detail(request: HttpRequest, programme_code: str, line_code: str) -> HttpResponse:
    """One line: its values by month, what it came from and what became of it."""
    line = visible_line(request, programme_code, line_code)
    user, programme = request.user, line.programme
    scope = scope_of(programme=programme, user=user)
    context = {
        "programme": programme,
        "line": line,
        "review": line.review,
        "values": values_of(line, scope=scope, asked=request.GET.get("year", "")),
        "became": became_of(line),
        "one_off": one_off_words(one_off_costs(reviews=[line.review_id])),
        "hides": scope.hides,
        "can_change": line.closed_on is None and line.review.left_on is None and user.has_perm(CHANGE, line.review),
        "can_read_history": user.has_perm("programme.view_history", programme),
    }
    return render(request, "finance/savings_detail.html", context)


@require_safe
def savings_reconciliation(request: HttpRequest, programme_code: str, review_code: str) -> HttpResponse:
    """Where the tracker of a review plans something else than its approved cases say."""
    review = visible_review(request, programme_code, review_code)
    context: dict[str, Any] = {
        "programme": review.programme,
        "review": review,
        "found": reconciliation_of(review, scope=scope_of(programme=review.programme, user=request.user)),
        "one_off": one_off_words(one_off_costs(reviews=[review.pk])),
    }
    return render(request, "finance/savings_reconciliation.html", context)


def visible_line(request: HttpRequest, programme_code: str, line_code: str) -> SavingsLine:
    """The line, if the reader sees its review; else not found."""
    lines = SavingsLine.objects.visible_to(request.user).select_related(
        "programme", "review__programme", "version__case__programme", "case_line", "owner"
    )
    line: SavingsLine = get_object_or_404(lines, programme__code=programme_code, code=line_code)
    return line
