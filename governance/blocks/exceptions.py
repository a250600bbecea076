"""What is put before the board by exception: each line with its rule and since when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from governance.blocks import parameter_kinds as kinds
from governance.blocks.context import BlockContext
from governance.blocks.live_block import Parameter, live_block
from governance.documents.content import Block, Column, Row, Source, Table
from programme.queries.exceptions import ExceptionScope
from programme.wording.appearance import written_date
from risks.queries.exceptions import ExceptionRow, exceptions_of, last_board

COLUMNS = (Column("What", 4), Column("Where", 3), Column("Rule", 3), Column("Since", 2), Column("Why", 5))


def scope_of(context: BlockContext) -> ExceptionScope:
    """What the body is told of, as at the report's moment."""
    return ExceptionScope(
        programme=context.programme,
        reader=None,
        reviews=frozenset(row.review.pk for row in context.rows),
        council=context.body.council_id,
        as_at=context.as_at,
        last_board=last_board(context.programme, context.time),
    )


@live_block(
    code="exceptions",
    title="Exceptions",
    description="The risks, dates, budgets and savings that break a rule of exceptions, and since when.",
    parameters=(
        Parameter(
            name="rule",
            label="Rule",
            kind=kinds.RULE,
            hint="Leave empty for every rule that the programme uses.",
        ),
    ),
)
def exceptions_block(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """The exceptions that the body is told of, of one rule or of all that the programme uses."""
    rule = parameters["rule"]
    rows = [row for row in exceptions_of(scope_of(context)) if rule is None or row.setting.kind == rule]
    caption = "Exceptions" if rule is None else f"Exceptions: {rule.name}"
    note = "" if rows else "Nothing breaks a rule of the programme."
    return (Table(caption=caption, columns=COLUMNS, rows=tuple(_row(row) for row in rows), note=note),)


def _row(row: ExceptionRow) -> Row:
    since = written_date(row.since) if row.since else "Not known"
    cells = (row.title, row.place, row.rule, since, row.detail)
    return Row.of(*cells, sources=(Source(label=f"Rule: {row.rule}", ref=row.key),))
