"""How long reviews take at each stage, and what they wait for before the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from governance.blocks.context import BlockContext
from governance.blocks.live_block import PHASE, live_block
from governance.documents.content import Block, Column, Row, Source, Table
from programme.wording.appearance import written_date
from services.enums import GateStanding
from services.queries.gates import GateState, gate_record
from services.queries.progress import ProgressRow
from services.queries.stages import StageSummary, StageTimes, longest_first, stage_times, summaries_of
from services.rules.stages import next_stages

NOT_KNOWN = "not known"


@live_block(
    code="stage_times",
    title="Time in each stage",
    description="The median time of each stage, and how long each review has been where it stands.",
    parameters=(PHASE,),
)
def stage_times_block(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """The median time of each stage, and how long each review has been where it stands."""
    phase = parameters["phase"]
    times = [
        one
        for one in stage_times(reviews=context.reviews, moment=context.moment)
        if phase is None or one.review.phase == phase
    ]
    summaries = [summary for summary in summaries_of(times) if summary.moved_on or summary.standing]
    standing = [one for one in longest_first(times) if one.is_standing]
    return (
        Table(
            caption="Time in each stage",
            columns=(
                Column("Stage", 3),
                Column("Moved on from it", 2, align="end"),
                Column("Median of those", 3),
                Column("There now", 2, align="end"),
                Column("There longest", 4),
            ),
            rows=tuple(_summary_row(summary) for summary in summaries),
            note=(
                "Reckoned from the dates of the moves, and no more precisely than those. Time on hold counts."
                if times
                else "No service reviews are reported to this body."
            ),
        ),
        Table(
            caption="How long each review has been at its stage",
            columns=(
                Column("Service", 4),
                Column("Stage", 3),
                Column("Since", 3),
                Column("For", 3),
                Column("Of which on hold", 4),
            ),
            rows=tuple(_standing_row(one) for one in standing),
            note="" if standing else "No review is under way.",
        ),
    )


@live_block(
    code="gates",
    title="Gates",
    description="Which reviews wait for what before they may move on, and what was waived.",
    parameters=(PHASE,),
)
def gates_block(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """Which reviews wait for what before they may move on, and what was waived."""
    rows = [row for row in context.rows_of(parameters["phase"]) if row.is_live]
    record = gate_record(
        programme=context.programme, reviews=[row.review for row in rows], day=context.today, moment=context.moment
    )
    found = [(row, state) for row in rows for state in record.of(row.review, stages=next_stages(row.stage))]
    waiting = [(row, state) for row, state in found if not state.is_open]
    waived = [(row, state) for row, state in found if state.standing == GateStanding.WAIVED]
    blocks = [
        Table(
            caption="What reviews wait for",
            columns=(
                Column("Service", 3),
                Column("Stage now", 2),
                Column("Before", 2),
                Column("Gate", 3),
                Column("What is missing", 4),
            ),
            rows=tuple(_waiting_row(row, state) for row, state in waiting),
            note="" if waiting else "No review waits for a gate.",
        )
    ]
    if waived:
        blocks.append(
            Table(
                caption="Gates that were waived",
                columns=(Column("Service", 3), Column("Before", 2), Column("Gate", 3), Column("Why", 5)),
                rows=tuple(_waived_row(row, state) for row, state in waived),
            )
        )
    return tuple(blocks)


def _summary_row(summary: StageSummary) -> Row:
    longest = summary.longest
    return Row.of(
        str(summary.stage.label),
        str(summary.moved_on),
        str(summary.median or ""),
        str(len(summary.standing)),
        f"{longest.review.name}, {longest.now.duration or NOT_KNOWN}" if longest else "",
    )


def _standing_row(times: StageTimes) -> Row:
    visit, move = times.now, times.now.entered_by
    return Row.of(
        times.review.name,
        str(visit.stage.label),
        str(visit.entered),
        str(visit.duration or NOT_KNOWN),
        "; ".join(_holds(times)),
        sources=(Source(label=f"Moved there, recorded on {written_date(move.recorded_at)}"),) if move else (),
    )


def _holds(times: StageTimes) -> Iterator[str]:
    for pause in times.now.pauses:
        still = ", still" if pause.until is None else ""
        yield f"{pause.duration or NOT_KNOWN}{still}"


def _waiting_row(row: ProgressRow, state: GateState) -> Row:
    return Row.of(row.review.name, str(row.stage.label), state.gate.get_stage_display(), state.gate.name, state.missing)


def _waived_row(row: ProgressRow, state: GateState) -> Row:
    why = " ".join(
        f"{finding.council.short_name}: {finding.reason}" if finding.council else finding.reason
        for finding in state.findings
        if finding.standing == GateStanding.WAIVED
    )
    return Row.of(row.review.name, state.gate.get_stage_display(), state.gate.name, why)
