"""What can be done to a risk: adding, changing, closing and opening it again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from programme.domain.codes import new_code, next_place
from programme.domain.editing import fill, lock_unchanged
from programme.domain.keeping_rules import check_passed, check_rules
from programme.errors import DomainError
from programme.models import User
from programme.permissions import check_permission
from risks.domain.confidential import check_keeper
from risks.domain.numbers import check_number
from risks.enums import RiskStatus
from risks.models import RegisterEntry, Risk, RiskRegister
from risks.queries.readers import possible_owners

WORDS = (
    "title", "cause", "event", "effect", "category", "owner_post", "strategy", "action_outstanding", "status_note"
)  # fmt: skip
RISK_FIELDS = (*WORDS, "kind", "review", "council", "owner", "response", "opened_on", "next_review")
"""What is filled in by hand. Its numbers, scores, status and viewers have acts of their own."""


@transaction.atomic
def add_risk(*, register: RiskRegister, number: str, values: Mapping[str, Any], actor: User, at: datetime) -> Risk:
    """Add a risk to a register, which becomes its home, by a number that the register has not given yet.

    Raises NotAllowed, DomainError.
    """
    check_permission(actor, "risks.add_risk", register)
    register = RiskRegister.objects.select_for_update().get(pk=register.pk)
    check_running(register)
    number = check_number(register, number, actor=actor)
    risk = Risk(
        programme=register.programme,
        code=new_code(f"{register.code}-{number}", among=Risk.objects.filter(programme=register.programme_id)),
    )
    _fill(risk, values)
    check_owner(risk, register=register, known=None)
    risk.save()
    RegisterEntry.objects.create(
        risk=risk, register=register, number=number, is_home=True, position=next_place(register.entries.all())
    )
    return risk


@transaction.atomic
def change_risk(*, risk: Risk, values: Mapping[str, Any], seen: str, actor: User, at: datetime) -> Risk:
    """Change what is known of a risk.

    A confidential one keeps somebody who sees it and may change it. Raises NotAllowed, ChangedByAnother, DomainError.
    """
    check_permission(actor, "risks.change_risk", risk)
    risk = lock_unchanged(risk, seen=seen)
    known = risk.owner
    _fill(risk, values)
    check_owner(risk, register=home_of(risk), known=known)
    risk.save()
    check_keeper(risk)
    return risk


@transaction.atomic
def close_risk(*, risk: Risk, closed_on: date, closed_reason: str, seen: str, actor: User, at: datetime) -> Risk:
    """Close a risk with the day and the reason; its scores stay as they were.

    Raises NotAllowed, ChangedByAnother, DomainError.
    """
    check_permission(actor, "risks.change_risk", risk)
    risk = lock_unchanged(risk, seen=seen)
    end_risk(risk, status=RiskStatus.CLOSED, on=closed_on, reason=closed_reason, field="closed_on")
    risk.save()
    return risk


@transaction.atomic
def reopen_risk(*, risk: Risk, reason: str, seen: str, actor: User, at: datetime) -> Risk:
    """Open a risk again. Why it had been closed and why it is open again stand in its status note from then on.

    Raises NotAllowed, ChangedByAnother, DomainError.
    """
    check_permission(actor, "risks.change_risk", risk)
    risk = lock_unchanged(risk, seen=seen)
    if risk.status == RiskStatus.OPEN or risk.closed_on is None:
        raise DomainError("This risk is open already.")
    if not reason.strip():
        raise DomainError("Say why it is open again.", field="reason")
    today = risk.programme.today
    told = (
        f"Open again on {_written(today)}: {reason.strip()}\n\n"
        f"{risk.get_status_display()} on {_written(risk.closed_on)}: {risk.closed_reason}"
    )
    risk.status_note = f"{told}\n\n{risk.status_note}".strip()
    risk.status, risk.closed_on, risk.closed_reason = RiskStatus.OPEN, None, ""
    risk.save()
    return risk


def end_risk(risk: Risk, *, status: RiskStatus, on: date, reason: str, field: str) -> None:
    """Give an open risk its end, not yet saved. Raises DomainError."""
    if risk.status != RiskStatus.OPEN:
        raise DomainError(f"This risk is not open: {risk.get_status_display().lower()} already.")
    check_passed(on, today=risk.programme.today, field=field)
    if risk.opened_on is not None and on < risk.opened_on:
        raise DomainError(f"Enter a day from {_written(risk.opened_on)} on, when it was opened.", field=field)
    risk.status, risk.closed_on, risk.closed_reason = status, on, reason.strip()
    check_rules(risk)


def home_of(risk: Risk) -> RiskRegister:
    """The register that keeps the risk."""
    return RiskRegister.objects.select_related("programme").get(entries__risk=risk, entries__is_home=True)


def check_running(register: RiskRegister) -> None:
    """Raises DomainError unless the register is kept today."""
    if register.ended_on is not None and register.ended_on < register.programme.today:
        raise DomainError(f"{register} was kept until {_written(register.ended_on)}. Choose a register in use.")


def check_owner(record: Any, *, register: RiskRegister, known: User | None) -> None:
    """The owner of a risk, mitigation or issue is one person who can see it, or a post. Raises DomainError."""
    owner = record.owner
    if owner is not None and record.owner_post:
        raise DomainError("Choose a person or enter a post, not both.", field="owner_post")
    if owner is None or owner == known:
        return
    if not possible_owners(register).filter(pk=owner.pk).exists():
        raise DomainError(
            f"{owner} does not see {register}, or may not work on risks. Choose another person, or enter the post "
            "in words.",
            field="owner",
        )


def _fill(risk: Risk, values: Mapping[str, Any]) -> None:
    fill(risk, values, RISK_FIELDS)
    opened = risk.opened_on
    check_passed(opened, today=risk.programme.today, field="opened_on")
    if opened is not None and risk.closed_on is not None and opened > risk.closed_on:
        raise DomainError(f"Enter a day until {_written(risk.closed_on)}, when the risk was closed.", field="opened_on")


def _written(day: date) -> str:
    return f"{day:%-d %B %Y}"
