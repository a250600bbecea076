"""The baseline and standards of a review, and its indicators one by one.

Adding and changing the systems that councils use for a service.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from programme.errors import NotAllowed
from programme.history import Moment
from programme.pages.form_page import EditPage, FormPage
from programme.pages.list_page import PER_PAGE
from programme.pages.page import DetailPage
from services.domain.indicator import add_indicator, change_indicator
from services.domain.system_in_use import add_system, change_system
from services.forms.indicator import IndicatorForm, NewSystemForm, SystemForm
from services.models import Indicator, SystemInUse
from services.pages.records import ReviewPage
from services.permissions import writes_figures_of
from services.queries.indicator_charts import (
    baseline_cells,
    indicator_charts,
    performance_rows,
    standard_cells,
    stretch_row,
)
from services.queries.indicator_page import StandardsPage, councils_of_review, standards_page, stretches_of, years_of
from services.queries.indicators import IndicatorLine, indicator_lines

CHANGE = "services.change_indicators"


class IndicatorList(ReviewPage, DetailPage):
    """Where the service started, what it is to reach, how it does, and which systems it runs on."""

    parent = "review_detail"
    crumb = _("Baseline and standards")
    template_name = "services/indicator_list.html"
    stylesheets = ("indicators.css",)
    allows = {"can_change": CHANGE}

    def details(self) -> dict[str, Any]:
        page = standards_page(review=self.review, today=self.programme.today)
        council_ids = [council.pk for council in page.councils]
        return {
            "page": page,
            "tables": tables_of(page),
            "writable": writes_figures_of(self.reader, self.review, council_ids),
            "can_read_history": self.reader.has_perm("programme.view_history", self.programme),
        }


class IndicatorDetail(ReviewPage, DetailPage):
    """All that is known of one indicator, with every measurement and its versions."""

    parent = "indicator_list"
    crumb = "{indicator.name}"
    template_name = "services/indicator_detail.html"
    stylesheets = ("indicators.css",)
    record_class = Indicator
    allows = {"can_change": CHANGE}
    indicator: Indicator

    def details(self) -> dict[str, Any]:
        lines = indicator_lines(reviews=[self.review], moment=Moment(self.programme))
        line = next(line for line in lines if line.indicator.pk == self.indicator.pk)
        stretches = stretches_of(self.indicator)
        page = Paginator(stretches, PER_PAGE).get_page(self.request.GET.get("page"))
        return {
            "baseline": baseline_cells(line, councils=line.councils),
            "standards": standard_cells(line, years=years_of([line])),
            "charts": indicator_charts(line, stretches),
            "page": page,
            "stretches": [stretch_row(line, stretch) for stretch in page.object_list],
        }


class IndicatorCreate(ReviewPage, FormPage):
    """Add an indicator to a review."""

    permission = CHANGE
    parent = "review_detail"
    back = goes_to = "indicator_list"
    title = _("Add an indicator")
    introduction = _("For {review.name}. Something that is counted or measured of the service.")
    form_class = IndicatorForm
    act = add_indicator
    success = _("Indicator added: {saved.name}")

    def initial(self) -> dict[str, Any]:
        return {"heading": self.request.GET.get("heading", "")[:120]}


class IndicatorEdit(ReviewPage, EditPage):
    """Change an indicator of a review, or end it."""

    permission = CHANGE
    parent = "review_detail"
    back = goes_to = "indicator_detail"
    title = _("Change an indicator")
    introduction = _("Of {review.name}. Its figures stay as they are.")
    record_class = Indicator
    form_class = IndicatorForm
    act = change_indicator
    success = _("Indicator saved: {saved.name}")


@dataclass(frozen=True)
class TableGroup:
    """The rows of one heading and category of a table. A row is (line, cells), or of performance a row in words."""

    title: str
    rows: list[Any]


def tables_of(page: StandardsPage) -> dict[str, list[TableGroup]]:
    """The three tables of the page, group by group; one without rows is left out."""

    def groups(rows_of: Callable[[IndicatorLine], list[Any]]) -> list[TableGroup]:
        made = (TableGroup(one.title, [row for line in one.lines for row in rows_of(line)]) for one in page.groups)
        return [group for group in made if group.rows]

    return {
        "baseline": groups(lambda line: [(line, baseline_cells(line, councils=page.councils))]),
        "standards": groups(lambda line: [(line, standard_cells(line, years=page.years))] if line.standards else []),
        "performance": groups(
            lambda line: list(performance_rows(line)) if any(one.measurement for one in line.performances) else []
        ),
    }


class SystemPage(ReviewPage):
    """A form about a system of a review; after it the browser goes to the table of systems."""

    permission = "services.change_indicators"
    parent = "review_detail"
    back = "indicator_list"

    def next_address(self, saved: Any) -> str:
        return f"{self.address_of('indicator_list')}#systems"


class SystemCreate(SystemPage, FormPage):
    """Add a system that a council uses."""

    title = _("Add a system")
    introduction = _("A system that a council uses for {review.name}.")
    form_class = NewSystemForm
    act = add_system
    success = _("System added: {saved.name}, {saved.council.short_name}")

    def form_options(self) -> dict[str, Any]:
        councils = councils_of_review(self.review, today=self.programme.today)
        own = writes_figures_of(self.reader, self.review, [council.pk for council in councils])
        return {"councils": [council for council in councils if council.pk in own]}


class SystemEdit(SystemPage, EditPage):
    """Change a system in use, or say when its use ended."""

    title = _("Change a system")
    introduction = _("Used by {system.council.name} for {review.name}.")
    form_class = SystemForm
    act = change_system
    success = _("System saved: {saved.name}")

    def find(self) -> None:
        super().find()
        systems = SystemInUse.objects.select_related("council").filter(review=self.review)
        council_code, code = self.kwargs["council_code"], self.kwargs["system_code"]
        system = get_object_or_404(systems, council__code=council_code, code=code)
        if not writes_figures_of(self.reader, self.review, [system.council_id]):
            raise NotAllowed(f"{system.council} says itself which systems it uses.")
        self.found(system=system)
