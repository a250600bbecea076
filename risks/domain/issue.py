"""What can be done in the issue log: adding, changing, resolving, opening again, and what a risk becomes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from programme.domain.codes import new_code, next_place
from programme.domain.editing import fill, lock_unchanged
from programme.domain.keeping_rules import check_passed, write
from programme.errors import DomainError
from programme.models import User
from programme.permissions import check_permission
from risks.domain.risk import check_issue_number, check_owner, check_running, end_risk, home_of
from risks.enums import IssueStatus, RiskStatus
from risks.models import Issue, Risk, RiskRegister

ISSUE_FIELDS = ("title", "description", "impact", "owner_post", "council", "owner", "raised_on", "due")
"""What is filled in by hand beside the number and the risk that it was."""


@transaction.atomic
def add_issue(
    *, register: RiskRegister, number: str, risk: Risk | None, values: Mapping[str, Any], actor: User, at: datetime
) -> Issue:
    """Add an issue to a register's log; `risk` is what it was before, whose status stays.

    Raises NotAllowed, DomainError.
    """
    check_permission(actor, "risks.add_issue", register)
    register = RiskRegister.objects.select_for_update().get(pk=register.pk)
    check_running(register)
    return _added(register, number=number, risk=risk, values=values, actor=actor)


@transaction.atomic
def turn_into_issue(
    *, risk: Risk, number: str, values: Mapping[str, Any], seen: str, actor: User, at: datetime
) -> Issue:
    """Log in the risk's home that it has happened. The risk is not open from the day on which the issue was raised.

    Raises NotAllowed, ChangedByAnother, DomainError.
    """
    check_permission(actor, "risks.change_risk", risk)
    register = RiskRegister.objects.select_for_update().get(pk=home_of(risk).pk)
    risk = lock_unchanged(risk, seen=seen)
    number = check_issue_number(register, number, actor=actor)
    told = f"It happened: issue {number}."
    end_risk(risk, status=RiskStatus.ISSUE, on=values["raised_on"], reason=told, field="raised_on")
    risk.save()
    return _added(register, number=number, risk=risk, values=values, actor=actor)


@transaction.atomic
def change_issue(
    *,
    issue: Issue,
    number: str,
    risk: Risk | None,
    values: Mapping[str, Any],
    seen: str,
    actor: User,
    at: datetime,
) -> Issue:
    """Change what is known of an issue. Raises as `add_issue`, ChangedByAnother."""
    check_permission(actor, "risks.change_issue", issue)
    register = RiskRegister.objects.select_for_update().get(pk=issue.register_id)
    issue = lock_unchanged(issue, seen=seen)
    known = issue.owner
    issue.number = check_issue_number(register, number, actor=actor, but=issue)
    _fill(issue, values, risk=risk, actor=actor)
    check_owner(issue, register=register, known=known)
    issue.save()
    return issue


@transaction.atomic
def resolve_issue(*, issue: Issue, resolved_on: date, resolution: str, seen: str, actor: User, at: datetime) -> Issue:
    """Say what was done about an issue, and when that was over. Raises NotAllowed, ChangedByAnother, DomainError."""
    check_permission(actor, "risks.change_issue", issue)
    issue = lock_unchanged(issue, seen=seen)
    if issue.status != IssueStatus.OPEN:
        raise DomainError("This issue is resolved already.")
    check_passed(resolved_on, today=issue.programme.today, field="resolved_on")
    issue.status, issue.resolved_on, issue.resolution = IssueStatus.RESOLVED, resolved_on, resolution.strip()
    return write(issue)


@transaction.atomic
def reopen_issue(*, issue: Issue, reason: str, seen: str, actor: User, at: datetime) -> Issue:
    """Open an issue again. What had been done about it, and why that was not enough, stay in its resolution.

    Raises NotAllowed, ChangedByAnother, DomainError.
    """
    check_permission(actor, "risks.change_issue", issue)
    issue = lock_unchanged(issue, seen=seen)
    if issue.resolved_on is None:
        raise DomainError("This issue is open already.")
    if not reason.strip():
        raise DomainError("Say why it is open again.", field="reason")
    told = f"Open again on {issue.programme.today:%-d %B %Y}: {reason.strip()}"
    issue.resolution = f"{told}\n\nResolved on {issue.resolved_on:%-d %B %Y}: {issue.resolution}"
    issue.status, issue.resolved_on = IssueStatus.OPEN, None
    issue.save()
    return issue


def _added(register: RiskRegister, *, number: str, risk: Risk | None, values: Mapping[str, Any], actor: User) -> Issue:
    number = check_issue_number(register, number, actor=actor)
    every = Issue.objects.filter(programme=register.programme_id)
    issue = Issue(
        programme=register.programme,
        register=register,
        number=number,
        code=new_code(f"{register.code}-{number}", among=every),
        position=next_place(every.filter(register=register)),
    )
    _fill(issue, values, risk=risk, actor=actor)
    check_owner(issue, register=register, known=None)
    issue.save()
    return issue


def _fill(issue: Issue, values: Mapping[str, Any], *, risk: Risk | None, actor: User) -> None:
    fill(issue, values, ISSUE_FIELDS)
    check_passed(issue.raised_on, today=issue.programme.today, field="raised_on")
    if issue.resolved_on is not None and issue.raised_on > issue.resolved_on:
        raise DomainError(f"Enter a day until {issue.resolved_on:%-d %B %Y}, when it was resolved.", field="raised_on")
    if risk is not None and risk.pk != issue.risk_id:
        seen = Risk.objects.visible_to(actor).filter(pk=risk.pk, entries__register=issue.register_id)
        if not seen.exists():
            raise DomainError(f"Choose a risk of {issue.register}.", field="risk")
    issue.risk = risk
