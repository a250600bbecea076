"""The pages that ours are compared with: the same rows and columns by the libraries' own means, and a bare template."""

from __future__ import annotations

from typing import Any

import django_filters as filters
import django_tables2 as tables
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import include, path
from django_tables2 import RequestConfig

from programme.models import Phase, Programme
from services.models import ServiceReview
from services.queries.periods import current_period
from services.queries.review_list import listed_reviews, promised

ROWS = 50


class PlainTable(tables.Table):
    """The columns of the review list, as django-tables2 draws them by itself."""

    name = tables.Column(linkify=True, verbose_name="Service review")
    phase = tables.Column(accessor="phase__name")
    councils = tables.Column(accessor="parts", orderable=False)
    stage = tables.Column()
    rating = tables.Column(verbose_name="RAG")
    business_case_expected = tables.Column(accessor="pk", verbose_name="Business case expected")
    implementation_expected = tables.Column(accessor="pk", verbose_name="Implementation expected")
    standing = tables.Column(verbose_name="Update")

    class Meta:
        template_name = "django_tables2/table.html"

    def render_councils(self, value: Any) -> str:
        return ", ".join(part.council.short_name for part in value)

    def render_business_case_expected(self, record: Any) -> Any:
        return promised(record, "business_case_expected")

    def render_implementation_expected(self, record: Any) -> Any:
        return promised(record, "implementation_expected")


class PlainFilter(filters.FilterSet):
    """Filters by a model's fields, as django-filter makes them by itself."""

    phase = filters.ModelChoiceFilter(queryset=Phase.objects.none())

    class Meta:
        model = ServiceReview
        fields = {"name": ["icontains"], "phase": ["exact"], "stage": ["exact"], "state": ["exact"]}

    def __init__(self, *args: Any, programme: Programme, **options: Any) -> None:
        super().__init__(*args, **options)
        self.filters["phase"].queryset = programme.phases.all()


def _reviews(request: HttpRequest, programme_code: str) -> tuple[Programme, Any]:
    programme = get_object_or_404(Programme.objects.visible_to(request.user), code=programme_code)
    period = current_period(programme=programme)
    return programme, listed_reviews(programme=programme, user=request.user, period=period)


def plain_list(request: HttpRequest, programme_code: str) -> HttpResponse:
    """Fifty reviews by django-tables2 and django-filter."""
    programme, reviews = _reviews(request, programme_code)
    chosen = PlainFilter(request.GET, queryset=reviews, programme=programme)
    table = PlainTable(chosen.qs)
    RequestConfig(request, paginate={"per_page": ROWS}).configure(table)
    return render(request, "benchmarks/plain_list.html", {"filter": chosen, "table": table})


def bare_list(request: HttpRequest, programme_code: str) -> HttpResponse:
    """The same fifty reviews by a loop in a template."""
    _, reviews = _reviews(request, programme_code)
    rows = list(reviews[:ROWS])
    for review in rows:
        review.business_case = promised(review, "business_case_expected")
        review.implementation = promised(review, "implementation_expected")
    return render(request, "benchmarks/bare_list.html", {"reviews": rows, "programme_code": programme_code})


def bare_rows(request: HttpRequest, programme_code: str) -> HttpResponse:
    """Fifty reviews in one query and a loop: what a page of them costs at the least."""
    reviews = ServiceReview.objects.visible_to(request.user).filter(programme__code=programme_code)
    rows = reviews.select_related("phase").in_programme_order()[:ROWS]
    return render(request, "benchmarks/bare_rows.html", {"reviews": rows, "programme_code": programme_code})


urlpatterns = [
    path("plain/<slug:programme_code>/", plain_list, name="plain_list"),
    path("bare/<slug:programme_code>/", bare_list, name="bare_list"),
    path("rows/<slug:programme_code>/", bare_rows, name="bare_rows"),
    path("", include("config.urls")),
]
