"""How long the reviews of a programme take at each stage."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from programme.exports import export_asked, export_of_table
from programme.views.lookup import visible_programme
from services.filters.reviews import list_choices
from services.models import ServiceReview
from services.queries.stage_times import stage_times, summaries_of
from services.tables.stages import StageTimesFilter, StageTimesTable, timed
from services.views.lookup import reader_of

PER_PAGE = 50


@require_safe
def stage_times_page(request: HttpRequest, programme_code: str) -> HttpResponseBase:
    """The reviews that the reader may see, the longest at their stage first, and the median of each stage."""
    programme = visible_programme(request, programme_code)
    filters = StageTimesFilter(
        request.GET,
        queryset=ServiceReview.objects.visible_to(request.user).filter(programme=programme),
        programme=programme,
        choices=list_choices(programme=programme, user=reader_of(request)),
    )
    times = stage_times(reviews=filters.qs)
    table = StageTimesTable(timed(times), programme=programme)
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    if file_format := export_asked(request):
        return export_of_table(table=table, name=f"{programme.code}-time-in-stage", file_format=file_format)
    context = {
        "programme": programme,
        "page_title": "Time in stage",
        "filter": filters,
        "table": table,
        "exports": True,
        "summaries": [summary for summary in summaries_of(times) if summary.moved_on or summary.standing],
    }
    return render(request, "services/stage_times.html", context)
