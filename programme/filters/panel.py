"""The filters in use on a list: what each is called, what it is set to, and the address without it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField, Form
from django.http import HttpRequest, QueryDict

from programme.wording.appearance import written_date


@dataclass(frozen=True)
class FilterInUse:
    """One value of one filter."""

    name: str
    value: str
    url: str


@dataclass(frozen=True)
class FilterPanel:
    """`kept` are the fields of the query string that are not filters (the sort order) and stay when filters change."""

    in_use: tuple[FilterInUse, ...]
    clear_url: str
    kept: tuple[tuple[str, str], ...]


def panel_of(filterset: Any, *, request: HttpRequest | None) -> FilterPanel:
    """Read the filter set's form and the query string."""
    form: Form = filterset.form
    query = request.GET if request is not None else QueryDict()
    names = {form.add_prefix(name) for name in form.fields}
    dropped = _widget_names(form, names)
    kept = [(name, value) for name, values in query.lists() if name not in dropped for value in values]
    remaining = _without(query, dropped)
    return FilterPanel(
        in_use=tuple(_filters_in_use(form, query)) if form.is_bound else (),
        clear_url=f"?{remaining.urlencode()}" if remaining else "?",
        kept=tuple(kept),
    )


def _filters_in_use(form: Form, query: QueryDict) -> Iterator[FilterInUse]:
    if not form.is_valid():
        return
    for field in form.visible_fields():
        value = form.cleaned_data.get(field.name)
        if value in (None, "", [], ()) or (hasattr(value, "exists") and not value):
            continue
        for raw, words in _values(field, value):
            yield FilterInUse(str(field.label), words, _address_without(field, raw, query))


def _values(field: BoundField, value: Any) -> Iterator[tuple[str | None, str]]:
    """Each value as it stands in the query string (None: the whole field) and in words."""
    if isinstance(value, str) or not isinstance(value, Iterable):
        yield None, _words(field, value)
        return
    for one in value:
        raw = field.field.prepare_value(one)
        yield str(raw), _words(field, one)


def _words(field: BoundField, value: Any) -> str:
    if value is True or value is False:
        return "Yes" if value else "No"
    if hasattr(value, "pk"):
        return str(value)
    if isinstance(value, slice):
        ends = [written_date(end) if end not in (None, "") else "" for end in (value.start, value.stop)]
        return f"{ends[0]} to {ends[1]}" if all(ends) else f"from {ends[0]}" if ends[0] else f"up to {ends[1]}"
    labels = {str(key): label for key, label in _flat(getattr(field.field, "choices", ()))}
    return str(labels[str(value)]) if str(value) in labels else written_date(value)


def _flat(choices: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    for key, label in choices:
        if isinstance(label, (list, tuple)):
            yield from label
        else:
            yield key, label


def _address_without(field: BoundField, raw: str | None, query: QueryDict) -> str:
    left = _without(query, {"page"})
    name = field.html_name
    if raw is None:
        for key in _names_of(field, query):
            left.pop(key, None)
    else:
        left.setlist(name, [given for given in query.getlist(name) if given != raw])
    return f"?{left.urlencode()}" if left else "?"


def _names_of(field: BoundField, query: QueryDict) -> set[str]:
    """The query fields of one form field: a range has two, `<name>_min` and `<name>_max`."""
    return {key for key in query if key == field.html_name or key in _part_names(field)}


def _part_names(field: BoundField) -> set[str]:
    names = getattr(field.field.widget, "widgets_names", ())
    return {f"{field.html_name}{name}" for name in names}


def _widget_names(form: Form, names: set[str]) -> set[str]:
    parts = {part for field in form for part in _part_names(field)}
    return names | parts | {"page"}


def _without(query: QueryDict, names: Iterable[str]) -> QueryDict:
    left = query.copy()
    for name in names:
        left.pop(name, None)
    return left
