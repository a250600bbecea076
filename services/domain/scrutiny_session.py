"""Recording a scrutiny session of a service review."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from programme.domain.codes import new_code
from programme.domain.editing import lock_unchanged, mark_of
from programme.errors import DomainError
from programme.models import Council, Programme, ProgrammeMembership, User
from programme.permissions import check_permission
from services.models import Group, ScrutinySession, ServiceReview, SessionCouncil

WRITE = "services.write_sessions"


def mark_of_session(session: ScrutinySession) -> str:
    """A short mark of the session and the councils whose officers came."""
    councils = session.attendances.filter(removed_at__isnull=True).order_by("council_id")
    there = repr([*councils.values_list("council_id", flat=True)])
    return mark_of(session)[:12] + hashlib.sha256(there.encode()).hexdigest()[:8]


@transaction.atomic
def record_session(
    *,
    review: ServiceReview,
    held_on: date,
    group: Group | None,
    councils: Collection[Council],
    challenged: str,
    approved: str,
    notes: str,
    actor: User,
    at: datetime,
) -> ScrutinySession:
    """Record a session that was held. Raises NotAllowed, DomainError."""
    check_permission(actor, WRITE, review)
    programme = Programme.objects.select_for_update().get(pk=review.programme_id)
    session = ScrutinySession(
        programme=programme,
        review=review,
        code=new_code(f"{review.code} {held_on:%Y-%m-%d}", among=programme.scrutiny_sessions.all()),
    )
    _fill(session, held_on=held_on, group=group, challenged=challenged, approved=approved, notes=notes)
    _check(session, councils=councils, at=at)
    session.save()
    _set_councils(session, councils=councils, at=at)
    return session


@transaction.atomic
def change_session(
    *,
    session: ScrutinySession,
    held_on: date,
    group: Group | None,
    councils: Collection[Council],
    challenged: str,
    approved: str,
    notes: str,
    seen: str,
    actor: User,
    at: datetime,
) -> ScrutinySession:
    """Change what is recorded of a session; `seen` is its mark (`mark_of_session`) as it was opened.

    Raises as `record_session`, ChangedByAnother.
    """
    session = lock_unchanged(session, seen=seen, mark=mark_of_session)
    check_permission(actor, WRITE, session.review)
    _fill(session, held_on=held_on, group=group, challenged=challenged, approved=approved, notes=notes)
    _check(session, councils=councils, at=at)
    session.save()
    _set_councils(session, councils=councils, at=at)
    return session


def _fill(
    session: ScrutinySession, *, held_on: date, group: Group | None, challenged: str, approved: str, notes: str
) -> None:
    session.held_on, session.group = held_on, group
    session.challenged, session.approved, session.notes = challenged.strip(), approved.strip(), notes.strip()


def _check(session: ScrutinySession, *, councils: Collection[Council], at: datetime) -> None:
    if session.held_on > timezone.localdate(at):
        raise DomainError("Enter the day on which it was held: today or before.", field="held_on")
    if session.group is not None and session.group.review_id not in (None, session.review_id):
        raise DomainError(f"{session.group} is a group of another review.", field="group")
    members = set(ProgrammeMembership.objects.filter(programme=session.programme_id).values_list("council", flat=True))
    for council in councils:
        if council.pk not in members:
            raise DomainError(f"{council} is not a member of the programme.", field="councils")


def _set_councils(session: ScrutinySession, *, councils: Collection[Council], at: datetime) -> None:
    here = {row.council_id: row for row in session.attendances.filter(removed_at__isnull=True)}
    wanted = {council.pk for council in councils}
    for key in sorted(here.keys() - wanted):
        here[key].removed_at = at
        here[key].save(update_fields=["removed_at"])
    for key in sorted(wanted - here.keys()):
        SessionCouncil.objects.create(session=session, council_id=key)
