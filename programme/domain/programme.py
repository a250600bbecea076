"""Changing what a programme is: its particulars, its councils, its phases and its reporting periods."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from programme.domain.codes import new_code
from programme.domain.editing import lock_unchanged
from programme.domain.keeping_rules import check_rules
from programme.domain.leaving import begun_outside, end_all, going_on
from programme.enums import MembershipRole
from programme.errors import DomainError
from programme.models import Council, Phase, Programme, ProgrammeMembership, User
from programme.permissions import check_permission
from programme.values.partial_date import PartialDate

CHANGE = "programme.change_programme"


@transaction.atomic
def edit_programme(
    *,
    programme: Programme,
    seen: str,
    name: str,
    summary: str,
    starts_on: date,
    planned_end: PartialDate | None,
    ended_on: date | None,
    actor: User,
    at: datetime,
) -> Programme:
    """Change a programme's particulars. `ended_on` is the last day of its record; None while it runs.

    Raises NotAllowed, ChangedByAnother, DomainError.
    """
    check_permission(actor, CHANGE, programme)
    programme = lock_unchanged(programme, seen=seen)
    programme.name, programme.summary = name, summary
    programme.starts_on, programme.planned_end, programme.ended_on = starts_on, planned_end, ended_on
    check_rules(programme)
    programme.save()
    return programme


@transaction.atomic
def add_membership(
    *,
    programme: Programme,
    council: Council,
    role: MembershipRole,
    joined_on: date,
    left_on: date | None,
    actor: User,
    at: datetime,
) -> ProgrammeMembership:
    """A council joins the programme. `left_on` is the last day of membership. Raises NotAllowed, DomainError."""
    check_permission(actor, CHANGE, programme)
    Programme.objects.select_for_update().get(pk=programme.pk)
    membership = ProgrammeMembership(
        programme=programme, council=council, role=role, joined_on=joined_on, left_on=left_on
    )
    _check_membership(membership)
    membership.save()
    return membership


@transaction.atomic
def change_membership(
    *,
    membership: ProgrammeMembership,
    seen: str,
    role: MembershipRole,
    joined_on: date,
    left_on: date | None,
    ends_parts: bool = False,
    actor: User,
    at: datetime,
) -> ProgrammeMembership:
    """Change a membership's role or dates; giving `left_on` is how a council leaves.

    With `ends_parts` what it takes part in ends on that day too.

    Raises NotAllowed, ChangedByAnother, DomainError.
    """
    check_permission(actor, CHANGE, membership.programme)
    Programme.objects.select_for_update().get(pk=membership.programme_id)
    membership = lock_unchanged(membership, seen=seen)
    joins_later = joined_on > membership.joined_on
    membership.role, membership.joined_on, membership.left_on = role, joined_on, left_on
    _check_membership(membership)
    membership.save()
    if joins_later and (names := begun_outside(membership.programme, membership.council)):
        raise DomainError(
            f"It took part before that day in: {'; '.join(names)}. Choose an earlier day of joining.", field="joined_on"
        )
    if names := going_on(membership.programme, membership.council):
        if not ends_parts:
            raise DomainError(
                f"After that day it would still take part in: {'; '.join(names)}. "
                "Tick that its part ends too, or choose a later day.",
                field="ends_parts",
            )
        end_all(membership.programme, membership.council)
    return membership


@transaction.atomic
def add_phase(
    *,
    programme: Programme,
    name: str,
    starts: PartialDate | None,
    ends: PartialDate | None,
    position: int,
    actor: User,
    at: datetime,
) -> Phase:
    """Add a phase; its code is made from its name. Raises NotAllowed, DomainError."""
    check_permission(actor, CHANGE, programme)
    Programme.objects.select_for_update().get(pk=programme.pk)
    _check_phase_dates(starts=starts, ends=ends)
    code = new_code(name, among=Phase.objects.filter(programme=programme))
    return Phase.objects.create(programme=programme, code=code, name=name, starts=starts, ends=ends, position=position)


@transaction.atomic
def change_phase(
    *,
    phase: Phase,
    seen: str,
    name: str,
    starts: PartialDate | None,
    ends: PartialDate | None,
    position: int,
    actor: User,
    at: datetime,
) -> Phase:
    """Change a phase's name, dates or place in the order. Raises NotAllowed, ChangedByAnother, DomainError."""
    check_permission(actor, CHANGE, phase.programme)
    phase = lock_unchanged(phase, seen=seen)
    _check_phase_dates(starts=starts, ends=ends)
    phase.name, phase.starts, phase.ends, phase.position = name, starts, ends, position
    phase.save()
    return phase


def _check_membership(membership: ProgrammeMembership) -> None:
    check_rules(membership)
    others = ProgrammeMembership.objects.filter(
        Q(left_on__isnull=True) | Q(left_on__gte=membership.joined_on),
        programme_id=membership.programme_id,
        council_id=membership.council_id,
    ).exclude(pk=membership.pk)
    if membership.left_on is not None:
        others = others.filter(joined_on__lte=membership.left_on)
    if other := others.first():
        until = f"until {PartialDate.day(other.left_on)}" if other.left_on else "and has not left"
        raise DomainError(
            f"{membership.council} is already a member from {PartialDate.day(other.joined_on)} {until}. "
            "Change that membership, or choose dates outside it.",
            field="joined_on",
        )


def _check_phase_dates(*, starts: PartialDate | None, ends: PartialDate | None) -> None:
    if starts and ends and starts.first_day and ends.last_day and ends.last_day < starts.first_day:
        raise DomainError("The phase must end after it starts.", field="ends")
