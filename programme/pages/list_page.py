"""A page with a list of records: filtered, sorted and paged; or the whole of it as a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet
from django_tables2 import RequestConfig, Table

from programme.exports import export_asked, export_of_table
from programme.pages.page import Page, ProgrammePage
from programme.pages.wording import Words

PER_PAGE = 50


@dataclass(frozen=True)
class Button:
    """A button or link: `label`, the page to which it leads, and what the reader must be allowed to see it."""

    label: Words
    url_name: str
    permission: str = ""


@dataclass(frozen=True)
class Empty:
    """What a list says when it has nothing, and the link to what can be done next.

    Who may not do what the `button` leads to reads what is `otherwise`.
    """

    title: Words
    text: Words = ""
    button: Button | None = None
    otherwise: Empty | None = None


class ListPage(Page):
    """A list of records: `rows`, a filter set, a table. `export_name` is that of its file; without one it has none."""

    template_name = "components/list_page.html"
    table_class: ClassVar[type[Table]]
    filter_class: ClassVar[type[FilterSet] | None] = None
    per_page: int = PER_PAGE
    """How many rows stand on a page; 0 for all of them."""
    export_name: ClassVar[Words] = ""
    above: ClassVar[str] = ""
    """The template of what stands between heading and list."""
    below: ClassVar[str] = ""
    """The template of what stands under the list."""
    shows_ratings: ClassVar[bool] = False
    """Whether the key to the ratings stands under the list."""

    @property
    def introduction(self) -> Words:
        """A paragraph above the list."""
        return ""

    @property
    def button(self) -> Button | None:
        """The button beside the heading."""
        return None

    @property
    def empty(self) -> Empty:
        """What the list says when it has nothing."""
        return Empty(_("Nothing here yet"))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        filters = self.filters()
        self.table = self.table_class(self.filtered(filters), **self.table_options())
        paginate = {"per_page": self.per_page} if self.per_page else False
        RequestConfig(request, paginate=paginate).configure(self.table)
        if self.export_name and (file_format := export_asked(request)):
            return export_of_table(table=self.table, name=self.words(self.export_name), file_format=file_format)
        return self.render(
            filter=filters,
            table=self.table,
            exports=bool(self.export_name),
            introduction=self.words(self.introduction),
            button=self._button(self.button),
            empty=self._empty(self.empty),
        )

    def rows(self) -> Any:
        """The rows that the reader may see: a queryset, or a list where no filter set reads them."""
        raise NotImplementedError

    def filters(self) -> Any:
        """The filter set with what the address says."""
        if self.filter_class is None:
            return None
        return self.filter_class(self.request.GET, queryset=self.rows(), **self.filter_options())

    def filter_options(self) -> dict[str, Any]:
        """What else the filter set is made with."""
        return {}

    def filtered(self, filters: Any) -> Any:
        """What the table shows of the rows; `filters` is None without a filter set."""
        return self.rows() if filters is None else filters.qs

    def table_options(self) -> dict[str, Any]:
        """What else the table is made with."""
        return {}

    def _button(self, button: Button | None) -> dict[str, str] | None:
        if button is None or (button.permission and not self.may(button.permission)):
            return None
        return {"label": self.words(button.label), "url": self.address_of(button.url_name)}

    def _empty(self, empty: Empty) -> dict[str, str]:
        button = self._button(empty.button)
        if empty.button is not None and button is None and empty.otherwise is not None:
            return self._empty(empty.otherwise)
        link = {"url": button["url"], "link": button["label"]} if button is not None else {"url": "", "link": ""}
        return {"title": self.words(empty.title), "text": self.words(empty.text), **link}


class ProgrammeListPage(ProgrammePage, ListPage):
    """A list inside a programme, whose filters and table are told the programme."""

    def filter_options(self) -> dict[str, Any]:
        return {"programme": self.programme}

    def table_options(self) -> dict[str, Any]:
        return {"programme": self.programme}
