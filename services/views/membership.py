"""Membership over time: who took part when, and what a council that left still reads of a review."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from programme.drawing.gantt_drawing import draw_gantt
from programme.pages.list_page import Empty, ListPage
from programme.pages.page import ProgrammePage
from programme.pages.trail import stands
from programme.views.lookup import visible_programme
from services.forms.review import MembershipFilter, MembershipFilterForm
from services.queries.former_parts import former_parts, review_then
from services.queries.membership import membership_chart, narrowed, times_of_parts
from services.tables.reviews import TimeOfPartTable
from services.views.lookup import reader_of


class MembershipOverTime(ProgrammePage, ListPage):
    """Who was in when, in the programme and in each review, and who is on a day."""

    parent = "programme_detail"
    title = _("Membership over time")
    introduction = _(
        "Who has been in the programme and in its service reviews, from when to when, and who is in on {day}. A "
        "council that comes back has a line for each time."
    )
    stylesheets = ("reviews.css",)
    above = "services/_former_parts.html"
    below = "services/_route_drawing.html"
    table_class = TimeOfPartTable
    export_name = "{programme.code}-membership"
    empty = Empty(_("No council has joined yet"), text=_("The programme office adds councils on the programme's page."))

    def filters(self) -> MembershipFilter:
        form = MembershipFilterForm(self.request.GET, programme=self.programme)
        form.is_valid()
        self.found(day=form.cleaned_data.get("on") or self.programme.today)
        return MembershipFilter(form)

    def filtered(self, filters: MembershipFilter) -> list[Any]:
        asked = {name: filters.form.cleaned_data.get(name, "") for name in ("council", "of", "standing")}
        day = self.records["day"]
        return narrowed(times_of_parts(programme=self.programme, user=self.reader, day=day), **asked)

    def table_options(self) -> dict[str, Any]:
        return {"day": self.records["day"]}

    def details(self) -> dict[str, Any]:
        shown = [row.record for row in self.table.paginated_rows]
        drawings = draw_gantt(membership_chart(shown, day=self.records["day"])) if shown else ()
        return {"drawings": drawings, "former": former_parts(programme=self.programme, user=self.reader)}


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
