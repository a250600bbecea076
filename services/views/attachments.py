"""Documents attached to notes: sending one in, reading one, taking one off.

A document is never shown in our own pages' origin: it always comes as a download, marked as what its content is.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from programme.errors import DomainError
from services.domain.attachment import MEGABYTE, attach_document, remove_document, too_large
from services.domain.attachment_store import opened
from services.enums import AttachmentKind
from services.forms.note import DocumentForm
from services.models import Attachment
from services.queries.notes import readable_documents
from services.rules.document_content import CONTENT_TYPES
from services.rules.document_name import clean_name
from services.views.lookup import reader_of
from services.views.notes import note_to_change, told, visible_note

AROUND_A_FILE = MEGABYTE
"""What a form may send besides the file itself."""
DOWNLOAD_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
}


@csrf_exempt  # looked at below: the token stands in the body, which is not read when it is larger than any document
@require_http_methods(["GET", "HEAD", "POST"])
def attachment_add(request: HttpRequest, programme_code: str, note_code: str) -> HttpResponse:
    """Attach a document to a note."""
    if _announced_size(request) > settings.ATTACHMENT_LARGEST + AROUND_A_FILE:
        form = DocumentForm({}, {})
        form.errors.clear()
        form.refuse(too_large())
        return _add_page(request, programme_code, note_code, form, status=413)
    return _attachment_add(request, programme_code, note_code)


@csrf_protect
def _attachment_add(request: HttpRequest, programme_code: str, note_code: str) -> HttpResponse:
    note = note_to_change(request, programme_code, note_code)
    is_sent = request.method == "POST"
    form = DocumentForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if is_sent:
        attached = form.submit(attach_document, note=note, actor=request.user, at=timezone.now())
        if attached is not None:
            messages.success(request, f"Document attached: {attached.name}")
            return redirect(note)
    return _add_page(request, programme_code, note_code, form)


def _add_page(
    request: HttpRequest, programme_code: str, note_code: str, form: DocumentForm, *, status: int = 200
) -> HttpResponse:
    note = note_to_change(request, programme_code, note_code)
    context = {"programme": note.programme, "review": note.review, "note": note, "form": form}
    return render(request, "services/attachment_add.html", context, status=status)


def _announced_size(request: HttpRequest) -> int:
    announced = request.META.get("CONTENT_LENGTH") or "0"
    return int(announced) if announced.isdigit() else 0


@require_safe
def attachment_download(
    request: HttpRequest, programme_code: str, note_code: str, attachment_id: int
) -> HttpResponseBase:
    """The document itself. Asks anew, on every request, whether the reader may have it."""
    attachment = _visible_attachment(request, programme_code, note_code, attachment_id)
    file = opened(attachment)
    if file is None:
        raise Http404
    return FileResponse(
        file,
        as_attachment=True,
        filename=clean_name(attachment.name),
        content_type=CONTENT_TYPES[AttachmentKind(attachment.kind)],
        headers=DOWNLOAD_HEADERS,
    )


@require_POST
def attachment_remove(request: HttpRequest, programme_code: str, note_code: str, attachment_id: int) -> HttpResponse:
    """Take a document off its note."""
    note = note_to_change(request, programme_code, note_code)
    attachment = get_object_or_404(readable_documents(note, user=reader_of(request)), pk=attachment_id)
    try:
        remove_document(attachment=attachment, actor=reader_of(request), at=timezone.now())
        messages.success(request, f"Document removed: {attachment.name}")
    except DomainError as error:
        told(request, error)
    return redirect(note)


def _visible_attachment(request: HttpRequest, programme_code: str, note_code: str, attachment_id: int) -> Attachment:
    note = visible_note(request, programme_code, note_code)
    attachment: Attachment = get_object_or_404(readable_documents(note, user=reader_of(request)), pk=attachment_id)
    return attachment
