"""House styles, read only: how reports are laid out."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from governance.documents.errors import LayoutError
from governance.documents.layout_schema import read_layout
from governance.models import HouseStyle
from governance.pages.records import PROGRAMMES
from governance.queries.reports import listed_house_styles
from governance.tables.reports import HouseStyleTable
from programme.pages.list_page import Empty, ProgrammeListPage
from programme.pages.page import DetailPage, ProgrammePage


class HouseStyleList(ProgrammeListPage):
    """The house styles of a programme."""

    crumb = ""
    parent = PROGRAMMES
    title = _("House styles")
    introduction = _(
        "A house style says which header, sections and implications a report starts with, and how it is set. "
        "House styles come with the programme file."
    )
    table_class = HouseStyleTable
    export_name = "{programme.code}-house-styles"
    empty = Empty(_("No house styles yet"), text=_("They are loaded with the programme file."))

    def rows(self) -> QuerySet[HouseStyle]:
        return listed_house_styles(programme=self.programme, reader=self.reader)

    def table_options(self) -> dict[str, Any]:
        return {"programme": self.programme, "order_by": "name"}


class HouseStyleDetail(ProgrammePage, DetailPage):
    """The sections, header and recommendations of a house style; its faults where it has any."""

    crumb = ""
    parent = ("programme_detail", ("house_style_list", _("House styles")))
    title = "{style.name}"
    template_name = "governance/house_style_detail.html"
    record_class = HouseStyle
    style: HouseStyle

    def details(self) -> dict[str, Any]:
        try:
            return {"layout": read_layout(self.style.layout), "faults": []}
        except LayoutError as error:
            return {"layout": None, "faults": error.faults}
