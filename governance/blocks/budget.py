"""The budget: what was to be spent, what has been, what is promised, and what is left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from finance.models import BudgetLine
from finance.queries.budgets import BudgetRow, budget_rows
from finance.rules.budget import PositionTotal, total_position
from finance.rules.figures import left_out, written_amount, written_cell, written_total
from governance.blocks import parameter_kinds as kinds
from governance.blocks.context import BlockContext
from governance.blocks.live_block import Parameter, live_block
from governance.documents.content import Block, Cell, Column, Row, Source, Table
from services.values.standards import year_label

FIGURES = (
    ("Budget", "budget"),
    ("Actual", "actual"),
    ("Committed", "committed"),
    ("Available", "available"),
    ("Expected", "expected"),
    ("Left after that", "after_expected"),
    ("Forecast", "forecast"),
)


@live_block(
    code="budget",
    title="Budget",
    description="Budget, actual, committed, available, expected, forecast and variance of each budget line.",
    parameters=(
        Parameter(
            name="year",
            label="Financial year",
            kind=kinds.YEAR,
            hint="The year in which it begins. Leave empty for every year.",
        ),
        Parameter(
            name="council",
            label="Council",
            kind=kinds.COUNCIL,
            hint="Leave empty for the programme's own lines and those of every council the body may see.",
        ),
    ),
)
def budget_block(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """The lines of the programme and, for a body of one council, of that council alone; with their total."""
    lines = BudgetLine.objects.filter(programme=context.programme)
    council, year = parameters["council"], parameters["year"]
    if context.body.council_id is not None:
        lines = lines.filter(Q(council__isnull=True) | Q(council=context.body.council_id))
    rows = [
        row
        for row in budget_rows(lines=lines, programme=context.programme, moment=context.moment)
        if (year is None or row.line.year == year) and (council is None or row.line.council_id == council.pk)
    ]
    years = sorted({row.line.year for row in rows})
    return tuple(_table([row for row in rows if row.line.year == one], year=one) for one in years) or (
        Table.of_nothing("Budget", "No budget is recorded."),
    )


def _table(rows: list[BudgetRow], *, year: int) -> Table:
    total = total_position(row.position for row in rows)
    shown = [_row(row) for row in rows]
    if len(rows) > 1:
        shown.append(_total_row(total))
    notes = [
        "In pounds. Available is the budget less what is spent and committed. A variance above 0 is an overspend.",
        *(f"{left_out(found)}: {label.lower()}." for label, found in _incomplete(total)),
    ]
    return Table(caption=f"Budget {year_label(year)}", columns=_columns(), rows=tuple(shown), note=" ".join(notes))


def _columns() -> tuple[Column, ...]:
    figures = (Column(label, 2, align="end") for label, _ in FIGURES)
    return (Column("Line", 3), *figures, Column("Variance", 2, align="end"))


def _row(row: BudgetRow) -> Row:
    position = row.position
    cells = (Cell(written_cell(getattr(position, name))) for _, name in FIGURES)
    variance = Cell(_with_percent(written_cell(position.variance), position.variance_percent))
    whose = f" ({row.line.council.short_name})" if row.line.council else ""
    return Row.of(
        f"{row.line.name}{whose}",
        *cells,
        variance,
        sources=(Source(label=f"Budget line {row.line.code}", ref=f"{row.line.year}/{row.line.code}"),),
    )


def _total_row(total: PositionTotal) -> Row:
    cells = (Cell(written_total(getattr(total, name))) for _, name in FIGURES)
    variance = Cell(_with_percent(written_amount(total.variance.amount), total.variance_percent))
    return Row.of("Total", *cells, variance, kind="total")


def _with_percent(words: str, percent: Any) -> str:
    return words if percent is None else f"{words} ({percent:+}%)"


def _incomplete(total: PositionTotal) -> list[tuple[str, Any]]:
    named = [*FIGURES, ("Variance", "variance")]
    return [(label, found) for label, name in named if not (found := getattr(total, name)).is_complete]
