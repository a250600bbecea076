"""What the database refuses of notes and attachments, whoever writes."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from tests.factories.notes import AttachmentFactory, NoteFactory
from tests.factories.programme import CouncilFactory
from tests.factories.services import ReviewFactory

pytestmark = pytest.mark.django_db


def refused(name: str, record: object = None, error: type[Exception] = IntegrityError, **values: object) -> None:
    with pytest.raises(error, match=name), transaction.atomic():
        type(record)._base_manager.filter(pk=record.pk).update(**values)


def test_a_code_once_in_a_programme():
    note = NoteFactory()
    with pytest.raises(IntegrityError, match="note_code_unique"), transaction.atomic():
        NoteFactory(programme=note.programme, code=note.code)


def test_a_note_and_its_review_are_of_one_programme():
    refused("the review belongs to another programme", NoteFactory(), review=ReviewFactory())


def test_who_may_read_a_note_never_changes():
    refused("Cannot update", NoteFactory(), DatabaseError, council=CouncilFactory())
    refused("Cannot update", NoteFactory(council=CouncilFactory()), DatabaseError, council=None)


@pytest.mark.parametrize(
    ("values", "name"),
    [({"kind": "exe"}, "attachment_kind_known"), ({"size": 0}, "attachment_not_empty")],
)
def test_an_attachment_is_of_a_known_kind_and_not_empty(values: dict[str, object], name: str):
    refused(name, AttachmentFactory(), **values)


def test_an_attachment_has_a_hash_and_keeps_it():
    with pytest.raises(IntegrityError, match="attachment_hashed"), transaction.atomic():
        AttachmentFactory(sha256="no hash")
    refused("Cannot update", AttachmentFactory(), DatabaseError, sha256="0" * 64)
    refused("Cannot update", AttachmentFactory(), DatabaseError, note=NoteFactory())


def test_the_same_content_once_on_a_note():
    kept = AttachmentFactory()
    with pytest.raises(IntegrityError, match="attachment_once"), transaction.atomic():
        AttachmentFactory(note=kept.note, sha256=kept.sha256)
    AttachmentFactory(note=kept.note, sha256=kept.sha256, removed_at=timezone.now())


@pytest.mark.parametrize("values", [{"content": "elsewhere"}, {"kind": "png"}, {"size": 3}])
def test_content_that_is_here_stays_as_it_is(values: dict[str, object]):
    refused("Cannot update", AttachmentFactory(content="attachments/aa"), DatabaseError, **values)


@pytest.mark.parametrize("factory", [NoteFactory, AttachmentFactory])
def test_nothing_is_deleted(factory: type):
    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        factory().delete()
