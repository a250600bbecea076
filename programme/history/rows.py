"""Rows as they are, or as they stood at a moment, by the same call.

Rows that are written once are read by their own time. Of every other row the history tables hold each state: the last
up to the moment counts. A row that came with a load of the programme's past after the moment is read as it was loaded
and by its own dates (`Past`); one that was recorded here later was not there, whatever its dates say.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import models
from django.db.models import Case, Exists, F, Min, OuterRef, Q, QuerySet, When
from django.utils import timezone

from programme.history.moment import Moment
from programme.history.past import past_of

ModelT = TypeVar("ModelT", bound=models.Model)


class PastQuerySet(models.QuerySet[ModelT]):
    """A queryset whose rows can be read as at a moment."""

    def as_at(self, moment: Moment, *related: str, foreseen: bool = True) -> list[ModelT]:
        """These rows now or as they stood then, by id; of another moment than now not to be saved. One query.

        They are chosen by what never changes of a row: its key, its parent, its programme. `related` names foreign keys
        to read with them. Not `foreseen`: what was recorded ahead of its day is left out until that day.
        """
        return rows_as_at(self, moment, *related, foreseen=foreseen)

    def values_as_at(self, moment: Moment, *columns: str) -> list[dict[str, Any]]:
        """Columns of the rows that the history has then, in no order. Their own dates are left to the caller."""
        if moment.is_now:
            return list(self.order_by("pk").values(*columns))
        return list(events_as_at(self, moment).values(*columns))

    def recorded_as_at(self, moment: Moment) -> QuerySet[Any]:
        """The same rows as a queryset to add up: of this model or of its events, which have the same columns."""
        if moment.is_now:
            return self.order_by()
        return _events(self.model).filter(pgh_id__in=events_as_at(self, moment).values("pgh_id"))


def rows_as_at(rows: QuerySet[ModelT], moment: Moment, *related: str, foreseen: bool = True) -> list[ModelT]:
    """What `PastQuerySet.as_at` gives, of any queryset."""
    if moment.is_now:
        return list((rows.select_related(*related) if related else rows).order_by("pk"))
    model, past = rows.model, past_of(rows.model)
    if past.begun is not None:
        rows = rows.filter(past.begun(moment))
    found: list[ModelT] = []
    if past.is_read_as_is(model):
        known = (past.written_once or Q()) & past.known(model, moment)
        found = list(rows.filter(known).select_related(*related) if related else rows.filter(known))
        rows = rows.exclude(known)
    if not past.is_always_read_as_is(model):
        for event in events_as_at(rows, moment).select_related(*related):
            row = _row_of(model, event, related)
            was_loaded_later = moment.is_before(event.pgh_created_at)
            if was_loaded_later and not past.knew(row, moment):
                continue
            if was_loaded_later or not foreseen:
                past.undo(row, moment)
            found.append(row)
    return sorted(found, key=_key)


def events_as_at(rows: QuerySet[Any], moment: Moment) -> QuerySet[Any]:
    """The event of each row that holds what was recorded of it by the moment, or how it was loaded later."""
    events = recordings(rows, moment)
    if moment.loads:
        return _first_of(events, after=moment.limit)
    return events.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")


def recordings(rows: QuerySet[Any], moment: Moment) -> QuerySet[Any]:
    """Every event of the rows that counts as at the moment; of now, every one."""
    events = _events(rows.model).filter(pgh_obj__in=rows.order_by().values("pk"))
    return events if moment.is_now else events.filter(_counted(rows.model, moment))


def _counted(model: Any, moment: Moment) -> Q:
    """The events up to the limit, and those with which a row came in a later load of the past."""
    counted = Q(pgh_created_at__lte=moment.limit)
    if not moment.loads:
        return counted
    same = {"pgh_obj": OuterRef("pgh_obj"), "pgh_created_at": OuterRef("pgh_created_at")}
    coming = _events(model).filter(**same, pgh_label="insert")
    return counted | Q(Exists(coming), pgh_created_at__in=moment.loads)


def unrecorded(rows: QuerySet[ModelT]) -> QuerySet[ModelT]:
    """The rows of which the history holds nothing: they were here before it was kept, and are read as they are."""
    return rows.filter(~Exists(_events(rows.model).filter(pgh_obj=OuterRef("pk"))))


def first_recorded(rows: QuerySet[Any]) -> dict[int, date]:
    """By the key of each of these rows, the day on which it was first recorded here."""
    events = _events(rows.model).filter(pgh_obj__in=rows.order_by().values("pk")).order_by()
    first = events.values_list("pgh_obj").annotate(Min("pgh_created_at"))
    return {key: timezone.localdate(moment) for key, moment in first}


def last_recorded(row: models.Model) -> datetime | None:
    """When a row that was read as at a past moment had last been recorded; None of one that was read as it is."""
    found: datetime | None = getattr(row, "_last_recorded", None)
    return found


def shared_as_at(rows: QuerySet[ModelT], moment: Moment) -> list[ModelT]:
    """Rows that programmes share (councils, people), each as it stood, or as it came where it came later."""
    if moment.is_now:
        return list(rows.order_by("pk"))
    events = _events(rows.model).filter(pgh_obj__in=rows.order_by().values("pk"))
    return [_row_of(rows.model, event, ()) for event in _first_of(events, after=moment.as_at)]


def _first_of(events: QuerySet[Any], *, after: datetime | None) -> QuerySet[Any]:
    """Of each row the last event up to a time; of one that came later the last event of its coming."""
    later = Case(When(pgh_created_at__gt=after, then=F("pgh_created_at")))
    return events.order_by("pgh_obj_id", later.asc(nulls_first=True), "-pgh_id").distinct("pgh_obj_id")


def _events(model: Any) -> QuerySet[Any]:
    events: QuerySet[Any] = model.pgh_event_model.objects.all()
    return events


def _row_of(model: type[ModelT], event: Any, related: Iterable[str]) -> ModelT:
    """The row that an event recorded. What the history leaves out of it is empty."""
    tracked = {field.attname for field in event._meta.concrete_fields}
    row = model(
        **{
            field.attname: getattr(event, field.attname)
            for field in model._meta.concrete_fields
            if field.attname in tracked
        }
    )
    row._last_recorded = event.pgh_created_at  # type: ignore[attr-defined]
    for name in related:
        setattr(row, name, getattr(event, name))
    return row


def _key(row: models.Model) -> Any:
    return row.pk
