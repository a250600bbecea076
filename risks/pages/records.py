"""Pages about registers, risks and issues: what an address names, and whether the reader may see it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from programme.models import Programme
from programme.pages.form_page import EditPage
from programme.pages.page import Page
from programme.pages.wording import Words
from risks.models import Issue, Mitigation, RegisterEntry, Risk, RiskRegister

READ = "risks.view_risks"
CHANGE_REGISTER = "risks.change_register"
CHANGE_RISK = "risks.change_risk"
CHANGE_ISSUE = "risks.change_issue"


class RegisterPage(Page):
    """A page of a register that the reader sees. Its permission is about the register."""

    parent = "risk_register"
    programme: Programme
    register: RiskRegister

    def find(self) -> None:
        registers = RiskRegister.objects.visible_to(self.request.user).select_related("programme", "review", "council")
        code = self.kwargs["register_code"]
        register = get_object_or_404(registers, programme__code=self.kwargs["programme_code"], code=code)
        self.found(programme=register.programme, register=register)
        self.check(register)


class RiskPage(Page):
    """A page of a risk that the reader sees. Its permission is about the risk."""

    parent = "risk_detail"
    programme: Programme
    risk: Risk

    def find(self) -> None:
        self.find_risk()
        self.check(self.risk)

    def find_risk(self) -> None:
        """Find the risk with its review, council and owner."""
        risks = Risk.objects.visible_to(self.request.user).select_related("programme", "review", "council", "owner")
        code = self.kwargs["risk_code"]
        risk = get_object_or_404(risks, programme__code=self.kwargs["programme_code"], code=code)
        self.found(programme=risk.programme, risk=risk)


class EntryPage(RiskPage):
    """A page of a risk in a register, where the reader sees it there. Its permission is about the entry."""

    entry: RegisterEntry

    def find(self) -> None:
        self.find_risk()
        entries = RegisterEntry.objects.visible_to(self.request.user).select_related(
            "register__council", "register__review"
        )
        entry = get_object_or_404(entries, risk=self.risk, register__code=self.kwargs["register_code"])
        entry.risk, entry.register.programme = self.risk, self.programme
        self.found(entry=entry)
        self.check(entry)


class MitigationPage(RiskPage):
    """A page of what is done about a risk that the reader sees. Its permission is about the risk."""

    mitigation: Mitigation

    def find(self) -> None:
        self.find_mitigation()
        self.check(self.risk)

    def find_mitigation(self) -> None:
        """Find the mitigation with its owner; one that was taken off is not found."""
        self.find_risk()
        present = self.risk.mitigations.filter(removed_at__isnull=True).select_related("owner")
        mitigation = get_object_or_404(present, code=self.kwargs["mitigation_code"])
        mitigation.risk = self.risk
        self.found(mitigation=mitigation)


class IssuePage(Page):
    """A page of an issue that the reader sees. Its permission is about the issue."""

    parent = "issue_detail"
    programme: Programme
    issue: Issue

    def find(self) -> None:
        issues = Issue.objects.visible_to(self.request.user).select_related(
            "programme", "register__programme", "register__review", "risk", "council", "owner"
        )
        code = self.kwargs["issue_code"]
        issue = get_object_or_404(issues, programme__code=self.kwargs["programme_code"], code=code)
        self.found(programme=issue.programme, issue=issue)
        self.check(issue)


class RiskEditPage(EditPage):
    """A form about a risk or an issue. Who sees it no more after the act is led to a page that they do see.

    With a `refusal` the form is not shown: the record is not in a state that allows the act.
    """

    records: dict[str, Any]

    def refusal(self) -> Words:
        """Why the record does not allow the act; "" where it does."""
        return ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if reason := self.refusal():
            messages.error(request, self.words(reason))
            return redirect(self.parent_address)
        return super().get(request, *args, **kwargs)

    def next_address(self, saved: Any) -> str:
        if (issue := self.records.get("issue")) is not None:
            if self.reader.has_perm("risks.view_issue", saved):
                return str(issue.get_absolute_url())
            return self.address_of("issue_list")
        risk = saved if isinstance(saved, Risk) else self.records["risk"]
        if self.reader.has_perm("risks.view_risk", risk):
            return str(risk.get_absolute_url())
        return self.address_of("programme_detail")
