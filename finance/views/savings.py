"""The savings tracker of a programme and of a review, a line's page, and how the tracker reconciles with its cases.

What is done to the lines of the savings tracker.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from finance.domain.savings import add_savings_line, change_savings_line, close_savings_line
from finance.domain.savings_succession import merge_lines, split_line, take_from_version
from finance.enums import CaseStatus
from finance.forms.savings import CloseLineForm, MergeForm, SavingsLineForm, SplitForm, TakeForm
from finance.models import SavingsLine, SavingsValue
from finance.pages.records import SAVINGS, SavingsLinePage, VersionPage
from finance.queries.savings import listed_savings, one_off_costs, scope_of, years_of_savings
from finance.queries.savings_line import became_of, values_of
from finance.queries.savings_page import one_off_words, summary_of
from finance.queries.savings_reconciliation import reconciliation_of, taken_from, taken_rows
from finance.tables.savings import SavingsFilter, SavingsTable
from programme.exports import export_asked
from programme.models import Council
from programme.pages.form_page import EditPage, FormPage
from programme.pages.list_page import Button, Empty, ListPage
from programme.pages.page import DetailPage, ProgrammePage
from services.models import ServiceReview
from services.pages.records import ReviewPage

CHANGE = "finance.change_savings"
REVIEW_COLUMNS = ("pk", "code", "name", "has_lines")


class TrackerPage(ListPage):
    """The savings lines of reviews; or all of them as a file."""

    stylesheets = ("finance.css", "indicators.css")
    table_class = SavingsTable
    of_one_review: ClassVar[bool] = False

    def reviews(self) -> QuerySet[ServiceReview]:
        """Whose lines they are."""
        raise NotImplementedError

    def filters(self) -> SavingsFilter:
        programme, asked = self.records["programme"], self.request.GET
        # Who sees which reviews takes long to work out, so that it is asked once.
        ordered = self.reviews().order_by("name", "pk")
        seen = list(ordered.annotate(has_lines=_has_lines()).values(*REVIEW_COLUMNS))
        self.ids = [row["pk"] for row in seen]
        self.choices = {row["code"]: row for row in seen if row["has_lines"] and not self.of_one_review}
        years = years_of_savings(self.ids)
        councils = list(_councils(self.ids))
        year = int(asked["year"]) if asked.get("year", "") in {str(one) for one in years} else None
        code = asked.get("council", "")
        council = code if code in {one.code for one in councils} else ""
        self.scope = scope_of(programme=programme, user=self.reader, year=year, council=council)
        choices = [(row["code"], row["name"]) for row in self.choices.values()]
        self.shown = SavingsFilter(
            asked,
            queryset=listed_savings(reviews=self.ids, scope=self.scope),
            reviews=None if self.of_one_review else choices,
            councils=councils,
            years=years,
        )
        return self.shown

    def filtered(self, filters: SavingsFilter) -> QuerySet[SavingsLine]:
        found: QuerySet[SavingsLine] = (
            filters.qs.select_related("version__case") if export_asked(self.request) else filters.qs
        )
        return found

    def table_options(self) -> dict[str, Any]:
        return {"programme": self.records["programme"], "exclude": ("review",) if self.of_one_review else ()}

    def details(self) -> dict[str, Any]:
        chosen = self.choices.get(self.request.GET.get("review", ""))
        reviews = [chosen["pk"]] if chosen else self.ids
        return {
            "summary": summary_of(self.shown.qs, scope=self.scope, reviews=reviews, state_url=self._state_url),
            "hides": self.scope.hides,
            "can_read_history": self.reader.has_perm("programme.view_history", self.records["programme"]),
        }

    def _state_url(self, state: str) -> str:
        query = self.request.GET.copy()
        query.pop("page", None)
        query["state"] = state
        return f"{self.request.path}?{query.urlencode()}#list"


class SavingsList(ProgrammePage, TrackerPage):
    """The savings lines of every review that the reader sees."""

    parent = "finance_home"
    title = _("Savings")
    above = "finance/_savings_summary.html"
    export_name = "{programme.code}-savings"
    empty = Empty(
        _("No savings to show"),
        text=_(
            "Savings are followed from an approved business case, on the page of its version, or added on the page of "
            "their review. You see those of the reviews that you see."
        ),
        button=Button(_("Business cases"), "finance_home"),
    )

    def reviews(self) -> QuerySet[ServiceReview]:
        return ServiceReview.objects.visible_to(self.reader).filter(programme=self.programme)


class ReviewSavings(ReviewPage, TrackerPage):
    """The savings lines of one review."""

    parent = "review_detail"
    crumb = _("Savings")
    title = _("{review.name}: savings")
    above = "finance/_review_savings_links.html"
    export_name = "{review.code}-savings"
    of_one_review = True

    @property
    def can_change(self) -> bool:
        """Whether the reader may change its savings, and the review is still in the programme."""
        return self.review.left_on is None and self.may(CHANGE)

    @property
    def button(self) -> Button | None:
        return Button(_("Add a line"), "savings_create") if self.can_change else None

    @property
    def empty(self) -> Empty:
        if not self.can_change:
            return Empty(
                _("No savings yet"),
                text=_(
                    "They are followed from an approved business case, or added by the finance officers, the lead "
                    "officers and the programme office."
                ),
            )
        return Empty(
            _("No savings yet"),
            text=_(
                "Follow the savings of an approved business case from the page of its version, or add a line by hand."
            ),
            button=self.button,
        )

    def reviews(self) -> QuerySet[ServiceReview]:
        return ServiceReview.objects.filter(pk=self.review.pk)

    def details(self) -> dict[str, Any]:
        return {**super().details(), "can_change": self.can_change}


def _has_lines() -> Exists:
    return Exists(SavingsLine.objects.filter(review=OuterRef("pk")))


def _councils(reviews: Collection[int]) -> QuerySet[Council]:
    values = SavingsValue.objects.filter(council=OuterRef("pk"), line__review__any_of=reviews)
    return Council.objects.filter(Exists(values)).order_by("short_name", "pk")


class SavingsDetail(SavingsLinePage, DetailPage):
    """One line: its values by month, what it came from and what became of it."""

    parent = SAVINGS
    crumb = "{line.name}"
    template_name = "finance/savings_detail.html"
    stylesheets = ("finance.css", "reviews.css")

    def details(self) -> dict[str, Any]:
        line, scope = self.line, scope_of(programme=self.programme, user=self.reader)
        is_open = line.closed_on is None and self.review.left_on is None
        return {
            "values": values_of(line, scope=scope, asked=self.request.GET.get("year", "")),
            "became": became_of(line),
            "one_off": one_off_words(one_off_costs(reviews=[line.review_id])),
            "hides": scope.hides,
            "can_change": is_open and self.may(CHANGE),
            "can_read_history": self.reader.has_perm("programme.view_history", self.programme),
        }


class SavingsReconciliation(ReviewPage, DetailPage):
    """Where the tracker of a review plans something else than its approved cases say."""

    parent = SAVINGS
    crumb = _("Compare with the business case")
    template_name = "finance/savings_reconciliation.html"
    stylesheets = ("finance.css",)

    def details(self) -> dict[str, Any]:
        return {
            "found": reconciliation_of(self.review, scope=scope_of(programme=self.programme, user=self.reader)),
            "one_off": one_off_words(one_off_costs(reviews=[self.review.pk])),
        }


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
