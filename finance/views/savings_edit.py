"""What is done to the lines of the savings tracker."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from finance.domain.savings import add_savings_line, change_savings_line, close_savings_line
from finance.domain.savings_from_case import take_from_version
from finance.domain.savings_succession import merge_lines, split_line
from finance.enums import CaseStatus
from finance.forms.savings import CloseLineForm, MergeForm, SavingsLineForm, SplitForm, TakeForm
from finance.models import SavingsLine
from finance.pages.records import SAVINGS, SavingsLinePage, VersionPage
from finance.queries.savings import one_off_costs, scope_of
from finance.queries.savings_page import one_off_words
from finance.queries.savings_taken import taken_from, taken_rows
from finance.views.savings import CHANGE
from programme.pages.form_page import EditPage, FormPage
from services.pages.records import ReviewPage


class SavingsCreate(ReviewPage, FormPage):
    """Add a saving or an in-year pressure that comes from no case."""

    permission = CHANGE
    parent = SAVINGS
    crumb = _("Add a line")
    title = _("Add a savings line")
    introduction = _(
        "Of {review.name}. A saving or an in-year pressure that comes from no business case; you fill in its values "
        "next."
    )
    form_class = SavingsLineForm
    form_takes = ("review",)
    save = _("Add and fill in values")
    act = add_savings_line
    success = _("{saved.name} added. Fill in its values.")

    def next_address(self, saved: SavingsLine) -> str:
        return self.address_of("savings_values", line=saved)


class SavingsEdit(SavingsLinePage, EditPage):
    """Change what is known of a line, and its state."""

    permission = CHANGE
    parent = "savings_detail"
    crumb = _("Change")
    title = _("Change {line.name}")
    introduction = _("Its amounts are filled in on a page of their own.")
    form_class = SavingsLineForm
    form_takes = ("review",)
    act = change_savings_line
    success = _("Savings line saved")


class SavingsClose(SavingsLinePage, EditPage):
    """Close a line with a reason."""

    permission = CHANGE
    parent = "savings_detail"
    crumb = _("Close")
    title = _("Close {line.name}")
    introduction = _(
        "Its values stay in the record and count in no total. Where its business case still plans it, the comparison "
        "says so."
    )
    save = _("Close the line")
    form_class = CloseLineForm
    act = close_savings_line
    success = _("{saved.name} closed")


class SavingsSplit(SavingsLinePage, EditPage):
    """Split a line into parts that sum to it."""

    permission = CHANGE
    parent = "savings_detail"
    crumb = _("Split")
    title = _("Split {line.name}")
    introduction = _(
        "Name the parts and the per cent of each; together 100. Every amount is divided to the penny, and this line is "
        "closed."
    )
    save = _("Split the line")
    form_class = SplitForm
    act = split_line

    def initial(self) -> dict[str, Any]:
        return {"on": timezone.localdate()}

    def message(self, saved: Any) -> str:
        return self.words(_("{line.name} split into {count} lines"), count=len(saved))


class SavingsMerge(ReviewPage, FormPage):
    """Merge lines of a review into one."""

    permission = CHANGE
    parent = SAVINGS
    crumb = _("Merge lines")
    title = _("Merge savings lines")
    introduction = _(
        "Of {review.name}. The lines are closed and go on as one with all their amounts; how it came about stays in "
        "the record."
    )
    form_class = MergeForm
    form_takes = ("review",)
    save = _("Merge the lines")
    act = merge_lines
    success = _("Merged into {saved.name}")

    def initial(self) -> dict[str, Any]:
        return {"on": timezone.localdate()}

    def next_address(self, saved: SavingsLine) -> str:
        return self.address_of("savings_detail", line=saved)


class SavingsFromCase(VersionPage, FormPage):
    """Follow the savings of an approved version, after a look at what is new and what differs."""

    permission = CHANGE
    parent = "case_detail"
    crumb = title = save = _("Follow the savings")
    heading = _("Follow the savings of version {version.number}")
    template_name = "finance/savings_from_case.html"
    form_class = TakeForm

    def find_more(self) -> None:
        super().find_more()
        self.records = {"review": self.case.review, **self.records}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self._not_approved() or super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self._not_approved() or super().post(request, *args, **kwargs)

    def _not_approved(self) -> HttpResponseBase | None:
        if self.version.status == CaseStatus.APPROVED:
            return None
        messages.error(self.request, _("Only an approved version is followed in the savings tracker."))
        return redirect(self.version)

    @cached_property
    def taken(self) -> Any:
        """What the version plans, beside the lines that follow it."""
        return taken_from(self.version)

    def form_options(self) -> dict[str, Any]:
        return {"taken": self.taken}

    @staticmethod
    def act(*, replace: Any = (), **given: Any) -> tuple[list[SavingsLine], list[SavingsLine]]:
        return take_from_version(replace=replace, **given)

    def message(self, saved: tuple[list[SavingsLine], list[SavingsLine]]) -> str:
        made, replaced = saved
        return self.words(_("{made} lines added, {replaced} plans replaced"), made=len(made), replaced=len(replaced))

    def next_address(self, saved: Any) -> str:
        return self.address_of("savings_reconciliation")

    def back_address(self) -> str:
        return self.version.get_absolute_url()

    def details(self) -> dict[str, Any]:
        scope = scope_of(programme=self.programme, user=self.reader)
        return {
            "taken": taken_rows(self.taken, scope=scope),
            "one_off": one_off_words(one_off_costs(reviews=[self.case.review_id])),
        }
