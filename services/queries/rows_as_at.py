"""The rows of a programme now, or as the history tables have them at a past moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Min, Model

from programme.models import Programme


@dataclass(frozen=True)
class Moment:
    """When rows are read: `limit` is None for now, else the last moment whose events count."""

    limit: datetime | None = None


NOW = Moment()


def moment_of(*, programme: Programme, as_at: datetime | None) -> Moment:
    """What came with the programme's first load counts from the beginning: the history knows nothing older."""
    if as_at is None:
        return NOW
    events: Any = Programme.pgh_event_model.objects  # type: ignore[attr-defined]
    began = events.filter(pgh_obj=programme.pk).aggregate(began=Min("pgh_created_at"))["began"]
    return Moment(max(as_at, began) if began else as_at)


def rows_at(model: type[Model], moment: Moment, **conditions: Any) -> list[Any]:
    """The rows, or for a past moment the last event of each; both have the model's columns. One query.

    The conditions are on what never changes of a row, such as its programme.
    """
    if moment.limit is None:
        return list(model._default_manager.filter(**conditions).order_by("pk"))
    events: Any = model.pgh_event_model.objects  # type: ignore[attr-defined]
    return list(
        events.filter(pgh_created_at__lte=moment.limit, **conditions)
        .order_by("pgh_obj_id", "-pgh_id")
        .distinct("pgh_obj_id")
    )


def row_id(row: Any) -> int:
    """The id of the row itself, whether it is the row or an event of its history."""
    found: int = getattr(row, "pgh_obj_id", None) or row.pk
    return found


def recorded_at(row: Any) -> datetime | None:
    """When what an event says was written; None for a row as it stands."""
    return getattr(row, "pgh_created_at", None)
