"""The progress table by phase, as programme D's committee paper prints it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from governance.blocks.context import BlockContext
from governance.blocks.wording import update_source
from governance.documents.content import Block, Cell, Column, Row, Table
from governance.queries.progress_table import ProgressTableGroup, ProgressTableRow, progress_table
from services.enums import State

WEIGHTS = (3, 4, 2, 3)


def build_progress_table(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """Every review of the body, phase by phase; with `phase`, that phase alone."""
    rows = context.rows_of(parameters["phase"])
    table = progress_table(rows, context.today)
    updates = {row.review.pk: row.update for row in rows}
    return (
        Table(
            caption="Progress of the service reviews",
            columns=tuple(
                Column(label=label, weight=weight) for label, weight in zip(table.columns, WEIGHTS, strict=True)
            ),
            rows=tuple(row for group in table.groups for row in _rows_of(group, updates)),
            note="" if rows else "No service reviews are reported to this body.",
        ),
    )


def _rows_of(group: ProgressTableGroup, updates: Mapping[int, Any]) -> Iterator[Row]:
    if group.heading:
        yield Row(kind="heading", cells=(Cell(text=group.heading),))
    for row in group.rows:
        service, business_case, expected, implementation = row.cells
        yield Row(
            cells=(
                Cell(text=service),
                Cell(text=_with_state(row, business_case), markdown=True),
                Cell(text=expected),
                Cell(text=implementation, markdown=True),
            ),
            sources=update_source(updates[row.review.pk]),
        )


def _with_state(row: ProgressTableRow, said: str) -> str:
    """What was said of a business case, after the state of a review that does not go on; else why it does not."""
    if row.state not in (State.ON_HOLD, State.WITHDRAWN):
        return said
    return f"**{row.state.label}.** {said or row.state_reason}".strip()
