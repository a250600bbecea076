"""Amounts of money, and what stands where there is none. One rounding rule, in one place."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import Enum
from typing import TypeVar

PENNY = Decimal("0.01")
ZERO = Decimal(0)
KeyT = TypeVar("KeyT", bound=Hashable)


class Standing(Enum):
    """What a cell of money holds. Zero is an amount; blank is not yet known; withheld is exempt from publication."""

    AMOUNT = "amount"
    BLANK = "blank"
    WITHHELD = "withheld"


@dataclass(frozen=True)
class Cell:
    """A cell of money. `amount` is there for an amount, and for a withheld one where the reader may know it."""

    standing: Standing
    amount: Decimal | None = None

    def __post_init__(self) -> None:
        if (self.standing is Standing.AMOUNT) != (self.amount is not None) and self.standing is not Standing.WITHHELD:
            raise ValueError("an amount has a number, a blank none")

    @classmethod
    def of(cls, amount: Decimal | None) -> Cell:
        """An amount, or blank for None."""
        return BLANK if amount is None else cls(Standing.AMOUNT, amount)


BLANK = Cell(Standing.BLANK)
WITHHELD = Cell(Standing.WITHHELD)


@dataclass(frozen=True)
class Total:
    """A sum, and how many cells it leaves out because they are blank or withheld."""

    amount: Decimal
    blank: int = 0
    withheld: int = 0

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left out."""
        return not self.blank and not self.withheld

    @property
    def cell(self) -> Cell:
        """The sum as a cell; one that comes to nothing only because amounts are left out is blank or withheld."""
        if self.amount or self.is_complete:
            return Cell.of(self.amount)
        return WITHHELD if self.withheld else BLANK


def total_of(cells: Iterable[Cell]) -> Total:
    """The sum of the amounts; blank and withheld cells are counted, not added."""
    amount, blank, withheld = ZERO, 0, 0
    for cell in cells:
        if cell.standing is Standing.AMOUNT and cell.amount is not None:
            amount += cell.amount
        elif cell.standing is Standing.BLANK:
            blank += 1
        else:
            withheld += 1
    return Total(amount, blank, withheld)


def added(*totals: Total) -> Total:
    """The sum of sums, with all that they leave out."""
    return Total(
        sum((one.amount for one in totals), ZERO),
        sum(one.blank for one in totals),
        sum(one.withheld for one in totals),
    )


def difference(first: Total, second: Total) -> Total:
    """One sum less another, with what both leave out. Where all of either is blank or withheld, so is the difference.

    Costs of nothing known less costs of 100 are not -100.
    """
    return signed_sum((1, first), (-1, second))


def signed_sum(*parts: tuple[int, Total]) -> Total:
    """Sums that are added (1) or taken off (-1), all of which must be known: one of nothing known makes it unknown."""
    amount = sum((sign * one.amount for sign, one in parts), ZERO)
    known = all(one.cell.standing is Standing.AMOUNT for _, one in parts)
    return replace(added(*(one for _, one in parts)), amount=amount if known else ZERO)


def rounded(amount: Decimal, unit: Decimal = PENNY) -> Decimal:
    """To the nearest unit (a penny), a half away from zero: the one rounding rule."""
    return (amount / unit).quantize(Decimal(1), rounding=ROUND_HALF_UP) * unit


def nearest_whole(amount: Decimal) -> int:
    """To the nearest whole number, for the length of a bar or the height of a point."""
    return int(rounded(amount, Decimal(1)))


def percentage(part: Decimal, whole: Decimal, places: int = 1) -> Decimal | None:
    """`part` of `whole` in per cent, signed as the part is, whatever the sign of the whole; None of nothing.

    A council's net income is a negative budget: 5 over a budget of -100 is +5.0 %, not -5.0 %.
    """
    if not whole:
        return None
    return rounded(part / abs(whole) * 100, Decimal(1).scaleb(-places))


def shares_of(amount: Decimal, weights: Mapping[KeyT, Decimal], *, unit: Decimal = PENNY) -> dict[KeyT, Decimal]:
    """Divide an amount in proportion to the weights so that the parts sum to it, by largest remainder.

    Each part is first rounded down to the unit; the units left over go one each to the largest remainders, of equal
    ones to the larger weight, then to the lower key, so that the order of the weights does not matter. What of the
    amount is finer than the unit stays with the first of these. Raises ValueError for a weight below nothing or no
    weight at all.
    """
    whole = sum(weights.values(), ZERO)
    if whole <= 0 or any(weight < 0 for weight in weights.values()):
        raise ValueError("shares need weights, none of them below nothing")
    sign = -1 if amount < 0 else 1
    exact = {key: abs(amount) / unit * weight / whole for key, weight in weights.items()}
    units = {key: number.to_integral_value(rounding=ROUND_FLOOR) for key, number in exact.items()}
    order = sorted(exact, key=lambda key: (units[key] - exact[key], -weights[key], str(key)))
    left = abs(amount) / unit - sum(units.values(), ZERO)
    whole_left = int(left)
    for key in order[:whole_left]:
        units[key] += 1
    parts = {key: sign * number * unit for key, number in units.items()}
    first = order[0]
    parts[first] += amount - sum(parts.values(), ZERO)
    return {key: parts[key] for key in weights}
