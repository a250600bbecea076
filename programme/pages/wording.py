"""Sentences of a page with the names of its records in them: "Change {group.name}"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from string import Formatter
from typing import TYPE_CHECKING, Any

from django.utils.text import Truncator

from programme.values.partial_date import PartialDate
from programme.wording.appearance import written_date

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise
else:
    Words = str

SHORT = 60
"""How many characters of a long title stand in a trail."""


def filled(words: Words, records: Any) -> str:
    """The words with each `{record.attribute}` in its place; `records` is a mapping or a template's context.

    A date is written as councils write it. `{action.title:short}` cuts a long text, `{state:lower}` writes it small,
    `{day:blank=Not set}` says what stands where there is nothing. Raises KeyError for a record that is not there.
    """
    return _filler.vformat(str(words), (), records)


class _Filler(Formatter):
    def get_field(self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Any, str]:
        name, *path = field_name.split(".")
        value = kwargs[name]
        for step in path:
            value = value[step] if isinstance(value, Mapping) else getattr(value, step)
            if callable(value):
                value = value()
        return value, name

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, date | datetime | PartialDate):
            value = written_date(value)
        text = "" if value is None else str(value)
        if format_spec == "short":
            return Truncator(text).chars(SHORT)
        if format_spec == "lower":
            return text.lower()
        if format_spec.startswith("blank="):
            return text or format_spec.removeprefix("blank=")
        return text

    def check_unused_args(self, used_args: Any, args: Any, kwargs: Any) -> None:
        """Most records of a page stand in none of its sentences."""


_filler = _Filler()
