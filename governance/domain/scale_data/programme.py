"""The measuring programme itself: its councils, people, phases and periods. Names are invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.hashers import make_password

from governance.domain.scale_data.recording import Recorder
from governance.domain.scale_data.scale import Days, Scale, add_months, moment, month
from programme.enums import CouncilKind, Role
from programme.models import Council, Phase, Programme, ProgrammeMembership, ReportingPeriod, RoleGrant, User

COUNCILS = ("Ashmere", "Wendle Valley", "Larkfold", "Stonebeck")
OFFICERS_PER_COUNCIL = 10
PHASES = 4
PERIOD_TIMES = {"opened_at": "NULL", "closed_at": "NULL"}


@dataclass(frozen=True, kw_only=True)
class Base:
    """What the rest is hung on; `people` are the lead officers by council, and `board` the one of the board."""

    programme: Programme
    days: Days
    councils: tuple[int, ...]
    office: int
    board: int
    people: tuple[tuple[int, ...], ...]
    phases: tuple[int, ...]
    periods: tuple[int, ...]
    """The last one first."""


def write_base(recorder: Recorder, *, code: str, scale: Scale, days: Days) -> Base:
    """Write a programme that began long ago, and everything that it began with."""
    began = moment(days.began)
    programme = {"code": code, "name": f"Programme of {scale.reviews} reviews", "starts_on": days.began}
    (identity,) = recorder.write_at(Programme, [programme], at=began)
    councils = tuple(_councils(recorder, at=began))
    members = [{"programme_id": identity, "council_id": council, "joined_on": days.began} for council in councils]
    recorder.write_at(ProgrammeMembership, members, at=began)
    office, board, *officers = recorder.write_at(User, _people(code, councils=councils, days=days), at=began)
    people = tuple(tuple(officers[place :: len(councils)]) for place in range(len(councils)))
    recorder.write_at(
        RoleGrant,
        [
            {"role": role, "programme_id": identity, "user_id": user, "council_id": council, "starts_on": days.began}
            for user, role, council in (
                (office, Role.PROGRAMME_OFFICE, None),
                (board, Role.BOARD_MEMBER, None),
                *((user, Role.LEAD_OFFICER, councils[place]) for place, own in enumerate(people) for user in own),
            )
        ],
        at=began,
    )
    return Base(
        programme=Programme.objects.get(pk=identity),
        days=days,
        councils=councils,
        office=office,
        board=board,
        people=people,
        phases=tuple(recorder.write_at(Phase, _phases(identity, days=days), at=began)),
        periods=_write_periods(recorder, identity, scale=scale, days=days),
    )


def _councils(recorder: Recorder, *, at: Any) -> Iterator[int]:
    """Those that are there already stay as they are: a council belongs to no programme."""
    for name in COUNCILS:
        code = name.lower().replace(" ", "-")
        there = Council.objects.filter(code=code).values_list("pk", flat=True).first()
        row = {"code": code, "name": f"{name} District Council", "short_name": name, "kind": CouncilKind.DISTRICT}
        yield there or recorder.write_at(Council, [row], at=at)[0]


def _people(code: str, *, councils: tuple[int, ...], days: Days) -> Iterator[dict[str, Any]]:
    """The office, a board member, and the lead officers, council by council in turns. Nobody can sign in yet."""
    password = make_password(None)
    named: list[tuple[str, str, int | None]] = [("office", "Programme office", None), ("board", "Board member", None)]
    named += [
        (f"officer-{number}", f"Officer {number}", councils[(number - 1) % len(councils)])
        for number in range(1, len(councils) * OFFICERS_PER_COUNCIL + 1)
    ]
    for account, name, council in named:
        yield {
            "email": f"{account}@{code}.example",
            "name": name,
            "council_id": council,
            "password": password,
            "date_joined": moment(days.began),
        }


def _phases(programme: int, *, days: Days) -> Iterator[dict[str, Any]]:
    for number in range(1, PHASES + 1):
        yield {
            "programme_id": programme,
            "code": f"phase-{number}",
            "name": f"Phase {number}",
            "starts": month(days.at((number - 1) / PHASES)),
            "ends": month(days.at(number / PHASES)),
            "position": number,
        }


def _write_periods(recorder: Recorder, programme: int, *, scale: Scale, days: Days) -> tuple[int, ...]:
    """A period a month, made a fortnight before it begins, open until ten days after it ends."""
    rows = []
    for back in range(scale.periods):
        first = days.start_of(back)
        last = add_months(first, 1) - timedelta(days=1)
        closed = last + timedelta(days=11)
        rows.append(
            {
                "programme_id": programme,
                "code": f"{first:%Y-%m}",
                "name": f"{first:%B %Y}",
                "starts_on": first,
                "ends_on": last,
                "deadline": last + timedelta(days=5),
                "cut_off": last + timedelta(days=10),
                "opened_at": moment(first),
                "closed_at": moment(closed, 0) if closed <= days.today else None,
            }
        )
    ids = recorder.write(ReportingPeriod, rows)
    recorder.record(ReportingPeriod, ids, at="row.opened_at - interval '14 days'", said=PERIOD_TIMES)
    recorder.record(ReportingPeriod, ids, at="row.opened_at", label="update", said={"closed_at": "NULL"})
    closed_ids = [identity for identity, row in zip(ids, rows, strict=True) if row["closed_at"]]
    recorder.record(ReportingPeriod, closed_ids, at="row.closed_at", label="update")
    return tuple(ids)
