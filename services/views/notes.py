"""Notes of a programme and of its reviews: the lists, a note's page, writing, closing.

Documents attached to notes: sending one in, reading one, taking one off.

A document is never shown in our own pages' origin: it always comes as a download, marked as what its content is.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from programme.pages.form_page import ButtonPage, EditPage, FormPage
from programme.pages.list_page import Button, Empty, ListPage, ProgrammeListPage
from programme.pages.page import DetailPage, ProgrammePage
from programme.pages.trail import Depending
from programme.pages.wording import Words
from services.domain.note import (
    MEGABYTE,
    add_note,
    attach_document,
    change_note,
    close_note,
    opened,
    remove_document,
    reopen_note,
    too_large,
)
from services.enums import AttachmentKind
from services.filters.reviews import NoteFilter
from services.forms.note import DocumentForm, NewNoteForm, NoteForm
from services.models import Attachment, Note
from services.pages.records import NotePage, ReviewPage
from services.queries.notes import documents_of, listed_notes, note_councils, readable_documents
from services.rules.documents import CONTENT_TYPES, clean_name
from services.tables.reviews import NoteTable

CHANGE = "services.change_note"
WRITE_NOTE = Button(_("Write a note"), "note_create", permission="services.add_note")


class NoteList(ProgrammeListPage):
    """The notes of a programme and its reviews that the reader may see."""

    parent = "programme_detail"
    title = _("Notes and documents")
    filter_class = NoteFilter
    table_class = NoteTable
    export_name = "{programme.code}-notes"
    button = WRITE_NOTE
    empty = Empty(
        _("No notes yet"),
        text=_(
            "Keep here what the programme should not lose: minutes, letters, comparisons. A note on one review is "
            "written on its page."
        ),
        button=WRITE_NOTE,
        otherwise=Empty(
            _("No notes to show"),
            text=_("Notes are written by the programme office and by officers of the councils."),
        ),
    )

    def rows(self) -> QuerySet[Note]:
        return listed_notes(programme=self.programme, user=self.reader)

    def filter_options(self) -> dict[str, Any]:
        return {"programme": self.programme, "councils": note_councils(self.programme)}


class ReviewNotes(ReviewPage, ListPage):
    """The open notes of one review that the reader may see."""

    parent = "review_detail"
    crumb = _("Notes")
    template_name = "services/review_notes.html"
    table_class = NoteTable
    allows = {"can_add": "services.add_review_note"}

    def rows(self) -> QuerySet[Note]:
        notes = listed_notes(programme=self.programme, user=self.reader)
        return notes.filter(review=self.review, closed_at__isnull=True)

    def table_options(self) -> dict[str, Any]:
        return {"programme": self.programme, "exclude": ("review", "closed_at")}

    def details(self) -> dict[str, Any]:
        return {"can_read_history": self.reader.has_perm("programme.view_history", self.programme)}


class NoteDetail(NotePage, DetailPage):
    """What a note says, its documents, and what the reader can do."""

    parent = Depending(lambda records: "review_notes" if records["review"] else "note_list")
    crumb = "{note.title}"
    template_name = "services/note_detail.html"

    def details(self) -> dict[str, Any]:
        can_change = self.may(CHANGE)
        return {
            "documents": documents_of(self.note, user=self.reader),
            "can_change": can_change,
            "can_write": can_change and self.note.closed_at is None,
        }


class NewNotePage(FormPage):
    """Write a note."""

    title = _("Write a note")
    form_class = NewNoteForm
    act = add_note
    success = _("Note added")
    opens_result = True
    everyone: Words
    """Who reads a note that is not kept to a council."""

    def form_options(self) -> dict[str, Any]:
        return {"programme": self.records["programme"], "writer": self.reader, "everyone": str(self.everyone)}

    def arguments(self) -> dict[str, Any]:
        return {"programme": self.records["programme"], "review": self.records.get("review")}


class NoteCreate(ProgrammePage, NewNotePage):
    """Write a note on the programme as a whole."""

    permission = "services.add_note"
    parent = "note_list"
    introduction = _("On the programme as a whole. Documents are attached in the next step.")
    everyone = _("Everyone who works in the programme")


class ReviewNoteCreate(ReviewPage, NewNotePage):
    """Write a note on a review."""

    permission = "services.add_review_note"
    parent = "review_notes"
    introduction = _("On {review.name}. Documents are attached in the next step.")
    everyone = _("Everyone who sees the review")


class NoteEdit(NotePage, EditPage):
    """Change the words of a note."""

    permission = CHANGE
    parent = "note_detail"
    crumb = _("Change")
    title = _("Change a note")
    form_class = NoteForm
    act = change_note
    success = _("Note saved")

    @property
    def introduction(self) -> Words:
        if self.note.council is not None:
            return _("Only people of {note.council.short_name} and auditors read this note.")
        if self.note.review is not None:
            return _("Everyone who sees the review reads this note.")
        return _("Everyone who sees the programme's working record reads this note.")


class NoteClose(NotePage, ButtonPage):
    """Take a note off the page."""

    permission = CHANGE
    parent = "note_detail"
    act = close_note
    success = _("Note closed: {note.title}")


class NoteReopen(NotePage, ButtonPage):
    """Put a closed note back on the page."""

    permission = CHANGE
    parent = "note_detail"
    act = reopen_note
    success = _("Note opened again: {note.title}")


AROUND_A_FILE = MEGABYTE
"""What a form may send besides the file itself."""
DOWNLOAD_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
}


@method_decorator(csrf_exempt, name="dispatch")
class AttachmentAdd(NotePage, FormPage):
    """Attach a document to a note.

    The security token stands in the body, which is not read when it is larger than any document: it is looked at after
    the size.
    """

    permission = CHANGE
    parent = "note_detail"
    title = _("Attach a document")
    introduction = _("To the note “{note.title}”. Who reads the note can read its documents.")
    save = _("Attach")
    form_class = DocumentForm
    act = attach_document
    success = _("Document attached: {saved.name}")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if _announced_size(request) > settings.ATTACHMENT_LARGEST + AROUND_A_FILE:
            return self.refused_unread()
        return csrf_protect(super().dispatch)(request, *args, **kwargs)

    def refused_unread(self) -> HttpResponseBase:
        """The form with its refusal, of a document that is too large to be read at all."""
        self.records = {}
        self.find()
        form = DocumentForm({}, {})
        form.errors.clear()
        form.refuse(too_large())
        response = self.form_shown(form)
        response.status_code = 413
        return response

    def form(self) -> DocumentForm:
        is_sent = self.request.method == "POST"
        return DocumentForm(self.request.POST if is_sent else None, self.request.FILES if is_sent else None)


def _announced_size(request: HttpRequest) -> int:
    announced = request.META.get("CONTENT_LENGTH") or "0"
    return int(announced) if announced.isdigit() else 0


class AttachmentPage(NotePage):
    """A document of a note that the reader may read."""

    attachment: Attachment

    def find(self) -> None:
        super().find()
        documents = readable_documents(self.note, user=self.reader)
        self.found(attachment=get_object_or_404(documents, pk=self.kwargs["attachment_id"]))


class AttachmentDownload(AttachmentPage):
    """The document itself. Asks anew, on every request, whether the reader may have it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        file = opened(self.attachment)
        if file is None:
            raise Http404
        return FileResponse(
            file,
            as_attachment=True,
            filename=clean_name(self.attachment.name),
            content_type=CONTENT_TYPES[AttachmentKind(self.attachment.kind)],
            headers=DOWNLOAD_HEADERS,
        )


class AttachmentRemove(AttachmentPage, ButtonPage):
    """Take a document off its note."""

    permission = CHANGE
    parent = "note_detail"
    act = remove_document
    success = _("Document removed: {attachment.name}")
