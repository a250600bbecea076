"""Notes of a programme and of its reviews, as one reader may see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from programme.enums import Role
from programme.models import Council, Programme, User
from programme.permissions import holds
from services.models import Attachment, Note, ReviewParticipation


def listed_notes(*, programme: Programme, user: Any) -> QuerySet[Note]:
    """The notes that the reader may see, newest first, each with `documents`, the number attached to it."""
    attached = (
        Attachment.objects.filter(note=OuterRef("pk"), removed_at__isnull=True)
        .order_by()
        .values("note")
        .annotate(number=Count("pk"))
    )
    return (
        Note.objects.visible_to(user)
        .filter(programme=programme)
        .select_related("review", "council", "written_by")
        .annotate(documents=Coalesce(Subquery(attached.values("number")), 0))
        .order_by("-written_at", "code")
    )


def with_words(notes: QuerySet[Note], words: str) -> QuerySet[Note]:
    """The notes that say every word, in title, text or the name of a document."""
    for word in words.split()[:8]:
        named = Attachment.objects.filter(removed_at__isnull=True, name__icontains=word)
        notes = notes.filter(Q(title__icontains=word) | Q(body__icontains=word) | Q(pk__in=named.values("note")))
    return notes


def of_council(notes: QuerySet[Note], *, code: str, programme: Programme) -> QuerySet[Note]:
    """A council's own notes, and those of the reviews in which it takes part today."""
    parts = ReviewParticipation.objects.on(programme.today).filter(council__code=code)
    return notes.filter(Q(council__code=code) | Q(review__in=parts.values("review")))


def note_councils(programme: Programme) -> list[Council]:
    """The councils that the list can be filtered by: all that are or were members."""
    return list(Council.objects.filter(memberships__programme=programme).distinct())


@dataclass(frozen=True)
class AttachedDocuments:
    """The documents of a note: those it has, and for auditors those that were removed."""

    present: tuple[Attachment, ...]
    removed: tuple[Attachment, ...]


def documents_of(note: Note, *, user: User) -> AttachedDocuments:
    """What is attached to a note that the reader sees."""
    found = list(readable_documents(note, user=user).select_related("added_by"))
    return AttachedDocuments(
        present=tuple(document for document in found if document.removed_at is None),
        removed=tuple(document for document in found if document.removed_at is not None),
    )


def readable_documents(note: Note, *, user: User) -> QuerySet[Attachment]:
    """The documents that a reader of the note may have: for auditors those removed from it too."""
    if holds(user, Role.AUDITOR, programme=note.programme_id):
        return note.attachments.all()
    return note.attachments.filter(removed_at__isnull=True)
