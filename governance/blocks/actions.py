"""Actions area by area, and the recommendations in their one run, as programme B's committee paper prints them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse

from governance.blocks import parameter_kinds as kinds
from governance.blocks.context import BlockContext
from governance.blocks.live_block import Parameter, live_block
from governance.documents.content import Block, Cell, Column, Prose, Row, Source, Table
from programme.wording.appearance import written_date
from programme.wording.prose import as_markdown
from services.enums import ActionStatus
from services.queries.action_record import ActionRecord, ActionRow, AreaActions, action_record

AREA = Parameter(name="area", label="Area of review", kind=kinds.AREA, hint="Leave empty for every area.")
NO_AREA = "Other actions"
GAPS = "The numbers run over the whole programme; recommendations that are not this body's are left out."


@live_block(
    code="actions_by_area",
    title="Actions by area",
    description="For each area its ambition, what is finished, and a table of actions with their commentary.",
    parameters=(
        AREA,
        Parameter(
            name="reference",
            label="Delivery plan reference",
            kind=kinds.REFERENCE,
            hint="Leave empty for all actions.",
        ),
        Parameter(name="only_recommendations", label="Only recommendations", kind=kinds.YES),
    ),
)
def actions_by_area_block(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """For each area its heading, its ambition, what is finished, and a table of what goes on or is recommended.

    With `area`, that area alone; with `reference`, the actions under it; with `only_recommendations`, those.
    """
    record = _record(context)
    if parameters["reference"] is not None:
        record = record.with_reference(parameters["reference"].pk)
    if parameters["only_recommendations"]:
        record = record.only({action.pk for action in record.recommendations})
    area = parameters["area"]
    groups = [one for one in record.by_area() if area is None or (one.area is not None and one.area.pk == area.pk)]
    shown = [group for group in groups if not group.is_empty or area is not None]
    blocks = [block for group in shown for block in _blocks_of(group, context=context)]
    return tuple(blocks) or (Prose(markdown="No actions are reported to this body."),)


@live_block(
    code="recommendations_in_one_run",
    title="Recommendations in one run",
    description="A table of the recommendations, numbered over the areas in their order.",
    parameters=(AREA,),
)
def recommendations_in_one_run_block(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """The recommendations with their numbers; with `area`, those of that area, numbered as in the whole."""
    area = parameters["area"]
    found = [
        one
        for one in _record(context).recommendations
        if area is None or (one.area is not None and one.area.pk == area.pk)
    ]
    numbers = [one.number for one in found]
    is_whole = area is not None or numbers == [*range(1, len(numbers) + 1)]
    return (
        Table(
            caption=f"Recommendations: {area.name}" if area else "Recommendations",
            columns=(Column("Number", 1), Column("Recommendation", 5), Column("Area", 2), Column("Status", 2)),
            rows=tuple(
                Row.of(
                    str(one.number),
                    one.title,
                    one.area.name if one.area else "",
                    str(one.status.label),
                    sources=_sources(one, context=context),
                )
                for one in found
            ),
            note=("" if is_whole else GAPS) if found else "There are no recommendations.",
        ),
    )


def _record(context: BlockContext) -> ActionRecord:
    """What the body is told of: the programme's own actions, and those of its reviews."""
    record = action_record(programme=context.programme, moment=context.moment)
    return record.of_reviews({row.review.pk for row in context.rows})


def _blocks_of(group: AreaActions, *, context: BlockContext) -> Iterator[Block]:
    name = group.area.name if group.area else NO_AREA
    yield Prose(markdown=f"## {as_markdown(name)}")
    if group.area is not None and group.area.ambition:
        yield Prose(markdown=group.area.ambition)
    if group.finished:
        said = "\n".join(f"- {_finished_words(action)}" for action in group.finished)
        yield Prose(markdown=f"Finished so far:\n\n{said}")
    dropped = tuple(action for action in group.dropped if action.is_recommendation)
    actions = sorted((*group.going_on, *dropped), key=lambda action: (action.position, action.code))
    if actions:
        yield Table(
            caption=f"{name}: actions and commentary",
            columns=(Column("Action", 1), Column("Commentary", 1)),
            rows=tuple(
                Row.of(
                    action.title, Cell(_commentary(action), markdown=True), sources=_sources(action, context=context)
                )
                for action in actions
            ),
        )
    elif not group.finished:
        yield Prose(markdown="No actions in this area.")


def _finished_words(action: ActionRow) -> str:
    said = [f"recommendation {action.number}" if action.number else "", str(action.completed or "")]
    inside = ", ".join(part for part in said if part)
    return as_markdown(f"{action.title} ({inside})" if inside else action.title)


def _commentary(action: ActionRow) -> str:
    """Markdown: the opening words, then why it was dropped, then what was said of it."""
    reason = action.status_reason if action.status == ActionStatus.NOT_NEEDED else ""
    return "\n\n".join(part for part in (as_markdown(action.opening), reason, action.commentary) if part)


def _sources(action: ActionRow, *, context: BlockContext) -> tuple[Source, ...]:
    if action.recorded_at is None:
        return ()
    address = reverse("action_detail", args=[context.programme.code, action.code])
    return (Source(label=f"Recorded on {written_date(action.recorded_at)}", ref=address),)
