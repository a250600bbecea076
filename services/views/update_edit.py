"""Writing an update: open on what was said last time, save, hand in; the browser saves by itself in between.

Saving a draft while its writer is still writing. Asked and answered by static/autosave.js.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from programme.errors import ChangedByAnother, DomainError, NotAllowed
from programme.pages.trail import stands
from programme.permissions import check_permission
from programme.views.site import csrf_failure
from programme.wording.prose import render_prose
from services.domain.progress_update import (
    PeriodClosed,
    ReviewNotReporting,
    UpdateNotEditable,
    check_period_open,
    check_review_reports,
    hand_in_update,
    save_update,
)
from services.forms.update import UpdateForm
from services.models import ProgressUpdate
from services.queries.review_page import update_url
from services.queries.updates import Difference, Opening, differences, field_label, in_words, opening_of
from services.views.kept_text import came_from_elsewhere, refuse_keeping_text, token_problem
from services.views.lookup import period_of, reader_of, visible_review

SAVE, SUBMIT, PREVIEW = "save", "submit", "preview"
NOTHING_SAVED = "Nothing was saved"


@dataclass(frozen=True)
class Conflict:
    """Someone else's save in the way of mine: what was refused, and the fields that differ."""

    message: str
    theirs: ProgressUpdate | None
    differing: list[Difference]


# Exempt only from the automatic refusal, which would lose the words; `token_problem` is asked below before any change.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@stands(below="review_detail", crumb="{period.name}")
def update_edit(request: HttpRequest, programme_code: str, review_code: str, period_code: str) -> HttpResponse:
    """The update of one review in one period: the form, its saving and its handing in."""
    if not request.user.is_authenticated:
        return _signed_out(request)
    try:
        opening = _opening(request, programme_code, review_code, period_code)
    except (Http404, NotAllowed) as error:
        if request.method != "POST":
            raise
        status = 403 if isinstance(error, NotAllowed) else 404
        reason = "You do not write updates for this service review. Ask the programme office if you should."
        return refuse_keeping_text(request, title=NOTHING_SAVED, reason=reason, status=status)
    if request.method != "POST":
        return _open_form(request, opening)
    form = UpdateForm(
        request.POST, review=opening.review, opening=opening, is_handing_in=request.POST.get("action") == SUBMIT
    )
    if token_problem(request):
        messages.warning(request, "You signed in again while you were writing. Check your text and save it again.")
        return _form_page(request, form, opening)
    if request.POST.get("action") == PREVIEW:
        return _form_page(request, form, opening, shows_preview=True)
    return _keep(request, form, opening) if form.is_valid() else _form_page(request, form, opening)


def _signed_out(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    if came_from_elsewhere(request):
        return csrf_failure(request)
    return refuse_keeping_text(
        request,
        title="You have been signed out",
        reason="Nothing was saved. Sign in again in a new window, come back to this one, and save your text.",
        status=403,
        context={"kept": _kept_fields(request)},
    )


def _kept_fields(request: HttpRequest) -> list[tuple[str, str, str]]:
    """Name, label and value of everything the form sent, to be sent again; no label for what is not a text."""
    names = (*ProgressUpdate.TEXT_FIELDS, "edition", "version")
    labels = {name: field_label(name) for name in ProgressUpdate.TEXT_FIELDS if name != "rag"}
    sent = [(name, request.POST[name].replace("\x00", "")) for name in names if name in request.POST]
    return [(name, labels.get(name, ""), value) for name, value in sent]


def _opening(request: HttpRequest, programme_code: str, review_code: str, period_code: str) -> Opening:
    """Raises Http404 for a review that is not the reader's to see, NotAllowed for one they do not write for."""
    review = visible_review(request, programme_code, review_code)
    check_permission(request.user, "services.write_update", review)
    return opening_of(review=review, period=period_of(review.programme, period_code))


def _open_form(request: HttpRequest, opening: Opening) -> HttpResponse:
    try:
        check_review_reports(review=opening.review)
        check_period_open(period=opening.period)
    except (PeriodClosed, ReviewNotReporting) as error:
        return _refused(request, opening, error)
    if opening.is_submitted and opening.on_its_way is not None:
        messages.info(request, "This update waits for a decision. Take it back before you change it.")
        return redirect(opening.on_its_way)
    form = UpdateForm(review=opening.review, opening=opening)
    return _form_page(request, form, opening)


def _keep(request: HttpRequest, form: UpdateForm, opening: Opening) -> HttpResponse:
    """Save or hand in what a valid form says."""
    changes = form.changes()
    for name in request.POST.getlist("take_theirs"):
        if name in changes and opening.stored is not None:
            changes[name] = getattr(opening.stored, name)
    act = hand_in_update if form.is_handing_in else save_update
    try:
        update = act(
            review=opening.review,
            period=opening.period,
            edition=form.cleaned_data["edition"],
            version=form.cleaned_data["version"],
            changes=changes,
            actor=reader_of(request),
            at=timezone.now(),
        )
    except ChangedByAnother as error:
        return _conflict_page(request, form, error)
    except (PeriodClosed, ReviewNotReporting, UpdateNotEditable, NotAllowed) as error:
        return _refused(request, opening, error)
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
        return _form_page(request, form, opening)
    if form.is_handing_in:
        messages.success(request, f"Update for {opening.period.name} submitted")
        return redirect(_back_to(request, opening))
    messages.success(request, f"Draft saved at {timezone.localtime(update.edited_at):%H:%M}")
    return redirect(request.get_full_path())


def _back_to(request: HttpRequest, opening: Opening) -> str:
    """Where a writer goes on from a submitted update: the reporting grid if they came from there, else the review."""
    if request.GET.get("to") != "reporting":
        return opening.review.get_absolute_url()
    grid = reverse("reporting_grid", args=[opening.review.programme.code])
    return f"{grid}?period={opening.period.code}"


def _refused(request: HttpRequest, opening: Opening, error: DomainError) -> HttpResponse:
    sent = request.method == "POST"
    return refuse_keeping_text(
        request,
        title=NOTHING_SAVED if sent else "This update cannot be written",
        reason=error.message,
        status=403 if isinstance(error, NotAllowed) else 409,
        context={
            "programme": opening.review.programme,
            "review": opening.review,
            "update": opening.stored,
            "update_url": update_url(opening.review, opening.stored) if opening.stored else "",
        },
    )


def _conflict_page(request: HttpRequest, form: UpdateForm, error: ChangedByAnother) -> HttpResponse:
    """Both texts side by side; mine stays in the form, which now starts from what the other one saved."""
    programme_code, review_code, period_code = request.resolver_match.kwargs.values()  # type: ignore[union-attr]
    opening = _opening(request, programme_code, review_code, period_code)
    theirs = opening.stored
    differing = differences(theirs=theirs, mine=form.changes()) if theirs else []
    sent = request.POST.copy()
    sent["edition"], sent["version"] = str(opening.edition), str(opening.version)
    fresh = UpdateForm(sent, review=opening.review, opening=opening)
    fresh.is_valid()
    conflict = Conflict(error.message, theirs, differing)
    return _form_page(request, fresh, opening, conflict=conflict, status=409)


def _form_page(
    request: HttpRequest,
    form: UpdateForm,
    opening: Opening,
    *,
    conflict: Conflict | None = None,
    shows_preview: bool = False,
    status: int = 200,
) -> HttpResponse:
    last = opening.last_time
    context: dict[str, Any] = {
        "programme": opening.review.programme,
        "review": opening.review,
        "period": opening.period,
        "opening": opening,
        "form": form,
        "last": last,
        "said": {name: in_words(name, getattr(last, name)) if last else "" for name in ProgressUpdate.TEXT_FIELDS},
        "last_label": _last_label(opening),
        "conflict": conflict,
        "shows_preview": shows_preview,
        "preview": _preview(form) if shows_preview else [],
        "is_overdue": opening.period.is_overdue(opening.review.programme.today),
    }
    return render(request, "services/update_edit.html", context, status=status)


def _preview(form: UpdateForm) -> list[tuple[str, SafeString]]:
    """The texts of the form as they will look."""
    form.is_valid()
    texts = [(name, form.cleaned_data.get(name)) for name in ProgressUpdate.TEXT_FIELDS if name != "rag"]
    return [(field_label(name), render_prose(text)) for name, text in texts if isinstance(text, str) and text]


def _last_label(opening: Opening) -> str:
    if opening.last_time is None:
        return "Last time"
    if opening.is_correction:
        return f"Accepted, version {opening.last_time.version}"
    return opening.last_time.period.name


# Exempt only from the automatic page of refusal; `token_problem` is asked first and nothing changes unless it is "".
@csrf_exempt
@login_not_required
@require_POST
def update_autosave(request: HttpRequest, programme_code: str, review_code: str, period_code: str) -> JsonResponse:
    """Save what can be read of the form. The answer says when, and which edition the next save starts from."""
    if not request.user.is_authenticated:
        return _not_saved("You have been signed out. Sign in again in a new window, then carry on here.", status=401)
    if token_problem(request):
        return _not_saved("You signed in again in another window.", status=403, token=get_token(request))
    return _save(request, programme_code, review_code, period_code)


def _save(request: HttpRequest, programme_code: str, review_code: str, period_code: str) -> JsonResponse:
    try:
        review = visible_review(request, programme_code, review_code)
        check_permission(request.user, "services.write_update", review)
        opening = opening_of(review=review, period=period_of(review.programme, period_code))
    except (Http404, NotAllowed):
        return _not_saved("You do not write updates for this service review.", status=403)
    form = UpdateForm(request.POST, review=review, opening=opening)
    form.is_valid()
    if "edition" in form.errors or "version" in form.errors:
        return _not_saved("The page is out of date. Press Save draft.", status=400)
    try:
        update = save_update(
            review=review,
            period=opening.period,
            edition=form.cleaned_data["edition"],
            version=form.cleaned_data["version"],
            changes=form.changes(),
            actor=reader_of(request),
            at=timezone.now(),
        )
    except ChangedByAnother as error:
        return _not_saved(error.message, status=409, **_stored(opening, request))
    except DomainError as error:
        return _not_saved(error.message, status=403 if isinstance(error, NotAllowed) else 422)
    return JsonResponse(
        {
            "saved_at": f"{timezone.localtime(update.edited_at):%H:%M}",
            "edition": update.edition,
            "version": update.version,
            "problems": [f"{field_label(name)}: {errors[0]}" for name, errors in form.errors.items()],
        }
    )


def _not_saved(message: str, *, status: int, **more: object) -> JsonResponse:
    return JsonResponse({"message": message, **more}, status=status)


def _stored(opening: Opening, request: HttpRequest) -> dict[str, object]:
    """What stands, when the same person saved it: their own save whose answer never reached the page."""
    stored = opening.on_its_way
    if stored is None or stored.edited_by != request.user:
        return {}
    values = {name: str(getattr(stored, name) or "") for name in ProgressUpdate.TEXT_FIELDS}
    return {"edition": stored.edition, "version": stored.version, "values": values}
