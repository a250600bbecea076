"""The heat map of a register, and the risks of each of its cells.

The trend of a register: its open risks by band over time.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from programme.history import Moment, end_of_day
from programme.pages.page import DetailPage
from programme.pages.trail import stands
from risks.drawing.heat_map import draw_heat_map
from risks.forms.heat_map import HeatMapForm, TrendForm
from risks.models import MatrixCell, RegisterEntry, RiskRegister
from risks.pages.records import RegisterPage
from risks.queries.exceptions import last_board
from risks.queries.heat_map import Asked, HeatMapReading, heat_map, moved_rows, rows_of
from risks.queries.trends import month_ends, register_trend

PER_PAGE = 50
CELL = ("likelihood", "impact")


@stands(below="risk_register", crumb=_("Heat map"))
@require_safe
def heat_map_page(request: HttpRequest, programme_code: str, register_code: str) -> HttpResponse:
    """How many open risks stand in each cell, now or on a past day, with a chosen cell's risks beneath."""
    registers = RiskRegister.objects.visible_to(request.user).select_related("programme", "review", "council")
    register = get_object_or_404(registers, programme__code=programme_code, code=register_code)
    programme = register.programme
    form = HeatMapForm(request.GET, programme=programme)
    chosen = form.chosen
    since = chosen.get("since")
    moment = Moment.ending(programme, chosen.get("as_at"))
    asked = Asked(
        kind=chosen.get("kind") or Asked.kind,
        moment=moment,
        since=end_of_day(since) if since else None,
        version=chosen.get("version"),
        shows_numbers=chosen.get("show") == "numbers",
    )
    reading = heat_map(
        register=register,
        entries=RegisterEntry.objects.visible_to(request.user),
        asked=asked,
        url_of=lambda cell: _with(request, likelihood=cell.likelihood.label, impact=cell.impact.label) + "#cell",
    )
    board = last_board(programme, moment.time)
    context = {
        "programme": programme,
        "register": register,
        "form": form,
        "as_at": chosen.get("as_at"),
        "since": since,
        "board": board,
        "since_board_url": _with(request, since=f"{timezone.localdate(board):%-d/%-m/%Y}")
        if board and since is None
        else "",
        "reading": reading,
        **(_drawn(request, reading) if reading is not None else {}),
    }
    return render(request, "risks/heat_map.html", context)


def _drawn(request: HttpRequest, reading: HeatMapReading) -> dict[str, Any]:
    cell = reading.in_cell(request.GET.get("likelihood", ""), request.GET.get("impact", ""))
    found: dict[str, Any] = {
        "map": draw_heat_map(reading.told, key="heat-map"),
        "earlier": [(version, many, _with(request, version=version)) for version, many in reading.earlier],
        "latest_url": _with(request, version=None),
        "moved": moved_rows(reading) if reading.movements else None,
    }
    if cell is not None:
        found |= {"cell": cell[0], "cell_words": _words(reading, cell[0]), "whole_url": _with(request)}
        found["page"] = _page(request, reading, cell[1])
    return found


def _page(request: HttpRequest, reading: HeatMapReading, standing: Any) -> Page[Any]:
    page = Paginator(standing, PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = rows_of(list(page.object_list), movements=reading.movements)
    return page


def _words(reading: HeatMapReading, cell: MatrixCell) -> str:
    square = next(
        one
        for one in reading.told.squares
        if (one.likelihood, one.impact) == (cell.likelihood.position, cell.impact.position)
    )
    return reading.told.words_of(replace(square, count=0))


def _with(request: HttpRequest, **changed: Any) -> str:
    """The address of this page with another choice; the chosen cell goes, unless it is what changes."""
    query = request.GET.copy()
    for name in (*CELL, "page"):
        query.pop(name, None)
    for name, value in changed.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path


class RegisterTrend(RegisterPage, DetailPage):
    """How many open risks stood in each band at the end of each month, those the reader sees."""

    crumb = _("Trend")
    template_name = "risks/register_trend.html"
    stylesheets = ("risks.css", "heat.css")

    def details(self) -> dict[str, Any]:
        form = TrendForm(self.request.GET)
        today = self.programme.today
        days = [
            day
            for day in month_ends(today=today, months=form.chosen)
            if day >= self.programme.starts_on or day == today
        ]
        map_url = self.address_of("heat_map")
        chart = register_trend(
            register=self.register,
            entries=RegisterEntry.objects.visible_to(self.reader),
            days=days,
            url_of=lambda day: map_url if day == today else f"{map_url}?as_at={day:%-d/%-m/%Y}",
        )
        return {"form": form, "chart": chart}
