"""The record as it stood at a moment.

Rows that carry the time of their own recording and never change after it (moves, accepted updates) are read by that
time. Everything else is read from the history that the database keeps: for each row its last event up to the moment.
A programme that was brought into this database whole, after that moment, has no history before it. What came in with it
is then read by its own dates (a council by the day it joined, a period by the day it began), and what they put later is
left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from programme.file.record import LiveReader
from programme.file.sections import Section
from programme.models import Programme


class HistoryReader:
    """Reads rows as they stood at `as_at`."""

    def __init__(self, as_at: datetime) -> None:
        self.as_at = as_at
        self._live = LiveReader()
        self._loaded_at: datetime | None = None

    def of_programme(self, section: Section, programme: Programme) -> Iterable[Any]:
        if self._loaded_at is None:
            self._loaded_at = _first_events(Programme, {programme.pk})[programme.pk].pgh_created_at
        live = {row.pk: row for row in self._live.of_programme(section, programme)}
        if not hasattr(section.model, "pgh_event_model"):  # written once, so it keeps no history: its dates say it all
            yield from (row for row in live.values() if section.known_by and section.known_by(row, self.as_at))
            return
        last, first = self._last_events(section.model, set(live)), _first_events(section.model, set(live))
        for identity, row in live.items():
            if section.dated and section.known_by and section.known_by(row, self.as_at):
                yield row
            elif identity in last:
                yield _instance(section.model, last[identity])
            elif identity in first and (found := self._came_with_programme(section, first[identity])):
                yield found

    def shared(self, section: Section, ids: set[int], keys: set[str]) -> Iterable[Any]:
        last, first = self._last_events(section.model, ids), _first_events(section.model, ids)
        return [_instance(section.model, last.get(identity) or event) for identity, event in first.items()]

    def _came_with_programme(self, section: Section, event: Any) -> Any | None:
        """A row that came in with its programme after the moment, if by its own dates it was there already."""
        if event.pgh_created_at != self._loaded_at or section.dated:
            return None
        row = _instance(section.model, event)
        if section.known_by and not section.known_by(row, self.as_at):
            return None
        if section.forget:
            section.forget(row, self.as_at)
        return row

    def _last_events(self, model: Any, ids: set[int]) -> dict[int, Any]:
        if not hasattr(model, "pgh_event_model"):  # rows that are written once and are a history themselves
            return {}
        events = model.pgh_event_model.objects.filter(pgh_obj_id__in=ids, pgh_created_at__lte=self.as_at)
        return {event.pgh_obj_id: event for event in events.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")}


def _first_events(model: Any, ids: set[int]) -> dict[int, Any]:
    if not hasattr(model, "pgh_event_model"):
        return {}
    events = model.pgh_event_model.objects.filter(pgh_obj_id__in=ids)
    return {event.pgh_obj_id: event for event in events.order_by("pgh_obj_id", "pgh_id").distinct("pgh_obj_id")}


def _instance(model: Any, event: Any) -> Any:
    """The row that an event recorded, not to be saved."""
    tracked = {field.attname for field in type(event)._meta.concrete_fields}
    values = {
        field.attname: getattr(event, field.attname)
        for field in model._meta.concrete_fields
        if field.attname in tracked and not field.primary_key
    }
    return model(pk=event.pgh_obj_id, **values)
