"""Sections of the programme file: notes and the documents attached to them."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings

from programme.file.plan import Plan, PlanHooks
from programme.file.rows import Row
from programme.file.sections import Section, fields_of
from programme.models import User
from services.models import Attachment, Note
from services.permissions import reads_own_notes
from services.programme_file.removal import is_removed
from services.rules.documents import ENDINGS, clean_name, ending_of


def _hidden(notes: list[Note], person: User) -> set[int]:
    """A council's own note stands in no file but that of its own people and of auditors."""
    return {note.pk for note in notes if not _is_for(note, person)}


def _is_for(note: Note, person: User) -> bool:
    if note.council_id is None:
        return True
    return reads_own_notes(person, programme=note.programme_id, council=note.council_id)


def _check_notes(plan: Plan) -> Iterable[tuple[Row, str, str]]:
    """Who sends a file in neither writes nor changes a council's own note by it, unless it comes with its programme."""
    touched = [row for row in plan.rows("notes") if row.is_touched]
    programme = plan.existing_programme
    if plan.actor is None or programme is None or not touched:
        return
    codes = Note.objects.filter(programme=programme).values_list("code", flat=True)
    taken = set(codes) - {row.key for row in plan.rows("notes") if not row.is_new}
    for row in touched:
        if row.is_new and row.key in taken:
            yield row, "code", "expected another code; this one is taken"
        elif row.value("council") is not None:
            yield row, "council", "expected a note for everyone; a council's own notes are written on their page"


def _check_attachments(plan: Plan) -> Iterable[tuple[Row, str, str]]:
    for row in plan.rows("attachments"):
        attachment = row.instance
        if not row.is_touched:
            continue
        if attachment.name != clean_name(attachment.name):
            yield row, "name", "expected the plain name of a file, without a path or unseen characters"
        elif ending_of(attachment.name).lower() not in ENDINGS.get(attachment.kind, ()):
            yield row, "name", f"expected a name that ends as a file of the kind {attachment.kind}"
        if attachment.size and attachment.size > settings.ATTACHMENT_LARGEST:
            yield row, "size", f"expected at most {settings.ATTACHMENT_LARGEST} bytes"
        if plan.actor is not None and _is_of_own_note(row):
            yield row, "sha256", "expected no change; a council's own notes are changed on their page"


def _is_of_own_note(attachment: Row) -> bool:
    """Whether the note stood before the file came, and is a council's own."""
    note = attachment.value("note")
    return note is not None and not note.is_new and note.value("council") is not None


def _complete_note(row: Row, plan: Plan) -> None:
    row.instance.written_at = row.instance.written_at or plan.at


def _frozen_attachment(attachment: Attachment) -> str:
    return "a document that is here stays as it is" if attachment.content else ""


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
    hidden=_hidden,
)

ATTACHMENTS = Section(
    name="attachments",
    noun="attachment",
    about=(
        "The documents of the note, by the hash of their content. The file names them and does not bring them along: "
        "a document is shown as missing until the same file is attached again."
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
    frozen=_frozen_attachment,
    omitted=is_removed,
)

SECTIONS = (NOTES, ATTACHMENTS)

HOOKS = (
    PlanHooks("notes", complete=_complete_note, check=_check_notes),
    PlanHooks("attachments", complete=_complete_attachment, check=_check_attachments),
)
