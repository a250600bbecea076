"""Notes of a programme and of its reviews: the lists, a note's page, writing, closing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from programme.errors import DomainError, NotAllowed
from programme.exports import export_asked, export_of_table
from programme.models import Programme
from programme.permissions import check_permission
from programme.views.lookup import posted, programme_for, visible_programme
from services.domain.note import add_note, change_note, close_note, reopen_note
from services.filters.reviews import NoteFilter
from services.forms.note import NewNoteForm, NoteForm
from services.models import Note, ServiceReview
from services.queries.notes import documents_of, listed_notes, note_councils
from services.tables.reviews import NoteTable
from services.views.lookup import reader_of, review_for, visible_review

PER_PAGE = 50


@require_safe
def note_list(request: HttpRequest, programme_code: str) -> HttpResponseBase:
    """The notes of a programme and its reviews that the reader may see."""
    programme = visible_programme(request, programme_code)
    filters = NoteFilter(
        request.GET,
        queryset=listed_notes(programme=programme, user=request.user),
        programme=programme,
        councils=note_councils(programme),
    )
    table = NoteTable(filters.qs, programme=programme)
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    if file_format := export_asked(request):
        return export_of_table(table=table, name=f"{programme.code}-notes", file_format=file_format)
    context = {
        "programme": programme,
        "page_title": "Notes and documents",
        "filter": filters,
        "table": table,
        "exports": True,
        "can_add": request.user.has_perm("services.add_note", programme),
    }
    return render(request, "services/note_list.html", context)


@require_safe
def review_notes(request: HttpRequest, programme_code: str, review_code: str) -> HttpResponseBase:
    """The open notes of one review that the reader may see."""
    review = visible_review(request, programme_code, review_code)
    notes = listed_notes(programme=review.programme, user=request.user).filter(review=review)
    table = NoteTable(notes.filter(closed_at__isnull=True), programme=review.programme, exclude=("review", "closed_at"))
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    context = {
        "programme": review.programme,
        "review": review,
        "table": table,
        "can_add": request.user.has_perm("services.add_review_note", review),
        "can_read_history": request.user.has_perm("programme.view_history", review.programme),
    }
    return render(request, "services/review_notes.html", context)


@require_safe
def note_detail(request: HttpRequest, programme_code: str, note_code: str) -> HttpResponse:
    """What a note says, its documents, and what the reader can do."""
    note = visible_note(request, programme_code, note_code)
    can_change = request.user.has_perm("services.change_note", note)
    context = {
        "programme": note.programme,
        "note": note,
        "review": note.review,
        "documents": documents_of(note, user=reader_of(request)),
        "can_change": can_change,
        "can_write": can_change and note.closed_at is None,
    }
    return render(request, "services/note_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def note_create(request: HttpRequest, programme_code: str) -> HttpResponse:
    """Write a note on the programme as a whole."""
    programme = programme_for(request, programme_code, permission="services.add_note")
    return _create(request, programme, None)


@require_http_methods(["GET", "HEAD", "POST"])
def review_note_create(request: HttpRequest, programme_code: str, review_code: str) -> HttpResponse:
    """Write a note on a review."""
    review = review_for(request, programme_code, review_code, permission="services.add_review_note")
    return _create(request, review.programme, review)


def _create(request: HttpRequest, programme: Programme, review: ServiceReview | None) -> HttpResponse:
    everyone = "Everyone who sees the review" if review else "Everyone who works in the programme"
    writer = reader_of(request)
    form = NewNoteForm(posted(request), programme=programme, writer=writer, everyone=everyone)
    if request.method == "POST":
        note = form.submit(add_note, programme=programme, review=review, actor=writer, at=timezone.now())
        if note is not None:
            messages.success(request, "Note added")
            return redirect(note)
    return render(request, "services/note_create.html", {"programme": programme, "review": review, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def note_edit(request: HttpRequest, programme_code: str, note_code: str) -> HttpResponse:
    """Change the words of a note."""
    note = note_to_change(request, programme_code, note_code)
    form = NoteForm(posted(request), record=note)
    if request.method == "POST":
        changed = form.submit(change_note, note=note, actor=request.user, at=timezone.now())
        if changed is not None:
            messages.success(request, "Note saved")
            return redirect(note)
    context = {"programme": note.programme, "review": note.review, "note": note, "form": form}
    return render(request, "services/note_edit.html", context)


@require_POST
def note_close(request: HttpRequest, programme_code: str, note_code: str) -> HttpResponse:
    """Take a note off the page."""
    note = note_to_change(request, programme_code, note_code)
    close_note(note=note, actor=reader_of(request), at=timezone.now())
    messages.success(request, f"Note closed: {note.title}")
    return redirect(note)


@require_POST
def note_reopen(request: HttpRequest, programme_code: str, note_code: str) -> HttpResponse:
    """Put a closed note back on the page."""
    note = note_to_change(request, programme_code, note_code)
    reopen_note(note=note, actor=reader_of(request), at=timezone.now())
    messages.success(request, f"Note opened again: {note.title}")
    return redirect(note)


def visible_note(request: HttpRequest, programme_code: str, note_code: str) -> Note:
    """The note, if the reader may see it; else not found."""
    notes = Note.objects.visible_to(request.user).select_related(
        "programme", "review__programme", "council", "written_by"
    )
    note: Note = get_object_or_404(notes, programme__code=programme_code, code=note_code)
    return note


def note_to_change(request: HttpRequest, programme_code: str, note_code: str) -> Note:
    """The note, if the reader sees it and may change it."""
    note = visible_note(request, programme_code, note_code)
    check_permission(request.user, "services.change_note", note)
    return note


def told(request: HttpRequest, error: DomainError) -> None:
    """Say a refused one-button act at the top of the next page."""
    if isinstance(error, NotAllowed):
        raise error
    messages.error(request, error.message)
