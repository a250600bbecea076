"""Business cases in a report: their tables, one-off costs, savings, derived figures and sensitivity.

A case is told to a body that is told of its review. A withheld amount is not in any of these, nor in a total.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from finance.drawing.cases import cash_chart, tornadoes
from finance.enums import LineKind
from finance.models import BusinessCase
from finance.queries.case_compare import sensitivity_rows
from finance.queries.case_page import CaseRow, CaseTable, figures_of, tables_of
from finance.queries.cases_as_at import CaseThen, cases_at
from finance.rules.case import derive, with_optimism_bias
from finance.rules.figures import (
    UNIT_LABELS,
    left_out,
    unit_of,
    unknown_words,
    written_cell,
    written_payback,
    written_pounds,
    written_pounds_total,
)
from finance.rules.money import Total
from finance.rules.sensitivity import variations
from finance.wording.cases import bias_words, why_no_saving
from governance.blocks import parameter_kinds as kinds
from governance.blocks.context import BlockContext
from governance.blocks.live_block import Parameter, live_block
from governance.documents.content import Block, Column, Row, Table

KEY = "— not yet known."
CASE = Parameter(
    name="case",
    label="Business case",
    kind=kinds.CASE,
    hint="Leave empty for every case of the reviews that the body is told of.",
)
ONLY_APPROVED = Parameter(
    name="only_approved",
    label="Only an approved version",
    kind=kinds.YES,
    hint="Otherwise the last version that is not withdrawn, a draft too.",
)


@live_block(
    code="business_case",
    title="Business case",
    description="Current and future costs by group and year, and what is saved. One-off costs stand beside it.",
    parameters=(CASE, ONLY_APPROVED),
)
def business_case_block(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """Current and future costs by group and year, the saving, and the one-off costs beside it."""
    return _of_each(context, parameters, caption="Business case", make=_case_tables)


@live_block(
    code="one_off_costs",
    title="One-off costs",
    description="One-off costs by line and year, the contingency apart, with their write-off and payback.",
    parameters=(CASE, ONLY_APPROVED),
)
def one_off_costs_block(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """One-off costs by line and year with the contingency apart, their write-off and payback."""
    return _of_each(context, parameters, caption="One-off costs", make=_one_off_tables)


@live_block(
    code="savings_by_line",
    title="Savings by line",
    description="Each saving by year, with sub-totals that are not added again.",
    parameters=(CASE, ONLY_APPROVED),
)
def savings_by_line_block(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """Savings by line and year with their sub-totals, and the one-off costs in the note."""
    return _of_each(context, parameters, caption="Savings by line", make=_savings_tables)


@live_block(
    code="case_figures",
    title="What a business case comes to",
    description="Totals, payback, write-off and present values, and what a paper printed where it differs.",
    parameters=(CASE, ONLY_APPROVED),
)
def case_figures_block(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """What a case comes to, with what a paper printed where it differs."""
    return _of_each(context, parameters, caption="What the case comes to", make=_figure_blocks)


@live_block(
    code="sensitivity",
    title="If it goes otherwise",
    description="What the case comes to with lower savings, higher costs or a year's delay.",
    parameters=(CASE, ONLY_APPROVED),
)
def sensitivity_block(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """What a case comes to when its estimates are wrong."""
    return _of_each(context, parameters, caption="If it goes otherwise", make=_sensitivity_blocks)


def _of_each(
    context: BlockContext,
    parameters: Mapping[str, Any],
    *,
    caption: str,
    make: Callable[[CaseThen], Iterable[Block]],
) -> tuple[Block, ...]:
    told = {row.review.pk for row in context.rows}
    asked = parameters["case"]
    cases = BusinessCase.objects.filter(review__in=told)
    if asked is not None:
        cases = cases.filter(pk=asked.pk)
    found = cases_at(
        cases=cases,
        moment=context.moment,
        only_approved=bool(parameters["only_approved"]),
    )
    blocks = tuple(block for one in found for block in make(one))
    if blocks:
        return blocks
    kind = "approved version of a business case" if parameters["only_approved"] else "business case"
    return (Table.of_nothing(caption, f"No {kind} is told here."),)


def _case_tables(told: CaseThen) -> list[Table]:
    return [
        *(_table(told, table) for table in _tables(told, "Current costs", "Future costs") if table.rows),
        *(_table(told, table, notes=[_beside(told)]) for table in _tables(told, "Saving")),
    ]


def _one_off_tables(told: CaseThen) -> list[Table]:
    derived = told.derived
    words = unknown_words(derived.one_off.total)
    rows = [
        ("Total one-off costs", written_pounds_total(derived.one_off.total)),
        ("Contingency, in no total", written_pounds_total(derived.contingency)),
        *(
            (f"Written off over {years} years, a year", words or written_pounds(amount))
            for years, amount in derived.write_off.items()
        ),
        ("Simple payback: savings against the whole one-off cost", _payback(told, derived.simple_payback)),
        ("Cash-flow payback: every cost in its own year", _payback(told, derived.cash_flow_payback)),
    ]
    return [
        *(_table(told, table) for table in _tables(told, "One-off costs") if table.rows),
        Table(
            caption=f"Write-off and payback of one-off costs: {named(told)}",
            columns=(Column("Figure", 5), Column("Worked out", 3, align="end")),
            rows=tuple(Row.of(label, value) for label, value in rows),
            note=_incomplete(told),
        ),
    ]


def _payback(told: CaseThen, years: Decimal | None) -> str:
    return written_cell(told.derived.unknown) if told.derived.unknown else written_payback(years)


def _savings_tables(told: CaseThen) -> list[Table]:
    return [_table(told, table, notes=[_beside(told)]) for table in _tables(told, "Savings by line") if table.rows]


def _figure_blocks(told: CaseThen) -> list[Block]:
    raised = with_optimism_bias(told.case)
    figures = figures_of(told.derived, printed=told.printed, raised=derive(raised) if raised else None)
    differing = [figure for figure in figures if figure.printed]
    columns = [Column("Figure", 4), Column("Worked out", 3, align="end"), Column("How", 6)]
    if differing:
        columns[2:2] = [Column("As printed", 3, align="end"), Column("Difference", 3, align="end")]
    if raised:
        columns.insert(2, Column("With optimism bias", 3, align="end"))
    rows = []
    for figure in figures:
        cells = [figure.label, figure.value, figure.rule]
        if differing:
            cells[2:2] = [figure.printed, figure.difference]
        if raised:
            cells.insert(2, figure.raised)
        rows.append(Row.of(*cells))
    notes = [
        f"{one.label}: printed in {one.source[:1].lower()}{one.source[1:]}. {one.note}".strip() for one in differing
    ]
    if told.case.bias:
        notes.append(f"Optimism bias of {bias_words(told.case.bias)}.")
    notes.append(_incomplete(told))
    return [
        Table(
            caption=f"What it comes to: {named(told)}",
            columns=tuple(columns),
            rows=tuple(rows),
            note=" ".join(note for note in notes if note),
        ),
        *([cash_chart(told.case, told.derived, key=told.code)] if told.case.lines and not told.derived.unknown else []),
    ]


def _sensitivity_blocks(told: CaseThen) -> list[Block]:
    moved = variations(told.case, told.derived)
    charts = tornadoes(told.derived, moved, key=told.code) if told.case.lines else ()
    return [
        Table(
            caption=f"If it goes otherwise: {named(told)}",
            columns=(
                Column("If", 4),
                Column("Saving over all years", 3, align="end"),
                Column("One-off costs", 3, align="end"),
                Column("Simple payback (years)", 3, align="end"),
                Column("Net present value", 3, align="end"),
            ),
            rows=tuple(
                Row.of(row.label, row.saving, row.one_off, row.payback, row.value)
                for row in sensitivity_rows(told.derived, moved)
            ),
            note=_incomplete(told),
        ),
        *charts,
    ]


def _tables(told: CaseThen, *titles: str) -> list[CaseTable]:
    unit = unit_of(told.version)
    return [table for table in tables_of(told.case, told.derived, unit=unit) if table.title in titles]


def _table(told: CaseThen, table: CaseTable, *, notes: Iterable[str] = ()) -> Table:
    unit = UNIT_LABELS[unit_of(told.version)]
    rows = tuple(_row(row) for row in table.rows)
    key = KEY if any(cell.text == "—" for row in rows for cell in row.cells) else ""
    return Table(
        caption=f"{table.title} ({unit}): {named(told)}",
        columns=(
            Column(unit, 5),
            *(Column(year, 2, align="end") for year in table.years),
            Column("Total", 2, align="end"),
        ),
        rows=rows,
        note=" ".join(note for note in (*notes, key) if note),
    )


def _row(row: CaseRow) -> Row:
    label = f"{row.label} ({row.note[:1].lower()}{row.note[1:]})" if row.note else row.label
    return Row.of(label, *row.cells, row.total, kind="total" if row.tone in ("subtotal", "total") else "row")


def named(told: CaseThen) -> str:
    """A case by its name and version, for a caption."""
    version = told.version
    return f"{told.name}, version {version.number}, {version.get_status_display().lower()}"


def _beside(told: CaseThen) -> str:
    """The one-off costs in a sentence: they stand beside savings wherever these do."""
    derived = told.derived
    words = f"One-off costs {_of(derived.one_off.total)} stand against this"
    if told.case.of_kind(LineKind.CONTINGENCY):
        words += f"; a contingency {_of(derived.contingency)} is held apart"
    return f"{words}."


def _of(total: Total) -> str:
    if not unknown_words(total):
        return f"of {written_pounds(total.amount)}"
    return "(withheld)" if total.withheld else "(not yet known)"


def _incomplete(told: CaseThen) -> str:
    """What the figures leave out, counted over savings, one-off costs and contingency."""
    totals = (told.derived.annual_saving.total, told.derived.one_off.total, told.derived.contingency)
    words = left_out(
        Total(Decimal(0), sum(total.blank for total in totals), sum(total.withheld for total in totals))
    ).lower()
    told_so = f"Worked out from what is told: {words}." if words else ""
    return " ".join(part for part in (told_so, why_no_saving(told.derived)) if part)
