"""A page with a list of records: filtered, sorted and paged; or the whole of it as a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet
from django_tables2 import RequestConfig, Table

from programme.exports import export_asked, export_of_table
from programme.pages.page import Page
from programme.pages.wording import Words

PER_PAGE = 50


@dataclass(frozen=True)
class Button:
    """A button above the list: `label`, the page to which it leads, and what the reader must be allowed for it."""

    label: Words
    url_name: str
    permission: str = ""


@dataclass(frozen=True)
class Empty:
    """What a list says when it has nothing, and what to do next.

    With a `permission`, only to who has it; others read what is `otherwise`.
    """

    title: Words
    text: Words = ""
    link: Words = ""
    url_name: str = ""
    permission: str = ""
    otherwise: Empty | None = None


class ListPage(Page):
    """A list of records: `rows`, a filter set, a table. `export_name` is that of its file; without one it has none."""

    template_name = "components/list_page.html"
    table_class: ClassVar[type[Table]]
    filter_class: ClassVar[type[FilterSet] | None] = None
    per_page: ClassVar[int] = PER_PAGE
    export_name: ClassVar[Words] = ""
    button: ClassVar[Button | None] = None

    @property
    def introduction(self) -> Words:
        """A paragraph above the list."""
        return ""

    @property
    def empty(self) -> Empty:
        """What the list says when it has nothing."""
        return Empty(_("Nothing here yet"))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        filters = self.filters()
        self.table = self.make_table(self.rows() if filters is None else filters.qs)
        RequestConfig(request, paginate={"per_page": self.per_page}).configure(self.table)
        if self.export_name and (file_format := export_asked(request)):
            return export_of_table(table=self.table, name=self.words(self.export_name), file_format=file_format)
        return self.render(
            filter=filters,
            table=self.table,
            exports=bool(self.export_name),
            introduction=self.words(self.introduction),
            button=self._button(),
            empty=self._empty(self.empty),
        )

    def rows(self) -> Any:
        """The rows that the reader may see: a queryset, or a list where no filter set reads them."""
        raise NotImplementedError

    def filters(self) -> FilterSet | None:
        """The filter set with what the address says."""
        if self.filter_class is None:
            return None
        return self.filter_class(self.request.GET, queryset=self.rows(), **self.filter_options())

    def filter_options(self) -> dict[str, Any]:
        """What else the filter set is made with."""
        return {}

    def make_table(self, rows: Any) -> Table:
        """The table of the rows."""
        return self.table_class(rows, **self.table_options())

    def table_options(self) -> dict[str, Any]:
        """What else the table is made with."""
        return {}

    def _button(self) -> dict[str, str] | None:
        button = self.button
        if button is None or (button.permission and not self.may(button.permission)):
            return None
        return {"label": self.words(button.label), "url": self.address_of(button.url_name)}

    def _empty(self, empty: Empty) -> dict[str, str]:
        if empty.permission and empty.otherwise is not None and not self.may(empty.permission):
            return self._empty(empty.otherwise)
        url = self.address_of(empty.url_name) if empty.url_name else ""
        told = {"title": empty.title, "text": empty.text, "link": empty.link}
        return {**{name: self.words(words) for name, words in told.items()}, "url": url}
