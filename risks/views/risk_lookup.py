"""Finding the risk, entry, mitigation or issue that an address names, for one reader."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from programme.permissions import check_permission
from risks.models import Issue, RegisterEntry, Risk


def visible_risk(request: HttpRequest, programme_code: str, risk_code: str) -> Risk:
    """The risk, if the reader sees it; else not found."""
    risks = Risk.objects.visible_to(request.user).select_related("programme", "review", "council", "owner")
    risk: Risk = get_object_or_404(risks, programme__code=programme_code, code=risk_code)
    return risk


def risk_for(request: HttpRequest, programme_code: str, risk_code: str, *, permission: str) -> Risk:
    """The risk, if the reader sees it and has the permission on it."""
    risk = visible_risk(request, programme_code, risk_code)
    check_permission(request.user, permission, risk)
    return risk


def entry_for(
    request: HttpRequest, programme_code: str, risk_code: str, register_code: str, *, permission: str
) -> RegisterEntry:
    """The risk in a register, if the reader sees it there and has the permission on it."""
    risk = visible_risk(request, programme_code, risk_code)
    entries = RegisterEntry.objects.visible_to(request.user).select_related("register__council", "register__review")
    entry: RegisterEntry = get_object_or_404(entries, risk=risk, register__code=register_code)
    entry.risk, entry.register.programme = risk, risk.programme
    check_permission(request.user, permission, entry)
    return entry


def visible_issue(request: HttpRequest, programme_code: str, issue_code: str) -> Issue:
    """The issue, if the reader sees it; else not found."""
    issues = Issue.objects.visible_to(request.user).select_related(
        "programme", "register__programme", "register__review", "risk", "council", "owner"
    )
    issue: Issue = get_object_or_404(issues, programme__code=programme_code, code=issue_code)
    return issue


def issue_for(request: HttpRequest, programme_code: str, issue_code: str) -> Issue:
    """The issue, if the reader sees it and may change it."""
    issue = visible_issue(request, programme_code, issue_code)
    check_permission(request.user, "risks.change_issue", issue)
    return issue
