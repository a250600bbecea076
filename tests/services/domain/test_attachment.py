"""Attaching and removing documents: size, number, duplicates, and where the content lies."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from programme.errors import DomainError, NotAllowed
from programme.models import User
from services.domain.note import attach_document, close_note, keep, opened, remove_document
from services.models import Note, ServiceReview
from tests.factories.notes import AttachmentFactory, NoteFactory, pdf, png, upload


@pytest.fixture
def note(review: ServiceReview) -> Note:
    return NoteFactory(review=review)


def files_in(folder: Any) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in Path(folder).rglob("*") if path.is_file())


def test_a_document_is_kept_under_its_hash(note: Note, office: User, at: datetime, settings: Any):
    content = pdf("Harbour")
    sha256 = hashlib.sha256(content).hexdigest()

    kept = attach_document(note=note, document=upload(content, "C:\\x\\Plan\u202e.pdf"), actor=office, at=at)

    kept.refresh_from_db()
    assert (kept.name, kept.kind, kept.size, kept.sha256) == ("Plan.pdf", "pdf", len(content), sha256)
    assert (kept.added_by, kept.added_at) == (office, at)
    assert files_in(settings.MEDIA_ROOT) == [f"attachments/{sha256[:2]}/{sha256}"]
    with kept.content.open("rb") as file:
        assert file.read() == content


def test_the_same_content_on_two_notes_is_stored_once(note: Note, office: User, at: datetime, settings: Any):
    other = NoteFactory(review=note.review)

    first = attach_document(note=note, document=upload(), actor=office, at=at)
    second = attach_document(note=other, document=upload(name="Other.pdf"), actor=office, at=at)

    assert first.content.name == second.content.name
    assert len(files_in(settings.MEDIA_ROOT)) == 1


def test_what_was_left_half_written_is_written_again(note: Note, office: User, at: datetime):
    first = attach_document(note=note, document=upload(), actor=office, at=at)
    Path(first.content.path).write_bytes(b"%PDF")

    attach_document(note=NoteFactory(review=note.review), document=upload(), actor=office, at=at)

    assert Path(first.content.path).read_bytes() == pdf()


def test_content_that_is_not_what_was_kept_is_not_given_out(note: Note, office: User, at: datetime):
    kept = attach_document(note=note, document=upload(), actor=office, at=at)
    Path(kept.content.path).write_bytes(pdf("Forged"))
    assert opened(kept) is None

    Path(kept.content.path).unlink()
    assert opened(kept) is None


def test_the_store_refuses_content_of_another_hash(note: Note):
    with pytest.raises(ValueError, match="another hash"):
        keep(file=upload().file, attachment=AttachmentFactory(note=note))


def test_an_empty_a_large_and_a_false_file_are_refused(note: Note, office: User, at: datetime, settings: Any):
    settings.ATTACHMENT_LARGEST = 1024 * 1024
    for content, sentence in (
        (b"", "The file is empty. Choose another."),
        (pdf("x" * 1024 * 1024), "The file is larger than 1 MB. Make it smaller or divide it."),
        (b"<html>", "whatever its name says"),
    ):
        with pytest.raises(DomainError, match=sentence) as refusal:
            attach_document(note=note, document=upload(content), actor=office, at=at)
        assert refusal.value.field == "document"
    assert not note.attachments.exists()


def test_the_same_content_twice_on_a_note_is_refused(note: Note, office: User, at: datetime):
    attach_document(note=note, document=upload(name="First.pdf"), actor=office, at=at)

    with pytest.raises(DomainError, match=r"The note has this document already, as First\.pdf\."):
        attach_document(note=note, document=upload(name="Second.pdf"), actor=office, at=at)


def test_a_note_has_only_so_many_documents(note: Note, office: User, at: datetime, settings: Any):
    settings.ATTACHMENTS_PER_NOTE = 2
    AttachmentFactory.create_batch(2, note=note)

    with pytest.raises(DomainError, match="A note has at most 2 documents"):
        attach_document(note=note, document=upload(), actor=office, at=at)


def test_a_document_that_a_file_named_is_filled_by_the_same_content(note: Note, office: User, at: datetime):
    content = png()
    named = AttachmentFactory(note=note, name="Map.png", sha256=hashlib.sha256(content).hexdigest())

    filled = attach_document(note=note, document=upload(content, "x.png"), actor=office, at=at)

    assert (filled.pk, filled.name, filled.kind, filled.size) == (named.pk, "Map.png", "png", len(content))
    with opened(filled) as file:
        assert file.read() == content


def test_removing_is_dated_and_keeps_the_content(note: Note, office: User, at: datetime):
    kept = attach_document(note=note, document=upload(), actor=office, at=at)

    removed = remove_document(attachment=kept, actor=office, at=at)
    again = attach_document(note=note, document=upload(), actor=office, at=at)

    assert removed.removed_at == at
    assert opened(removed) is not None
    assert again.pk != kept.pk


def test_a_closed_note_takes_and_loses_no_document(note: Note, office: User, at: datetime):
    kept = attach_document(note=note, document=upload(), actor=office, at=at)
    close_note(note=note, actor=office, at=at)

    with pytest.raises(DomainError, match="Open it again to change it"):
        attach_document(note=note, document=upload(png(), "a.png"), actor=office, at=at)
    with pytest.raises(DomainError, match="Open it again to change it"):
        remove_document(attachment=kept, actor=office, at=at)


def test_only_who_may_change_the_note_attaches_and_removes(note: Note, office: User, sponsor: User, at: datetime):
    kept = attach_document(note=note, document=upload(), actor=office, at=at)

    with pytest.raises(NotAllowed):
        attach_document(note=note, document=upload(png(), "a.png"), actor=sponsor, at=at)
    with pytest.raises(NotAllowed):
        remove_document(attachment=kept, actor=sponsor, at=at)
