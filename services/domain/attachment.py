"""Attaching documents to a note, and taking them off."""

from __future__ import annotations

from datetime import datetime
from typing import IO, Any

from django.conf import settings
from django.db import transaction

from programme.errors import DomainError
from programme.models import User
from programme.permissions import check_permission
from services.domain.attachment_store import hash_of, keep
from services.domain.note import check_is_open, locked
from services.enums import AttachmentKind
from services.models import Attachment, Note
from services.rules.document_content import kind_of_document
from services.rules.document_name import clean_name

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
