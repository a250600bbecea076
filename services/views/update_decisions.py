"""Accepting, returning and taking back a submitted update. A refused decision keeps its comment."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from programme.errors import DomainError
from programme.pages.trail import stands
from programme.permissions import check_permission
from services.domain.progress_update import accept_update, recall_update, return_update
from services.forms.update import AcceptForm, ReturnForm
from services.views.lookup import UpdateAddress, reader_of, visible_update
from services.views.updates import update_page


@require_POST
@stands(below="review_detail", crumb="{update.period.name}")
def update_accept(
    request: HttpRequest, programme_code: str, review_code: str, period_code: str, version: int
) -> HttpResponse:
    """Accept the update as it was read."""
    review, update = visible_update(request, UpdateAddress(programme_code, review_code, period_code, version))
    check_permission(request.user, "services.decide_update", update)
    form = AcceptForm(request.POST, auto_id="accept_%s")
    if form.submit(accept_update, update=update, actor=request.user, at=timezone.now()) is None:
        _, now = visible_update(request, UpdateAddress(programme_code, review_code, period_code, version))
        return update_page(request, review, now, accept_form=form.read_again(edition=now.edition), status=409)
    messages.success(request, f"Update of {review.name} for {update.period.name} accepted")
    return redirect(review)


@require_POST
@stands(below="review_detail", crumb="{update.period.name}")
def update_return(
    request: HttpRequest, programme_code: str, review_code: str, period_code: str, version: int
) -> HttpResponse:
    """Send the update back, saying what should change."""
    review, update = visible_update(request, UpdateAddress(programme_code, review_code, period_code, version))
    check_permission(request.user, "services.decide_update", update)
    form = ReturnForm(request.POST, auto_id="return_%s")
    if form.submit(return_update, update=update, actor=request.user, at=timezone.now()) is None:
        _, now = visible_update(request, UpdateAddress(programme_code, review_code, period_code, version))
        return update_page(request, review, now, return_form=form.read_again(edition=now.edition), status=409)
    messages.success(request, f"Update of {review.name} for {update.period.name} returned")
    return redirect(review)


@require_POST
def update_recall(
    request: HttpRequest, programme_code: str, review_code: str, period_code: str, version: int
) -> HttpResponse:
    """Take a submitted update back to a draft."""
    review, update = visible_update(request, UpdateAddress(programme_code, review_code, period_code, version))
    check_permission(request.user, "services.recall_update", update)
    try:
        recall_update(update=update, actor=reader_of(request), at=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
        return redirect(update)
    messages.success(request, f"Update for {update.period.name} taken back. It is a draft again.")
    return redirect("update_edit", review.programme.code, review.code, update.period.code)
