"""The issue log: the list, the page of an issue, and what is done to it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from programme.pages.form_page import FormPage
from programme.pages.list_page import Empty, ProgrammeListPage
from programme.pages.page import DetailPage
from programme.pages.wording import Words
from risks.domain.issue import add_issue, change_issue, reopen_issue, resolve_issue, turn_into_issue
from risks.domain.risk import home_of, suggested_issue_number
from risks.enums import IssueStatus, RiskStatus
from risks.forms.issue import IssueForm, ReopenIssueForm, ResolveForm
from risks.models import Issue
from risks.pages.records import CHANGE_ISSUE, CHANGE_RISK, READ, IssuePage, RegisterPage, RiskEditPage, RiskPage
from risks.queries.issues import listed_issues, registers_to_add_to
from risks.queries.risk_page import what_it_was
from risks.tables.issues import IssueFilter, IssueTable, is_overdue


class IssueList(ProgrammeListPage):
    """The issues that the reader sees, filtered, sorted and paged; or all of them as a file."""

    parent = "risks_home"
    permission = READ
    title = _("Issues")
    introduction = _("What has happened and has to be dealt with: risks that came true, and what nobody foresaw.")
    stylesheets = ("risks.css",)
    above = "risks/_issues_to_add.html"
    filter_class = IssueFilter
    table_class = IssueTable
    export_name = "{programme.code}-issues"
    empty = Empty(
        _("No issues"),
        text=_(
            "Nothing has happened that you would see here. A risk that comes true becomes an issue on its own page."
        ),
    )

    def rows(self) -> QuerySet[Issue]:
        return listed_issues(programme=self.programme, user=self.reader)

    def filter_options(self) -> dict[str, Any]:
        return {"programme": self.programme, "user": self.reader}

    def details(self) -> dict[str, Any]:
        return {"adding": registers_to_add_to(programme=self.programme, user=self.reader)}


class IssueDetail(IssuePage, DetailPage):
    """One issue: what has happened, its impact, who deals with it and what was done."""

    parent = "issue_list"
    crumb = "{issue.title:short}"
    template_name = "risks/issue_detail.html"
    stylesheets = ("risks.css", "riskpage.css")
    allows = {"can_change": CHANGE_ISSUE}

    def details(self) -> dict[str, Any]:
        return {
            "is_open": self.issue.status == IssueStatus.OPEN,
            "is_overdue": is_overdue(self.issue, self.programme.today),
            "sees_register": self.reader.has_perm("risks.view_register", self.issue.register),
            "can_read_history": self.reader.has_perm("programme.view_history", self.programme),
        }


class IssueCreate(RegisterPage, FormPage):
    """Add an issue to the log of a register."""

    permission = "risks.add_issue"
    title = _("Add an issue")
    introduction = _("To {register.name}: something that has happened and has to be dealt with.")
    form_class = IssueForm
    act = add_issue
    save = _("Add the issue")
    success = _("Issue added")
    back = "issue_list"
    opens_result = True

    def form_options(self) -> dict[str, Any]:
        initial = {
            "number": suggested_issue_number(self.register, user=self.reader),
            "council": self.register.council_id,
            "raised_on": self.programme.today,
        }
        return {"register": self.register, "user": self.reader, "initial": initial}


class IssueFromRisk(RiskPage, RiskEditPage):
    """A risk has happened: log it as an issue, with the risk's texts to begin with."""

    permission = CHANGE_RISK
    title = _("It has happened")
    introduction = (
        "{risk.title}",
        _(
            "The risk is closed as an issue on the day on which this was raised, and stays in its registers. "
            "Its texts are below; say what has really happened."
        ),
    )
    form_class = IssueForm
    act = turn_into_issue
    save = _("Log the issue")
    success = _("Issue logged; the risk became it")

    def refusal(self) -> Words:
        is_open = self.risk.status == RiskStatus.OPEN
        return "" if is_open else _("This risk is not open, so it cannot become an issue. Open it again first.")

    def form_options(self) -> dict[str, Any]:
        register = home_of(self.risk)
        initial = {
            "number": suggested_issue_number(register, user=self.reader),
            "description": what_it_was(self.risk),
            "impact": self.risk.effect,
            "raised_on": self.programme.today,
        }
        return {"register": register, "user": self.reader, "from_risk": self.risk, "initial": initial}

    def next_address(self, saved: Any) -> str:
        return str(saved.get_absolute_url())


class IssueEdit(IssuePage, RiskEditPage):
    """Change what is known of an issue."""

    permission = CHANGE_ISSUE
    crumb = _("Change")
    title = _("Change an issue")
    form_class = IssueForm
    act = change_issue
    success = _("Issue saved")

    def form_options(self) -> dict[str, Any]:
        return {"register": self.issue.register, "user": self.reader, "record": self.issue}


class IssueResolve(IssuePage, RiskEditPage):
    """Say what was done about an issue."""

    permission = CHANGE_ISSUE
    crumb = _("Resolve")
    title = _("Resolve an issue")
    introduction = "{issue.title}"
    form_class = ResolveForm
    act = resolve_issue
    save = _("Resolve it")
    success = _("Issue resolved")

    def refusal(self) -> Words:
        return "" if self.issue.status == IssueStatus.OPEN else _("This issue is resolved already.")

    def form_options(self) -> dict[str, Any]:
        return {"record": self.issue, "initial": {"resolved_on": self.programme.today}}


class IssueReopen(IssuePage, RiskEditPage):
    """Open an issue again."""

    permission = CHANGE_ISSUE
    crumb = _("Open again")
    title = _("Open an issue again")
    introduction = ("{issue.title}", _("Resolved on {issue.resolved_on}."))
    form_class = ReopenIssueForm
    act = reopen_issue
    save = _("Open it again")
    success = _("Issue open again")

    def refusal(self) -> Words:
        return _("This issue is open already.") if self.issue.status == IssueStatus.OPEN else ""
