"""The route map of a programme and of one review: a drawing, and its table.

Adding and changing milestones: of a review, and of the programme as a whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from programme.drawing.gantt import Gantt, Stretch
from programme.drawing.gantt_drawing import draw_gantt
from programme.exports import export_asked, export_of_table
from programme.history import Moment
from programme.models import Programme
from programme.pages.form_page import EditPage, FormPage
from programme.pages.page import ProgrammePage
from programme.pages.trail import stands
from programme.tables.page_links import links_of
from programme.views.lookup import visible_programme
from services.domain.milestone import add_milestone, add_programme_milestone, change_milestone
from services.forms.review import MilestoneForm
from services.forms.route_map import Choice, PastDayForm, RouteMapForm, shown_range
from services.models import Milestone, ServiceReview
from services.pages.records import ReviewPage
from services.queries.progress import ProgressRow, progress_rows
from services.queries.route_chart import review_stretches, route_chart
from services.queries.route_map import RouteMap, is_shown_between, read_route
from services.tables.route_map import RouteTable
from services.views.lookup import visible_review

PER_PAGE = 25


@dataclass(frozen=True)
class ShownForm:
    """A form as the filter components know it."""

    form: PastDayForm


@require_safe
@stands(below="programme_detail", crumb=_("Route map"))
def route_map(request: HttpRequest, programme_code: str) -> HttpResponseBase:
    """The reviews that the reader sees on a line of time, filtered and paged; or the whole table as a file."""
    programme = visible_programme(request, programme_code)
    moment = _moment(request, programme)
    rows = progress_rows(
        reviews=ServiceReview.objects.visible_to(request.user).filter(programme=programme), moment=moment
    )
    form = RouteMapForm(request.GET, programme=programme, rows=rows)
    choice = form.choice
    read = partial(
        read_route,
        programme=programme,
        moment=moment,
        sees={row.review.pk for row in rows},
        phases_elsewhere={row.phase.pk for row in rows if row.phase is not None},
    )
    found = [row for row in rows if choice.takes(row)]
    if choice.has_range:
        found = _in_range(read(rows=found), choice)
    title = f"Route map of {programme.name}"
    if file_format := export_asked(request):
        chart = _chart(read(rows=found, with_programme=not choice.narrows), choice=choice, title=title)
        return export_of_table(
            table=RouteTable(chart.facts), name=f"{programme.code}-route-map", file_format=file_format
        )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    with_programme = page.number == 1 and not choice.narrows
    route = read(rows=list(page.object_list), with_programme=with_programme)
    chart = _chart(route, choice=choice, title=title)
    context = {
        **_context(programme, chart, form=form, route=route),
        "page": page,
        "pages": _pages(page, request),
        "has_reviews": bool(rows),
        "milestones": list(programme.milestones.filter(review__isnull=True)),
        "can_change_milestones": request.user.has_perm("services.change_programme_milestones", programme),
        "can_add_review": request.user.has_perm("services.add_review", programme),
    }
    return render(request, "services/route_map.html", context)


@require_safe
@stands(below="review_detail", crumb=_("Route map"))
def review_route_map(request: HttpRequest, programme_code: str, review_code: str) -> HttpResponseBase:
    """One review on its way."""
    review = visible_review(request, programme_code, review_code)
    programme = review.programme
    moment = _moment(request, programme)
    seen = ServiceReview.objects.visible_to(request.user).filter(programme=programme).values_list("pk", flat=True)
    route = read_route(
        programme=programme,
        rows=progress_rows(reviews=ServiceReview.objects.filter(pk=review.pk), moment=moment),
        moment=moment,
        sees=set(seen),
    )
    chart = route_chart(route, key="route-map", title=f"Route map of {review.name}")
    if file_format := export_asked(request):
        return export_of_table(
            table=RouteTable(chart.facts), name=f"{programme.code}-{review.code}-route-map", file_format=file_format
        )
    context = {
        **_context(programme, chart, form=PastDayForm(request.GET, programme=programme), route=route),
        "review": review,
        "can_read_history": request.user.has_perm("programme.view_history", programme),
    }
    return render(request, "services/review_route_map.html", context)


def _moment(request: HttpRequest, programme: Programme) -> Moment:
    """The end of the past day asked for, or now."""
    form = PastDayForm(request.GET, programme=programme)
    form.is_valid()
    return Moment.ending(programme, form.cleaned_data.get("as_at"))


def _in_range(route: RouteMap, choice: Choice) -> list[ProgressRow]:
    """The reviews of which something falls into the dates chosen."""
    return [
        review.row
        for review in route.reviews
        if is_shown_between(review_stretches(review, today=route.today), first=choice.first, last=choice.last)
    ]


def _chart(route: RouteMap, *, choice: Choice, title: str) -> Gantt:
    """The chart of what was read, cut to the dates chosen."""
    shown = None
    if choice.has_range:
        stretches = [stretch for review in route.reviews for stretch in review_stretches(review, today=route.today)]
        days = [route.today, *(day for stretch in stretches for day in (stretch.first, stretch.last))]
        shown = shown_range(choice, fits=Stretch(min(days), max(days)))
    return route_chart(route, key="route-map", title=title, detail=choice.detail, shown=shown)


def _pages(page: Page[Any], request: HttpRequest) -> Any:
    return links_of(page=page, request=request) if page.paginator.num_pages > 1 else None


def _context(programme: Programme, chart: Gantt, *, form: PastDayForm, route: RouteMap) -> dict[str, Any]:
    table = RouteTable(chart.facts)
    return {
        "programme": programme,
        "chart": chart,
        "drawings": draw_gantt(chart) if chart.rows else (),
        "table": table,
        "filter": ShownForm(form),
        "as_at": None if route.moment.is_now else route.today,
    }


class MilestoneCreate(ReviewPage, FormPage):
    """Add a milestone to a review."""

    permission = "services.change_milestones"
    parent = "review_detail"
    title = _("Add a milestone")
    introduction = _("For {review.name}. Enter at least one date.")
    form_class = MilestoneForm
    act = add_milestone
    success = _("Milestone added: {saved.name}")


class MilestoneEdit(ReviewPage, EditPage):
    """Change a milestone of a review."""

    permission = "services.change_milestones"
    parent = "review_detail"
    title = _("Change a milestone")
    introduction = _("Of {review.name}.")
    record_class = Milestone
    form_class = MilestoneForm
    act = change_milestone
    success = _("Milestone saved: {saved.name}")


class ProgrammeMilestoneCreate(ProgrammePage, FormPage):
    """Add a milestone to the programme."""

    permission = "services.change_programme_milestones"
    parent = "route_map"
    crumb = _("Add a milestone")
    title = _("Add a milestone of the programme")
    introduction = _("For the whole programme, not one of its reviews. Enter at least one date.")
    form_class = MilestoneForm
    act = add_programme_milestone
    success = _("Milestone added: {saved.name}")


class ProgrammeMilestoneEdit(ProgrammePage, EditPage):
    """Change a milestone of the programme."""

    permission = "services.change_programme_milestones"
    parent = "route_map"
    crumb = _("Change a milestone")
    title = _("Change a milestone of the programme")
    record_class = Milestone
    form_class = MilestoneForm
    act = change_milestone
    success = _("Milestone saved: {saved.name}")

    def record_rows(self) -> QuerySet[Milestone]:
        return Milestone.objects.filter(review__isnull=True)
