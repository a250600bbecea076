"""Sections of the programme file: notes and the documents attached to them."""

from __future__ import annotations

from programme.file.plan import Plan
from programme.file.rows import Row
from programme.file.sections import Rule, Section, fields_of
from services.models import Attachment, Note
from services.programme_file.removal import is_removed


def _complete_note(row: Row, plan: Plan) -> None:
    row.instance.written_at = row.instance.written_at or plan.at


def _complete_attachment(row: Row, plan: Plan) -> None:
    row.instance.added_at = row.instance.added_at or plan.at


NOTES = Section(
    name="notes",
    noun="note",
    about="Things worth keeping with a review or the programme.",
    model=Note,
    key=("code",),
    fields=fields_of(
        Note,
        "code title review council body written_by written_at closed_at",
        references={"review": "reviews", "council": "councils", "written_by": "people"},
        optional=["written_at"],
        about={"written_at": "Left out: the time of the import."},
    ),
    order=182,
    complete=_complete_note,
    known_by=lambda note, moment: note.written_at <= moment,
)

ATTACHMENTS = Section(
    name="attachments",
    noun="attachment",
    about=(
        "The documents of the note, by the hash of their content. The file names them and does not bring them along: "
        "one that is not in the store already is shown as missing until it is added again."
    ),
    model=Attachment,
    key=("sha256",),
    fields=fields_of(
        Attachment,
        "sha256 name kind size added_by added_at",
        references={"added_by": "people"},
        optional=["added_at"],
    ),
    order=183,
    programme_path="note__programme",
    parent="notes",
    parent_column="note",
    nested_as="attachments",
    rules={"attachment_hashed": Rule(field="sha256", expected="the SHA-256 hash, 64 digits and letters a to f")},
    complete=_complete_attachment,
    omitted=is_removed,
)

SECTIONS = (NOTES, ATTACHMENTS)
