"""Where budgets stand, as tables that another tool can check."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from finance.models import BudgetLine
from finance.programme_file.computed_kinds import MONEY, YEAR, told_amount, told_cell
from finance.queries.budgets import BudgetRow, budget_rows
from finance.rules.budget import PositionTotal, total_position
from finance.rules.money import Standing
from programme.file.computed import Asked, Column, Computation, ComputedTable, Rows
from programme.file.kinds import Text, WholeNumber

FIGURES = ("budget", "actual", "committed", "available", "expected", "after_expected", "forecast", "variance")
ABOUT = {
    "budget": "As first approved, with what was moved in and out.",
    "available": "Budget less actual and committed.",
    "expected": "What is expected to be spent and not yet committed.",
    "after_expected": "Available less expected.",
    "variance": "Forecast less budget.",
}
COLUMNS = tuple(Column(name=name, kind=MONEY, about=ABOUT.get(name, "")) for name in FIGURES)
PERCENT = Column(name="variance_percent", kind=MONEY, about="The variance in per cent of the budget, to one place.")

LINES = ComputedTable(
    name="budget_lines",
    about="Where each open budget line stands, in pounds. A withheld line has nothing.",
    key=("line",),
    columns=(
        Column(name="line", kind=Text(), about="The line, as year/code."),
        Column(name="first", kind=MONEY, about="The budget as first approved."),
        Column(name="moved_in", kind=MONEY, about="Virements into the line."),
        Column(name="moved_out", kind=MONEY, about="Virements out of the line."),
        *COLUMNS,
        PERCENT,
    ),
)

YEARS = ComputedTable(
    name="budget_years",
    about="The open budget lines of a financial year together. What a figure leaves out is counted.",
    key=("year",),
    columns=(
        Column(name="year", kind=YEAR),
        Column(name="lines", kind=WholeNumber()),
        *COLUMNS,
        PERCENT,
        Column(name="blank", kind=WholeNumber(), about="Lines whose budget is not yet known."),
        Column(name="withheld", kind=WholeNumber(), about="Lines that are withheld."),
    ),
)


def compute(asked: Asked) -> dict[str, Rows]:
    """The lines that the reader sees; five queries, seven for a past moment."""
    lines = asked.seen(BudgetLine.objects.filter(programme=asked.programme))
    rows = budget_rows(lines=lines, programme=asked.programme, moment=asked.moment)
    by_year = groupby(rows, key=lambda row: row.line.year)
    return {
        LINES.name: [_line(row) for row in rows],
        YEARS.name: [_year(year, list(some)) for year, some in by_year],
    }


def _line(row: BudgetRow) -> dict[str, Any]:
    told: dict[str, Any] = {"line": f"{row.line.year}/{row.line.code}"}
    told |= {name: told_cell(getattr(row.position, name)) for name in FIGURES}
    if row.position.actual.standing is not Standing.WITHHELD:
        figures = row.figures
        told |= {"first": figures.first.amount, "moved_in": figures.moved_in, "moved_out": figures.moved_out}
        told["variance_percent"] = row.position.variance_percent
    return told


def _year(year: int, rows: list[BudgetRow]) -> dict[str, Any]:
    total: PositionTotal = total_position(row.position for row in rows)
    return {
        "year": year,
        "lines": len(rows),
        **{name: told_amount(getattr(total, name)) for name in FIGURES},
        "variance_percent": total.variance_percent,
        "blank": total.budget.blank,
        "withheld": total.budget.withheld,
    }


COMPUTATIONS = (Computation(tables=(LINES, YEARS), compute=compute, order=50, turns_with_day=True),)
