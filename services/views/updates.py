"""The page of one progress update, and the list of them.

Accepting, returning and taking back a submitted update. A refused decision keeps its comment.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from programme.errors import DomainError
from programme.pages.list_page import Empty, ProgrammeListPage
from programme.pages.trail import stands
from programme.permissions import check_permission
from services.domain.progress_update import accept_update, recall_update, return_update
from services.enums import UpdateStatus
from services.filters.reviews import UpdateFilter, list_choices
from services.forms.update import AcceptForm, ReturnForm
from services.models import ProgressUpdate, ServiceReview
from services.queries.review_page import update_url
from services.queries.updates import fields_said, last_said_before
from services.tables.reviews import UpdateTable
from services.views.lookup import UpdateAddress, reader_of, visible_update


class UpdateList(ProgrammeListPage):
    """Updates that the reader may see, by status, period and council; among them those that wait for a decision."""

    parent = "programme_detail"
    crumb = _("Updates")
    title = _("Progress updates")
    shows_ratings = True
    filter_class = UpdateFilter
    table_class = UpdateTable
    export_name = "{programme.code}-updates"
    empty = Empty(_("No updates yet"), text=_("Updates appear here when officers begin to write them."))

    def rows(self) -> QuerySet[ProgressUpdate]:
        updates = ProgressUpdate.objects.visible_to(self.reader).filter(review__programme=self.programme)
        updates = updates.select_related("review", "period", "submitted_by")
        return updates.order_by("-period__starts_on", "review__name", "-version")

    def filter_options(self) -> dict[str, Any]:
        choices = list_choices(programme=self.programme, user=self.reader)
        return {"programme": self.programme, "user": self.reader, "choices": choices}


@require_safe
@stands(below="review_detail", crumb="{update.period.name}")
def update_detail(
    request: HttpRequest, programme_code: str, review_code: str, period_code: str, version: int
) -> HttpResponse:
    """What one update says, what is new in it, and its decision."""
    address = UpdateAddress(programme_code, review_code, period_code, version)
    review, update = visible_update(request, address)
    return update_page(request, review, update)


def update_page(
    request: HttpRequest,
    review: ServiceReview,
    update: ProgressUpdate,
    *,
    accept_form: AcceptForm | None = None,
    return_form: ReturnForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of an update, with a decision's form as it was refused, if it was."""
    user = request.user
    before = last_said_before(update)
    is_submitted = update.status == UpdateStatus.SUBMITTED
    is_open = update.period.is_open(review.programme.today)
    is_decidable = is_submitted and is_open and user.has_perm("services.decide_update", update)
    can_write = is_open and user.has_perm("services.write_update", review)
    context = {
        "programme": review.programme,
        "review": review,
        "update": update,
        "before": before,
        "before_url": update_url(review, before) if before else "",
        "before_is_same_period": before is not None and before.period_id == update.period_id,
        "fields": fields_said(update, before=before),
        "form": return_form or accept_form,
        "accept_form": accept_form or AcceptForm(initial={"edition": update.edition}, auto_id="accept_%s"),
        "return_form": return_form or ReturnForm(initial={"edition": update.edition}, auto_id="return_%s"),
        "is_decidable": is_decidable,
        "can_accept": is_decidable and update.submitted_by_id != user.pk,
        "can_recall": is_submitted and is_open and user.has_perm("services.recall_update", update),
        "can_write": can_write and not is_submitted,
    }
    return render(request, "services/update_detail.html", context, status=status)


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
