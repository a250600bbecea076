"""What a recorded value of the savings tracker says."""

from __future__ import annotations

from finance.models import SavingsValue
from finance.rules.money import BLANK, Cell, Standing


def cell_of(row: SavingsValue | None) -> Cell:
    """What a row says; without a row it is the same as blank."""
    if row is None:
        return BLANK
    if row.is_withheld:
        return Cell(Standing.WITHHELD, row.amount)
    return Cell.of(row.amount)
