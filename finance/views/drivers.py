"""The drivers of a programme: what costs can be shared by, and their figures."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from finance.domain.driver import add_driver, add_figures, change_driver, correct_figures
from finance.forms.apportionment import DriverFiguresForm, DriverForm
from finance.models import Driver
from finance.queries.agreements import Agreed
from finance.queries.sharing import driver_page
from finance.views.sharing import CHANGE, READ, councils_of_programme
from programme.pages.form_page import EditPage, FormPage
from programme.pages.page import DetailPage, ProgrammePage


class DriverPage(ProgrammePage):
    """A page of a driver. Its permission is about the programme."""

    driver: Driver

    def find(self) -> None:
        super().find()
        self.find_record(Driver.objects.all(), "driver_code")


class DriverDetail(DriverPage, DetailPage):
    """A driver with its figures, and what is shared by it."""

    permission = READ
    parent = "sharing_list"
    crumb = "{driver.name}"
    template_name = "finance/driver_detail.html"
    stylesheets = ("finance.css",)
    allows = {"can_change": CHANGE}

    def details(self) -> dict[str, Any]:
        return {"page": driver_page(self.driver, reader=self.reader, agreed=Agreed(self.programme))}


class DriverCreate(ProgrammePage, FormPage):
    """Add what costs can be shared by."""

    permission = CHANGE
    parent = "sharing_list"
    title = _("Add a driver")
    introduction = _("Something counted at each council by which costs can be shared.")
    form_class = DriverForm
    save = _("Add and enter figures")
    act = add_driver
    success = _("Driver added: {saved.name}. Enter its figures next.")

    def next_address(self, saved: Driver) -> str:
        return self.address_of("driver_figures_add", driver=saved)


class DriverEdit(DriverPage, EditPage):
    """Change what a driver is called."""

    permission = CHANGE
    parent = "driver_detail"
    crumb = _("Change")
    title = _("Change {driver.name}")
    introduction = _("Something counted at each council by which costs can be shared.")
    form_class = DriverForm
    act = change_driver
    success = _("Driver saved")


class DriverFiguresPage(DriverPage, FormPage):
    """The figures of a driver from one day on."""

    permission = CHANGE
    parent = "driver_detail"
    crumb = _("Figures")
    title = _("Figures of {driver.name}")
    template_name = "finance/driver_figures.html"
    stylesheets = ("indicators.css", "finance.css")
    form_class = DriverFiguresForm

    def details(self) -> dict[str, Any]:
        return {"day": self.records.get("day")}

    def arguments(self) -> dict[str, Any]:
        return {"driver": self.driver}


class DriverFiguresAdd(DriverFiguresPage):
    """Enter the figures that hold from a day on."""

    act = add_figures
    success = _("Figures saved")

    def form_options(self) -> dict[str, Any]:
        figures = self.driver.figures.order_by("starts_on")
        return {
            "driver": self.driver,
            "councils": councils_of_programme(self.programme),
            "stands": {},
            "before": {figure.council_id: figure for figure in figures},
        }


class DriverFiguresEdit(DriverFiguresPage):
    """Correct the figures of a day."""

    act = correct_figures

    def find(self) -> None:
        super().find()
        try:
            self.found(day=date.fromisoformat(self.kwargs["figures_from"]))
        except ValueError as error:
            raise Http404 from error

    def form_options(self) -> dict[str, Any]:
        day = self.records["day"]
        stands = {figure.council_id: figure for figure in self.driver.figures.filter(starts_on=day).order_by("pk")}
        if not stands:
            raise Http404
        before = self.driver.figures.filter(starts_on__lt=day).order_by("starts_on")
        return {
            "driver": self.driver,
            "councils": councils_of_programme(self.programme),
            "stands": stands,
            "before": {figure.council_id: figure for figure in before},
            "day": day,
        }

    def message(self, saved: Any) -> str:
        return self.words(_("Figures corrected") if saved else _("Nothing was changed"))
