"""Moving budget from one line to another of the same year."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from finance.domain.budget_line import CHANGE, check_line_open
from finance.domain.finance_close import check_month_open, lock_months
from finance.models import BudgetLine, Virement
from finance.queries.budgets import figures_of
from finance.rules.budget import position_of
from finance.rules.figures import written_pounds
from programme.domain.codes import new_code
from programme.domain.keeping_rules import check_rules
from programme.errors import DomainError
from programme.models import User
from programme.permissions import check_permission
from services.values.standards import financial_year_of, year_label


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
