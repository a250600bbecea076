"""What savings come to: gross, pressure and net; what is not achieved; next year's effect; and whether they reconcile.

Amounts of savings and of pressures are both above nothing; a pressure takes away from what is saved. Pure functions.

What a recorded value of the savings tracker says.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from finance.enums import Measure, SavingsState
from finance.models import SavingsValue
from finance.rules.appraisal import part_year_effect
from finance.rules.money import (
    BLANK,
    WITHHELD,
    ZERO,
    Cell,
    Standing,
    Total,
    difference,
    shares_of,
    signed_sum,
    total_of,
)

KeyT = TypeVar("KeyT", bound=Hashable)
MONTHS = range(1, 13)
WHOLE_YEAR = 0
"""The month of what is told for the whole year."""
IN_DOUBT = (SavingsState.AT_RISK, SavingsState.UNACHIEVABLE)
"""States that ask for a reason."""


@dataclass(frozen=True)
class Sums:
    """Savings and in-year pressures of one kind (planned, forecast or actual)."""

    gross: Total
    pressure: Total

    @property
    def net(self) -> Total:
        """Savings less pressures; what either leaves out is left out here too."""
        return difference(self.gross, self.pressure)


def net_unachieved(*, planned: Total, achieved: Total, pressure: Total) -> Total:
    """Planned - achieved + in-year pressure: what has still to be found. Below nothing, more was achieved."""
    return signed_sum((1, planned), (-1, achieved), (1, pressure))


def next_year(*, measure: Measure, full_year: Decimal, this_year: Decimal) -> Decimal:
    """What a saving changes in the year after the one it begins in.

    A one-off saving reverses: what it gave this year is gone. Any other goes on at its full-year value, so that the
    next year brings what the part year did not.
    """
    if measure == Measure.ONE_OFF:
        return -this_year
    return full_year - this_year


def first_year(*, full_year: Decimal, months: int) -> Decimal:
    """The part-year effect of a saving that begins with so many months of the year to go."""
    return part_year_effect(full_year=full_year, months=months)


def spread(amount: Decimal) -> dict[int, Decimal]:
    """An amount of a whole year over its twelve months, evenly and to the penny."""
    parts = shares_of(amount, {f"{month:02}": Decimal(1) for month in MONTHS})
    return {month: parts[f"{month:02}"] for month in MONTHS}


def cumulative(by_month: Mapping[int, Decimal], *, last: int = 12) -> list[Decimal]:
    """The running total month by month, up to the last month told of."""
    running, found = ZERO, []
    for month in range(1, last + 1):
        running += by_month.get(month, ZERO)
        found.append(running)
    return found


def together(cells: Sequence[Cell]) -> Cell:
    """What several cells come to as one. With a withheld one it is withheld, with all of them blank it is blank.

    A withheld cell keeps the amounts behind it, so that nothing is lost where lines are merged.
    """
    amounts = [cell.amount for cell in cells if cell.amount is not None]
    amount = sum(amounts, ZERO) if amounts else None
    if any(cell.standing is Standing.WITHHELD for cell in cells):
        return Cell(Standing.WITHHELD, amount)
    return Cell.of(amount)


def divided(cell: Cell, weights: Mapping[str, Decimal]) -> dict[str, Cell]:
    """A cell in parts that sum to it to the penny; the parts of a blank are blank, of a withheld one withheld."""
    if cell.amount is None:
        return dict.fromkeys(weights, WITHHELD if cell.standing is Standing.WITHHELD else BLANK)
    return {key: Cell(cell.standing, part) for key, part in shares_of(cell.amount, weights).items()}


@dataclass(frozen=True)
class Difference(Generic[KeyT]):
    """Where a tracker and its case stand in a year. `key` says which lines.

    `in_case` and `in_tracker` say whether each has cells there: without any it counts as nothing, which blank does not.
    """

    key: KeyT
    year: int
    case: Cell
    tracker: Cell
    in_case: bool = True
    in_tracker: bool = True

    @property
    def amount(self) -> Decimal | None:
        """How much more the tracker plans than the case says; None where a cell that stands in either is blank."""
        sides = ((self.case, self.in_case), (self.tracker, self.in_tracker))
        if any(there and cell.amount is None for cell, there in sides):
            return None
        return (self.tracker.amount or ZERO) - (self.case.amount or ZERO)

    @property
    def reconciles(self) -> bool:
        """To the penny, and blank or withheld in both where it is in one."""
        return self.case.standing == self.tracker.standing and not self.amount


def reconcile(
    *, case: Mapping[tuple[KeyT, int], Iterable[Cell]], tracker: Mapping[tuple[KeyT, int], Iterable[Cell]]
) -> list[Difference[KeyT]]:
    """Every line and year of a case against what the tracker plans, those that agree too, in order of line and year."""
    keys = sorted({*case, *tracker}, key=lambda key: (str(key[0]), key[1]))
    return [
        Difference(
            key=key[0],
            year=key[1],
            case=together(list(case.get(key, ()))),
            tracker=together(list(tracker.get(key, ()))),
            in_case=key in case,
            in_tracker=key in tracker,
        )
        for key in keys
    ]


def sums_of(cells: Iterable[tuple[Measure, Cell]]) -> Sums:
    """Gross and pressure of cells with their measures."""
    told = list(cells)
    return Sums(
        total_of(cell for measure, cell in told if measure != Measure.PRESSURE),
        total_of(cell for measure, cell in told if measure == Measure.PRESSURE),
    )


def cell_of(row: SavingsValue | None) -> Cell:
    """What a row says; without a row it is the same as blank."""
    if row is None:
        return BLANK
    if row.is_withheld:
        return Cell(Standing.WITHHELD, row.amount)
    return Cell.of(row.amount)
