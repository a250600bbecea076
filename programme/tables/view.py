"""A django-tables2 table worked out for its template: headers with sort links, the rows' markup, the page links."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import django_tables2 as tables
from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django_tables2.columns import BoundColumn
from django_tables2.rows import BoundRow

from programme.markup.patterns import row_pattern
from programme.tables.page_links import PageLinks, links_of, query_prefix


@dataclass(frozen=True)
class Header:
    """A column's head. `sorted`: "ascending", "descending" or "" where the table is not sorted by it."""

    label: str
    css: str
    url: str = ""
    sorted: str = ""


@dataclass(frozen=True)
class TableView:
    """What components/table.html draws."""

    caption: str
    headers: tuple[Header, ...]
    body: SafeString
    footers: tuple[Any, ...]
    pages: PageLinks | None
    is_empty: bool
    is_sortable: bool
    empty_text: str


def view_of(table: tables.Table, *, request: HttpRequest | None) -> TableView:
    """Work out the table's current page."""
    columns = list(table.columns)
    body = body_markup(table, columns)
    headers = tuple(_headers(table, columns, request))
    page = getattr(table, "page", None)
    return TableView(
        caption=getattr(table, "caption", ""),
        headers=headers if table.show_header else (),
        body=body,
        footers=tuple((column.footer, _css(column)) for column in columns) if table.has_footer() else (),
        pages=links_of(page=page, request=request, field=table.prefixed_page_field) if page is not None else None,
        is_empty=not body,
        is_sortable=any(header.url for header in headers),
        empty_text=str(table.empty_text or _("Nothing to show.")),
    )


def body_markup(table: tables.Table, columns: list[BoundColumn]) -> SafeString:
    """The rows of the current page."""
    cells = tuple((str(column.header), _css(column), getattr(column.column, "is_name", False)) for column in columns)
    pattern = row_pattern(cells)
    makers = [_maker(column, table) for column in columns]
    return mark_safe(  # noqa: S308 - the pattern is a template's markup, and every maker escapes
        "".join([pattern % tuple([make(row) for make in makers]) for row in table.paginated_rows])
    )


def _maker(column: BoundColumn, table: tables.Table) -> Callable[[BoundRow], str]:
    cell_maker = getattr(column.column, "cell_maker", None)
    if cell_maker is None:
        name = column.name
        return lambda row: conditional_escape(row.get_cell(name))
    make = cell_maker(column, table)
    return lambda row: make(row.record)


def _headers(table: tables.Table, columns: list[BoundColumn], request: HttpRequest | None) -> list[Header]:
    field = table.prefixed_order_by_field
    prefix = query_prefix(request, without=(field, table.prefixed_page_field))
    headers = []
    for column in columns:
        url = order = ""
        if column.orderable:
            alias = column.order_by_alias
            url = f"{prefix}{field}={alias.next}"
            if column.is_ordered:
                order = "descending" if alias.is_descending else "ascending"
        headers.append(Header(label=str(column.header), css=_css(column), url=url, sorted=order))
    return headers


def _css(column: BoundColumn) -> str:
    return getattr(column.column, "css", "")
