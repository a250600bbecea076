"""Money promised or expected to be spent: recording, changing and releasing it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from finance.domain.budget_line import CHANGE, check_line_open
from finance.models import BudgetLine, Commitment
from programme.domain.codes import new_code
from programme.domain.editing import lock_unchanged
from programme.errors import DomainError
from programme.models import User
from programme.permissions import check_permission
from programme.values.partial_date import PartialDate


@transaction.atomic
def add_commitment(
    *,
    line: BudgetLine,
    name: str,
    amount: Decimal,
    is_expected: bool,
    due: PartialDate | None,
    actor: User,
    at: datetime,
) -> Commitment:
    """Record money that is promised, or only expected. Raises NotAllowed, DomainError."""
    line = _lock_line(line, actor=actor)
    return Commitment.objects.create(
        line=line,
        code=new_code(name, among=line.commitments.all()),
        name=name.strip(),
        amount=amount,
        is_expected=is_expected,
        due=due,
    )


@transaction.atomic
def change_commitment(
    *,
    commitment: Commitment,
    name: str,
    amount: Decimal,
    is_expected: bool,
    due: PartialDate | None,
    seen: str,
    actor: User,
    at: datetime,
) -> Commitment:
    """Change a commitment; an expected one that was ordered becomes committed. Raises NotAllowed, ChangedByAnother,
    DomainError."""
    commitment = _lock(commitment, seen=seen, actor=actor)
    commitment.name, commitment.amount = name.strip(), amount
    commitment.is_expected, commitment.due = is_expected, due
    commitment.save()
    return commitment


@transaction.atomic
def release_commitment(
    *, commitment: Commitment, released_on: date, release_note: str, seen: str, actor: User, at: datetime
) -> Commitment:
    """Say that it was paid or fell away. Raises NotAllowed, ChangedByAnother, DomainError."""
    commitment = _lock(commitment, seen=seen, actor=actor)
    if released_on > commitment.line.programme.today:
        raise DomainError("Enter a day that is not after today.", field="released_on")
    commitment.released_on, commitment.release_note = released_on, release_note.strip()
    commitment.save()
    return commitment


def _lock(commitment: Commitment, *, seen: str, actor: User) -> Commitment:
    line = _lock_line(commitment.line, actor=actor)
    commitment = lock_unchanged(commitment, seen=seen)
    commitment.line = line
    if commitment.released_on is not None:
        raise DomainError("This commitment has been released already.")
    return commitment


def _lock_line(line: BudgetLine, *, actor: User) -> BudgetLine:
    """The line, locked so that it is not closed meanwhile. Raises NotAllowed, DomainError."""
    locked = BudgetLine.objects.select_for_update(of=("self",)).select_related("programme").get(pk=line.pk)
    check_permission(actor, CHANGE, locked)
    check_line_open(locked)
    return locked
