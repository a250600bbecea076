"""The reporting grid: every review's update of one period, to enter, to follow and to decide on.

Accepting or returning many updates at once: one page that shows them all, then each decided by itself.
"""

from __future__ import annotations

import re
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from programme.models import Programme, ReportingPeriod
from programme.pages.list_page import PER_PAGE, Empty, ListPage
from programme.pages.page import ProgrammePage
from programme.pages.trail import stands
from programme.tables.page_links import query_prefix
from programme.views.lookup import programme_for
from services.domain.progress_update import Outcome, accept_updates, return_updates
from services.enums import Standing
from services.filters.reporting import GridFilter
from services.filters.reviews import asked_period, list_choices
from services.forms.update import ManyForm
from services.models import ServiceReview
from services.queries.reporting_grid import GridCounts, count_grid, grid_reviews, reader_in
from services.queries.updates import read_choices
from services.tables.reporting import GridTable
from services.views.lookup import period_of, reader_of

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


MARK = re.compile(r"(\d{1,18}):(\d{1,9})", re.ASCII)
ACCEPT, RETURN = "accept", "return"


@require_POST
@stands(below="reporting_grid", crumb=_("Decide"))
def reporting_decide(request: HttpRequest, programme_code: str, period_code: str) -> HttpResponse:
    """What was ticked in the grid, to be read and confirmed; once confirmed, what came of each."""
    programme = programme_for(request, programme_code, permission="services.decide_updates")
    period = period_of(programme, period_code)
    marks = _marks(request)
    action = request.POST.get("action", "")
    if action not in (ACCEPT, RETURN):
        return _confirm_page(request, programme, period, marks=marks, form=ManyForm())
    form = ManyForm(request.POST, is_returning=action == RETURN)
    outcomes = form.submit(
        return_updates if action == RETURN else accept_updates,
        chosen=marks,
        period=period,
        actor=reader_of(request),
        at=timezone.now(),
    )
    if outcomes is None:
        return _confirm_page(request, programme, period, marks=marks, form=form)
    return _summary_page(request, programme, period, outcomes=outcomes, action=action)


def _marks(request: HttpRequest) -> dict[int, int]:
    """Editions by the ids of the updates ticked; what is no such mark is left out."""
    found = (MARK.fullmatch(mark) for mark in request.POST.getlist("chosen"))
    return {int(mark[1]): int(mark[2]) for mark in found if mark}


def _confirm_page(
    request: HttpRequest, programme: Programme, period: ReportingPeriod, *, marks: dict[int, int], form: ManyForm
) -> HttpResponse:
    choices = read_choices(marks=marks, programme=programme, period=period, user=request.user)
    context: dict[str, Any] = {
        "programme": programme,
        "period": period,
        "form": form,
        "ready": [choice for choice in choices if not choice.obstacle],
        "hindered": [choice for choice in choices if choice.obstacle],
    }
    return render(request, "services/reporting_decide.html", context)


def _summary_page(
    request: HttpRequest, programme: Programme, period: ReportingPeriod, *, outcomes: list[Outcome], action: str
) -> HttpResponse:
    context = {
        "programme": programme,
        "period": period,
        "done": [outcome for outcome in outcomes if not outcome.refusal],
        "refused": [outcome for outcome in outcomes if outcome.refusal],
        "verb": "accepted" if action == ACCEPT else "returned",
    }
    return render(request, "services/reporting_decided.html", context)
