"""The remembered values of a record, in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models

from programme.models import PartialDateField
from programme.values.partial_date import PartialDate
from programme.wording.appearance import written_date, written_moment

SILENT_FIELDS = frozenset(
    {
        "created_at",
        "edited_at",
        "edited_by",
        "edition",
        "is_superuser",
        "last_login",
        "password",
        "recorded_at",
    }
)
"""Columns that repeat what the history says anyway (who saved and when), or that say nothing here."""
LONG = 160
"""A value of more characters is folded away until the reader opens it."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One field of one change. An empty text is an empty field."""

    label: str
    before: str
    after: str

    @property
    def is_long(self) -> bool:
        return max(len(self.before), len(self.after)) > LONG


def changes_between(
    model: type[models.Model], *, before: dict[str, Any], after: dict[str, Any], names: dict[Any, str]
) -> tuple[Change, ...]:
    """The fields that differ, in the model's order. `names` gives what a related record is called, by model and id."""
    changes = []
    for field in model._meta.concrete_fields:
        if field.attname not in after:
            continue
        was = in_words(field, before.get(field.attname), names)
        now = in_words(field, after[field.attname], names)
        if was != now:
            changes.append(Change(label=_label(field), before=was, after=now))
    return tuple(changes)


def in_words(field: models.Field[Any, Any], value: Any, names: dict[Any, str]) -> str:
    """A remembered value as a reader knows it; "" for nothing."""
    if value is None or value == "":
        return ""
    if isinstance(field, models.ForeignKey):
        return names.get((field.remote_field.model, value), f"No. {value}")
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    for kind, words in WORDINGS:
        if isinstance(field, kind):
            return words(value)
    return str(value)


WORDINGS: tuple[tuple[type[models.Field[Any, Any]], Callable[[str], str]], ...] = (
    (PartialDateField, lambda value: str(PartialDate.parse(value))),
    (models.DateTimeField, lambda value: written_moment(datetime.fromisoformat(value))),
    (models.DateField, lambda value: written_date(date.fromisoformat(value))),
    (models.BooleanField, lambda value: "Yes" if value == "true" else "No"),
)
"""How a value is written, by the kind of its column; a moment goes before a day, whose kind it is too."""


def _label(field: models.Field[Any, Any]) -> str:
    name = str(field.verbose_name)
    return name[:1].upper() + name[1:]
