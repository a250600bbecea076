"""How the figures of a case move when its estimates are wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from finance.enums import LineKind
from finance.rules.case import Case, Derived, Line, derive, with_optimism_bias
from finance.rules.money import Cell, Standing


@dataclass(frozen=True)
class Variation:
    """One thing gone otherwise, and what the case comes to then."""

    code: str
    label: str
    derived: Derived


def variations(case: Case, derived: Derived) -> tuple[Variation, ...]:
    """Savings down by 10 and 20 %, one-off costs up by 10 and 20 %, everything saved a year later.

    With optimism bias, where the case has it, comes first. `derived` is what the case comes to as it stands.
    """
    told = _as_savings(case, derived)
    raised = with_optimism_bias(told)
    bias = (Variation("optimism-bias", "One-off costs with optimism bias", derive(raised)),) if raised else ()
    return (
        *bias,
        Variation("savings-down-10", "Savings 10% lower", _scaled(told, savings=Decimal("0.9"))),
        Variation("savings-down-20", "Savings 20% lower", _scaled(told, savings=Decimal("0.8"))),
        Variation("costs-up-10", "One-off costs 10% higher", _scaled(told, one_off=Decimal("1.1"))),
        Variation("costs-up-20", "One-off costs 20% higher", _scaled(told, one_off=Decimal("1.2"))),
        Variation("a-year-late", "Savings a year late", derive(_a_year_late(told))),
    )


def _as_savings(case: Case, derived: Derived) -> Case:
    """The case told by its annual saving alone, which is what is varied. A year wholly unknown stays so."""
    line = Line(
        "annual-saving",
        "Annual saving",
        LineKind.SAVING,
        {year: total.cell for year, total in derived.annual_saving.by_year.items()},
    )
    return replace(case, lines=[line, *case.of_kind(LineKind.ONE_OFF, LineKind.CONTINGENCY)])


def _scaled(told: Case, *, savings: Decimal = Decimal(1), one_off: Decimal = Decimal(1)) -> Derived:
    by = {LineKind.SAVING: savings, LineKind.ONE_OFF: one_off}
    return derive(replace(told, lines=[_times(line, by.get(line.kind, Decimal(1))) for line in told.lines]))


def _times(line: Line, by: Decimal) -> Line:
    return replace(
        line,
        cells={
            year: Cell.of(cell.amount * by) if cell.standing is Standing.AMOUNT and cell.amount is not None else cell
            for year, cell in line.cells.items()
        },
    )


def _a_year_late(told: Case) -> Case:
    """Each year's saving comes a year later; the last year's falls out of the years of the case."""
    lines = [
        replace(
            line,
            cells={
                year: line.cell(year - 1) if year > told.first_year else Cell.of(Decimal(0)) for year in told.yearly
            },
        )
        if line.kind == LineKind.SAVING
        else line
        for line in told.lines
    ]
    return replace(told, lines=lines)
