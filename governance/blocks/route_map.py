"""What lies ahead: the milestones that fall due, and the reviews, milestones and projects on a line of time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from governance.blocks import parameter_kinds as kinds
from governance.blocks.context import BlockContext
from governance.blocks.live_block import PHASE, Parameter, live_block
from governance.documents.content import Block, Column, Row, Source, Table
from governance.queries.dashboard_due import milestones_at, milestones_due
from programme.history import last_recorded
from programme.wording.appearance import written_date
from services.models import Milestone
from services.queries.route_chart import route_chart, without_addresses
from services.queries.route_map import read_route


@live_block(
    code="milestones_due",
    title="Milestones due",
    description="A table of the milestones not yet reached that fall due by a day, the overdue ones marked.",
    parameters=(
        Parameter(
            name="by",
            label="Due by",
            kind=kinds.DAY,
            required=True,
            hint="The last day that counts, for example 30/06/2023.",
        ),
    ),
)
def milestones_due_block(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """Milestones not yet reached that fall due by a day: the programme's own, and those of the body's reviews."""
    names = {row.review.pk: row.review.name for row in context.rows}
    rows = [
        row
        for row in milestones_due(
            milestones_at(programme=context.programme, moment=context.moment), by=parameters["by"]
        )
        if row.review_id is None or row.review_id in names
    ]
    return (
        Table(
            caption=f"Milestones due by {written_date(parameters['by'])}",
            columns=(Column("Milestone", 4), Column("Service", 3), Column("First promised", 2), Column("Expected", 2)),
            rows=tuple(_row_of(row, names=names, context=context) for row in rows),
            note="" if rows else "No milestone falls due by then.",
        ),
    )


def _row_of(row: Milestone, *, names: Mapping[int, str], context: BlockContext) -> Row:
    due = row.due
    overdue = " (overdue)" if due is not None and due.is_overdue(context.today) else ""
    recorded_at = last_recorded(row)
    source = (Source(label=f"Recorded on {written_date(recorded_at)}"),) if recorded_at else ()
    return Row.of(
        row.name,
        names[row.review_id] if row.review_id else "The programme",
        str(row.baseline or ""),
        f"{due}{overdue}",
        sources=source,
    )


@live_block(
    code="route_map",
    title="Route map",
    description="The reviews, milestones and projects on a line of time, and the table that says the same.",
    parameters=(PHASE, Parameter(name="without_projects", label="Without projects", kind=kinds.YES)),
)
def route_map_block(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """Every review of the body and the programme's own milestones; with `phase`, that phase alone; on asking without
    the projects.
    """
    phase = parameters["phase"]
    route = read_route(
        programme=context.programme,
        rows=context.rows_of(phase),
        moment=context.moment,
        sees={row.review.pk for row in context.rows},
        with_programme=phase is None,
    )
    if parameters["without_projects"]:
        route = replace(route, reviews=tuple(replace(one, projects=()) for one in route.reviews))
    title = f"Route map of {phase.name}" if phase else "Route map of the service reviews"
    key = f"route-map-{phase.code}" if phase else "route-map"
    return (without_addresses(route_chart(route, key=key, title=title)),)
