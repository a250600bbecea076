"""The options of a business case: what they were judged by, how they did, which is preferred, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from finance.models import BusinessCase
from finance.queries.options import Appraisal, CriterionRow, appraisals_of
from finance.queries.options_words import GridLine, criterion_words, grid_of
from governance.blocks.context import BlockContext
from governance.documents.content import Block, Cell, Column, Prose, Row, Table
from programme.prose import as_markdown
from services.enums import State

NOTHING = "No options have been set beside each other."
JUDGED = "A score counts as many times as its criterion weighs. What is not judged is left out, not 0."


def build_options_appraisal(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """For each business case of the body's reviews its criteria, its options, the preferred one, and the outcomes."""
    asked = parameters["review"]
    reviews = [
        row.review.pk
        for row in context.rows_of(parameters["phase"])
        if (row.review.pk == asked.pk if asked else row.state != State.WITHDRAWN and row.review.left_on is None)
    ]
    cases = list(BusinessCase.objects.filter(review__in=reviews).order_by("review__position", "name", "pk"))
    found = appraisals_of(cases=[case.pk for case in cases], as_at=context.as_at)
    blocks: list[Block] = []
    for case in cases:
        if case.pk in found:
            blocks += _blocks_of(case.name, found[case.pk])
    return tuple(blocks) or (Table(caption="Options", columns=(Column(label="Option"),), rows=(), note=NOTHING),)


def _blocks_of(name: str, appraisal: Appraisal) -> list[Block]:
    lines = grid_of(appraisal)
    blocks: list[Block] = [_criteria(name, appraisal), _options(name, lines)]
    if any(cell.is_judged for line in lines for cell in line.cells):
        blocks.append(_judgements(name, appraisal, lines))
    preferred = appraisal.preferred
    if preferred is not None:
        blocks.append(Prose(markdown=f"**Preferred: {as_markdown(preferred.name)}.** {preferred.reason}"))
    return blocks


def _criteria(name: str, appraisal: Appraisal) -> Table:
    with_outcomes = any(one.outcome for one in appraisal.criteria)
    columns = [Column(label="Criterion", weight=4), Column(label="Judged as", weight=2)]
    if with_outcomes:
        columns += [Column(label="Outcome", weight=2), Column(label="Because", weight=4)]
    return Table(
        caption=f"Criteria: {name}",
        columns=tuple(columns),
        rows=tuple(_criterion(number, one, with_outcomes) for number, one in enumerate(appraisal.criteria, start=1)),
    )


def _criterion(number: int, one: CriterionRow, with_outcome: bool) -> Row:
    cells = [Cell(text=f"{number}. {one.name}"), Cell(text=criterion_words(one))]
    if with_outcome:
        told = f"{one.outcome_label}, {one.outcome_on}" if one.outcome else "Not judged yet"
        cells += [Cell(text=told), Cell(text=one.outcome_reason, markdown=True)]
    return Row(cells=tuple(cells))


def _options(name: str, lines: list[GridLine]) -> Table:
    placed = any(cell.is_judged for line in lines for cell in line.cells)
    columns = [Column(label="Option", weight=4)]
    if placed:
        columns += [Column(label="Points"), Column(label="Place", weight=2)]
    return Table(
        caption=f"Options: {name}",
        columns=(*columns, Column(label="Decided", weight=2), Column(label="Because", weight=4)),
        rows=tuple(_option(number, line, placed) for number, line in enumerate(lines, start=1)),
    )


def _option(number: int, line: GridLine, placed: bool) -> Row:
    option = line.option
    decided = "Preferred" if option.is_preferred else "Shortlisted" if option.is_shortlisted else "Not shortlisted"
    cells = [Cell(text=f"{number}. {option.name}")]
    if placed:
        cells += [Cell(text=line.total), Cell(text=line.place)]
    return Row(cells=(*cells, Cell(text=decided), Cell(text=option.reason, markdown=True)))


def _judgements(name: str, appraisal: Appraisal, lines: list[GridLine]) -> Table:
    return Table(
        caption=f"How each option does: {name}",
        columns=(
            Column(label="Option", weight=3),
            *(Column(label=f"{number}. {one.name}", weight=2) for number, one in enumerate(appraisal.criteria, 1)),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=line.option.name),
                    *(Cell(text=f"{one.words}: {one.reason}" if one.reason else one.words) for one in line.cells),
                )
            )
            for line in lines
        ),
        note=JUDGED,
    )
