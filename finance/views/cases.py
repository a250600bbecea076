"""Business cases: their list, the page of a version, and what is done to a version.

The tables of a draft, filled in one at a time, and two versions line by line.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from finance.domain.business_case import (
    approve_version,
    change_case,
    change_version,
    create_case,
    next_version,
    withdraw_version,
)
from finance.domain.case_lines import save_lines
from finance.drawing.cases import cash_chart, tornadoes
from finance.enums import CaseStatus, LineKind
from finance.forms.case import ApproveForm, CaseForm, CaseNameForm, NextVersionForm, VersionForm, WithdrawForm
from finance.forms.line_grid import LineGrid
from finance.models import BusinessCase, CaseVersion
from finance.pages.records import CasePage, VersionPage
from finance.queries.business_cases import case_lines_of, with_last_version
from finance.queries.case_compare import compare_parameters, compare_versions, lines_of, sensitivity_rows
from finance.queries.case_page import case_page, typed_totals
from finance.queries.grid_years import years_of
from finance.queries.review_finance import budgets_of_review, savings_of_review
from finance.rules.figures import UNIT_LABELS, unit_of
from finance.rules.sensitivity import variations
from finance.tables.cases import CaseFilter, CaseTable
from finance.views.lookup import version_for, visible_version
from programme.drawing.bars import draw_bars
from programme.drawing.lines import draw_lines
from programme.models import Council
from programme.pages.form_page import EditPage, FormPage
from programme.pages.list_page import Empty, ProgrammeListPage
from programme.pages.page import DetailPage
from programme.pages.trail import stands
from programme.views.lookup import posted
from services.models import ServiceReview
from services.pages.records import ReviewPage
from services.values.standards import year_label

CHANGE, APPROVE = "finance.change_case", "finance.approve_case"
READ_BUDGETS = "services.view_working_record"


class FinanceHome(ProgrammeListPage):
    """The business cases that the reader sees, each with what its last version comes to; or all of them as a file."""

    parent = "programme_detail"
    title = _("Finance")
    above = "finance/_finance_links.html"
    filter_class = CaseFilter
    table_class = CaseTable
    export_name = "{programme.code}-business-cases"
    allows = {"can_read_sharing": READ_BUDGETS}
    empty = Empty(
        _("No business case yet"), text=_("Cases are begun on the page of their service review, under Finance.")
    )

    def rows(self) -> QuerySet[BusinessCase]:
        return with_last_version(self.seen())

    def seen(self) -> QuerySet[BusinessCase]:
        """The cases that the reader sees."""
        return BusinessCase.objects.visible_to(self.reader).filter(programme=self.programme)

    def filter_options(self) -> dict[str, Any]:
        reviews = ServiceReview.objects.filter(business_cases__in=self.seen()).distinct()
        councils = Council.objects.filter(participations__review__in=reviews).distinct()
        return {"reviews": list(reviews.order_by("name", "pk")), "councils": list(councils.order_by("short_name"))}

    def filtered(self, filters: CaseFilter) -> Any:
        return case_lines_of(filters.qs)


class ReviewFinance(ReviewPage, DetailPage):
    """The business cases of one review, its savings, and of its budget lines those that the reader sees."""

    parent = "review_detail"
    crumb = _("Finance")
    template_name = "finance/review_finance.html"
    allows = {"can_change": CHANGE}

    def details(self) -> dict[str, Any]:
        reads_budgets = self.reader.has_perm(READ_BUDGETS, self.programme)
        return {
            "cases": case_lines_of(BusinessCase.objects.filter(review=self.review)),
            "savings": savings_of_review(self.review, user=self.reader),
            "budgets": budgets_of_review(self.review, user=self.reader) if reads_budgets else None,
            "can_read_history": self.reader.has_perm("programme.view_history", self.programme),
        }


class CaseCreate(ReviewPage, FormPage):
    """Begin a business case of a review."""

    permission = CHANGE
    parent = "review_detail"
    back = "review_finance"
    title = _("Begin a business case")
    introduction = _("Of {review.name}. Its lines are filled in next.")
    form_class = CaseForm
    act = create_case
    success = _("{saved.case.name} added")
    opens_result = True

    def initial(self) -> dict[str, Any]:
        year = self.programme.today.year
        return {"first_year": year + 1, "one_off_first_year": year}


class CaseDetail(CasePage):
    """The page of the last version."""

    parent = "finance_home"
    crumb = "{case.name}"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        number = self.case.versions.order_by("-number")[0].number
        return redirect("case_version", self.programme.code, self.case.code, number)


class CaseEdit(CasePage, EditPage):
    """Change what a case is called."""

    permission = CHANGE
    parent = "case_detail"
    crumb = _("Change name")
    title = _("Change {case.name}")
    heading = _("Change the name")
    form_class = CaseNameForm
    act = change_case
    success = _("Business case saved")


class CaseVersionDetail(VersionPage, DetailPage):
    """One version: its tables, what it comes to, and what the reader can do."""

    parent = "case_detail"
    crumb = "{version.get_stage_display}"
    template_name = "finance/case_version.html"
    stylesheets = ("finance.css",)
    allows = {"can_change": CHANGE, "can_approve": APPROVE}

    def details(self) -> dict[str, Any]:
        case, version = self.case, self.version
        page = case_page(version)
        versions = list(case.versions.order_by("-number"))
        lines = page.case.lines
        moved = variations(page.case, page.derived)
        cash = lines and not page.derived.unknown
        return {
            "versions": versions,
            "page": page,
            "unit_label": UNIT_LABELS[page.unit],
            "sensitivity": sensitivity_rows(page.derived, moved),
            "tornadoes": [draw_bars(one) for one in tornadoes(page.derived, moved, key=case.code)] if lines else [],
            "cash": draw_lines(cash_chart(page.case, page.derived, key=case.code)) if cash else None,
            "is_draft": version.status == CaseStatus.DRAFT,
            "has_draft": any(one.status == CaseStatus.DRAFT for one in versions),
        }


class VersionFormPage(VersionPage, FormPage):
    """A form about a version; it leads back to the page of the version, or of the one that was made."""

    permission = CHANGE
    parent = "case_detail"
    opens_result = True

    def back_address(self) -> str:
        return self.version.get_absolute_url()


class VersionEdit(VersionFormPage):
    """Change what a draft runs for and how its amounts are written."""

    crumb = _("Years, rates and units")
    title = _("Change the years, rates and units")
    introduction = _(
        "Of version {version.number} of {case.name}. Amounts outside the years stay in the record and do not count."
    )
    form_class = VersionForm
    form_takes = ("version",)
    act = change_version
    success = _("Version saved")


class VersionApprove(VersionFormPage):
    """Record an approval; the version is frozen from then on."""

    permission = APPROVE
    crumb = _("Approve")
    title = _("Approve version {version.number}")
    introduction = _("From then on nothing in it changes. A change makes the next version.")
    save = _("Approve and freeze")
    form_class = ApproveForm
    act = approve_version
    success = _("Version {version.number} approved and frozen")

    def initial(self) -> dict[str, Any]:
        return {"edition": self.version.edition}


class VersionWithdraw(VersionFormPage):
    """Withdraw a version with a reason; it stays in the record."""

    permission = APPROVE
    crumb = save = _("Withdraw")
    title = _("Withdraw version {version.number}")
    introduction = _("It stays in the record and is marked as withdrawn.")
    form_class = WithdrawForm
    act = withdraw_version
    success = _("Version {version.number} withdrawn")


class VersionNext(VersionFormPage):
    """Begin the next version with all that the last one says."""

    crumb = _("Next version")
    title = _("Begin the next version")
    introduction = _("It begins with all that version {version.number} says.")
    save = _("Begin")
    form_class = NextVersionForm
    act = next_version
    success = _("Version {saved.number} begun")

    def find_more(self) -> None:
        last = get_object_or_404(self.case.versions.order_by("-number")[:1])
        last.case = self.case
        self.found(version=last)

    def initial(self) -> dict[str, Any]:
        return {"stage": self.version.stage}

    def arguments(self) -> dict[str, Any]:
        return {"case": self.case}


CHANGE = "finance.change_case"


@require_http_methods(["GET", "HEAD", "POST"])
@stands(below="case_detail", crumb="{kind.label}")
def lines_edit(request: HttpRequest, programme_code: str, case_code: str, number: int, kind: str) -> HttpResponse:
    """Fill in one table of a draft."""
    if kind not in LineKind.values:
        raise Http404
    version = version_for(request, programme_code, case_code, number, permission=CHANGE)
    if version.status != CaseStatus.DRAFT:
        messages.error(request, "This version is frozen. Begin the next version to change it.")
        return redirect(version)
    lines = lines_of(version, LineKind(kind))
    years = years_of(version, LineKind(kind), lines)
    form = LineGrid(posted(request), version=version, kind=LineKind(kind), lines=lines, years=years)
    if request.method == "POST":
        if request.POST.get("paste", "").strip():
            form = form.with_pasted()
        else:
            saved = form.submit(save_lines, actor=request.user, at=timezone.now())
            if saved is not None:
                messages.success(request, f"{LineKind(kind).label} saved")
                return redirect(saved)
    context = {
        "programme": version.case.programme,
        "case": version.case,
        "version": version,
        "kind": LineKind(kind),
        "kinds": LineKind,
        "form": form,
        "unit_label": UNIT_LABELS[unit_of(version)],
        "year_labels": [year_label(year) for year in years],
    }
    return render(request, "finance/lines_edit.html", context)


@require_POST
def lines_totals(request: HttpRequest, programme_code: str, case_code: str, number: int, kind: str) -> HttpResponse:
    """What the table comes to as it is typed, worked out by the same rules as everywhere; nothing is written."""
    if kind not in LineKind.values:
        raise Http404
    version = version_for(request, programme_code, case_code, number, permission=CHANGE)
    lines = lines_of(version, LineKind(kind))
    years = years_of(version, LineKind(kind), lines)
    form = LineGrid(request.POST, version=version, kind=LineKind(kind), lines=lines, years=years)
    form.is_valid()
    table, faults = typed_totals(form, years=years)
    context = {"table": table, "faults": faults, "unit_label": UNIT_LABELS[unit_of(version)]}
    return render(request, "finance/_lines_totals.html", context)


@require_safe
@stands(below="case_detail", crumb=_("Compare versions"))
def version_compare(request: HttpRequest, programme_code: str, case_code: str, number: int, other: int) -> HttpResponse:
    """Two versions line by line: what is new, gone or changed."""
    version = visible_version(request, programme_code, case_code, number)
    before = get_object_or_404(CaseVersion, case=version.case, number=other)
    context = {
        "programme": version.case.programme,
        "case": version.case,
        "version": version,
        "before": before,
        "comparison": compare_versions(before=before, after=version),
        "parameters": compare_parameters(before=before, after=version),
    }
    return render(request, "finance/version_compare.html", context)
