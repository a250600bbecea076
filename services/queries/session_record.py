"""A programme's scrutiny sessions, now or as at a past moment."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from programme.history import NOW, Moment, last_recorded
from programme.models import Council, Programme
from services.models import Group, ScrutinySession, SessionCouncil


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


def session_rows(*, programme: Programme, moment: Moment = NOW) -> list[SessionRow]:
    """The sessions held by then, the first first, whoever asks. Four queries; five for a past moment."""
    names = dict(Council.objects.order_by("pk").values_list("pk", "short_name"))
    groups = {group.pk: group.name for group in Group.objects.filter(programme=programme).as_at(moment)}
    councils: dict[int, list[str]] = defaultdict(list)
    for attendance in SessionCouncil.objects.filter(session__programme=programme).as_at(moment):
        if attendance.removed_at is None:
            councils[attendance.session_id].append(names[attendance.council_id])
    rows = [
        SessionRow(
            pk=row.pk,
            code=row.code,
            review_id=row.review_id,
            held_on=row.held_on,
            group=groups.get(row.group_id, "") if row.group_id else "",
            councils=tuple(sorted(councils[row.pk])),
            challenged=row.challenged,
            approved=row.approved,
            recorded_at=last_recorded(row),
        )
        for row in ScrutinySession.objects.filter(programme=programme).as_at(moment)
        if row.held_on <= moment.day_in(programme)
    ]
    return sorted(rows, key=lambda row: (row.held_on, row.code))
