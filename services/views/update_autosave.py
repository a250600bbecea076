"""Saving a draft while its writer is still writing. Asked and answered by static/autosave.js."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from programme.errors import ChangedByAnother, DomainError, NotAllowed
from programme.permissions import check_permission
from services.domain.progress_update import save_update
from services.forms.update import UpdateForm
from services.models import ProgressUpdate
from services.queries.update_changes import field_label
from services.queries.update_writing import Opening, opening_of
from services.views.kept_text import token_problem
from services.views.lookup import period_of, reader_of, visible_review


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
