"""What of the money is put before the board by exception: forecasts over budget, and savings that fall short."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from finance.enums import Measure, SavingsState, ValueKind
from finance.models import BudgetLine, SavingsLine, SavingsValue
from finance.queries.budgets import BudgetRow, budget_rows
from finance.queries.savings import scope_of
from finance.queries.savings_as_at import LineThen, scope_of_body, tracker_at
from finance.rules.figures import written_amount
from finance.rules.money import ZERO, percentage
from programme.history import breached_since, recordings
from programme.queries.exceptions import ExceptionRuleKind, ExceptionScope, Found
from services.models import ServiceReview
from services.values.standards import financial_year_of, year_label


def forecasts_over_budget(scope: ExceptionScope, limit: Decimal) -> Iterable[Found]:
    """Budget lines of this financial year and later whose forecast is more than `limit` per cent over the budget.

    Since when: as long as the forecast has been over the budget as it is now.
    """
    lines = BudgetLine.objects.filter(programme=scope.programme, year__gte=financial_year_of(scope.day))
    if scope.reader is not None:
        lines = lines.filter(pk__in=BudgetLine.objects.visible_to(scope.reader))
    elif scope.council is not None:
        lines = lines.filter(Q(council__isnull=True) | Q(council=scope.council))
    over = [
        row
        for row in budget_rows(lines=lines, programme=scope.programme, moment=scope.moment)
        if (row.position.variance.amount or ZERO) > 0 and (row.position.variance_percent or ZERO) > limit
    ]
    if not over:
        return
    budgets = {row.line.pk: row.position.budget.amount for row in over}
    since = breached_since(
        rows=BudgetLine.objects.filter(pk__in=budgets),
        moment=scope.moment,
        is_breached=lambda line: line.forecast is not None and line.forecast > (budgets[line.pgh_obj_id] or ZERO),
    )
    for row in over:
        day = since.get(row.line.pk)
        yield Found(
            key=f"budget-{row.line.pk}",
            title=row.line.name,
            url=row.line.get_absolute_url(),
            place=f"Budget {year_label(row.line.year)}" + (f", {row.line.council}" if row.line.council else ""),
            detail=_overspend(row),
            since=day if day is not None and day <= scope.day else None,
        )


def _overspend(row: BudgetRow) -> str:
    position = row.position
    return (
        f"The forecast of £{written_amount(position.forecast.amount)} is £{written_amount(position.variance.amount)} "
        f"({position.variance_percent}%) over the budget of £{written_amount(position.budget.amount)}."
    )


def savings_falling_short(scope: ExceptionScope, limit: Decimal) -> Iterable[Found]:
    """Savings of this financial year whose forecast is more than `limit` per cent below the plan, and those said to be
    unachievable."""
    year = financial_year_of(scope.day)
    if scope.reader is None:
        reviews = scope.reviews
        values = scope_of_body(programme=scope.programme, own=scope.council, year=year, day=scope.day)
    else:
        seen = ServiceReview.objects.visible_to(scope.reader).filter(programme=scope.programme)
        reviews = frozenset(seen.values_list("pk", flat=True))
        values = scope_of(programme=scope.programme, user=scope.reader, year=year)
    tracker = tracker_at(reviews=reviews, scope=values, moment=scope.moment)
    names = dict(ServiceReview.objects.filter(pk__in=reviews).values_list("pk", "name"))
    short = [one for one in tracker.lines if one.line.measure != Measure.PRESSURE and _is_short(one, limit)]
    since = _short_since(scope, short, limit, year=year) if short else {}
    for one in short:
        day = since.get(one.line.pk)
        yield Found(
            key=f"saving-{one.line.pk}",
            title=one.line.name,
            url=reverse("savings_detail", args=[scope.programme.code, one.line.code]),
            place=names.get(one.line.review_id, ""),
            detail=_shortfall_words(one, year=year),
            since=day if day is not None and day <= scope.day else None,
        )


def _is_short(one: LineThen, limit: Decimal) -> bool:
    if one.line.state == SavingsState.UNACHIEVABLE:
        return True
    plan, forecast = one.told(ValueKind.PLAN), one.told(ValueKind.FORECAST)
    if not (plan.total.is_complete and forecast.total.is_complete):
        return False
    return _shortfall(plan.amount, forecast.amount) > limit


def _shortfall(plan: Decimal | None, forecast: Decimal | None) -> Decimal:
    """By how many per cent the forecast is below the plan; 0 where one of them is not known."""
    if plan is None or forecast is None or plan <= 0:
        return ZERO
    return percentage(plan - forecast, plan) or ZERO


def _shortfall_words(one: LineThen, *, year: int) -> str:
    plan, forecast = one.told(ValueKind.PLAN).amount, one.told(ValueKind.FORECAST).amount
    words = ""
    if plan is not None and forecast is not None and forecast < plan:
        words = (
            f"£{written_amount(forecast)} is forecast for {year_label(year)} of £{written_amount(plan)} planned, "
            f"{_shortfall(plan, forecast)}% less."
        )
    said = "It is said to be unachievable." if one.line.state == SavingsState.UNACHIEVABLE else ""
    return " ".join(part for part in (said, words) if part)


def _short_since(scope: ExceptionScope, short: list[LineThen], limit: Decimal, *, year: int) -> dict[int, date]:
    """Since when each line has fallen short by its values, or has been said to be unachievable; two queries."""
    ids = [one.line.pk for one in short]
    since = breached_since(
        rows=SavingsLine.objects.filter(pk__in=ids),
        moment=scope.moment,
        is_breached=lambda line: line.state == SavingsState.UNACHIEVABLE,
    )
    values = SavingsValue.objects.filter(line__in=ids, year=year, kind__in=[ValueKind.PLAN, ValueKind.FORECAST])
    events = recordings(values, scope.moment).order_by("pgh_id")
    amounts: dict[int, dict[int, tuple[str, Decimal | None]]] = {}
    began: dict[int, date] = {}
    for event in events:
        told = amounts.setdefault(event.line_id, {})
        told[event.pgh_obj_id] = event.kind, event.amount
        sums = {
            kind: _sum(amount for of, amount in told.values() if of == kind)
            for kind in (ValueKind.PLAN, ValueKind.FORECAST)
        }
        if _shortfall(sums[ValueKind.PLAN], sums[ValueKind.FORECAST]) > limit:
            began.setdefault(event.line_id, timezone.localdate(event.pgh_created_at))
        else:
            began.pop(event.line_id, None)
    return {**began, **since}


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, ZERO) if known else None


EXCEPTION_RULES = (
    ExceptionRuleKind(
        code="cost_forecast",
        name="Cost: forecast over budget",
        about="A budget line of this financial year or later is forecast to be more than so many per cent over.",
        order=70,
        find=forecasts_over_budget,
        unit="%",
        limit=Decimal(5),
    ),
    ExceptionRuleKind(
        code="benefit_forecast",
        name="Benefit: savings falling short",
        about="A saving is forecast to bring more than so many per cent less than planned this financial year, or "
        "is said to be unachievable.",
        order=80,
        find=savings_falling_short,
        unit="%",
        limit=Decimal(10),
    ),
)
