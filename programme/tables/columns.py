"""Tables of records: the base of every list, and each kind of column once.

A column makes a cell from a record through a function prepared once for the table (`cell_maker`), so that drawing a row
is a few attribute reads and one string formatting. Sorting, paging and export are django-tables2's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import django_tables2 as tables
from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_tables2.columns import BoundColumn
from django_tables2.utils import signature

from programme.markup.patterns import escaped, pattern_of
from programme.markup.rating import rag_markup, tag_markup
from programme.models import Programme
from programme.wording.appearance import label_of, rating_of, raw_value, tone_of, written_date, written_moment

Read = Callable[[Any], Any]
MakeCell = Callable[[Any], str]
Order = str | tuple[str, ...] | Callable[[QuerySet[Any], bool], QuerySet[Any]]
PLACE = "8090807060"
"""Stands for a part of an address while the address is looked up; a number, as some parts must be."""


class ListTable(tables.Table):
    """The base of every list of records. `caption` names the table to who hears it and stands above it.

    `programme` is whose records they are, for the addresses of its columns (`Route`).
    """

    caption = ""

    def __init__(self, *args: Any, programme: Programme | None = None, **options: Any) -> None:
        self.programme = programme
        super().__init__(*args, **options)
        for name, bound in self.columns.columns.items():
            if isinstance(bound.column, TextColumn):
                bound.column.table = self
                if isinstance(bound.column.read, str):
                    bound.column.read = getattr(self, bound.column.read)
            if isinstance(bound.column, RawColumn) and not hasattr(self, f"value_{name}"):
                bound.value = bound.column.value

    class Meta:
        template_name = "components/table.html"
        order_by_field = "sort"
        empty_text = _("Nothing to show.")

    @property
    def order_by(self) -> Any:
        """By which columns the rows are sorted."""
        return self._order_by

    @order_by.setter
    def order_by(self, value: Any) -> None:
        """Rows that are alike in what they are sorted by stand in one order too: page two never repeats page one."""
        tables.Table.order_by.fset(self, value)
        rows = self.data.data
        if isinstance(rows, QuerySet) and rows.query.order_by and "pk" not in rows.query.order_by:
            self.data.data = rows.order_by(*rows.query.order_by, "pk")


class TextColumn(tables.Column):
    """Text; a field with choices shows its label. The table's `render_<name>(record, value)` may say it otherwise.

    `read(record)` gives the value where it is no attribute of the record, or names the table's method that does; an
    export takes the value as it is, and blank for nothing. `order` says how the rows are sorted by the column: fields,
    the first in the direction asked and what has none last, the others as they are; or a function from rows and
    `is_descending` to rows.
    """

    css = ""
    is_name = False
    table: Any = None
    """The table in which it stands, once that is made."""

    def __init__(self, *, read: Read | str | None = None, order: Order | None = None, **options: Any) -> None:
        if read is not None:
            options = {"accessor": "pk", "orderable": order is not None, **options}
        super().__init__(**options)
        self.read: Any = read
        self.sort_by = (order,) if isinstance(order, str) else order

    def text(self, value: Any) -> str:
        """The value in words."""
        return str(value)

    def render(self, value: Any) -> str:
        """What an export of the table writes."""
        return self.text(value)

    def value(self, **given: Any) -> Any:
        """What an export of the table holds: the value that was read, else what the page shows."""
        return super().value(**given) if self.read is None else self.read(given["record"])

    def order(self, queryset: QuerySet[Any], is_descending: bool) -> tuple[QuerySet[Any], bool]:
        if self.sort_by is None:
            return queryset, False
        if callable(self.sort_by):
            return self.sort_by(queryset, is_descending), True
        return sorted_by(queryset, *self.sort_by, is_descending=is_descending), True

    def cell_maker(self, bound_column: BoundColumn, table: tables.Table) -> MakeCell:
        """The function from a record to the cell's markup."""
        read, blank = self.reader(bound_column, table), escaped(bound_column.default)
        in_words, empty = self.wording(bound_column, table), self.empty_values

        def make(record: Any) -> str:
            value = read(record)
            if value in empty:
                return blank
            return escaped(in_words(record, value))

        return make

    def reader(self, bound_column: BoundColumn, table: tables.Table) -> Read:
        """The function from a record to the column's value."""
        return self.read or attribute_reader(str(bound_column.accessor))

    def wording(self, bound_column: BoundColumn, table: tables.Table) -> Callable[[Any, Any], Any]:
        """The function from a record and its value to words."""
        custom = getattr(table, f"render_{bound_column.name}", None)
        if custom is not None:
            return custom_wording(custom, bound_column, table)
        labels = choice_labels(table.data.model, str(bound_column.accessor))
        if labels:
            return lambda record, value: labels.get(value, value)
        return lambda record, value: self.text(value)


class Route:
    """The address of a page of the programme whose table it is: `Route("review_detail", "review.code")`.

    The names after the page's are where the rest of the address stands in a record. `only_if` names what the table says
    of itself where there is a link at all. The address is looked up once for a table and filled in for each row.
    """

    def __init__(self, url_name: str, *paths: str, only_if: str = "") -> None:
        self.url_name = url_name
        self.paths = paths
        self.only_if = only_if

    def of(self, table: Any) -> Callable[[Any], str]:
        """The function from a record of the table to the address; "" where a part of it is missing."""
        if self.only_if and not getattr(table, self.only_if):
            return lambda record: ""
        marks = [f"{PLACE}{number}" for number in range(len(self.paths))]
        pattern = reverse(self.url_name, args=[table.programme.code, *marks]).replace("%", "%%")
        for mark in marks:
            pattern = pattern.replace(mark, "%s")
        readers = [attribute_reader(path) for path in self.paths]

        def address(record: Any) -> str:
            parts = tuple([read(record) for read in readers])
            return pattern % parts if all(parts) else ""

        return address


class LinkColumn(TextColumn):
    """The record's name, leading to its page: `url` is a `Route` or a function from the record ("" for no link).

    It names its row: it is the row's header cell, and the title of its card on a narrow screen.
    """

    is_name = True

    def __init__(
        self, *, url: Route | Callable[[Any], str] | None = None, is_name: bool = True, **options: Any
    ) -> None:
        super().__init__(**options)
        self.url = url
        self.is_name = is_name

    def cell_maker(self, bound_column: BoundColumn, table: tables.Table) -> MakeCell:
        make_text = super().cell_maker(bound_column, table)
        link = pattern_of("components/cells/link.html", ("url", "text"))
        url = self.url.of(table) if isinstance(self.url, Route) else self.url or (lambda row: row.get_absolute_url())

        def make(record: Any) -> str:
            address = url(record)
            text = make_text(record)
            return link % (escaped(address), text) if address else text

        return make


class RawColumn(TextColumn):
    """A value that an export takes as it is, for a spreadsheet to reckon with, however a page writes it."""

    def value(self, **given: Any) -> Any:
        return super().value(**given) if self.read is not None else given["value"]


class DateColumn(RawColumn):
    """A day, or a partial date as it was promised."""

    css = "concordat-table__date"

    def text(self, value: Any) -> str:
        return written_date(value)


class MomentColumn(RawColumn):
    """A day and the time of day."""

    def text(self, value: Any) -> str:
        return written_moment(value)


class NumberColumn(RawColumn):
    """A count, to the right."""

    css = "concordat-table__number"

    def text(self, value: Any) -> str:
        return f"{value:,}"


class RagColumn(TextColumn):
    """A rating; nothing is "Unrated"."""

    css = "concordat-table__rag"
    empty_values = ()

    def text(self, value: Any) -> str:
        return rating_of(value).label

    def cell_maker(self, bound_column: BoundColumn, table: tables.Table) -> MakeCell:
        read = self.reader(bound_column, table)
        return lambda record: rag_markup(raw_value(read(record)), small=True, described=False)


class TagColumn(TextColumn):
    """A stage or state as a quiet tag."""

    def cell_maker(self, bound_column: BoundColumn, table: tables.Table) -> MakeCell:
        read, in_words = self.reader(bound_column, table), self.wording(bound_column, table)
        blank, empty = escaped(bound_column.default), self.empty_values

        def make(record: Any) -> str:
            value = read(record)
            if value in empty:
                return blank
            return tag_markup(str(in_words(record, value)), tone_of(value))

        return make

    def text(self, value: Any) -> str:
        return label_of(value)


def sorted_by(rows: QuerySet[Any], first: str, *then: str, is_descending: bool) -> QuerySet[Any]:
    """Rows by a field, what has none last either way; what is alike in it, by the other fields as they are."""
    place = F(first)
    direction = place.desc(nulls_last=True) if is_descending else place.asc(nulls_last=True)
    return rows.order_by(direction, *then, "pk")


def attribute_reader(path: str) -> Read:
    """The function that follows a path ("phase.name", "phase__name") from a record or mapping; None if cut short."""
    names = path.replace("__", ".").split(".")
    if len(names) == 1:
        name = names[0]
        return lambda record: _step(record, name)

    def read(record: Any) -> Any:
        for name in names:
            if record is None:
                return None
            record = _step(record, name)
        return record

    return read


def _step(record: Any, name: str) -> Any:
    value = record.get(name) if isinstance(record, dict) else getattr(record, name, None)
    return value() if callable(value) else value


def choice_labels(model: type[Model] | None, path: str) -> dict[Any, str]:
    """The labels of the choices of the field at the end of the path; empty where there are none."""
    if model is None:
        return {}
    field: Any = None
    for name in path.replace("__", ".").split("."):
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            return {}
        if field.is_relation and field.related_model is not None:
            model = field.related_model
    return dict(getattr(field, "flatchoices", None) or ())


def custom_wording(
    custom: Callable[..., Any], bound_column: BoundColumn, table: tables.Table
) -> Callable[[Any, Any], Any]:
    """The table's own render function, called with the arguments it asks for."""
    names = frozenset(signature(custom)[0])
    fixed = {"table": table, "bound_column": bound_column, "column": bound_column.column}
    fixed = {name: given for name, given in fixed.items() if name in names}

    def in_words(record: Any, value: Any) -> Any:
        arguments = dict(fixed)
        if "record" in names:
            arguments["record"] = record
        if "value" in names:
            arguments["value"] = value
        return custom(**arguments)

    return in_words
