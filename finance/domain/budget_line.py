"""What can be done to a budget line: adding and changing it, and saying what the year is expected to come to.

Money promised or expected to be spent: recording, changing and releasing it.

Moving budget from one line to another of the same year.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from finance.domain.finance_close import check_month_open, lock_months
from finance.models import BudgetLine, Commitment, Virement
from finance.queries.budgets import figures_of
from finance.rules.budget import position_of
from finance.rules.figures import written_pounds
from programme.domain.codes import new_code, next_place
from programme.domain.editing import lock_unchanged
from programme.domain.keeping_rules import check_rules, write
from programme.errors import DomainError, NotAllowed
from programme.models import Council, Programme, User
from programme.permissions import check_permission
from programme.values.partial_date import PartialDate
from services.models import ServiceReview
from services.values.standards import financial_year_of, year_label

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


@transaction.atomic
def move_budget(
    *,
    source: BudgetLine,
    target: BudgetLine,
    amount: Decimal,
    on: date,
    reason: str,
    approved_by: str,
    beyond: str,
    actor: User,
    at: datetime,
) -> Virement:
    """Record a virement. `beyond` says why more is moved than the line has left, which joins the reason.

    Raises NotAllowed, DomainError.
    """
    lock_months(source.programme)
    pair = BudgetLine.objects.select_for_update(of=("self",)).select_related("programme")
    locked = {line.pk: line for line in pair.filter(pk__in=[source.pk, target.pk]).order_by("pk")}
    source, target = locked[source.pk], locked[target.pk]
    check_permission(actor, CHANGE, source)
    check_permission(actor, CHANGE, target)
    check_line_open(source)
    check_line_open(target)
    _check(source, target, amount=amount, on=on)
    check_month_open(programme=source.programme, day=on, actor=actor)
    left = position_of(figures_of([source], programme=source.programme)[source.pk], shows_withheld=True).available
    if (left.amount is None or amount > left.amount) and not beyond.strip():
        known = "It is not known what the line has left." if left.amount is None else ""
        raise DomainError(
            f"{known or f'The line has {written_pounds(left.amount)} left.'} "
            "Enter less, or say here why more may be moved.",
            field="beyond",
        )
    return Virement.objects.create(
        programme=source.programme,
        code=new_code(f"{source.year} {source.code}", among=Virement.objects.filter(programme=source.programme)),
        source=source,
        target=target,
        amount=amount,
        on=on,
        reason="\n\n".join(part for part in (reason.strip(), beyond.strip()) if part),
        approved_by=approved_by.strip(),
        recorded_by=actor,
        recorded_at=at,
    )


def _check(source: BudgetLine, target: BudgetLine, *, amount: Decimal, on: date) -> None:
    if source.pk == target.pk or source.year != target.year or source.programme_id != target.programme_id:
        raise DomainError(f"Choose another line of {year_label(source.year)}.", field="target")
    check_rules(Virement(source=source, target=target, amount=amount))
    if financial_year_of(on) != source.year or on > source.programme.today:
        raise DomainError(
            f"Enter a day of {year_label(source.year)} that is not after today.",
            field="on",
        )
