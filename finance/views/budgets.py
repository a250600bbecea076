"""The budgets of a programme: their list, the page of a line, and what is done to a line.

What is promised on a budget line, and what moves between lines.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_tables2 import RequestConfig

from finance.domain.budget_line import (
    add_budget_line,
    add_commitment,
    change_budget_line,
    change_commitment,
    close_budget_line,
    forecast_budget_line,
    move_budget,
    release_commitment,
)
from finance.forms.budget import BudgetLineForm, CloseLineForm, CommitmentForm, ForecastForm, ReleaseForm, VirementForm
from finance.models import BudgetLine, Commitment, FinanceClose
from finance.pages.records import BUDGETS, BudgetLinePage
from finance.queries.budgets import budget_rows, figures_of, others_exist, year_to_show, years_with_lines
from finance.rules.budget import position_of, total_position
from finance.tables.budgets import BudgetFilter, BudgetTable, EntryTable
from programme.models import Council
from programme.pages.form_page import EditPage, FormPage
from programme.pages.list_page import PER_PAGE, Button, Empty, ListPage
from programme.pages.page import DetailPage, ProgrammePage
from programme.pages.wording import Words
from services.models import ServiceReview
from services.values.standards import year_label

READ, KEEP, CHANGE = "services.view_working_record", "finance.keep_budgets", "finance.change_budget"
ADD_LINE = Button(_("Add a budget line"), "budget_create", permission=KEEP)


class BudgetList(ProgrammePage, ListPage):
    """The lines of a financial year that the reader sees, with where each stands; or all of them as a file."""

    permission = READ
    parent = "finance_home"
    crumb = _("Budgets")
    stylesheets = ("finance.css",)
    above = "finance/_budget_links.html"
    table_class = BudgetTable
    export_name = "{programme.code}-budgets"
    button = ADD_LINE
    allows = {"can_keep": KEEP, "can_close": "finance.close_months"}
    empty = Empty(
        _("No budget lines yet"),
        text=_("Add what may be spent on something in a financial year."),
        button=ADD_LINE,
        otherwise=Empty(_("No budget lines yet"), text=_("The programme office and finance officers add them.")),
    )
    year: int | None = None

    @property
    def title(self) -> Words:
        return _("Budgets {year}") if self.year is not None else _("Budgets")

    @property
    def introduction(self) -> Words:
        if not self.leaves_out_others:
            return _("Available is the budget less what is spent and committed. A variance above 0 is an overspend.")
        return _(
            "Available is the budget less what is spent and committed. A variance above 0 is an overspend. The totals "
            "are of the lines that you see: those of other councils are left out."
        )

    def rows(self) -> QuerySet[BudgetLine]:
        return BudgetLine.objects.visible_to(self.reader).filter(programme=self.programme)

    def filters(self) -> BudgetFilter:
        seen = self.rows()
        years = years_with_lines(seen) or [year_to_show([], programme=self.programme)]
        asked = self.request.GET.copy()
        asked.setdefault("year", str(year_to_show(years, programme=self.programme)))
        filters = BudgetFilter(
            asked,
            queryset=seen,
            years=years,
            councils=list(Council.objects.filter(budget_lines__in=seen).order_by("name").distinct()),
            reviews=list(ServiceReview.objects.filter(budget_lines__in=seen).order_by("name", "pk").distinct()),
        )
        year = filters.form.cleaned_data.get("year") if filters.form.is_valid() else None
        if year:
            self.year = int(year)
            self.records["year"] = year_label(self.year)
        return filters

    def filtered(self, filters: BudgetFilter) -> Any:
        rows = budget_rows(lines=filters.qs, programme=self.programme)
        self.total = total_position(row.position for row in rows)
        return rows

    def table_options(self) -> dict[str, Any]:
        return {"programme": self.programme, "total": self.total}

    @property
    def leaves_out_others(self) -> bool:
        """Whether the programme has lines that the reader does not see."""
        return others_exist(programme=self.programme, year=self.year, seen=self.rows())

    def details(self) -> dict[str, Any]:
        if self.year is None:
            return {"closed": []}
        closes = FinanceClose.objects.filter(programme=self.programme, year=self.year)
        return {"closed": list(closes.order_by("month"))}


class BudgetDetail(BudgetLinePage, DetailPage):
    """One line: where it stands, what moved in and out, what is committed, and what the ledger posted."""

    parent = BUDGETS
    crumb = "{line.name}"
    template_name = "finance/budget_detail.html"
    stylesheets = ("finance.css",)

    def details(self) -> dict[str, Any]:
        line, can_change = self.line, self.may(CHANGE)
        shows = can_change or not line.is_withheld
        figures = figures_of([line], programme=self.programme)[line.pk]
        entries = EntryTable(line.entries.order_by("-posted_on", "reference") if shows else line.entries.none())
        RequestConfig(self.request, paginate={"per_page": PER_PAGE}).configure(entries)
        return {
            "year": year_label(line.year),
            "figures": figures,
            "position": position_of(figures, shows_withheld=can_change),
            "shows": shows,
            "moved_in": line.virements_in.select_related("source", "recorded_by") if shows else [],
            "moved_out": line.virements_out.select_related("target", "recorded_by") if shows else [],
            "commitments": line.commitments.order_by("released_on", "name") if shows else [],
            "table": entries,
            "can_change": can_change and line.closed_on is None,
            "can_read_history": self.reader.has_perm("programme.view_history", self.programme),
        }


class BudgetCreate(ProgrammePage, FormPage):
    """Add a line to a financial year."""

    permission = KEEP
    parent = BUDGETS
    crumb = _("Add")
    title = _("Add a budget line")
    form_class = BudgetLineForm
    act = add_budget_line
    success = _("Budget line added: {saved.name}")
    opens_result = True

    def form_options(self) -> dict[str, Any]:
        initial = {"year": year_to_show([], programme=self.programme)}
        return {"programme": self.programme, "actor": self.reader, "initial": initial}


class LineFormPage(BudgetLinePage, FormPage):
    """A form about a budget line."""

    permission = CHANGE
    parent = "budget_detail"

    def find(self) -> None:
        super().find()
        self.records = {"year": year_label(self.line.year), **self.records}


class BudgetEdit(LineFormPage, EditPage):
    """Change what is known of a line."""

    crumb = _("Change")
    title = _("Change {line.name}")
    introduction = _(
        "A line of {year}. What moves between lines is a virement, not a change of what was first approved."
    )
    form_class = BudgetLineForm
    act = change_budget_line
    success = _("Budget line saved")

    def form_options(self) -> dict[str, Any]:
        return {**super().form_options(), "programme": self.programme, "actor": self.reader}


class BudgetForecast(LineFormPage, EditPage):
    """Say what the whole year is expected to come to."""

    crumb = _("Forecast")
    title = _("Forecast of {line.name}")
    introduction = _("What the whole of {year} is expected to come to.")
    form_class = ForecastForm
    act = forecast_budget_line
    success = _("Forecast saved")


class BudgetClose(LineFormPage, EditPage):
    """Close a line."""

    crumb = _("Close")
    title = _("Close {line.name}")
    introduction = _("It stays in the record and can be read here. Nothing is added to it any more.")
    save = _("Close the line")
    form_class = CloseLineForm
    act = close_budget_line
    success = _("Budget line closed")


class CommitmentCreate(LineFormPage):
    """Record money that is promised, or only expected."""

    crumb = _("Commitment")
    title = _("Add a commitment")
    introduction = _("Money promised, or expected to be spent, on {line.name} and not yet in the ledger.")
    form_class = CommitmentForm
    act = add_commitment
    success = _("Recorded: {saved.name}")


class CommitmentEdit(LineFormPage, EditPage):
    """Change a commitment, or say that what was expected has been ordered."""

    crumb = _("Commitment")
    title = _("Change {commitment.name}")
    introduction = _("A commitment of {line.name}.")
    record_class = Commitment
    form_class = CommitmentForm
    act = change_commitment
    success = _("Saved: {saved.name}")


class CommitmentRelease(LineFormPage, EditPage):
    """Say that a commitment was paid or fell away."""

    crumb = save = _("Release")
    title = _("Release {commitment.name}")
    introduction = _("It no longer counts as committed once it is paid, when the ledger has it, or once it falls away.")
    record_class = Commitment
    form_class = ReleaseForm
    act = release_commitment
    success = _("Released: {saved.name}")

    def initial(self) -> dict[str, Any]:
        return {"released_on": self.programme.today}


class VirementCreate(LineFormPage):
    """Move budget from this line to another of its year."""

    crumb = _("Move budget")
    title = _("Move budget from {line.name}")
    template_name = "finance/virement_create.html"
    save = _("Move")
    form_class = VirementForm
    act = move_budget
    success = _("Budget moved to {saved.target.name}")

    def form_options(self) -> dict[str, Any]:
        others = BudgetLine.objects.filter(programme=self.programme, year=self.line.year, closed_on__isnull=True)
        targets = [one for one in others.exclude(pk=self.line.pk) if self.reader.has_perm(CHANGE, one)]
        return {"line": self.line, "targets": targets, "initial": {"on": self.programme.today}}

    def arguments(self) -> dict[str, Any]:
        return {"source": self.line}

    def details(self) -> dict[str, Any]:
        figures = figures_of([self.line], programme=self.programme)[self.line.pk]
        return {"left": position_of(figures, shows_withheld=True).available.amount}
