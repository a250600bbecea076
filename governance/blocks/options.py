"""The options of a business case: what they were judged by, how they did, which is preferred, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from finance.models import BusinessCase
from finance.queries.options import Appraisal, CriterionRow, GridLine, appraisals_of, criterion_words, grid_of
from governance.blocks import parameter_kinds as kinds
from governance.blocks.context import BlockContext
from governance.blocks.live_block import PHASE, REVIEW, Parameter, live_block
from governance.documents.content import Block, Cell, Column, Prose, Row, Table
from programme.wording.prose import as_markdown
from services.enums import State

NOTHING = "No options have been set beside each other."
OUTCOME_COLUMNS = (Column("Outcome", 2), Column("Because", 4))
JUDGED = "A score counts as many times as its criterion weighs. What is not judged is left out, not 0."


PARTS: kinds.Choices = (
    ("criteria", "Criteria"),
    ("options", "Options"),
    ("judgements", "How each option does on each criterion"),
    ("preferred", "The preferred option"),
    ("outcomes", "What came of each criterion"),
)
"""What of an appraisal may stand in a section, by code."""


@live_block(
    code="options_appraisal",
    title="Options appraisal",
    description="What the options of a business case were judged by, the preferred one, and what came of it.",
    parameters=(
        REVIEW,
        PHASE,
        Parameter(
            name="parts",
            label="What to show",
            kind=kinds.SomeOf(choices=PARTS),
            hint="Leave empty for all of it.",
        ),
    ),
)
def options_appraisal_block(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """For each business case of the body's reviews its criteria, its options, the preferred one, and the outcomes; or
    the `parts` that are asked for, in their order here.
    """
    asked, parts = parameters["review"], set(parameters["parts"] or dict(PARTS))
    reviews = [
        row.review.pk
        for row in context.rows_of(parameters["phase"])
        if (row.review.pk == asked.pk if asked else row.state != State.WITHDRAWN and row.review.left_on is None)
    ]
    cases = list(BusinessCase.objects.filter(review__in=reviews).order_by("review__position", "name", "pk"))
    found = appraisals_of(cases=[case.pk for case in cases], moment=context.moment)
    blocks: list[Block] = []
    for case in cases:
        if case.pk in found:
            blocks += _blocks_of(case.name, found[case.pk], parts)
    return tuple(blocks) or (Table.of_nothing("Options", NOTHING),)


def _blocks_of(name: str, appraisal: Appraisal, parts: set[str]) -> list[Block]:
    lines = grid_of(appraisal)
    blocks: list[Block] = []
    if "criteria" in parts:
        blocks.append(_criteria(name, appraisal, with_outcomes="outcomes" in parts))
    if "options" in parts:
        blocks.append(_options(name, lines))
    if "judgements" in parts and _any_judged(lines):
        blocks.append(_judgements(name, appraisal, lines))
    preferred = appraisal.preferred
    if "preferred" in parts and preferred is not None:
        why = "" if "options" in parts else f" {preferred.reason}"
        blocks.append(Prose(markdown=f"**Preferred: {as_markdown(preferred.name)}.**{why}"))
    if "outcomes" in parts and "criteria" not in parts:
        blocks.append(_outcomes(name, appraisal))
    return blocks


def _any_judged(lines: list[GridLine]) -> bool:
    return any(cell.is_judged for line in lines for cell in line.cells)


def _criteria(name: str, appraisal: Appraisal, *, with_outcomes: bool) -> Table:
    """The criteria with how they are judged, unless nothing is judged and all are alike: that would say nothing."""
    told = with_outcomes and any(one.outcome for one in appraisal.criteria)
    judged = [criterion_words(one) for one in appraisal.criteria]
    tells_how = len(set(judged)) > 1 or any(score.judgement.is_made for score in appraisal.scores.values())
    columns = [Column("Criterion", 4)]
    if tells_how:
        columns.append(Column("Judged as", 2))
    if told:
        columns += OUTCOME_COLUMNS
    rows = []
    for number, (one, how) in enumerate(zip(appraisal.criteria, judged, strict=True), start=1):
        cells = [Cell(f"{number}. {one.name}"), *([Cell(how)] if tells_how else [])]
        rows.append(Row.of(*cells, *(_outcome_cells(one) if told else ())))
    return Table(caption=f"Criteria: {name}", columns=tuple(columns), rows=tuple(rows))


def _outcomes(name: str, appraisal: Appraisal) -> Table:
    return Table(
        caption=f"Outcome of each criterion: {name}",
        columns=(Column("Criterion", 4), *OUTCOME_COLUMNS),
        rows=tuple(
            Row.of(f"{number}. {one.name}", *_outcome_cells(one))
            for number, one in enumerate(appraisal.criteria, start=1)
        ),
    )


def _outcome_cells(one: CriterionRow) -> tuple[Cell, Cell]:
    told = f"{one.outcome_label}, {one.outcome_on}" if one.outcome else "Not judged yet"
    return Cell(told), Cell(one.outcome_reason, markdown=True)


def _options(name: str, lines: list[GridLine]) -> Table:
    placed = _any_judged(lines)
    columns = [Column("Option", 4)]
    if placed:
        columns += [Column("Points"), Column("Place", 2)]
    return Table(
        caption=f"Options: {name}",
        columns=(*columns, Column("Decided", 2), Column("Because", 4)),
        rows=tuple(_option(number, line, placed) for number, line in enumerate(lines, start=1)),
    )


def _option(number: int, line: GridLine, placed: bool) -> Row:
    option = line.option
    decided = "Preferred" if option.is_preferred else "Shortlisted" if option.is_shortlisted else "Not shortlisted"
    cells = [Cell(f"{number}. {option.name}")]
    if placed:
        cells += [Cell(line.total), Cell(line.place)]
    return Row.of(*cells, decided, Cell(option.reason, markdown=True))


def _judgements(name: str, appraisal: Appraisal, lines: list[GridLine]) -> Table:
    return Table(
        caption=f"How each option does: {name}",
        columns=(
            Column("Option", 3),
            *(Column(f"{number}. {one.name}", 2) for number, one in enumerate(appraisal.criteria, 1)),
        ),
        rows=tuple(
            Row.of(line.option.name, *(f"{one.words}: {one.reason}" if one.reason else one.words for one in line.cells))
            for line in lines
        ),
        note=JUDGED,
    )
