"""What of a budget is left: budget now, available, what is expected, and the variance of the forecast. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from finance.rules.money import BLANK, WITHHELD, ZERO, Cell, Total, percentage, total_of


@dataclass(frozen=True)
class BudgetFigures:
    """What is recorded of a budget line. Committed leaves out what was released and what is only expected."""

    first: Cell
    moved_in: Decimal = ZERO
    moved_out: Decimal = ZERO
    actual: Decimal = ZERO
    committed: Decimal = ZERO
    expected: Decimal = ZERO
    forecast: Cell = BLANK
    is_withheld: bool = False


@dataclass(frozen=True)
class Position:
    """Where a budget line stands. A cell is blank where what it is worked out from is not yet known."""

    budget: Cell
    actual: Cell
    committed: Cell
    available: Cell
    expected: Cell
    after_expected: Cell
    forecast: Cell
    variance: Cell
    variance_percent: Decimal | None


@dataclass(frozen=True)
class PositionTotal:
    """Where several lines stand together; each total says what it leaves out."""

    budget: Total
    actual: Total
    committed: Total
    available: Total
    expected: Total
    after_expected: Total
    forecast: Total
    variance: Total
    variance_percent: Decimal | None

    @property
    def is_complete(self) -> bool:
        """Whether no figure leaves anything out."""
        return all(
            total.is_complete for total in (self.budget, self.actual, self.available, self.forecast, self.variance)
        )


NOTHING_SHOWN = Position(*(WITHHELD,) * 8, variance_percent=None)
"""A line that is exempt from publication."""


def position_of(figures: BudgetFigures, *, shows_withheld: bool = False) -> Position:
    """Where a line stands.

    Budget = first budget + moved in − moved out. Available = budget − actual − committed. Variance = forecast − budget:
    above nothing is an overspend, of income (a negative budget) an income that falls short.
    """
    if figures.is_withheld and not shows_withheld:
        return NOTHING_SHOWN
    budget = _changed(figures.first, by=figures.moved_in - figures.moved_out)
    available = _changed(budget, by=-figures.actual - figures.committed)
    variance, percent = _variance(budget, figures.forecast)
    return Position(
        budget=budget,
        actual=Cell.of(figures.actual),
        committed=Cell.of(figures.committed),
        available=available,
        expected=Cell.of(figures.expected),
        after_expected=_changed(available, by=-figures.expected),
        forecast=figures.forecast,
        variance=variance,
        variance_percent=percent,
    )


def total_position(positions: Iterable[Position]) -> PositionTotal:
    """Several lines together. The variance in per cent is of the totals of the lines that have one."""
    found = list(positions)

    def of(read: Callable[[Position], Cell]) -> Total:
        return total_of(read(position) for position in found)

    variance = of(lambda position: position.variance)
    compared = total_of(position.budget for position in found if position.variance.amount is not None)
    return PositionTotal(
        budget=of(lambda position: position.budget),
        actual=of(lambda position: position.actual),
        committed=of(lambda position: position.committed),
        available=of(lambda position: position.available),
        expected=of(lambda position: position.expected),
        after_expected=of(lambda position: position.after_expected),
        forecast=of(lambda position: position.forecast),
        variance=variance,
        variance_percent=percentage(variance.amount, compared.amount),
    )


def _changed(cell: Cell, *, by: Decimal) -> Cell:
    return cell if cell.amount is None else Cell.of(cell.amount + by)


def _variance(budget: Cell, forecast: Cell) -> tuple[Cell, Decimal | None]:
    if budget.amount is None or forecast.amount is None:
        return Cell.of(None), None
    variance = forecast.amount - budget.amount
    return Cell.of(variance), percentage(variance, budget.amount)
