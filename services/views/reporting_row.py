"""One row of the reporting grid, opened for editing where it stands. Without scripts its link leads to the page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from programme.errors import ChangedByAnother, DomainError
from programme.models import ReportingPeriod
from programme.permissions import check_permission
from programme.tables.view import body_markup
from services.domain.progress_update import (
    check_period_open,
    check_review_reports,
    hand_in_update,
    save_update,
)
from services.forms.update import UpdateForm
from services.models import ProgressUpdate, ServiceReview
from services.queries.reporting_grid import reader_in, row_of
from services.queries.updates import Difference, Opening, differences, opening_of
from services.tables.reporting import GridTable
from services.views.kept_text import token_problem
from services.views.lookup import period_of, reader_of, visible_review

SUBMIT = "submit"


@dataclass(frozen=True)
class Row:
    """What an address of a row names, and who asks."""

    request: HttpRequest
    review: ServiceReview
    period: ReportingPeriod

    @property
    def page_url(self) -> str:
        """The page that does the same without scripts."""
        names = [self.review.programme.code, self.review.code, self.period.code]
        return f"{reverse('update_edit', args=names)}?to=reporting"

    def bound_form(self, data: Any, *, is_handing_in: bool = False) -> UpdateForm:
        """What was typed. Everything comes from the request, so nothing is read to begin with."""
        blank = Opening(self.review, self.period, None, None, version=1)
        return UpdateForm(
            data, review=self.review, opening=blank, is_handing_in=is_handing_in, auto_id=f"{self.review.code}_%s"
        )


# Exempt only from the automatic refusal, which would lose the words; `token_problem` is asked below before any change.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def reporting_row(request: HttpRequest, programme_code: str, period_code: str, review_code: str) -> HttpResponse:
    """The row to edit (GET), as it stands (GET with `shown`), or saved (POST); each as markup of a table row."""
    if not request.user.is_authenticated:
        if request.method == "POST" or request.headers.get("HX-Request"):
            return HttpResponse("You have been signed out.", status=401)
        return redirect_to_login(request.get_full_path())
    review = visible_review(request, programme_code, review_code, with_details=False)
    check_permission(request.user, "services.write_update", review)
    row = Row(request, review, period_of(review.programme, period_code))
    if request.method == "POST":
        return _keep(row)
    if not request.headers.get("HX-Request"):
        return redirect(row.page_url)
    if "shown" in request.GET:
        return _shown(row)
    return _opened(row)


def _opened(row: Row) -> HttpResponse:
    opening = opening_of(review=row.review, period=row.period)
    try:
        check_review_reports(review=row.review)
        check_period_open(period=row.period)
    except DomainError as error:
        return _shown(row, said=error.message)
    if opening.is_submitted:
        return _shown(row, said=f"{row.review.name} has been submitted meanwhile.")
    form = UpdateForm(review=row.review, opening=opening, auto_id=f"{row.review.code}_%s")
    return _form_row(row, form)


def _keep(row: Row) -> HttpResponse:
    """Save or submit what was typed; where it is refused, the row stays open with all of it."""
    data = row.request.POST
    form = row.bound_form(data, is_handing_in=data.get("action") == SUBMIT)
    if token_problem(row.request):
        return _form_row(row, form, warning="You signed in again meanwhile. Check your text and save it again.")
    if not form.is_valid():
        return _form_row(row, form)
    act = hand_in_update if form.is_handing_in else save_update
    try:
        update = act(
            review=row.review,
            period=row.period,
            edition=form.cleaned_data["edition"],
            version=form.cleaned_data["version"],
            changes=form.changes(),
            actor=reader_of(row.request),
            at=timezone.now(),
        )
    except ChangedByAnother as error:
        return _conflict(row, form, error)
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
        return _form_row(row, form)
    said = "submitted" if form.is_handing_in else f"saved as a draft at {timezone.localtime(update.edited_at):%H:%M}"
    return _shown(row, update=update, said=f"{row.review.name}: {said}")


def _conflict(row: Row, form: UpdateForm, error: ChangedByAnother) -> HttpResponse:
    """What stands now beside what was typed; the next save starts from what stands."""
    opening = opening_of(review=row.review, period=row.period)
    theirs = opening.stored
    differing = differences(theirs=theirs, mine=form.changes()) if theirs else []
    sent = row.request.POST.copy()
    sent["edition"], sent["version"] = str(opening.edition), str(opening.version)
    return _form_row(row, row.bound_form(sent), warning=error.message, differing=differing, status=409)


def _form_row(
    row: Row,
    form: UpdateForm,
    *,
    warning: str = "",
    differing: list[Difference] | None = None,
    status: int | None = None,
) -> HttpResponse:
    context = {
        "programme": row.review.programme,
        "review": row.review,
        "period": row.period,
        "form": form,
        "page_url": row.page_url,
        "warning": warning,
        "differing": differing or [],
    }
    status = status or (422 if form.is_bound else 200)
    return render(row.request, "services/_reporting_row_form.html", context, status=status)


def _shown(row: Row, *, update: ProgressUpdate | None = None, said: str = "") -> HttpResponse:
    """The row as the grid shows it; `said` is told to who listens to the page's status."""
    user = row.request.user
    programme = row.review.programme
    reader = reader_in(programme=programme, period=row.period, user=user)
    record = row_of(row.review, period=row.period, user=user, update=update)
    table = GridTable([record], programme=programme, period=row.period, reader=reader, is_one_row=True)
    if not (reader.is_open and (reader.is_office or reader.is_sponsor)):
        table.exclude = ("choose",)
    response = HttpResponse(body_markup(table, list(table.columns)))
    if said:
        response["HX-Trigger"] = json.dumps({"gridSaid": said})
    return response
