"""The service standards of a whole programme."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from programme.exports import export_asked, export_of_table
from programme.models import Council, ProgrammeMembership
from programme.views.lookup import visible_programme
from services.models import Indicator, ServiceReview
from services.queries.service_standards import standard_rows, standard_years
from services.tables.standards import StandardFilter, StandardTable

PER_PAGE = 50
OF_INDICATORS = {"q", "review", "category"}
"""The filters that choose among indicators; the others choose among the rows made of them."""


@require_safe
def service_standards(request: HttpRequest, programme_code: str) -> HttpResponseBase:
    """The standards that apply in the reviews that the reader sees, filtered, sorted and paged; or all as a file."""
    programme = visible_programme(request, programme_code)
    members = ProgrammeMembership.objects.filter(programme=programme)
    reviews = list(ServiceReview.objects.visible_to(request.user).filter(programme=programme).in_programme_order())
    filters = StandardFilter(
        request.GET,
        queryset=Indicator.objects.visible_to(request.user).filter(programme=programme).order_by("pk").only("pk"),
        reviews=[(review.code, review.name) for review in reviews],
        councils=list(Council.objects.filter(pk__in=members.values("council"))),
        years=standard_years(reviews),
    )
    asked = filters.form.cleaned_data if filters.is_valid() else {}
    rows = standard_rows(
        programme=programme,
        reviews=reviews,
        indicators=filters.qs if OF_INDICATORS & {name for name, value in asked.items() if value} else None,
        council=asked.get("council", ""),
        year=int(asked["year"]) if asked.get("year") else None,
        met=asked.get("met", ""),
    )
    table = StandardTable(rows, programme=programme)
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    if file_format := export_asked(request):
        return export_of_table(table=table, name=f"{programme.code}-service-standards", file_format=file_format)
    context = {
        "programme": programme,
        "page_title": "Service standards",
        "filter": filters,
        "table": table,
        "exports": True,
    }
    return render(request, "services/service_standards.html", context)
