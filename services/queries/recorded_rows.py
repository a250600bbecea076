"""Rows of a dated record as the history has them at a past moment."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import F, Min, QuerySet

from programme.models import Programme

RowT = TypeVar("RowT", bound=models.Model)


def recorded_rows(
    *, model: type[RowT], rows: QuerySet[RowT], programme: Programme, as_at: datetime, related: tuple[str, ...] = ()
) -> list[RowT]:
    """These rows as they stood, in two queries, by id. Not to be saved.

    `related` names foreign keys to read with them.
    """
    limit = recording_limit(programme=programme, as_at=as_at)
    return rows_up_to(model=model, rows=rows, limit=limit, related=related)


def recording_limit(*, programme: Programme, as_at: datetime | None) -> datetime | None:
    """The last moment whose recordings count as at a moment; None for now.

    What came with the programme's first load counts from the beginning: the history knows nothing older than that.
    """
    if as_at is None:
        return None
    events = apps.get_model("programme", "ProgrammeEvent").objects.filter(pgh_obj=programme.pk)
    began = events.aggregate(began=Min("pgh_created_at"))["began"]
    return max(as_at, began) if began else as_at


def rows_up_to(
    *, model: type[RowT], rows: QuerySet[RowT], limit: datetime | None, related: tuple[str, ...] = ()
) -> list[RowT]:
    """These rows as the last recording up to `limit` has them, or as they are for None, in one query, by id.

    Each says when that was in `last_recorded_at` (None for as they are). What the history leaves out is empty.
    """
    if limit is None:
        found = list(rows.select_related(*related).order_by("pk") if related else rows.order_by("pk"))
        for as_it_is in found:
            as_it_is.last_recorded_at = None  # type: ignore[attr-defined]
        return found
    event_model: Any = model.pgh_event_model  # type: ignore[attr-defined]
    tracked = {field.attname for field in event_model._meta.concrete_fields}
    names = [field.attname for field in model._meta.concrete_fields if field.attname in tracked]
    events = (
        event_model.objects.filter(pgh_obj__in=rows.order_by().values("pk"), pgh_created_at__lte=limit)
        .select_related(*related)
        .order_by("pgh_obj_id", F("pgh_id").desc())
        .distinct("pgh_obj_id")
    )
    found = []
    for event in events:
        then = model(**{name: getattr(event, name) for name in names})
        then.last_recorded_at = event.pgh_created_at  # type: ignore[attr-defined]
        for name in related:
            setattr(then, name, getattr(event, name))
        found.append(then)
    return found
