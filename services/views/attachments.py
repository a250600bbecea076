"""Documents attached to notes: sending one in, reading one, taking one off.

A document is never shown in our own pages' origin: it always comes as a download, marked as what its content is.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from programme.pages.form_page import ButtonPage, FormPage
from services.domain.attachment import MEGABYTE, attach_document, remove_document, too_large
from services.domain.attachment_store import opened
from services.enums import AttachmentKind
from services.forms.note import DocumentForm
from services.models import Attachment
from services.pages.records import NotePage
from services.queries.notes import readable_documents
from services.rules.document_content import CONTENT_TYPES
from services.rules.document_name import clean_name
from services.views.notes import CHANGE

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
