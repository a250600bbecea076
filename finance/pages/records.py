"""Pages about budgets, business cases and savings: what an address names, and whether the reader may see it."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from finance.models import BudgetLine, BusinessCase, CaseVersion, SavingsLine
from programme.models import Programme
from programme.pages.page import Page
from services.models import ServiceReview

SAVINGS = ("programme_detail", "savings_list", ("review_savings", "{review.name}"))
BUDGETS = ("programme_detail", "finance_home", "budget_list")


class BudgetLinePage(Page):
    """A page of a budget line that the reader sees. Its permission is about the line."""

    programme: Programme
    line: BudgetLine

    def find(self) -> None:
        lines = BudgetLine.objects.visible_to(self.request.user).select_related("programme", "council", "review")
        year, code = self.kwargs["budget_year"], self.kwargs["budget_code"]
        line = get_object_or_404(lines, programme__code=self.kwargs["programme_code"], year=year, code=code)
        self.found(programme=line.programme, line=line)
        self.check(line)


class CasePage(Page):
    """A page of a business case whose review the reader sees. Its permission is about the review."""

    programme: Programme
    case: BusinessCase

    def find(self) -> None:
        cases = BusinessCase.objects.visible_to(self.request.user).select_related("programme", "review__programme")
        code = self.kwargs["case_code"]
        case = get_object_or_404(cases, programme__code=self.kwargs["programme_code"], code=code)
        self.found(programme=case.programme, case=case)
        self.find_more()
        self.check(case.review)

    def find_more(self) -> None:
        """Find what else the address names, before the permission is asked."""


class VersionPage(CasePage):
    """A page of a version of a business case. Its permission is about the review."""

    version: CaseVersion

    def find_more(self) -> None:
        versions = CaseVersion.objects.select_related("created_by", "approved_by")
        version = get_object_or_404(versions, case=self.case, number=self.kwargs["number"])
        version.case = self.case
        self.found(version=version)


class SavingsLinePage(Page):
    """A page of a line of the savings tracker whose review the reader sees. Its permission is about the review."""

    programme: Programme
    review: ServiceReview
    line: SavingsLine

    def find(self) -> None:
        lines = SavingsLine.objects.visible_to(self.request.user).select_related(
            "programme", "review__programme", "version__case__programme", "case_line", "owner"
        )
        code = self.kwargs["line_code"]
        line = get_object_or_404(lines, programme__code=self.kwargs["programme_code"], code=code)
        self.found(programme=line.programme, review=line.review, line=line)
        self.check(line.review)
