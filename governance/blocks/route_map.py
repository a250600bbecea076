"""The route map of a report: the reviews, their milestones and their projects on a line of time, with its table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from governance.blocks.context import BlockContext
from governance.documents.content import Block
from services.queries.route_chart import route_chart, without_addresses
from services.queries.route_map import read_route


def build_route_map(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """Every review of the body and the programme's own milestones; with `phase`, that phase alone; on asking without
    the projects.
    """
    phase = parameters["phase"]
    route = read_route(
        programme=context.programme,
        rows=context.rows_of(phase),
        as_at=context.as_at,
        sees={row.review.pk for row in context.rows},
        with_programme=phase is None,
    )
    if parameters["without_projects"]:
        route = replace(route, reviews=tuple(replace(one, projects=()) for one in route.reviews))
    title = f"Route map of {phase.name}" if phase else "Route map of the service reviews"
    key = f"route-map-{phase.code}" if phase else "route-map"
    return (without_addresses(route_chart(route, key=key, title=title)),)
