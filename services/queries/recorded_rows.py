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

    What came with the programme's first load counts from the beginning: the history knows nothing older than that.
    `related` names foreign keys to read with them.
    """
    began = (
        apps.get_model("programme", "ProgrammeEvent")
        .objects.filter(pgh_obj=programme.pk)
        .aggregate(began=Min("pgh_created_at"))["began"]
    )
    event_model: Any = model.pgh_event_model  # type: ignore[attr-defined]
    names = [field.attname for field in model._meta.concrete_fields]
    events = (
        event_model.objects.filter(pgh_obj__in=rows.order_by().values("pk"))
        .filter(pgh_created_at__lte=max(as_at, began) if began else as_at)
        .select_related(*related)
        .order_by("pgh_obj_id", F("pgh_id").desc())
        .distinct("pgh_obj_id")
    )
    found = []
    for event in events:
        row = model(**{name: getattr(event, name) for name in names})
        for name in related:
            setattr(row, name, getattr(event, name))
        found.append(row)
    return found
