"""Adding and changing meetings."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from governance.models import Body, Meeting
from programme.domain.codes import new_code
from programme.domain.editing import lock_unchanged
from programme.errors import DomainError
from programme.models import User
from programme.permissions import check_permission


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
