"""The numbers that a register gives its risks and issues: any text, each once, gaps allowed."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from programme.errors import DomainError
from programme.models import User
from risks.models import Issue, RegisterEntry, RiskRegister
from risks.rules.numbering import next_number


def suggested_number(register: RiskRegister, *, user: User) -> str:
    """The number that the register would give its next risk.

    It follows those that the person sees; one that a confidential risk has is passed over, and leaves a gap.
    """
    every = RegisterEntry.objects.filter(register=register).order_by("pk")
    seen = every.filter(pk__in=RegisterEntry.objects.visible_to(user).values("pk"))
    return next_number(_numbers(seen), taken=set(_numbers(every)))


def suggested_issue_number(register: RiskRegister, *, user: User) -> str:
    """The number that the register would give its next issue: as `suggested_number`."""
    every = Issue.objects.filter(register=register).order_by("pk")
    seen = every.filter(pk__in=Issue.objects.visible_to(user).values("pk"))
    return next_number(_numbers(seen), first="I1", taken=set(_numbers(every)))


def _numbers(rows: QuerySet[Any]) -> list[str]:
    return list(rows.values_list("number", flat=True))


def check_number(register: RiskRegister, number: str, *, actor: User, but: RegisterEntry | None = None) -> str:
    """The number as it is kept. Raises DomainError, which names the risk if the actor sees it."""
    number = _cleaned(number)
    taken = RegisterEntry.objects.filter(register=register, number=number).exclude(pk=but.pk if but else 0)
    if taken.exists():
        seen = taken.filter(pk__in=RegisterEntry.objects.visible_to(actor).values("pk")).select_related("risk").first()
        raise _taken(number, seen.risk.title if seen else "")
    return number


def check_issue_number(register: RiskRegister, number: str, *, actor: User, but: Issue | None = None) -> str:
    """As `check_number`, of an issue."""
    number = _cleaned(number)
    taken = Issue.objects.filter(register=register, number=number).exclude(pk=but.pk if but else 0)
    if taken.exists():
        seen = Issue.objects.visible_to(actor).filter(pk__in=taken.values("pk")).first()
        raise _taken(number, seen.title if seen else "")
    return number


def _cleaned(number: str) -> str:
    number = " ".join(number.split())
    if not number:
        raise DomainError("Enter the number.", field="number")
    return number


def _taken(number: str, title: str) -> DomainError:
    by = f" by “{title}”" if title else ""
    return DomainError(f"Number {number} is taken{by}. Choose another; gaps do no harm.", field="number")
