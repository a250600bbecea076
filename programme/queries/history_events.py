"""Which events a history consists of, as one statement over all history tables.

There are more than a hundred of these tables, and to put so many questions together by the ORM takes longer than the
database takes to answer them. So what is asked of a table is worked out once for each process and kept as SQL, with a
mark where the id of a record belongs; a request fills in its own ids. What the reader may see of confidential records
is asked once for all tables (`seen_0`, `seen_1` …).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache, reduce
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import IntegerField, Q, QuerySet, Value
from django.db.models.expressions import RawSQL
from pghistory.models import Context

from programme.models import User
from programme.queries.history_models import (
    Model,
    event_models,
    history_limits,
    is_optional,
    path_between,
    tracked_model,
)

NEWEST_FIRST = "ORDER BY pgh_created_at DESC, asked_table DESC, pgh_id DESC LIMIT %s OFFSET %s"
NONE_SEEN = "SELECT NULL::bigint WHERE false"

Records = Sequence[models.Model]


class Mark(NamedTuple):
    """Where the id of a record belongs: the group of records and the place in it."""

    group: int
    place: int


class Event(NamedTuple):
    """The number of the history table, the event's own id and its moment."""

    table: int
    id: int
    at: datetime


class EventQuery:
    """The events of `tables` that belong to a record of every one of the groups and that the reader may see.

    `since` is included, `until` is not; `person` is who made the change.
    """

    def __init__(
        self,
        *,
        tables: Iterable[Model],
        groups: Sequence[Records],
        reader: User,
        person: User | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> None:
        kinds = tuple(tuple(type(record) for record in group) for group in groups)
        parts = [part for table in tables if (part := _part(table, kinds)) is not None]
        self._seen, self._events, self._parameters = "", "", []
        if not parts:
            return
        seen = _seen_by(reader)
        conditions, asked = _conditions(person=person, since=since, until=until)
        events = " UNION ALL ".join(sql for sql, _ in parts)
        self._seen = f"WITH {', '.join(sql for sql, _ in seen)}" if seen else ""
        self._events = f"({events}) AS event (asked_table, pgh_id, pgh_created_at, pgh_context_id) {conditions}"
        self._parameters = [one for _, parameters in seen for one in parameters]
        self._parameters += [
            groups[one.group][one.place].pk if isinstance(one, Mark) else one
            for _, parameters in parts
            for one in parameters
        ]
        self._parameters += asked

    def count(self) -> int:
        """How many there are."""
        rows = self._rows("count(*)")
        return int(rows[0][0]) if rows else 0

    def page(self, start: int, stop: int) -> list[Event]:
        """From one place to before another, newest first."""
        if stop <= start:
            return []
        return [
            Event(*row) for row in self._rows("asked_table, pgh_id, pgh_created_at", NEWEST_FIRST, stop - start, start)
        ]

    def _rows(self, columns: str, end: str = "", *parameters: Any) -> list[tuple[Any, ...]]:
        if not self._events:
            return []
        with connection.cursor() as cursor:
            cursor.execute(  # every id and moment stands in the parameters
                f"{self._seen} SELECT {columns} FROM {self._events} {end}",  # noqa: S608
                [*self._parameters, *parameters],
            )
            return list(cursor.fetchall())


@lru_cache(maxsize=4096)
def _part(table: Model, groups: tuple[tuple[Model, ...], ...]) -> tuple[str, tuple[Any, ...]] | None:
    """What to ask of one history table, with marks among its parameters; None where the groups do not touch it."""
    tracked = tracked_model(table)
    condition = Q()
    for number, models_of_group in enumerate(groups):
        ways = [
            Q(**{path or "pgh_obj": RawSQL("%s", [Mark(number, place)])})
            for place, model in enumerate(models_of_group)
            if (path := path_between(tracked, model)) is not None
        ]
        if not ways:
            return None
        condition &= reduce(lambda one, other: one | other, ways)
    for number, limit in enumerate(history_limits()):
        path = path_between(tracked, limit.model)
        if path is not None:
            those = RawSQL(f"SELECT id FROM seen_{number}", [])  # noqa: S608, S611 - a number of ours
            seen = Q(**{f"{path or 'pgh_obj'}__in": those})
            condition &= seen | Q(**{f"{path}__isnull": True}) if is_optional(tracked, path) else seen
    rows: QuerySet[Any] = QuerySet(table).filter(condition).order_by()
    rows = rows.annotate(asked_table=Value(event_models().index(table), IntegerField()))
    sql, parameters = rows.values_list(
        "asked_table", "pgh_id", "pgh_created_at", "pgh_context_id"
    ).query.sql_with_params()
    return sql, tuple(parameters)


def _seen_by(reader: User) -> list[tuple[str, tuple[Any, ...]]]:
    """The records of each limit that the reader sees, as named parts of the statement."""
    found = []
    for number, limit in enumerate(history_limits()):
        try:
            sql, parameters = limit.seen_by(reader).order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:
            sql, parameters = NONE_SEEN, ()
        found.append((f"seen_{number} (id) AS ({sql})", tuple(parameters)))
    return found


def _conditions(*, person: User | None, since: datetime | None, until: datetime | None) -> tuple[str, list[Any]]:
    conditions: list[str] = []
    parameters: list[Any] = []
    if person is not None:
        made = f"SELECT id FROM {Context._meta.db_table} WHERE metadata -> 'user' = %s::jsonb"  # noqa: S608 - a name of ours
        conditions.append(f"pgh_context_id IN ({made})")
        parameters.append(str(person.pk))
    if since is not None:
        conditions.append("pgh_created_at >= %s")
        parameters.append(since)
    if until is not None:
        conditions.append("pgh_created_at < %s")
        parameters.append(until)
    return (f"WHERE {' AND '.join(conditions)}" if conditions else ""), parameters
