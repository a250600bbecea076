"""How the amounts of a line of a business case are written."""

from __future__ import annotations

from collections.abc import Mapping

from finance.models import CaseAmount, CaseLine
from finance.rules.money import BLANK, Cell, Standing


def put_amounts(line: CaseLine, cells: Mapping[int, Cell], amounts: Mapping[tuple[int, int], CaseAmount]) -> None:
    """Write the cells of a line, by year; `amounts` are the rows that there are, by line and year."""
    for year, cell in cells.items():
        amount = amounts.get((line.pk, year))
        if amount is None and cell == BLANK:
            continue
        amount = amount or CaseAmount(line=line, year=year)
        is_withheld = cell.standing is Standing.WITHHELD
        if amount.pk and amount.is_withheld == is_withheld and (is_withheld or amount.amount == cell.amount):
            continue  # of what stays withheld, the amount that only the record knows stays too
        amount.amount, amount.is_withheld = cell.amount, is_withheld
        amount.save()
