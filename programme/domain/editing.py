"""Two people editing the same record never overwrite each other silently.

A form carries the mark of the record as it was opened. Saving locks the row and compares: a different mark means that
someone else saved in between.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from django.db import models

from programme.errors import ChangedByAnother

RecordT = TypeVar("RecordT", bound=models.Model)


def mark_of(record: models.Model) -> str:
    """A short mark of everything that the record's row says."""
    values = [f"{field.attname}={field.value_to_string(record)}" for field in record._meta.concrete_fields]
    return hashlib.sha256("\n".join(values).encode()).hexdigest()[:20]


def fill(record: models.Model, values: Mapping[str, Any], names: Iterable[str]) -> None:
    """Put on a record what is told of the named fields, texts without spaces around them."""
    for name in names:
        if name in values:
            value = values[name]
            setattr(record, name, value.strip() if type(value) is str else value)


def lock_unchanged(record: RecordT, *, seen: str, mark: Callable[[Any], str] = mark_of) -> RecordT:
    """The record, read again and locked for the rest of the transaction. Raises ChangedByAnother.

    `mark` is another than `mark_of` where the form shows more than the record's own row.
    """
    manager: Any = type(record)._default_manager
    locked: RecordT = manager.select_for_update().get(pk=record.pk)
    if mark(locked) != seen:
        raise ChangedByAnother.while_open("this")
    return locked
