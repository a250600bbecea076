"""What columns of worked-out money may hold, and sums as they are told there."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from finance.rules.figures import unknown_words
from finance.rules.money import Cell, Standing, Total
from programme.file.computed import Column
from programme.file.kinds import Choice, Figure, WholeNumber

MONEY = Figure()
FACTOR = Figure(places=12)
YEAR = WholeNumber(least=1000, most=9999)
LEFT_OUT = (
    Column(name="blank", kind=WholeNumber(), about="How many amounts are left out because they are not yet known."),
    Column(name="withheld", kind=WholeNumber(), about="How many amounts are left out because they are withheld."),
)
WHY_EMPTY = Choice(values=("none", "not_known", "withheld"))
EMPTY = "Why there is no value: there is none (none within the years of a case), it is not yet known, or withheld."


def told_total(total: Total) -> dict[str, Any]:
    """A sum with how many amounts it leaves out. Where it leaves out all that it could add up there is no amount."""
    return {"amount": told_amount(total), "blank": total.blank, "withheld": total.withheld}


def told_amount(total: Total) -> Decimal | None:
    """The amount, or nothing where it comes to nothing only because amounts are left out."""
    return None if unknown_words(total) else total.amount


def told_cell(cell: Cell) -> Decimal | None:
    """The amount of a cell that the reader may know."""
    return None if cell.standing is Standing.WITHHELD else cell.amount
