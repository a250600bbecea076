"""Which records keep a history, and how each hangs on a programme or on another record.

Every model under `pghistory.track` is found by itself. What an app wants to say besides, it
contributes: a record by which the history can be filtered, or one whose history is of no use to a reader.

The remembered values of a record, in words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F, TextField, Value
from django.db.models.functions import Cast, Concat
from pghistory.models import Event

from programme.models import PartialDateField, User
from programme.values.contributions import Contribution, contributed
from programme.values.partial_date import PartialDate
from programme.wording.appearance import written_date, written_moment

Model = type[models.Model]
SeenBy = Callable[[User], models.QuerySet[Any]]

LABEL_FIELDS = ("name", "title")
"""A record with one of these is called by it."""
DISTINGUISHING_FIELDS = ("role", "heading", "code", "version")
"""What tells records apart that are called by what they belong to."""


@dataclass(frozen=True, kw_only=True)
class HistorySubject(Contribution):
    """A kind of record by which readers filter the history, for example the service review.

    The model has a `programme` and a `name`.
    """

    code: str
    label: str
    model: Model


@dataclass(frozen=True)
class HistoryLeftOut(Contribution):
    """A record whose changes stand on no history page, for example a job's percentages."""

    model: Model


@dataclass(frozen=True, kw_only=True)
class HistoryLimit(Contribution):
    """The changes of these records, and of what hangs on them, are for those alone who see the records themselves.

    `seen_by(reader)` gives the records that a reader sees, as a queryset.
    """

    model: Model
    seen_by: SeenBy

    @property
    def contributed_as(self) -> Model:
        return self.model


def history_limits() -> tuple[HistoryLimit, ...]:
    """Every limit, in the order of the apps."""
    return contributed(HistoryLimit)


def history_subjects() -> tuple[HistorySubject, ...]:
    """Every subject, in the order of the apps."""
    return contributed(HistorySubject)


def event_models() -> tuple[Model, ...]:
    """The history tables, in the order of the apps and their models."""
    left_out = {one.model for one in contributed(HistoryLeftOut)}
    return tuple(model for model in _event_models() if tracked_model(model) not in left_out)


def tracked_model(event_model: Model) -> Model:
    """The model whose rows a history table remembers."""
    tracked: Model = event_model.pgh_tracked_model  # type: ignore[attr-defined]
    return tracked


def kind_of(model: Model) -> str:
    """A kind of record in words: "Reporting period"."""
    name = str(model._meta.verbose_name)
    return name[:1].upper() + name[1:]


@lru_cache(maxsize=512)
def path_between(model: Model, target: Model) -> str | None:
    """The shortest way by foreign keys, as a lookup ("review__programme"); "" for the model itself, None for no way.

    At equal length a required key goes before an optional one, and an earlier field before a later.
    """
    ways = [("", model)]
    met = {model}
    while ways:
        for way, end in ways:
            if end is target:
                return way
        further = []
        for way, end in ways:
            for field in sorted(_foreign_keys(end), key=lambda field: field.null):
                related: Model = field.remote_field.model
                if (related not in met and related is not User) or related is target:
                    met.add(related)
                    further.append((f"{way}__{field.name}".lstrip("_"), related))
        ways = further
    return None


def is_optional(model: Model, path: str) -> bool:
    """Whether a record may hang on nothing by that way: one of its foreign keys may be empty."""
    for name in filter(None, path.split("__")):
        key = model._meta.get_field(name)
        if key.null:
            return True
        model = key.remote_field.model  # type: ignore[union-attr]
    return False


def label_expression(model: Model) -> models.expressions.Combinable:
    """What a record is called, as an expression over its live row: its name, or the names of what it belongs to."""
    paths = _label_paths(model, depth=3)
    if len(paths) == 1:
        return Cast(F(paths[0]), TextField())
    parts: list[models.expressions.Combinable] = []
    for path in paths:
        before = f"{', ' if parts else ''}{'version ' if path.endswith('version') else ''}"
        parts += [Value(before), Cast(F(path), TextField())]
    return Concat(*parts, output_field=TextField()) if parts else Value("", output_field=TextField())


def _label_paths(model: Model, *, depth: int) -> list[str]:
    names = {field.name for field in model._meta.concrete_fields}
    for name in LABEL_FIELDS:
        if name in names:
            return [name]
    if not depth:
        return []
    required = [key for key in _foreign_keys(model) if not key.null]
    told_by = [key for key in required if key.name != "programme"] or required
    paths = [f"{key.name}__{path}" for key in told_by for path in _label_paths(key.remote_field.model, depth=depth - 1)]
    return paths + [name for name in DISTINGUISHING_FIELDS if name in names and name != "role"]


def _foreign_keys(model: Model) -> list[models.ForeignKey[Any, Any]]:
    return [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]


@lru_cache(maxsize=1)
def _event_models() -> tuple[Model, ...]:
    found = [
        model for model in apps.get_models() if issubclass(model, Event) and getattr(model, "pgh_tracked_model", None)
    ]
    order = {model: place for place, model in enumerate(apps.get_models())}
    from_the_lowest = [config.label for config in reversed(list(apps.get_app_configs()))]

    def place(model: Model) -> tuple[int, int]:
        return (from_the_lowest.index(model._meta.app_label), order[tracked_model(model)])

    return tuple(sorted(found, key=place))


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
