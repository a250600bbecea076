"""The board's dashboard and the rows behind each of its figures.

Rating the programme otherwise than its reviews make it, and by them again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from governance.domain.rating_override import CHANGE, end_override, override_rating
from governance.exports import export_progress_table
from governance.filters.dashboard import DashboardFilter, DashboardForm, MomentForm
from governance.forms.ratings import OverrideForm
from governance.markup.progress import progress_markup
from governance.models import RatingOverride
from governance.queries.dashboard import Scope, dashboard_of, dates_of, scope_of
from governance.queries.dashboard_changes import changes_since
from governance.queries.dashboard_figures import RULES_BY_CODE, rows_behind
from governance.queries.dashboard_rows import DashboardRow, Position, dashboard_rows, narrow_rows, position_of, table_of
from governance.queries.overall_rating import overall_of
from governance.queries.progress_table import table_of_lines
from governance.tables.dashboard import ChangeTable, DateTable, FigureTable
from programme.errors import DomainError
from programme.exports import export_asked, export_of_table
from programme.models import Programme, ReportingPeriod
from programme.pages.form_page import ButtonPage, FormPage
from programme.pages.page import ProgrammePage
from programme.tables.columns import ListTable
from programme.tables.page_links import links_of
from programme.views.lookup import programme_for
from services.models import ServiceReview
from services.queries.progress import progress_rows

PER_PAGE = 50
OVERRIDE = "governance.override_rating"


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a request asks for, and the rows that answer it."""

    programme: Programme
    periods: list[ReportingPeriod]
    position: Position
    form: DashboardForm
    rows: list[DashboardRow]
    scope: Scope | None
    url_of: Callable[..., str]


@require_safe
def dashboard(request: HttpRequest, programme_code: str) -> HttpResponseBase:
    """Where the programme is, what is wrong, what is next; as CSV or XLSX, its progress table."""
    reading = _read(request, programme_code)
    if file_format := export_asked(request):
        table = table_of(reading.rows, position=reading.position)
        return export_progress_table(table=table, name=f"{programme_code}-progress", file_format=file_format)
    board = dashboard_of(
        programme=reading.programme,
        user=request.user,
        rows=reading.rows,
        position=reading.position,
        periods=reading.periods,
        is_filtered=bool(reading.form.narrowing),
        url_of=reading.url_of,
    )
    page = Paginator(board.table.rows, PER_PAGE).get_page(request.GET.get("page"))
    shown = table_of_lines(page.object_list, today=reading.position.today)
    context = {
        **_context(reading),
        "board": board,
        "progress": progress_markup(shown),
        "pages": links_of(page=page, request=request, anchor="#progress") if page.has_other_pages() else None,
        "changes_url": reading.url_of("changes"),
        "dates_url": reading.url_of("dates"),
        "can_override": reading.position.moment.is_now and request.user.has_perm(OVERRIDE, reading.programme),
    }
    return render(request, "governance/dashboard.html", context)


@require_safe
def dashboard_figure(request: HttpRequest, programme_code: str, figure: str) -> HttpResponseBase:
    """The reviews that one figure counts, as at the same moment and by the same filters."""
    rule = RULES_BY_CODE.get(figure)
    if rule is None:
        raise Http404
    reading = _read(request, programme_code)
    rows = rows_behind(rule, reading.rows)
    among = sum(1 for row in reading.rows if rule.among(row))
    counted = f"{len(rows)} of {among} {rule.of}"
    return _list(request, reading, FigureTable(rows), name=figure, title=rule.title, counted=counted, among=among)


@require_safe
def dashboard_changes(request: HttpRequest, programme_code: str) -> HttpResponseBase:
    """Everything that has changed since the last period."""
    reading = _read(request, programme_code)
    items = changes_since(reading.rows, position=reading.position).items
    return _list(
        request,
        reading,
        ChangeTable(items),
        name="changes",
        title="What changed",
        counted=f"{len(items)} change{pluralize(len(items))} since the last period",
        empty_title="Nothing has changed",
        empty_text="No rating, date or state has changed since the last period.",
    )


@require_safe
def dashboard_dates(request: HttpRequest, programme_code: str) -> HttpResponseBase:
    """Every business case, implementation and milestone still to come."""
    reading = _read(request, programme_code)
    due = dates_of(
        reading.rows,
        programme=reading.programme,
        position=reading.position,
        with_programme=not reading.form.narrowing,
    )
    return _list(
        request,
        reading,
        DateTable(due.dated),
        name="dates",
        title="Dates",
        counted=f"{len(due.dated)} business cases, implementations and milestones still to come",
        empty_title="Nothing is still to come",
        empty_text="No business case, implementation or milestone is owed.",
    )


def _list(
    request: HttpRequest, reading: Reading, table: ListTable, *, name: str, title: str, **said: Any
) -> HttpResponseBase:
    """A list behind the dashboard, paged; or the whole of it as a file. `counted` says of what it is a list."""
    table.caption = f"{title}: {len(table.rows)}"
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    if file_format := export_asked(request):
        return export_of_table(table=table, name=f"{reading.programme.code}-{name}", file_format=file_format)
    context = {**_context(reading), **said, "table": table, "page_title": title, "exports": True}
    return render(request, "governance/dashboard_figure.html", context)


def _read(request: HttpRequest, programme_code: str) -> Reading:
    programme = programme_for(request, programme_code, permission="governance.view_dashboard")
    periods = list(programme.periods.all())
    asked = MomentForm(request.GET, programme=programme, periods=periods)
    asked.is_valid()
    position = position_of(
        programme=programme,
        periods=periods,
        period_code=asked.cleaned_data.get("period", ""),
        day=asked.cleaned_data.get("as_at"),
    )
    reviews = ServiceReview.objects.visible_to(request.user)
    rows = dashboard_rows(programme=programme, reviews=reviews, position=position)
    form = DashboardForm(request.GET, programme=programme, periods=periods, rows=rows)
    return Reading(
        programme=programme,
        periods=periods,
        position=position,
        form=form,
        rows=narrow_rows(rows, by=form.narrowing),
        scope=scope_of(user=request.user, programme=programme, rows=rows),
        url_of=_figure_addresses(programme, form),
    )


def _figure_addresses(programme: Programme, form: DashboardForm) -> Callable[..., str]:
    """The address of a figure's rows, or ("") of the dashboard, keeping the reader's choice of moment and filters."""
    base = reverse("dashboard", args=[programme.code])
    kept = {name: str(value) for name, value in form.cleaned_data.items() if value}

    def url_of(code: str, **filters: str) -> str:
        query = urlencode({**kept, **filters})
        address = f"{base}{code}/" if code else base
        return f"{address}?{query}" if query else address

    return url_of


def _context(reading: Reading) -> dict[str, Any]:
    return {
        "programme": reading.programme,
        "moment": reading.position,
        "form": reading.form,
        "filter": DashboardFilter(reading.form),
        "scope": reading.scope,
        "dashboard_url": reading.url_of(""),
        "whole_url": reverse("dashboard", args=[reading.programme.code]),
        "is_filtered": bool(reading.form.narrowing),
    }


class RatingOverrideSet(ProgrammePage, FormPage):
    """Set the programme's rating by hand, with the reason."""

    parent = ("programme_detail", ("dashboard", _("Dashboard")))
    permission = CHANGE
    title = _("Rate the programme")
    template_name = "governance/rating_override.html"
    form_class = OverrideForm
    act = override_rating
    save = _("Set the rating")
    success = _("The programme is rated {saved.get_rag_display:lower}")

    @cached_property
    def standing(self) -> RatingOverride | None:
        """The rating set by hand that counts now."""
        return RatingOverride.objects.standing().filter(programme=self.programme).first()

    def form_options(self) -> dict[str, Any]:
        return {"standing": self.standing}

    def details(self) -> dict[str, Any]:
        reviews = ServiceReview.objects.visible_to(self.reader).filter(programme=self.programme)
        return {"overall": overall_of(progress_rows(reviews=reviews))}


class RatingOverrideEnd(ProgrammePage, ButtonPage):
    """Rate the programme by its reviews again."""

    permission = CHANGE
    act = end_override
    success = _("The programme is rated by its reviews again")
    goes_to = "dashboard"

    def refused(self, error: DomainError) -> HttpResponseBase:
        messages.info(self.request, error.message)
        return redirect(self.next_address(None))
