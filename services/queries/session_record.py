"""A programme's scrutiny sessions, now or as at a past moment."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from programme.models import Council, Programme
from services.models import Group, ScrutinySession, SessionCouncil
from services.queries.recorded_rows import recording_limit, rows_up_to


@dataclass(frozen=True, kw_only=True)
class SessionRow:
    """A session as it stood. `group` is the name of who held it, "" where that is not recorded."""

    pk: int
    code: str
    review_id: int
    held_on: date
    group: str
    councils: tuple[str, ...]
    challenged: str
    approved: str
    recorded_at: datetime | None


def session_rows(*, programme: Programme, as_at: datetime | None = None) -> list[SessionRow]:
    """The sessions held by then, the first first, whoever asks. Four queries; five for a past moment."""
    limit = recording_limit(programme=programme, as_at=as_at)
    day = programme.today if as_at is None else timezone.localdate(as_at)
    names = dict(Council.objects.order_by("pk").values_list("pk", "short_name"))
    held_by = rows_up_to(model=Group, rows=Group.objects.filter(programme=programme), limit=limit)
    groups = {group.pk: group.name for group in held_by}
    councils: dict[int, list[str]] = defaultdict(list)
    there = SessionCouncil.objects.filter(session__programme=programme)
    for attendance in rows_up_to(model=SessionCouncil, rows=there, limit=limit):
        if attendance.removed_at is None:
            councils[attendance.session_id].append(names[attendance.council_id])
    sessions = ScrutinySession.objects.filter(programme=programme)
    found: list[Any] = rows_up_to(model=ScrutinySession, rows=sessions, limit=limit)
    rows = [
        SessionRow(
            pk=row.pk,
            code=row.code,
            review_id=row.review_id,
            held_on=row.held_on,
            group=groups.get(row.group_id, ""),
            councils=tuple(sorted(councils[row.pk])),
            challenged=row.challenged,
            approved=row.approved,
            recorded_at=row.last_recorded_at,
        )
        for row in found
        if row.held_on <= day
    ]
    return sorted(rows, key=lambda row: (row.held_on, row.code))
