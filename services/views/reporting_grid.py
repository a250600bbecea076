"""The reporting grid: every review's update of one period, to enter, to follow and to decide on."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programme.models import Programme, ReportingPeriod
from programme.pages.list_page import PER_PAGE, Empty, ListPage
from programme.pages.page import ProgrammePage
from programme.tables.page_links import query_prefix
from services.enums import Standing
from services.filters.reporting import GridFilter
from services.filters.reviews import asked_period, list_choices
from services.models import ServiceReview
from services.queries.reporting_grid import GridCounts, count_grid, grid_reviews, reader_in
from services.tables.reporting import GridTable

ALL_ON_ONE_PAGE = 1_000


class ReportingGrid(ProgrammePage, ListPage):
    """The live reviews that the reader writes for, decides on or audits, each with its update in the period."""

    permission = "services.view_reporting"
    parent = "programme_detail"
    title = _("Reporting")
    template_name = "services/reporting_grid.html"
    stylesheets = ("reviews.css",)
    scripts = ("grid.js",)
    filter_class = GridFilter
    table_class = GridTable
    export_name = "{programme.code}-{period.code}-updates"
    shows_ratings = True
    empty = Empty(_("No reviews report here"), text=_("The reviews that you write for, or decide on, stand here."))

    def find(self) -> None:
        super().find()
        self.choices = list_choices(programme=self.programme, user=self.reader, with_leads=False)
        code = self.request.GET.get("period", "")
        period = asked_period(programme=self.programme, choices=self.choices, code=code)
        self.found(period=period)
        if period is not None:
            period.programme = self.programme
            self.writer = reader_in(programme=self.programme, period=period, user=self.reader)
            self.decides = self.writer.is_open and (self.writer.is_office or self.writer.is_sponsor)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.records["period"] is None:
            can_open = self.may("programme.change_programme")
            return render(request, "services/reporting_none.html", {**self.records, "can_open": can_open})
        self.shows_all = request.GET.get("show") == "all"
        self.per_page = ALL_ON_ONE_PAGE if self.shows_all else PER_PAGE
        return super().get(request, *args, **kwargs)

    def rows(self) -> QuerySet[ServiceReview]:
        return grid_reviews(programme=self.programme, user=self.reader, period=self.records["period"])

    def filter_options(self) -> dict[str, Any]:
        return {"programme": self.programme, "choices": self.choices, "period": self.records["period"]}

    def table_options(self) -> dict[str, Any]:
        return {
            "programme": self.programme,
            "period": self.records["period"],
            "reader": self.writer,
            "all_chosen": "choose" in self.request.GET,
            "exclude": () if self.decides else ("choose",),
        }

    def details(self) -> dict[str, Any]:
        period, request = self.records["period"], self.request
        counts = count_grid(programme=self.programme, user=self.reader, period=period)
        show_prefix = query_prefix(request, without=("show", "page", "choose"))
        return {
            "counts": counts,
            "figures": _figures(self.programme, period, counts),
            "is_late": period.is_overdue(self.programme.today),
            "is_open": self.writer.is_open,
            "decides": self.decides,
            "choose_all_url": f"{query_prefix(request, without=('choose',))}choose=all",
            "show_url": f"{show_prefix}{'' if self.shows_all else 'show=all'}",
            "shows_all": self.shows_all,
            "per_page": PER_PAGE,
        }


def _figures(programme: Programme, period: ReportingPeriod, counts: GridCounts) -> list[tuple[str, int, str]]:
    """The counts on top: label, number, and the address of the rows behind it."""
    base = f"{reverse('reporting_grid', args=[programme.code])}?period={period.code}"
    rows = [
        *((str(standing.label), counts.by_standing[standing], standing.value) for standing in Standing),
        ("Overdue", counts.overdue, "overdue"),
    ]
    if counts.waiting != counts.by_standing[Standing.SUBMITTED]:  # a correction waits too
        rows.append(("Waiting for a decision", counts.waiting, "waiting"))
    return [("Reviews", counts.of, base), *((label, number, f"{base}&update={code}") for label, number, code in rows)]
