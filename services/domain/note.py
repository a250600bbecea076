"""What can be done to a note of a review or of the programme."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from programme.domain.codes import new_code
from programme.domain.editing import lock_unchanged
from programme.errors import DomainError
from programme.models import Council, Programme, User
from programme.permissions import check_permission
from services.models import Note, ServiceReview
from services.permissions import own_note_councils


@transaction.atomic
def add_note(
    *,
    programme: Programme,
    review: ServiceReview | None,
    title: str,
    body: str,
    council: Council | None = None,
    actor: User,
    at: datetime,
) -> Note:
    """Write a note on a review, or on the programme as a whole; with `council`, for that council's people alone.

    Raises NotAllowed, DomainError.
    """
    if review is not None:
        check_permission(actor, "services.add_review_note", review)
    check_permission(actor, "services.add_note", programme)
    if council is not None and council.pk not in own_note_councils(actor, programme):
        raise DomainError("You can keep a note for your own council only.", field="council")
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    # The code stands in addresses and is unique among all notes, so that of a council's own note tells nothing of it.
    named = f"{review.code if review else 'programme'} {title}" if council is None else f"{council.code} note"
    return Note.objects.create(
        programme=programme,
        review=review,
        code=new_code(named, among=programme.notes.all()),
        title=title.strip(),
        body=body,
        council=council,
        written_by=actor,
        written_at=at,
    )


@transaction.atomic
def change_note(*, note: Note, title: str, body: str, seen: str, actor: User, at: datetime) -> Note:
    """Change the words of a note; `seen` is its mark as it was opened.

    Raises NotAllowed, ChangedByAnother, DomainError.
    """
    check_permission(actor, "services.change_note", note)
    note = lock_unchanged(note, seen=seen)
    check_is_open(note)
    note.title, note.body = title.strip(), body
    note.save(update_fields=["title", "body"])
    return note


@transaction.atomic
def close_note(*, note: Note, actor: User, at: datetime) -> Note:
    """Take a note off the page; it stays in the record. Closing it again changes nothing. Raises NotAllowed."""
    check_permission(actor, "services.change_note", note)
    note = locked(note)
    if note.closed_at is None:
        note.closed_at = at
        note.save(update_fields=["closed_at"])
    return note


@transaction.atomic
def reopen_note(*, note: Note, actor: User, at: datetime) -> Note:
    """Put a closed note back on the page. Raises NotAllowed."""
    check_permission(actor, "services.change_note", note)
    note = locked(note)
    if note.closed_at is not None:
        note.closed_at = None
        note.save(update_fields=["closed_at"])
    return note


def locked(note: Note) -> Note:
    """The note, read again and held for the rest of the transaction."""
    return Note.objects.select_for_update(of=("self",)).select_related("programme", "review").get(pk=note.pk)


def check_is_open(note: Note) -> None:
    """Raise DomainError unless the note can change."""
    if note.closed_at is not None:
        raise DomainError("This note is closed. Open it again to change it.")
