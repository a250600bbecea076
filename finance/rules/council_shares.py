"""Each council's share of a business case. Pure: no database, no person.

Every line of every year is shared by itself, to the penny; a council's total is the sum of its parts. So the parts
always sum, the order of the lines does not matter, and no council's part of a line moves when another line changes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from finance.enums import CostGroup, LineKind
from finance.rules.apportionment import Shares
from finance.rules.case import YEARLY, Case, Line
from finance.rules.money import ZERO, Standing, Total, added, total_of

SharesOf = Callable[[str, int], Shares | None]
"""The shares that hold for a line (its code) in a financial year; None where nothing is agreed."""


@dataclass(frozen=True)
class LineShares:
    """A line's parts by year and council.

    `unshared` are the years for which no agreement gives shares; `left_out` says what stands in the years without an
    amount.
    """

    line: Line
    parts: Mapping[int, Mapping[str, Decimal]]
    unshared: tuple[int, ...]
    left_out: Mapping[int, Total]

    def of(self, council: str) -> Total:
        """A council's part over all years."""
        amount = sum((parts.get(council, ZERO) for parts in self.parts.values()), ZERO)
        return added(Total(amount), *self.left_out.values())


def share_lines(case: Case, shares_of: SharesOf) -> list[LineShares]:
    """Each line that counts, shared. Blank and withheld amounts have no parts."""
    return [_shared(line, _counted_years(case, line), shares_of) for line in counted_lines(case)]


def counted_lines(case: Case) -> list[Line]:
    """The lines that the saving and the one-off costs come from: savings lines only where there are no costs."""
    running = case.of_kind(LineKind.CURRENT, LineKind.FUTURE)
    return [*(running or case.of_kind(LineKind.SAVING)), *case.of_kind(LineKind.ONE_OFF)]


def totals_by_year(
    lines: Iterable[LineShares], council: str | None, *, one_off: bool, without: Collection[int] = ()
) -> dict[int, Total]:
    """A council's saving or one-off cost by year: the sum of its parts, signed as they count, and what is left out.

    With None for a council, what no agreement shares, in the years that have such an amount. In the years `without` a
    saving, as all of the current or future costs is unknown, nobody has a part of one.
    """
    found: dict[int, Total] = {}
    nothing_shared: set[int] = set()
    for shared in lines:
        if (shared.line.kind == LineKind.ONE_OFF) is not one_off:
            continue
        nothing_shared.update(shared.unshared)
        amounts = (
            {year: shared.line.cells[year].amount or ZERO for year in shared.unshared}
            if council is None
            else {year: parts.get(council, ZERO) for year, parts in shared.parts.items()}
        )
        for year, amount in amounts.items():
            part = Total(ZERO if year in without else sign_of(shared.line) * amount)
            found[year] = added(found.get(year, Total(ZERO)), part)
        for year, nothing in shared.left_out.items():
            found[year] = added(found.get(year, Total(ZERO)), nothing)
    return {year: total for year, total in sorted(found.items()) if council is not None or year in nothing_shared}


def sign_of(line: Line) -> int:
    """How a line counts in the saving: current costs for it, future costs against it, income the other way round."""
    sign = -1 if line.kind == LineKind.FUTURE else 1
    return -sign if line.group == CostGroup.INCOME else sign


def _counted_years(case: Case, line: Line) -> Collection[int]:
    """The years of a line that count: of what is spent once, those it has; of another, those of the case."""
    return case.yearly if line.kind in YEARLY else sorted(line.cells)


def _shared(line: Line, years: Iterable[int], shares_of: SharesOf) -> LineShares:
    parts, unshared, left_out = {}, [], {}
    for year in years:
        cell = line.cell(year)
        if cell.standing is not Standing.AMOUNT or cell.amount is None:
            left_out[year] = total_of([cell])
            continue
        shares = shares_of(line.code, year)
        if shares is None:
            unshared.append(year)
        else:
            parts[year] = shares.of(cell.amount)
    return LineShares(line, parts, tuple(unshared), left_out)
