"""Sharing of costs and savings: what is agreed for a programme, a review or a line, and what is done to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from finance.domain.apportionment import (
    add_apportionment,
    change_apportionment,
    end_apportionment,
    succeed_apportionment,
)
from finance.domain.apportionment_checks import check_entered, terms_entered
from finance.forms.apportionment import ApportionmentForm, EndApportionmentForm
from finance.models import Apportionment
from finance.queries.agreements import Agreed
from finance.queries.sharing import (
    ApportionmentPage,
    apportionment_page,
    apportionment_rows,
    driver_rows,
    state_of,
)
from finance.rules.apportionment import first_day
from finance.tables.sharing import ApportionmentFilter, ApportionmentTable
from programme.errors import DomainError
from programme.exports import export_asked, export_of_table
from programme.models import Council, Programme
from programme.permissions import check_permission
from programme.views.lookup import posted, programme_for
from services.models import ServiceReview
from services.values.figures import plain_figure
from services.values.standards import financial_year_of

READ, CHANGE = "services.view_working_record", "finance.change_apportionments"
PER_PAGE = 50
PREVIEW = "preview"
"""The name of the button that shows the shares and saves nothing."""


@require_safe
def sharing_list(request: HttpRequest, programme_code: str) -> HttpResponseBase:
    """What is agreed on sharing, and the drivers; or the agreements as a file."""
    programme = programme_for(request, programme_code, permission=READ)
    seen = Apportionment.objects.visible_to(request.user).filter(programme=programme)
    agreed = Agreed(programme)
    filters = ApportionmentFilter(
        request.GET,
        queryset=seen,
        reviews=list(ServiceReview.objects.filter(apportionments__in=seen).order_by("name", "pk").distinct()),
        today=programme.today,
    )
    table = ApportionmentTable(apportionment_rows(rows=filters.qs, reader=request.user, agreed=agreed))
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    if file_format := export_asked(request):
        return export_of_table(table=table, name=f"{programme.code}-sharing", file_format=file_format)
    context = {
        "programme": programme,
        "page_title": "Sharing of costs and savings",
        "filter": filters,
        "table": table,
        "exports": True,
        "drivers": driver_rows(programme=programme, agreed=agreed),
        "can_change": request.user.has_perm(CHANGE, programme),
    }
    return render(request, "finance/sharing_list.html", context)


@require_safe
def apportionment_detail(request: HttpRequest, programme_code: str, apportionment_code: str) -> HttpResponse:
    """One agreement, and the shares that it gives year by year."""
    row = visible_apportionment(request, programme_code, apportionment_code)
    agreed = Agreed(row.programme)
    terms = next(one for one in agreed.terms if one.row == row)
    page = apportionment_page(agreed, terms, reader=request.user, is_open=row.shares_are_open)
    context = {
        "programme": row.programme,
        "apportionment": row,
        "state": state_of(row, on=row.programme.today),
        "page": page,
        "tolerance": plain_figure(row.tolerance),
        "fixed": [
            (share.council, plain_figure(share.percentage))
            for share in row.shares.filter(removed_at__isnull=True).select_related("council")
            if share.council in page.councils
        ],
        "can_change": request.user.has_perm(CHANGE, row.programme),
        "can_read_history": request.user.has_perm("programme.view_history", row.programme),
    }
    return render(request, "finance/apportionment_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def apportionment_create(request: HttpRequest, programme_code: str) -> HttpResponse:
    """Record what has been agreed: for the programme, or for the review that `?review=` names, or a line of it."""
    programme = programme_for(request, programme_code, permission=CHANGE)
    reviews = ServiceReview.objects.filter(programme=programme).order_by("name", "pk")
    code = request.GET.get("review", "").replace("\0", "")
    review = get_object_or_404(reviews, code=code) if code else None
    form = ApportionmentForm(
        posted(request),
        programme=programme,
        review=review,
        councils=councils_of_programme(programme),
        initial={"starts_on": first_day(financial_year_of(programme.today))},
    )
    return _filled_in(
        request,
        form,
        add_apportionment,
        template="apportionment_create",
        said="Recorded. Check the shares that it gives.",
        given={"programme": programme, "review": review},
        reviews=reviews,
        review=review,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def apportionment_edit(request: HttpRequest, programme_code: str, apportionment_code: str) -> HttpResponse:
    """Mend what was entered wrongly."""
    row = _to_change(request, programme_code, apportionment_code)
    form = ApportionmentForm(
        posted(request),
        programme=row.programme,
        review=row.review,
        councils=councils_of_programme(row.programme),
        record=row,
    )
    return _filled_in(
        request,
        form,
        change_apportionment,
        template="apportionment_edit",
        said="Saved. Check the shares that it gives.",
        given={"apportionment": row},
        apportionment=row,
        review=row.review,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def apportionment_next(request: HttpRequest, programme_code: str, apportionment_code: str) -> HttpResponse:
    """Put another agreement in the place of one; that ends the day before."""
    row = _to_change(request, programme_code, apportionment_code)
    form = ApportionmentForm(
        posted(request),
        programme=row.programme,
        review=row.review,
        councils=councils_of_programme(row.programme),
        after=row,
    )
    return _filled_in(
        request,
        form,
        succeed_apportionment,
        template="apportionment_next",
        said="Recorded; the agreement before it has ended. Check the shares that it gives.",
        given={"apportionment": row},
        apportionment=row,
        review=row.review,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def apportionment_end(request: HttpRequest, programme_code: str, apportionment_code: str) -> HttpResponse:
    """Say on which day an agreement last holds."""
    row = _to_change(request, programme_code, apportionment_code)
    form = EndApportionmentForm(posted(request), record=row)
    if request.method == "POST":
        ended = form.submit(end_apportionment, apportionment=row, actor=request.user, at=timezone.now())
        if ended is not None:
            messages.success(request, "Saved")
            return redirect(row)
    context = {"programme": row.programme, "apportionment": row, "form": form}
    return render(request, "finance/apportionment_end.html", context)


def visible_apportionment(request: HttpRequest, programme_code: str, apportionment_code: str) -> Apportionment:
    """The apportionment, if the reader works with the programme and sees its review; else not found."""
    programme = programme_for(request, programme_code, permission=READ)
    rows = Apportionment.objects.visible_to(request.user).select_related("review", "driver", "recorded_by")
    row: Apportionment = get_object_or_404(rows, programme=programme, code=apportionment_code)
    row.programme = programme
    return row


def councils_of_programme(programme: Programme) -> list[Council]:
    """Every council that is or was a member, by name."""
    return list(Council.objects.filter(memberships__programme=programme).order_by("short_name", "code").distinct())


def _to_change(request: HttpRequest, programme_code: str, apportionment_code: str) -> Apportionment:
    row = visible_apportionment(request, programme_code, apportionment_code)
    check_permission(request.user, CHANGE, row.programme)
    return row


def _filled_in(
    request: HttpRequest,
    form: ApportionmentForm,
    act: Any,
    *,
    template: str,
    said: str,
    given: dict[str, Any],
    **context: Any,
) -> HttpResponse:
    """The page of a form with the shares that were asked to be seen, or back to what was saved."""
    preview = None
    if request.method == "POST" and PREVIEW in request.POST:
        preview = _preview(request, form)
    elif request.method == "POST":
        saved = form.submit(act, actor=request.user, at=timezone.now(), **given)
        if saved is not None:
            messages.success(request, said)
            return redirect(saved)
    return render(
        request,
        f"finance/{template}.html",
        {"programme": form.programme, "form": form, "preview": preview, **context},
    )


def _preview(request: HttpRequest, form: ApportionmentForm) -> ApportionmentPage | None:
    """The shares that what is filled in would give, by the one rule; None where it is refused. Nothing is written."""
    if not form.is_valid():
        return None
    try:
        entered = check_entered(programme=form.programme, review=form.review, entered=form.entered(), at=timezone.now())
    except DomainError as error:
        form.refuse(error)
        return None
    terms = terms_entered(entered=entered, review=form.review)
    return apportionment_page(Agreed(form.programme), terms, reader=request.user, is_open=True)
