"""What can be done to a budget line: adding and changing it, and saying what the year is expected to come to."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from finance.domain.finance_close import lock_months
from finance.models import BudgetLine
from programme.domain.codes import new_code, next_place
from programme.domain.editing import lock_unchanged
from programme.domain.keeping_rules import write
from programme.errors import DomainError, NotAllowed
from programme.models import Council, Programme, User
from programme.permissions import check_permission
from services.models import ServiceReview

CHANGE = "finance.change_budget"


@transaction.atomic
def add_budget_line(
    *,
    programme: Programme,
    year: int,
    code: str,
    name: str,
    council: Council | None,
    review: ServiceReview | None,
    budget: Decimal | None,
    is_withheld: bool,
    actor: User,
    at: datetime,
) -> BudgetLine:
    """Add a line to a financial year. `code` empty: made from the name. Raises NotAllowed, DomainError."""
    check_permission(actor, "finance.keep_budgets", programme)
    of_year = BudgetLine.objects.filter(programme=programme, year=year)
    line = BudgetLine(
        programme=programme,
        year=year,
        code=code or new_code(name, among=of_year),
        name=name.strip(),
        council=council,
        review=review,
        budget=budget,
        is_withheld=is_withheld,
        position=next_place(of_year),
    )
    _check_council(line, actor=actor)
    return write(line)


@transaction.atomic
def change_budget_line(
    *,
    line: BudgetLine,
    code: str,
    name: str,
    council: Council | None,
    review: ServiceReview | None,
    budget: Decimal | None,
    is_withheld: bool,
    seen: str,
    actor: User,
    at: datetime,
) -> BudgetLine:
    """Change what is known of a line; what moves between lines is a virement.

    Raises NotAllowed, ChangedByAnother, DomainError.
    """
    check_permission(actor, CHANGE, line)
    line = lock_unchanged(line, seen=seen)
    check_line_open(line)
    line.code, line.name, line.council, line.review = code or line.code, name.strip(), council, review
    line.budget, line.is_withheld = budget, is_withheld
    _check_council(line, actor=actor)
    return write(line)


@transaction.atomic
def forecast_budget_line(
    *, line: BudgetLine, forecast: Decimal | None, forecast_note: str, seen: str, actor: User, at: datetime
) -> BudgetLine:
    """Say what the whole year is expected to come to, and why. Raises NotAllowed, ChangedByAnother, DomainError."""
    check_permission(actor, CHANGE, line)
    line = lock_unchanged(line, seen=seen)
    check_line_open(line)
    if forecast is not None and forecast != line.budget and not forecast_note.strip():
        raise DomainError("Say why the forecast differs from the budget.", field="forecast_note")
    line.forecast, line.forecast_note = forecast, forecast_note.strip()
    line.save()
    return line


@transaction.atomic
def close_budget_line(*, line: BudgetLine, closed_on: date, seen: str, actor: User, at: datetime) -> BudgetLine:
    """Take a line out of the budgets from a day on; it stays in the record.

    Waits for a ledger file that is being posted. Raises NotAllowed, ChangedByAnother, DomainError.
    """
    check_permission(actor, CHANGE, line)
    lock_months(line.programme)
    line = lock_unchanged(line, seen=seen)
    check_line_open(line)
    line.closed_on = closed_on
    line.save()
    return line


def check_line_open(line: BudgetLine) -> None:
    """Raise DomainError for a closed line."""
    if line.closed_on is not None:
        raise DomainError("This budget line is closed, so it does not change.")


def _check_council(line: BudgetLine, *, actor: User) -> None:
    if not actor.has_perm(CHANGE, line):
        raise DomainError("Choose your own council, or none for a joint line.", field="council")
    if line.council is not None and not line.programme.memberships.filter(council=line.council).exists():
        raise NotAllowed("That council does not take part in the programme.")
