"""Business cases: their list, the page of a version, and what is done to a version."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from finance.domain.business_case import (
    approve_version,
    change_case,
    change_version,
    create_case,
    next_version,
    withdraw_version,
)
from finance.drawing.cases import cash_chart, tornadoes
from finance.enums import CaseStatus
from finance.forms.case import ApproveForm, CaseForm, CaseNameForm, NextVersionForm, VersionForm, WithdrawForm
from finance.models import BusinessCase
from finance.queries.case_list import case_lines_of, with_last_version
from finance.queries.case_page import case_page
from finance.queries.case_sensitivity import sensitivity_rows
from finance.queries.review_finance import budgets_of_review, savings_of_review
from finance.rules.figures import UNIT_LABELS
from finance.rules.sensitivity import variations
from finance.tables.cases import CaseFilter, CaseTable
from finance.views.lookup import version_for, visible_case, visible_version
from programme.drawing.bars import draw_bars
from programme.drawing.lines import draw_lines
from programme.exports import export_asked, export_of_table
from programme.models import Council
from programme.pages.trail import stands
from programme.permissions import check_permission
from programme.views.lookup import posted, visible_programme
from services.models import ServiceReview
from services.views.lookup import review_for, visible_review

CHANGE, APPROVE = "finance.change_case", "finance.approve_case"
PER_PAGE = 50
READ_BUDGETS = "services.view_working_record"


@require_safe
@stands(below="programme_detail", crumb=_("Finance"))
def finance_home(request: HttpRequest, programme_code: str) -> HttpResponseBase:
    """The business cases that the reader sees, each with what its last version comes to; or all of them as a file."""
    programme = visible_programme(request, programme_code)
    seen = BusinessCase.objects.visible_to(request.user).filter(programme=programme)
    reviews = ServiceReview.objects.filter(business_cases__in=seen).distinct()
    filters = CaseFilter(
        request.GET,
        queryset=with_last_version(seen),
        reviews=list(reviews.order_by("name", "pk")),
        councils=list(Council.objects.filter(participations__review__in=reviews).distinct().order_by("short_name")),
    )
    table = CaseTable(case_lines_of(filters.qs), programme=programme)
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    if file_format := export_asked(request):
        return export_of_table(table=table, name=f"{programme.code}-business-cases", file_format=file_format)
    context = {
        "programme": programme,
        "page_title": "Finance",
        "filter": filters,
        "table": table,
        "exports": True,
        "can_read_sharing": request.user.has_perm("services.view_working_record", programme),
    }
    return render(request, "finance/finance_home.html", context)


@require_safe
def review_finance(request: HttpRequest, programme_code: str, review_code: str) -> HttpResponse:
    """The business cases of one review, its savings, and of its budget lines those that the reader sees."""
    review = visible_review(request, programme_code, review_code)
    reads_budgets = request.user.has_perm(READ_BUDGETS, review.programme)
    context = {
        "programme": review.programme,
        "review": review,
        "cases": case_lines_of(BusinessCase.objects.filter(review=review)),
        "savings": savings_of_review(review, user=request.user),
        "budgets": budgets_of_review(review, user=request.user) if reads_budgets else None,
        "can_change": request.user.has_perm(CHANGE, review),
        "can_read_history": request.user.has_perm("programme.view_history", review.programme),
    }
    return render(request, "finance/review_finance.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def case_create(request: HttpRequest, programme_code: str, review_code: str) -> HttpResponse:
    """Begin a business case of a review."""
    review: ServiceReview = review_for(request, programme_code, review_code, permission=CHANGE)
    year = review.programme.today.year
    form = CaseForm(posted(request), initial={"first_year": year + 1, "one_off_first_year": year})
    if request.method == "POST":
        version = form.submit(create_case, review=review, actor=request.user, at=timezone.now())
        if version is not None:
            messages.success(request, f"{version.case.name} added")
            return redirect(version)
    return render(request, "finance/case_create.html", {"programme": review.programme, "review": review, "form": form})


@require_safe
def case_detail(request: HttpRequest, programme_code: str, case_code: str) -> HttpResponse:
    """The page of the last version."""
    case = visible_case(request, programme_code, case_code)
    return redirect("case_version", programme_code, case_code, case.versions.order_by("-number")[0].number)


@require_http_methods(["GET", "HEAD", "POST"])
def case_edit(request: HttpRequest, programme_code: str, case_code: str) -> HttpResponse:
    """Change what a case is called."""
    case = visible_case(request, programme_code, case_code)
    check_permission(request.user, CHANGE, case.review)
    form = CaseNameForm(posted(request), record=case)
    if request.method == "POST":
        changed = form.submit(change_case, case=case, actor=request.user, at=timezone.now())
        if changed is not None:
            messages.success(request, "Business case saved")
            return redirect(case)
    return render(request, "finance/case_edit.html", {"programme": case.programme, "case": case, "form": form})


@require_safe
def case_version(request: HttpRequest, programme_code: str, case_code: str, number: int) -> HttpResponse:
    """One version: its tables, what it comes to, and what the reader can do."""
    version = visible_version(request, programme_code, case_code, number)
    case, user = version.case, request.user
    page = case_page(version)
    is_draft = version.status == CaseStatus.DRAFT
    versions = list(case.versions.order_by("-number"))
    lines = page.case.lines
    moved = variations(page.case, page.derived)
    context = {
        "programme": case.programme,
        "case": case,
        "version": version,
        "versions": versions,
        "page": page,
        "unit_label": UNIT_LABELS[page.unit],
        "sensitivity": sensitivity_rows(page.derived, moved),
        "tornadoes": [draw_bars(one) for one in tornadoes(page.derived, moved, key=case.code)] if lines else [],
        "cash": draw_lines(cash_chart(page.case, page.derived, key=case.code))
        if lines and not page.derived.unknown
        else None,
        "is_draft": is_draft,
        "can_change": user.has_perm(CHANGE, case.review),
        "can_approve": user.has_perm(APPROVE, case.review),
        "has_draft": any(one.status == CaseStatus.DRAFT for one in versions),
    }
    return render(request, "finance/case_version.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def version_edit(request: HttpRequest, programme_code: str, case_code: str, number: int) -> HttpResponse:
    """Change what a draft runs for and how its amounts are written."""
    version = version_for(request, programme_code, case_code, number, permission=CHANGE)
    form = VersionForm(posted(request), version=version)
    if request.method == "POST":
        changed = form.submit(change_version, version=version, actor=request.user, at=timezone.now())
        if changed is not None:
            messages.success(request, "Version saved")
            return redirect(changed)
    return _form(request, "finance/version_edit.html", version, form)


@require_http_methods(["GET", "HEAD", "POST"])
def version_approve(request: HttpRequest, programme_code: str, case_code: str, number: int) -> HttpResponse:
    """Record an approval; the version is frozen from then on."""
    version = version_for(request, programme_code, case_code, number, permission=APPROVE)
    form = ApproveForm(posted(request), initial={"edition": version.edition})
    if request.method == "POST":
        approved = form.submit(approve_version, version=version, actor=request.user, at=timezone.now())
        if approved is not None:
            messages.success(request, f"Version {version.number} approved and frozen")
            return redirect(approved)
    return _form(request, "finance/version_approve.html", version, form)


@require_http_methods(["GET", "HEAD", "POST"])
def version_withdraw(request: HttpRequest, programme_code: str, case_code: str, number: int) -> HttpResponse:
    """Withdraw a version with a reason; it stays in the record."""
    version = version_for(request, programme_code, case_code, number, permission=APPROVE)
    form = WithdrawForm(posted(request))
    if request.method == "POST":
        withdrawn = form.submit(withdraw_version, version=version, actor=request.user, at=timezone.now())
        if withdrawn is not None:
            messages.success(request, f"Version {version.number} withdrawn")
            return redirect(withdrawn)
    return _form(request, "finance/version_withdraw.html", version, form)


@require_http_methods(["GET", "HEAD", "POST"])
def version_next(request: HttpRequest, programme_code: str, case_code: str) -> HttpResponse:
    """Begin the next version with all that the last one says."""
    case = visible_case(request, programme_code, case_code)
    check_permission(request.user, CHANGE, case.review)
    last = get_object_or_404(case.versions.order_by("-number")[:1])
    form = NextVersionForm(posted(request), initial={"stage": last.stage})
    if request.method == "POST":
        made = form.submit(next_version, case=case, actor=request.user, at=timezone.now())
        if made is not None:
            messages.success(request, f"Version {made.number} begun")
            return redirect(made)
    last.case = case
    return _form(request, "finance/version_next.html", last, form)


def _form(request: HttpRequest, template: str, version: object, form: object) -> HttpResponse:
    case = version.case  # type: ignore[attr-defined]
    context = {"programme": case.programme, "case": case, "version": version, "form": form}
    return render(request, template, context)
