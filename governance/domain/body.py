"""Adding and changing bodies.

Adding and changing meetings.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from governance.enums import BodyKind, Regime
from governance.models import Body, Meeting
from governance.permissions import writes_for_council
from programme.domain.codes import new_code
from programme.domain.editing import lock_unchanged
from programme.enums import Role
from programme.errors import DomainError
from programme.models import Council, Programme, User
from programme.permissions import check_permission, holds

NON_STATUTORY_KINDS = (BodyKind.WORKING_GROUP, BodyKind.PROGRAMME_BOARD, BodyKind.PARTNERSHIP_BOARD)


@transaction.atomic
def add_body(
    *, programme: Programme, council: Council | None, name: str, kind: str, regime: str, actor: User, at: datetime
) -> Body:
    """Add a body of one council, or a joint one (council None). Its code is made from its name.

    Raises NotAllowed, DomainError.
    """
    check_permission(actor, "governance.add_body", programme)
    Programme.objects.select_for_update().get(pk=programme.pk)
    _check_council(programme=programme, council=council, actor=actor)
    _check_regime(kind=kind, regime=regime)
    code = new_code(name, among=Body.objects.filter(programme=programme))
    return Body.objects.create(
        programme=programme, council=council, code=code, name=name.strip(), kind=kind, regime=regime
    )


@transaction.atomic
def change_body(
    *, body: Body, seen: str, council: Council | None, name: str, kind: str, regime: str, actor: User, at: datetime
) -> Body:
    """Change a body. `seen` is the mark of the row as it was opened. Raises as adding does, and ChangedByAnother."""
    check_permission(actor, "governance.change_body", body)
    body = lock_unchanged(body, seen=seen)
    if (council.pk if council else None) != body.council_id:
        _check_council(programme=body.programme, council=council, actor=actor)
        _check_hand_over(body=body, actor=actor)
    _check_regime(kind=kind, regime=regime)
    body.council, body.name, body.kind, body.regime = council, name.strip(), kind, regime
    body.save()
    return body


def _check_council(*, programme: Programme, council: Council | None, actor: User) -> None:
    if council is not None and not programme.memberships.filter(council=council).exists():
        raise DomainError(f"{council.name} takes no part in {programme.name}.", field="council")
    if not writes_for_council(actor, programme=programme, council=council):
        raise DomainError("You keep the bodies of your own council and joint bodies.", field="council")


def _check_hand_over(*, body: Body, actor: User) -> None:
    """A joint body belongs to all its councils: none of their clerks takes it from the others."""
    if body.council_id is None and not holds(actor, Role.PROGRAMME_OFFICE, programme=body.programme_id):
        raise DomainError("Only the programme office makes a joint body one council's.", field="council")


def _check_regime(*, kind: str, regime: str) -> None:
    if kind in NON_STATUTORY_KINDS and regime != Regime.NON_STATUTORY:
        raise DomainError(
            f"A {BodyKind(kind).label.lower()} is a non-statutory board. Choose that regime.", field="regime"
        )


@transaction.atomic
def add_meeting(*, body: Body, starts_at: datetime, place: str, actor: User, at: datetime) -> Meeting:
    """Add a meeting of a body. Its code is made from its day. Raises NotAllowed, DomainError."""
    check_permission(actor, "governance.add_meeting", body)
    Body.objects.select_for_update().get(pk=body.pk)
    _check_free(body=body, starts_at=starts_at, besides=None)
    code = new_code(f"{timezone.localtime(starts_at):%d %B %Y}", among=Meeting.objects.filter(body=body))
    return Meeting.objects.create(body=body, code=code, starts_at=starts_at, place=place.strip())


@transaction.atomic
def change_meeting(
    *, meeting: Meeting, seen: str, starts_at: datetime, place: str, actor: User, at: datetime
) -> Meeting:
    """Change when or where a body meets. Raises NotAllowed, ChangedByAnother, DomainError."""
    check_permission(actor, "governance.change_meeting", meeting)
    Body.objects.select_for_update().get(pk=meeting.body_id)
    meeting = lock_unchanged(meeting, seen=seen)
    _check_free(body=meeting.body, starts_at=starts_at, besides=meeting)
    meeting.starts_at, meeting.place = starts_at, place.strip()
    meeting.save()
    return meeting


def _check_free(*, body: Body, starts_at: datetime, besides: Meeting | None) -> None:
    others = Meeting.objects.filter(body=body, starts_at=starts_at)
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    if others.exists():
        raise DomainError(f"{body.name} already meets then.", field="starts_on")
