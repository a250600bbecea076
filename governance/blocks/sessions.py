"""The board's scrutiny sessions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from governance.blocks import parameter_kinds as kinds
from governance.blocks.context import BlockContext
from governance.blocks.live_block import Parameter, live_block
from governance.documents.content import Block, Cell, Column, Row, Source, Table
from programme.wording.appearance import written_date
from services.models import ServiceReview
from services.queries.action_record import SessionRow, session_rows


@live_block(
    code="scrutiny_sessions",
    title="Scrutiny sessions",
    description="A table of the board's sessions with officers: what was challenged and what was approved.",
    parameters=(
        Parameter(
            name="since",
            label="Held on or after",
            kind=kinds.DAY,
            hint="For example 01/02/2023. Leave empty for all.",
        ),
        Parameter(
            name="until",
            label="Held on or before",
            kind=kinds.DAY,
            hint="For example 30/04/2023. Leave empty for all up to the report.",
        ),
    ),
)
def scrutiny_sessions_block(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """The sessions of the body's reviews, held between two days where they are given."""
    since, until = parameters["since"], parameters["until"]
    reviews = {row.review.pk: row.review for row in context.rows}
    rows = [
        row
        for row in session_rows(programme=context.programme, moment=context.moment)
        if row.review_id in reviews
        and (since is None or row.held_on >= since)
        and (until is None or row.held_on <= until)
    ]
    return (
        Table(
            caption=f"Scrutiny sessions{_between(since, until)}",
            columns=(
                Column("Held on", 2),
                Column("Service", 3),
                Column("Held by, and officers of", 3),
                Column("Challenged", 4),
                Column("Approved", 4),
            ),
            rows=tuple(_row_of(row, review=reviews[row.review_id], context=context) for row in rows),
            note="" if rows else "No scrutiny session was held.",
        ),
    )


def _between(since: date | None, until: date | None) -> str:
    if since and until:
        return f", {written_date(since)} to {written_date(until)}"
    return f" since {written_date(since)}" if since else f" up to {written_date(until)}" if until else ""


def _row_of(row: SessionRow, *, review: ServiceReview, context: BlockContext) -> Row:
    address = reverse("session_detail", args=[context.programme.code, review.code, row.code])
    label = f"Recorded on {written_date(row.recorded_at)}" if row.recorded_at else "Scrutiny session"
    there = "; ".join(part for part in (row.group, ", ".join(row.councils)) if part)
    return Row.of(
        written_date(row.held_on),
        review.name,
        there,
        Cell(row.challenged, markdown=True),
        Cell(row.approved, markdown=True),
        sources=(Source(label=label, ref=address),),
    )
