"""Since when something that is recorded has been out of bounds, from the history."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone


def breached_since(
    *, model: type[models.Model], ids: Iterable[int], limit: datetime | None, is_breached: Callable[[Any], bool]
) -> dict[int, date]:
    """For each of these rows the day of the recording since which every one has been in breach; one query.

    `limit` is the last moment whose recordings count. Rows that are not in breach are left out.
    """
    event_model: Any = model.pgh_event_model  # type: ignore[attr-defined]
    events = event_model.objects.filter(pgh_obj__in=list(ids)).order_by("pgh_obj_id", "pgh_id")
    if limit is not None:
        events = events.filter(pgh_created_at__lte=limit)
    since: dict[int, date] = {}
    for event in events:
        if not is_breached(event):
            since.pop(event.pgh_obj_id, None)
        else:
            since.setdefault(event.pgh_obj_id, timezone.localdate(event.pgh_created_at))
    return since
