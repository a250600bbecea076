"""Notes and attachments in the programme file: round trip, faults, and a council's own notes kept out."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import pytest

from programme.enums import Role
from programme.file.export import export_programme_file, programme_data
from programme.models import Council, Programme, User
from services.domain.note import attach_document
from services.models import Attachment, Note
from tests.factories.notes import upload
from tests.factories.programme import user_with_role
from tests.programme.file.files import AT, faults_of, small, take
from tests.programme.file.test_round_trip import empty_database

pytestmark = pytest.mark.django_db

HASH = "ab" * 32
SHARED: dict[str, Any] = {
    "code": "letter",
    "title": "Letter",
    "review": "legal",
    "body": "To *keep*.",
    "written_by": "lead@birch.example",
    "written_at": "2023-01-05T10:00:00Z",
    "attachments": [
        {"sha256": HASH, "name": "Letter.pdf", "kind": "pdf", "size": 12, "added_by": "lead@birch.example"}
    ],
}
OWN: dict[str, Any] = {
    "code": "birch-note",
    "title": "Private",
    "council": "birch",
    "written_at": "2023-01-06T10:00:00Z",
}


def with_notes(*notes: dict[str, Any]) -> dict[str, Any]:
    return small(notes=[deepcopy(note) for note in notes])


def exported(person: User | None = None, *, file_format: str = "yaml") -> bytes:
    return export_programme_file(
        programme=Programme.objects.get(code="alder-birch"), file_format=file_format, person=person
    )


def data(person: User | None = None, as_at: datetime | None = None) -> dict[str, Any]:
    return programme_data(programme=Programme.objects.get(code="alder-birch"), person=person, as_at=as_at)


def notes_for(person: User | None, as_at: datetime | None) -> list[str]:
    return [note["code"] for note in data(person, as_at).get("notes", [])]


def person(role: Role, council: str = "") -> User:
    programme = Programme.objects.get(code="alder-birch")
    return user_with_role(role, programme, Council.objects.get(code=council) if council else None)


@pytest.mark.parametrize("file_format", ["yaml", "json", "xlsx"])
def test_notes_come_back_as_they_were(file_format: str):
    take(with_notes(SHARED, OWN))
    before, packed = exported(), exported(file_format=file_format)
    empty_database()

    take(packed, filename=f"x.{file_format}")

    assert exported() == before
    assert take(packed, filename=f"x.{file_format}").changed == 0


def test_a_file_holds_the_own_notes_that_its_reader_may_see():
    take(with_notes(SHARED, OWN))

    for as_at in (None, datetime(2099, 1, 1, tzinfo=UTC)):
        found = {
            "office": notes_for(person(Role.PROGRAMME_OFFICE), as_at),
            "alder": notes_for(person(Role.LEAD_OFFICER, "alder"), as_at),
            "birch": notes_for(person(Role.LEAD_OFFICER, "birch"), as_at),
            "auditor": notes_for(person(Role.AUDITOR), as_at),
            "operator": notes_for(None, as_at),
        }
        both = ["birch-note", "letter"]
        assert found == {"office": ["letter"], "alder": ["letter"], "birch": both, "auditor": both, "operator": both}


def test_the_workbook_of_the_office_has_no_own_note():
    own = OWN | {"attachments": [{"sha256": HASH, "name": "Private.pdf", "kind": "pdf", "size": 12}]}
    take(with_notes(own))
    office = person(Role.PROGRAMME_OFFICE)
    content = exported(office, file_format="xlsx")
    empty_database()

    take(content, filename="x.xlsx")

    assert not Note.objects.exists()


def test_what_the_office_exports_it_imports_unchanged():
    take(with_notes(SHARED, OWN))
    office = person(Role.PROGRAMME_OFFICE)

    result = take(exported(office), actor=office)

    assert (result.added, result.changed) == (0, 0)
    assert Note.objects.get(code="birch-note").title == "Private"


def test_the_office_learns_nothing_of_an_own_note_by_importing_its_code():
    take(with_notes(OWN))
    office = person(Role.PROGRAMME_OFFICE)

    guessed = with_notes(OWN | {"title": "Guess", "council": None})
    own = with_notes(OWN | {"code": "other"})

    assert [fault.split(": ", 1)[1] for fault in faults_of(guessed, actor=office)] == [
        "expected another code; this one is taken"
    ]
    assert [fault.split(": ", 1)[1] for fault in faults_of(own, actor=office)] == [
        "expected a note for everyone; a council's own notes are written on their page"
    ]


def test_who_may_see_an_own_note_does_not_change_it_by_a_file():
    take(with_notes(OWN))
    both = person(Role.PROGRAMME_OFFICE)
    programme = Programme.objects.get(code="alder-birch")
    grant = user_with_role(Role.CLERK, programme, Council.objects.get(code="birch")).grants.get()
    grant.user = both
    grant.save()
    attachment = {"sha256": HASH, "name": "Private.pdf", "kind": "pdf", "size": 12}

    assert take(with_notes(OWN), actor=both).changed == 0
    assert len(faults_of(with_notes(OWN | {"title": "New"}), actor=both)) == 1
    assert len(faults_of(with_notes(OWN | {"attachments": [attachment]}), actor=both)) == 1


def test_an_own_note_comes_with_a_new_programme():
    office = user_with_role(Role.PROGRAMME_OFFICE)

    take(with_notes(OWN), actor=office)

    assert Note.objects.get().council.code == "birch"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"sha256": "xyz"}, "expected the SHA-256 hash, 64 digits and letters a to f"),
        ({"size": 0}, "expected a number of bytes above 0"),
        ({"size": 2_000_000_000}, f"expected at most {20 * 1024 * 1024} bytes"),
        ({"name": "../Letter.pdf"}, "expected the plain name of a file, without a path or unseen characters"),
        ({"name": "Letter\u202e.pdf"}, "expected the plain name of a file, without a path or unseen characters"),
        ({"name": "Letter.exe"}, "expected a name that ends as a file of the kind pdf"),
        ({"kind": "exe"}, "expected one of pdf, docx, xlsx, png, jpeg, not “exe”"),
        ({"added_by": "nobody@alder.example"}, "expected a person that the file or the programme has"),
    ],
)
def test_faults_are_told_at_their_place(values: dict[str, Any], sentence: str):
    note = deepcopy(SHARED)
    note["attachments"][0] |= values

    faults = faults_of(with_notes(note))

    assert len(faults) == 1
    assert sentence in faults[0]
    assert "line" in faults[0]


def test_a_note_of_an_unknown_review_is_told():
    assert "expected a service review" in faults_of(with_notes(SHARED | {"review": "nowhere"}))[0]


def test_content_is_not_taken_from_the_store_by_its_hash_and_is_kept_on_a_reimport():
    take(with_notes(SHARED))
    office = person(Role.PROGRAMME_OFFICE)
    kept = attach_document(note=Note.objects.get(), document=upload(), actor=office, at=AT)
    other = small()
    other["programme"]["code"] = "other"
    other["notes"] = [
        {"code": "x", "title": "X", "attachments": [{"sha256": kept.sha256, "name": "x.pdf", "kind": "pdf", "size": 1}]}
    ]
    take(other)
    take(exported())

    assert not Attachment.objects.get(name="x.pdf").content
    kept.refresh_from_db()
    assert kept.content
    changed = data()
    changed["notes"][0]["attachments"][-1]["name"] = "Other.pdf"
    changed["notes"][0]["attachments"][0]["name"] = "Other.pdf"
    assert any("a document that is here stays as it is" in fault for fault in faults_of(changed))
