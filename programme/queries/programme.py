"""What the pages of programmes read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from programme.enums import Role
from programme.models import Phase, Programme, ProgrammeMembership, ReportingPeriod, RoleGrant
from programme.models.grants import held_by


@dataclass(frozen=True, kw_only=True)
class ProgrammeLine:
    """A programme as its reader finds it in a list: with the roles they hold in it."""

    programme: Programme
    roles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PeriodLine:
    """A reporting period and where it stands on the programme's day. `state` is a word of its own, `tone` its tag's."""

    period: ReportingPeriod
    state: str
    tone: str
    can_close: bool
    can_announce: bool


@dataclass(frozen=True, kw_only=True)
class PersonLine:
    """A person and the roles they hold in one programme."""

    name: str
    post: str
    council: str
    roles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ProgrammeOverview:
    """Everything on a programme's own page."""

    memberships: tuple[ProgrammeMembership, ...]
    former: tuple[ProgrammeMembership, ...]
    phases: tuple[Phase, ...]
    periods: tuple[PeriodLine, ...]
    people: tuple[PersonLine, ...]


def programmes_of_reader(user: Any) -> tuple[ProgrammeLine, ...]:
    """The programmes in which the reader holds a role today, by name; one query."""
    roles: dict[int, list[str]] = {}
    for grant in held_by(user):
        if grant.programme_id is not None:
            roles.setdefault(grant.programme_id, []).append(str(grant.get_role_display()))
    programmes = Programme.objects.visible_to(user).order_by("name") if roles else Programme.objects.none()
    return tuple(
        ProgrammeLine(programme=programme, roles=tuple(dict.fromkeys(roles.get(programme.pk, []))))
        for programme in programmes
    )


def overview_of(programme: Programme) -> ProgrammeOverview:
    """The programme's councils, phases, periods and people; four queries. The reader must be allowed to see it."""
    today = programme.today
    memberships = list(
        ProgrammeMembership.objects.filter(programme=programme)
        .select_related("council")
        .order_by("joined_on", "council__short_name")
    )
    former = tuple(membership for membership in memberships if membership.left_on and membership.left_on < today)
    return ProgrammeOverview(
        memberships=tuple(membership for membership in memberships if membership not in former),
        former=former,
        phases=tuple(Phase.objects.filter(programme=programme)),
        periods=tuple(
            period_line(period, today=today) for period in ReportingPeriod.objects.filter(programme=programme)
        ),
        people=_people(programme),
    )


def period_line(period: ReportingPeriod, *, today: date) -> PeriodLine:
    """Where a period stands on a day."""
    if period.closed_at is not None:
        state, tone = "Closed", "closed"
    elif today < period.starts_on:
        state, tone = "Not begun", "not_begun"
    elif today > period.cut_off:
        state, tone = "Past its cut-off", "closed"
    elif today > period.deadline:
        state, tone = "Past its deadline", "overdue"
    else:
        state, tone = "Open", "running"
    return PeriodLine(
        period=period,
        state=state,
        tone=tone,
        can_close=period.closed_at is None and period.starts_on <= today,
        can_announce=period.closed_at is None and period.opened_at is None and today <= period.deadline,
    )


def _people(programme: Programme) -> tuple[PersonLine, ...]:
    """Who holds a role today, in the order of the roles, each person once."""
    order = {role: place for place, role in enumerate(Role.values)}
    grants = (
        RoleGrant.objects.current()
        .filter(programme=programme, user__is_active=True)
        .select_related("user__council", "council")
        .order_by("user__name", "user_id")
    )
    held: dict[int, list[RoleGrant]] = {}
    for grant in sorted(grants, key=lambda grant: order[grant.role]):
        held.setdefault(grant.user_id, []).append(grant)
    return tuple(
        PersonLine(
            name=grants[0].user.name,
            post=grants[0].user.post,
            council=next(
                (str(council) for council in (*(grant.council for grant in grants), grants[0].user.council) if council),
                "",
            ),
            roles=tuple(str(grant.get_role_display()) for grant in grants),
        )
        for grants in held.values()
    )
