"""Who changed what and when, read from the history tables that the database's triggers fill.

A page of history takes four queries, however many records and kinds of record it shows: how many events there are,
which ones are on the page, what they say beside what stood before, and the names of everything they mention.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, overload

from django.db import models
from django.db.models import F, IntegerField, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, JSONObject, Left
from django.utils import timezone

from programme.models import Programme, RoleGrant, User
from programme.queries.history_events import Event, EventQuery
from programme.queries.history_models import (
    SILENT_FIELDS,
    Change,
    Model,
    changes_between,
    event_models,
    kind_of,
    label_expression,
    path_between,
    tracked_model,
)

LONGEST_DATA = 2_000
"""How many characters of a structured value (JSON) the history shows."""
ADDED = "insert"
MOST_NAMED = 4
"""A change of more fields is summed up by their number."""
LAST_DAY = date.max - timedelta(days=1)
"""The calendar ends a day later; after it there is no midnight to ask for."""


@dataclass(frozen=True, kw_only=True)
class HistoryScope:
    """What a reader asks of the history. What is not the reader's to see is left out.

    `kinds` are labels of models; `since` and `until` days, both included.
    """

    reader: User
    programme: Programme | None = None
    records: tuple[models.Model, ...] = ()
    person: User | None = None
    kinds: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class HistoryEntry:
    """One change of one record. `actor` is empty where nobody was signed in; `through` names a command or task."""

    at: datetime
    actor: str
    through: str
    kind: str
    record: str
    is_new: bool
    changes: tuple[Change, ...] = field(default=())

    @property
    def has_long_change(self) -> bool:
        """Whether the changes are folded away until the reader opens them."""
        return any(change.is_long for change in self.changes)

    @property
    def summary(self) -> str:
        """Which fields the change touches, in a few words."""
        if len(self.changes) > MOST_NAMED:
            return f"{len(self.changes)} fields"
        return ", ".join(change.label for change in self.changes)


class History(Sequence[HistoryEntry]):
    """The events of a scope, newest first; a slice reads that page alone, so a Paginator can turn the pages."""

    def __init__(self, scope: HistoryScope) -> None:
        self._events = EventQuery(
            tables=[model for model in event_models() if not scope.kinds or _code(model) in scope.kinds],
            groups=[group for group in ((scope.programme,) if scope.programme else (), scope.records) if group],
            reader=scope.reader,
            person=scope.person,
            since=_midnight(scope.since) if scope.since else None,
            until=_midnight(min(scope.until, LAST_DAY) + timedelta(days=1)) if scope.until else None,
        )
        self._count: int | None = None

    def __len__(self) -> int:
        if self._count is None:
            self._count = self._events.count()
        return self._count

    @overload
    def __getitem__(self, place: int) -> HistoryEntry: ...
    @overload
    def __getitem__(self, place: slice) -> list[HistoryEntry]: ...
    def __getitem__(self, place: int | slice) -> HistoryEntry | list[HistoryEntry]:
        if isinstance(place, int):
            return self[place : place + 1][0]
        # What is beyond the end is not there either way: only a slice without an end has to be counted.
        start, stop, _ = place.indices(len(self) if place.stop is None else place.stop)
        return _entries(self._events.page(start, stop))


def history_of(*records: models.Model, reader: User) -> History:
    """Every change of these records and of what hangs on them (a review: its updates, moves, milestones …)."""
    return History(HistoryScope(reader=reader, records=records))


def history_of_programme(
    programme: Programme,
    *,
    reader: User,
    person: User | None = None,
    kind: str = "",
    record: models.Model | None = None,
    since: date | None = None,
    until: date | None = None,
) -> History:
    """Every change in a programme, or those by one person, of one kind, of one record, between two days."""
    records = (record,) if record is not None else ()
    kinds = frozenset({kind} if kind else ())
    return History(
        HistoryScope(
            reader=reader, programme=programme, records=records, person=person, kinds=kinds, since=since, until=until
        )
    )


def history_of_person(person: User, *, reader: User) -> History:
    """What was changed about a person and their roles; not what they did."""
    kinds = frozenset({User._meta.label_lower, RoleGrant._meta.label_lower})
    return History(HistoryScope(reader=reader, records=(person,), kinds=kinds))


def history_kinds() -> list[tuple[str, str]]:
    """The kinds of record that belong to a programme, as choices."""
    kinds = [
        (_code(table), kind_of(tracked_model(table)))
        for table in event_models()
        if path_between(tracked_model(table), Programme) is not None
    ]
    return sorted(kinds, key=lambda choice: choice[1])


def _entries(page: list[Event]) -> list[HistoryEntry]:
    if not page:
        return []
    wanted: dict[int, list[int]] = defaultdict(list)
    for table, event, _ in page:
        wanted[table].append(event)
    tables = dict(enumerate(event_models()))
    rows = {
        (row[0], row[1]): row for row in _union([_data(number, tables[number], ids) for number, ids in wanted.items()])
    }
    names = _names(rows.values(), tables)
    entries = []
    for table, event, at in page:
        _, _, label, record, user, through, after, before = rows[table, event]
        model = tracked_model(tables[table])
        entries.append(
            HistoryEntry(
                at=at,
                actor=names.get((User, int(user)), "") if user else "",
                through=through or "",
                kind=kind_of(model),
                record=names.get((model, record), ""),
                is_new=label == ADDED,
                changes=changes_between(model, before=before or {}, after=after, names=names),
            )
        )
    return entries


def _data(number: int, table: Model, ids: list[int]) -> QuerySet[Any]:
    """What events say, what stood before them, and who did it."""
    before = (
        QuerySet(table)
        .filter(pgh_obj=OuterRef("pgh_obj"), pgh_id__lt=OuterRef("pgh_id"))
        .order_by("-pgh_id")
        .annotate(asked_data=_row(table))
    )
    found: QuerySet[Any] = (
        QuerySet(table)
        .filter(pk__in=ids)
        .order_by()
        .annotate(
            asked_table=Value(number, IntegerField()),
            asked_user=Cast(KeyTextTransform("user", "pgh_context__metadata"), TextField()),
            asked_through=Cast(KeyTextTransform("through", "pgh_context__metadata"), TextField()),
            asked_after=_row(table),
            asked_before=Subquery(before.values("asked_data")[:1]),
        )
        .values_list(
            "asked_table",
            "pgh_id",
            "pgh_label",
            "pgh_obj_id",
            "asked_user",
            "asked_through",
            "asked_after",
            "asked_before",
        )
    )
    return found


def _row(table: Model) -> JSONObject:
    """The remembered row as JSON, without what tells a reader nothing."""
    columns: dict[str, Any] = {}
    for column in tracked_model(table)._meta.concrete_fields:
        if column.primary_key or column.name in SILENT_FIELDS or column.name not in _remembered(table):
            continue
        value: Any = F(column.attname)
        if isinstance(column, models.JSONField):
            value = Left(Cast(value, TextField()), LONGEST_DATA)
        elif not isinstance(column, models.ForeignKey):
            value = Cast(value, TextField())
        columns[column.attname] = value
    return JSONObject(**columns)


def _names(rows: Iterable[Any], tables: dict[int, Model]) -> dict[tuple[Model, int], str]:
    """What every record that the rows mention is called today."""
    mentioned: dict[Model, set[int]] = defaultdict(set)
    for table, _, _, record, user, _, after, before in rows:
        model = tracked_model(tables[table])
        mentioned[model].add(record)
        if user:
            mentioned[User].add(int(user))
        for key in model._meta.concrete_fields:
            if isinstance(key, models.ForeignKey):
                for state in (after, before or {}):
                    if state.get(key.attname) is not None:
                        mentioned[key.remote_field.model].add(state[key.attname])
    found = list(mentioned)
    labels = [
        QuerySet(model)
        .filter(pk__in=ids)
        .order_by()
        .annotate(asked_model=Value(found.index(model), IntegerField()), asked_label=label_expression(model))
        .values_list("asked_model", "pk", "asked_label")
        for model, ids in mentioned.items()
    ]
    return {(found[number], key): called or "" for number, key, called in _union(labels)}


def _union(parts: list[QuerySet[Any]]) -> QuerySet[Any]:
    first, *rest = parts
    return first.union(*rest, all=True) if rest else first


def _remembered(table: Model) -> frozenset[str]:
    return frozenset(column.name for column in table._meta.concrete_fields)


def _code(table: Model) -> str:
    return tracked_model(table)._meta.label_lower


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
