"""The milestones that fall due."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from governance.blocks.context import BlockContext
from governance.documents.content import Block, Cell, Column, Row, Source, Table
from governance.queries.milestones import MilestoneRow, milestone_rows, milestones_due
from programme.wording.appearance import written_date


def build_milestones_due(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """Milestones not yet reached that fall due by a day: the programme's own, and those of the body's reviews."""
    names = {row.review.pk: row.review.name for row in context.rows}
    rows = [
        row
        for row in milestones_due(milestone_rows(programme=context.programme, as_at=context.as_at), by=parameters["by"])
        if row.review_id is None or row.review_id in names
    ]
    return (
        Table(
            caption=f"Milestones due by {written_date(parameters['by'])}",
            columns=(
                Column(label="Milestone", weight=4),
                Column(label="Service", weight=3),
                Column(label="First promised", weight=2),
                Column(label="Expected", weight=2),
            ),
            rows=tuple(_row_of(row, names=names, context=context) for row in rows),
            note="" if rows else "No milestone falls due by then.",
        ),
    )


def _row_of(row: MilestoneRow, *, names: Mapping[int, str], context: BlockContext) -> Row:
    due = row.due
    overdue = " (overdue)" if due is not None and due.is_overdue(context.today) else ""
    source = (Source(label=f"Recorded on {written_date(row.recorded_at)}"),) if row.recorded_at else ()
    return Row(
        cells=(
            Cell(text=row.name),
            Cell(text=names[row.review_id] if row.review_id else "The programme"),
            Cell(text=str(row.baseline or "")),
            Cell(text=f"{due}{overdue}"),
        ),
        sources=source,
    )
