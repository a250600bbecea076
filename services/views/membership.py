"""Membership over time: who took part when, and what a council that left still reads of a review."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from programme.drawing.gantt_drawing import draw_gantt
from programme.exports import export_asked, export_of_table
from programme.pages.trail import stands
from programme.views.lookup import visible_programme
from services.forms.membership import MembershipFilter, MembershipFilterForm
from services.queries.former_parts import former_parts, review_then
from services.queries.membership import narrowed, times_of_parts
from services.queries.membership_chart import membership_chart
from services.tables.reviews import TimeOfPartTable
from services.views.lookup import reader_of

PER_PAGE = 50


@require_safe
@stands(below="programme_detail", crumb=_("Membership over time"))
def membership_over_time(request: HttpRequest, programme_code: str) -> HttpResponseBase:
    """Who was in when, in the programme and in each review, and who is on a day."""
    programme = visible_programme(request, programme_code)
    form = MembershipFilterForm(request.GET, programme=programme)
    form.is_valid()
    asked = form.cleaned_data
    day = asked.get("on") or programme.today
    parts = narrowed(
        times_of_parts(programme=programme, user=request.user, day=day),
        council=asked.get("council", ""),
        of=asked.get("of", ""),
        standing=asked.get("standing", ""),
    )
    table = TimeOfPartTable(parts, day=day)
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    if file_format := export_asked(request):
        return export_of_table(table=table, name=f"{programme.code}-membership", file_format=file_format)
    shown = [row.record for row in table.paginated_rows]
    context = {
        "programme": programme,
        "page_title": "Membership over time",
        "drawings": draw_gantt(membership_chart(shown, day=day)) if shown else (),
        "filter": MembershipFilter(form),
        "table": table,
        "exports": True,
        "day": day,
        "former": former_parts(programme=programme, user=request.user),
        "empty_title": "No council has joined yet",
        "empty_text": "The programme office adds councils on the programme's page.",
    }
    return render(request, "services/membership_over_time.html", context)


@require_safe
@stands(below="membership_over_time", crumb="{review.name}")
def review_when_left(request: HttpRequest, programme_code: str, review_code: str) -> HttpResponse:
    """A review as it stood at the end of the last day of the reader's council in it."""
    programme = visible_programme(request, programme_code)
    parts = former_parts(programme=programme, user=reader_of(request))
    part = next((part for part in parts if part.review.code == review_code), None)
    then = review_then(part) if part is not None else None
    if then is None:
        raise Http404
    context = {"programme": programme, "part": part, "then": then, "row": then.row, "review": then.row.review}
    return render(request, "services/review_when_left.html", context)
