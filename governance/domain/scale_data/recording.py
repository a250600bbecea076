"""Rows written in bulk, and their history with the times at which they are said to have been recorded.

The triggers that keep the history know one time only, the present. So they are silent while the rows are copied, and
the events that they would have written are written from the rows themselves, each with its own past time. The triggers
that refuse a wrong state stay on.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pgtrigger
from django.db import connection
from django.db.models import Model
from pghistory.models import Context
from pghistory.trigger import Event as EventTrigger

from programme.values.partial_date import PartialDate


@contextmanager
def history_written_by_hand(*models: type[Model]) -> Iterator[None]:
    """Within it, and within one transaction, no trigger writes history of these models.

    Only of these: each trigger of each row reads the whole list of those that are silent.
    """
    keepers = [
        f"{model._meta.label}:{trigger.name}"
        for model in models
        for trigger in model._meta.triggers  # type: ignore[attr-defined]
        if isinstance(trigger, EventTrigger)
    ]
    with pgtrigger.ignore(*keepers):
        yield


class Recorder:
    """Writes rows and events; all events name one context, which says through what they came."""

    def __init__(self, *, through: str) -> None:
        self.context = Context.objects.create(id=uuid.uuid4(), metadata={"user": None, "through": through})

    def write(self, model: type[Model], rows: Iterable[Mapping[str, Any]]) -> list[int]:
        """Copy rows, given by column; a column left out has the field's default. Gives their ids in order."""
        found = list(rows)
        fields = [field for field in model._meta.concrete_fields if not field.primary_key]
        defaults = [(field.attname, _plain(field.get_default())) for field in fields]
        columns = ", ".join(f'"{field.column}"' for field in fields)
        statement = f'COPY "{model._meta.db_table}" (id, {columns}) FROM STDIN'
        with history_written_by_hand(model):
            ids = _reserve_ids(model, len(found))
            with connection.cursor() as cursor, cursor.copy(statement) as copy:
                for identity, row in zip(ids, found, strict=True):
                    copy.write_row([identity, *(_plain(row.get(name, default)) for name, default in defaults)])
        return ids

    def record(
        self,
        model: type[Model],
        ids: Sequence[int],
        *,
        at: datetime | str,
        label: str = "insert",
        said: Mapping[str, str] | None = None,
        join: str = "",
    ) -> None:
        """Write an event for each of the rows (`row`), as it was at a moment.

        `at` is that moment, or an SQL expression for it; `said` has an SQL expression for each column that said
        something else then. `join` adds to the rows what the expressions read, and makes as many events as it finds.
        """
        said = said or {}
        events: Any = model.pgh_event_model  # type: ignore[attr-defined]
        own = {field.column for field in model._meta.concrete_fields}
        columns = [field.column for field in events._meta.concrete_fields if field.column in own]
        names = ", ".join(f'"{name}"' for name in columns)
        values = ", ".join(said.get(name, f'row."{name}"') for name in columns)
        moment, given = (at, []) if isinstance(at, str) else ("%s", [at])
        with connection.cursor() as cursor:
            cursor.execute(
                f'INSERT INTO "{events._meta.db_table}" '  # noqa: S608 - names of our own models, expressions of our own
                f"(pgh_created_at, pgh_label, pgh_obj_id, pgh_context_id, {names}) "
                f"SELECT {moment}, %s, row.id, %s, {values} "
                f'FROM "{model._meta.db_table}" AS row {join} WHERE row.id = ANY(%s) ORDER BY 1, row.id',
                [*given, label, self.context.pk, list(ids)],
            )

    def write_at(self, model: type[Model], rows: Iterable[Mapping[str, Any]], *, at: datetime | str) -> list[int]:
        """Copy rows that have not changed since they were recorded at `at`."""
        ids = self.write(model, rows)
        self.record(model, ids, at=at)
        return ids


def _reserve_ids(model: type[Model], count: int) -> list[int]:
    """The next ids of a table. A statement, too, that tells the session which triggers are silent before a COPY."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [row[0] for row in cursor.fetchall()]


def _plain(value: Any) -> Any:
    return value.canonical() if isinstance(value, PartialDate) else value
