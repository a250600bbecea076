"""Figures, charts and tables that count service reviews."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from governance.blocks import parameter_kinds as kinds
from governance.blocks.context import BlockContext
from governance.blocks.live_block import PHASE, Parameter, live_block
from governance.blocks.wording import (
    accepted_words,
    counted,
    day_in_words,
    listed,
    number_word,
    sentence_start,
    update_source,
)
from governance.documents.content import Block, Cell, Column, Figure, Row, Table
from governance.queries.progress_table import rating
from programme.drawing.bars import BarRow, Bars, Series
from programme.wording.appearance import rating_of, written_date
from services.enums import Stage, State
from services.queries.progress import ProgressRow, by_phase, started_by

RATINGS = ("green", "amber", "red", "unrated", "on_hold", "not_started", "complete")


@live_block(
    code="reviews_started",
    title="Reviews started by a date",
    description="A sentence with the number of reviews that will have started by a day.",
    parameters=(
        Parameter(
            name="by",
            label="Started by",
            kind=kinds.DAY,
            required=True,
            hint="The last day that counts, for example 28/02/2023.",
        ),
        PHASE,
    ),
)
def reviews_started_block(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """How many reviews will have started by a day, in a sentence, with the reviews counted and the rule."""
    by, phase = parameters["by"], parameters["phase"]
    rows = started_by(context.rows_of(phase), by=by)
    verb = "had started" if by <= context.today else "will have started"
    clause = f"{counted(len(rows), 'review')} {verb} by {day_in_words(by)}"
    within = f"In {phase.name}, {clause}" if phase else sentence_start(clause)
    return (
        Figure(
            sentence=f"{within}.",
            value=str(len(rows)),
            unit="reviews",
            rows=tuple(_started_words(row) for row in rows),
            rule=(
                f"Counted: reviews that have begun, or are planned to begin, wholly on or before {written_date(by)}. "
                "Not counted: reviews withdrawn or gone from the programme."
            ),
        ),
    )


def _started_words(row: ProgressRow) -> str:
    if row.started is None:
        return f"{row.review.name}: planned to begin {row.start}"
    recorded = f" (recorded {written_date(row.last_move.recorded_at)})" if row.last_move else ""
    return f"{row.review.name}: began {row.started}{recorded}"


def _standing(context: BlockContext, parameters: Mapping[str, Any]) -> list[ProgressRow]:
    """The reviews still in the programme."""
    return [row for row in context.rows_of(parameters["phase"]) if row.is_standing]


@live_block(
    code="reviews_by_stage",
    title="Reviews by stage",
    description="A chart of how many reviews stand at each stage, and its table.",
    parameters=(PHASE,),
)
def reviews_by_stage_block(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """How many reviews stand at each stage, as a chart with its table."""
    rows = _standing(context, parameters)
    counts = Counter(row.stage for row in rows)
    reached = [stage for stage in Stage if counts[stage]]
    said = [f"{number_word(counts[stage])} at {stage.label.lower()}" for stage in reached]
    return (
        Bars(
            key="reviews-by-stage",
            title="Service reviews by stage",
            description=f"{sentence_start(counted(len(rows), 'review'))}: {listed(said)}." if said else "No reviews.",
            series=(Series("Reviews"),),
            rows=tuple(BarRow(str(stage.label), (counts[stage],)) for stage in Stage),
            heading="Stage",
        ),
        Figure(
            sentence=f"{sentence_start(counted(len(rows), 'review'))} "
            f"{'is' if len(rows) == 1 else 'are'} in the programme.",
            value=str(len(rows)),
            unit="reviews",
            rows=tuple(
                f"{row.review.name}: {row.stage.label}"
                + (f", recorded {written_date(row.last_move.recorded_at)}" if row.last_move else "")
                for row in rows
            ),
            rule="Counted at the stage its last recorded move left it. Not counted: reviews withdrawn or gone.",
        ),
    )


@live_block(
    code="reviews_by_rag",
    title="Reviews by rating",
    description="A chart of the ratings in each phase, the unrated counted, and its table.",
    parameters=(PHASE,),
)
def reviews_by_rag_block(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """How the reviews are rated, phase by phase. Unrated stays in the total; not started and on hold are no ratings."""
    rows = _standing(context, parameters)
    totals = Counter(rating(row) for row in rows)
    shown = [code for code in RATINGS if totals[code] or code in ("green", "amber", "red", "unrated")]
    groups = by_phase(rows)
    said = [f"{number_word(totals[code])} {rating_of(code).label.lower()}" for code in RATINGS if totals[code]]
    sentence = f"Of {counted(len(rows), 'review')}: {listed(said)}." if said else "There are no reviews to rate."
    return (
        Bars(
            key="reviews-by-rag",
            title="Service reviews by rating",
            description=sentence,
            series=tuple(Series(rating_of(code).label, code) for code in shown),
            rows=tuple(
                BarRow(
                    label=phase.name if phase else ("Outside the phases" if len(groups) > 1 else "All reviews"),
                    values=tuple(sum(rating(row) == code for row in group) for code in shown),
                )
                for phase, group in groups
            ),
            heading="Phase",
        ),
        Figure(
            sentence=sentence,
            value=str(len(rows)),
            unit="reviews",
            rows=tuple(
                f"{row.review.name}: {rating_of(rating(row)).label} ({accepted_words(row.update)})" for row in rows
            ),
            rule=(
                "Each review's latest accepted rating. A review without one is unrated and stays in the total; "
                "not started and on hold are not ratings."
            ),
        ),
    )


@live_block(
    code="on_hold",
    title="Reviews on hold",
    description="A table of the reviews on hold, since when and why.",
    parameters=(PHASE,),
)
def on_hold_block(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """The reviews on hold, since when and why."""
    rows = [row for row in _standing(context, parameters) if row.state == State.ON_HOLD]
    return (
        Table(
            caption="Service reviews on hold",
            columns=(Column("Service", 3), Column("Stage", 2), Column("On hold since", 2), Column("Reason", 4)),
            rows=tuple(
                Row.of(
                    row.review.name,
                    str(row.stage.label),
                    str(row.last_move.effective) if row.last_move else "Not recorded",
                    Cell(row.state_reason, markdown=True),
                    sources=update_source(row.update),
                )
                for row in rows
            ),
            note="" if rows else "No service review is on hold.",
        ),
    )
