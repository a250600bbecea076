"""What can be done to a note of a review or of the programme.

Attaching documents to a note, and taking them off.

Where the content of documents is kept: each under its SHA-256, written once, whole or not at all.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import transaction

from programme.domain.codes import new_code
from programme.domain.editing import lock_unchanged
from programme.errors import DomainError
from programme.models import Council, Programme, User
from programme.permissions import check_permission
from services.enums import AttachmentKind
from services.models import Attachment, Note, ServiceReview
from services.permissions import own_note_councils
from services.rules.documents import clean_name, kind_of_document


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


MEGABYTE = 1024 * 1024


@transaction.atomic
def attach_document(*, note: Note, document: Any, actor: User, at: datetime) -> Attachment:
    """Keep an uploaded file (`name`, `size`, `file`) with a note. One that the note names and that is not here yet, by
    its hash, is filled in.

    Raises NotAllowed, DomainError.
    """
    check_permission(actor, "services.change_note", note)
    check_size(document.size)
    name, file = clean_name(document.name), document.file
    kind, sha256 = kind_of_document(file=file, name=name), hash_of(file)
    note = locked(note)
    check_is_open(note)
    present = list(note.attachments.filter(removed_at__isnull=True))
    same = next((found for found in present if found.sha256 == sha256), None)
    if same is not None:
        return _fill(same, file=file, kind=kind, size=document.size)
    if len(present) >= settings.ATTACHMENTS_PER_NOTE:
        raise DomainError(
            f"A note has at most {settings.ATTACHMENTS_PER_NOTE} documents. Write another note for this one.",
            field="document",
        )
    attachment = Attachment(
        note=note, name=name, kind=kind, size=document.size, sha256=sha256, added_by=actor, added_at=at
    )
    keep(file=file, attachment=attachment)
    attachment.save()
    return attachment


@transaction.atomic
def remove_document(*, attachment: Attachment, actor: User, at: datetime) -> Attachment:
    """Take a document off its note. Its content stays for the record, for auditors alone. Removing it again changes
    nothing. Raises NotAllowed, DomainError.
    """
    check_permission(actor, "services.change_note", attachment.note)
    check_is_open(locked(attachment.note))
    attachment = Attachment.objects.select_for_update(of=("self",)).get(pk=attachment.pk)
    if attachment.removed_at is None:
        attachment.removed_at = at
        attachment.save(update_fields=["removed_at"])
    return attachment


def check_size(size: int) -> None:
    """Raise DomainError unless a document may have that many bytes."""
    if size == 0:
        raise DomainError("The file is empty. Choose another.", field="document")
    if size > settings.ATTACHMENT_LARGEST:
        raise too_large()


def too_large() -> DomainError:
    """The refusal of a file that is larger than a document may be."""
    most = settings.ATTACHMENT_LARGEST // MEGABYTE
    return DomainError(f"The file is larger than {most} MB. Make it smaller or divide it.", field="document")


def _fill(attachment: Attachment, *, file: IO[bytes], kind: AttachmentKind, size: int) -> Attachment:
    if attachment.content:
        raise DomainError(f"The note has this document already, as {attachment.name}.", field="document")
    keep(file=file, attachment=attachment)
    attachment.kind, attachment.size = kind, size
    attachment.save(update_fields=["content", "kind", "size"])
    return attachment


logger = logging.getLogger(__name__)

PORTION = 1024 * 1024


def hash_of(file: IO[bytes]) -> str:
    """The SHA-256 of a file; it is left at its beginning."""
    digest = hashlib.sha256()
    file.seek(0)
    while portion := file.read(PORTION):
        digest.update(portion)
    file.seek(0)
    return digest.hexdigest()


def keep(*, file: IO[bytes], attachment: Attachment) -> None:
    """Put the content in its place and point the attachment at it. What lies there whole already is not written again.

    Raises ValueError where the content has another hash than the attachment says.
    """
    if hash_of(file) != attachment.sha256:
        raise ValueError("the content has another hash")
    content = attachment.content
    name = content.field.generate_filename(attachment, attachment.sha256)
    path = Path(content.storage.path(name))
    if not _is_whole(path, attachment.sha256):
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(file, path)
    attachment.content.name = name


def opened(attachment: Attachment) -> IO[bytes] | None:
    """The content, at its beginning; None where it is not here or no longer what it was when it was kept."""
    if not attachment.content:
        return None
    try:
        file: IO[bytes] = attachment.content.storage.open(str(attachment.content.name), "rb")
    except FileNotFoundError:
        logger.error("The content of attachment %s is missing from the store", attachment.pk)
        return None
    if hash_of(file) != attachment.sha256:
        logger.error("The content of attachment %s in the store is not what was kept", attachment.pk)
        file.close()
        return None
    return file


def _is_whole(path: Path, sha256: str) -> bool:
    try:
        with path.open("rb") as kept:
            return hash_of(kept) == sha256
    except FileNotFoundError:
        return False


def _write(file: IO[bytes], path: Path) -> None:
    """In one step: a reader finds the whole file or none, and two who write the same do not disturb each other."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".keeping-", delete=False) as kept:
        try:
            while portion := file.read(PORTION):
                kept.write(portion)
            kept.flush()
            os.fsync(kept.fileno())
            Path(kept.name).replace(path)
        except BaseException:
            Path(kept.name).unlink(missing_ok=True)
            raise
    file.seek(0)
