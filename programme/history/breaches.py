"""Since when something that is recorded has been out of bounds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from programme.history.moment import Moment
from programme.history.rows import recordings


def breached_since(*, rows: QuerySet[Any], moment: Moment, is_breached: Callable[[Any], bool]) -> dict[int, date]:
    """For each of these rows the day of the recording since which every one has been in breach; one query.

    Recordings up to the moment count. Rows that were not in breach then are left out.
    """
    since: dict[int, date] = {}
    for event in recordings(rows, moment).order_by("pgh_obj_id", "pgh_id"):
        if not is_breached(event):
            since.pop(event.pgh_obj_id, None)
        else:
            since.setdefault(event.pgh_obj_id, timezone.localdate(event.pgh_created_at))
    return since
