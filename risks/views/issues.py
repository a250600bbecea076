"""The issue log: the list, the page of an issue, and what is done to it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from programme.exports import export_asked, export_of_table
from programme.views.lookup import posted, programme_for
from risks.domain.issue import add_issue, change_issue, reopen_issue, resolve_issue, turn_into_issue
from risks.domain.numbers import suggested_issue_number
from risks.domain.risk import home_of
from risks.enums import IssueStatus, RiskStatus
from risks.forms.issue import IssueForm, ReopenIssueForm, ResolveForm
from risks.models import Issue
from risks.queries.issues import listed_issues, registers_to_add_to
from risks.queries.risk_page import what_it_was
from risks.tables.issues import IssueFilter, IssueTable, is_overdue
from risks.views.lookup import register_for
from risks.views.risk_edit import CHANGE, EDIT, show_form
from risks.views.risk_lookup import issue_for, risk_for, visible_issue
from services.views.lookup import reader_of

PER_PAGE = 50


@require_safe
def issue_list(request: HttpRequest, programme_code: str) -> HttpResponseBase:
    """The issues that the reader sees, filtered, sorted and paged; or all of them as a file."""
    programme = programme_for(request, programme_code, permission="risks.view_risks")
    user = reader_of(request)
    filters = IssueFilter(
        request.GET, queryset=listed_issues(programme=programme, user=user), programme=programme, user=user
    )
    table = IssueTable(filters.qs, programme=programme)
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    if file_format := export_asked(request):
        return export_of_table(table=table, name=f"{programme.code}-issues", file_format=file_format)
    context = {
        "programme": programme,
        "page_title": "Issues",
        "filter": filters,
        "table": table,
        "exports": True,
        "adding": registers_to_add_to(programme=programme, user=user),
    }
    return render(request, "risks/issue_list.html", context)


@require_safe
def issue_detail(request: HttpRequest, programme_code: str, issue_code: str) -> HttpResponse:
    """One issue: what has happened, its impact, who deals with it and what was done."""
    issue = visible_issue(request, programme_code, issue_code)
    context = {
        "programme": issue.programme,
        "issue": issue,
        "is_open": issue.status == IssueStatus.OPEN,
        "is_overdue": is_overdue(issue, issue.programme.today),
        "sees_register": request.user.has_perm("risks.view_register", issue.register),
        "can_change": request.user.has_perm("risks.change_issue", issue),
        "can_read_history": request.user.has_perm("programme.view_history", issue.programme),
    }
    return render(request, "risks/issue_detail.html", context)


@EDIT
def issue_create(request: HttpRequest, programme_code: str, register_code: str) -> HttpResponse:
    """Add an issue to the log of a register."""
    register = register_for(request, programme_code, register_code, permission="risks.add_issue")
    initial = {
        "number": suggested_issue_number(register, user=reader_of(request)),
        "council": register.council_id,
        "raised_on": register.programme.today,
    }
    form = IssueForm(posted(request), register=register, user=request.user, initial=initial)
    if request.method == "POST":
        issue = form.submit(add_issue, register=register, actor=request.user, at=timezone.now())
        if issue is not None:
            messages.success(request, "Issue added")
            return redirect(issue)
    context = {"programme": register.programme, "register": register, "form": form}
    return render(request, "risks/issue_create.html", context)


@EDIT
def issue_from_risk(request: HttpRequest, programme_code: str, risk_code: str) -> HttpResponse:
    """A risk has happened: log it as an issue, with the risk's texts to begin with."""
    risk = risk_for(request, programme_code, risk_code, permission=CHANGE)
    if risk.status != RiskStatus.OPEN and request.method != "POST":
        messages.error(request, "This risk is not open, so it cannot become an issue. Open it again first.")
        return redirect(risk)
    register = home_of(risk)
    initial = {
        "number": suggested_issue_number(register, user=reader_of(request)),
        "description": what_it_was(risk),
        "impact": risk.effect,
        "raised_on": risk.programme.today,
    }
    form = IssueForm(posted(request), register=register, user=request.user, from_risk=risk, initial=initial)
    if request.method == "POST":
        issue = form.submit(turn_into_issue, risk=risk, actor=request.user, at=timezone.now())
        if issue is not None:
            messages.success(request, "Issue logged; the risk became it")
            return redirect(issue)
    return show_form(request, "risks/issue_from_risk.html", risk, form)


@EDIT
def issue_edit(request: HttpRequest, programme_code: str, issue_code: str) -> HttpResponse:
    """Change what is known of an issue."""
    issue = issue_for(request, programme_code, issue_code)
    form = IssueForm(posted(request), register=issue.register, user=request.user, record=issue)
    if request.method == "POST":
        changed = form.submit(change_issue, issue=issue, actor=request.user, at=timezone.now())
        if changed is not None:
            return _done(request, changed, "Issue saved")
    return _form(request, "risks/issue_edit.html", issue, form)


@EDIT
def issue_resolve(request: HttpRequest, programme_code: str, issue_code: str) -> HttpResponse:
    """Say what was done about an issue."""
    issue = issue_for(request, programme_code, issue_code)
    if issue.status != IssueStatus.OPEN and request.method != "POST":
        messages.error(request, "This issue is resolved already.")
        return redirect(issue)
    form = ResolveForm(posted(request), record=issue, initial={"resolved_on": issue.programme.today})
    if request.method == "POST":
        resolved = form.submit(resolve_issue, issue=issue, actor=request.user, at=timezone.now())
        if resolved is not None:
            return _done(request, resolved, "Issue resolved")
    return _form(request, "risks/issue_resolve.html", issue, form)


@EDIT
def issue_reopen(request: HttpRequest, programme_code: str, issue_code: str) -> HttpResponse:
    """Open an issue again."""
    issue = issue_for(request, programme_code, issue_code)
    if issue.status == IssueStatus.OPEN and request.method != "POST":
        messages.error(request, "This issue is open already.")
        return redirect(issue)
    form = ReopenIssueForm(posted(request), record=issue)
    if request.method == "POST":
        opened = form.submit(reopen_issue, issue=issue, actor=request.user, at=timezone.now())
        if opened is not None:
            return _done(request, opened, "Issue open again")
    return _form(request, "risks/issue_reopen.html", issue, form)


def _done(request: HttpRequest, issue: Issue, words: str) -> HttpResponse:
    messages.success(request, words)
    if not request.user.has_perm("risks.view_issue", issue):
        return redirect("issue_list", issue.programme.code)
    return redirect(issue)


def _form(request: HttpRequest, template: str, issue: Issue, form: object) -> HttpResponse:
    return render(request, template, {"programme": issue.programme, "issue": issue, "form": form})
