"""The heat maps of a report: where the open risks of its body's registers stand, as at its moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from governance.blocks import parameter_kinds as kinds
from governance.blocks.context import BlockContext
from governance.blocks.live_block import Parameter, live_block
from governance.blocks.risks import ASSESSED, NO_REGISTER, REGISTER, moved_since, told_registers
from governance.blocks.wording import counted, day_in_words, number_word, sentence_start
from governance.documents.content import Block, RegisterMap, Table
from programme.wording.prose import as_markdown
from risks.drawing.heat_map import HeatMap
from risks.enums import AssessmentKind
from risks.models import MatrixCell
from risks.queries.heat_map import TITLES, Standing, cells_of, map_of
from risks.queries.movements import EntryMovement
from risks.queries.register_as_at import RiskThen
from risks.rules.movement import ARROWS, Movement

COUNTS, NUMBERS = "counts", "numbers"
SHOWN: kinds.Choices = ((COUNTS, "How many risks"), (NUMBERS, "Their numbers"))
STILL = (Movement.SAME, Movement.UNSCORED)


@live_block(
    code="heat_map",
    title="Heat map of a risk register",
    description="Where open risks stand in the matrix of their register. Confidential risks are never in it.",
    parameters=(
        REGISTER,
        ASSESSED,
        Parameter(
            name="show",
            label="In each cell",
            kind=kinds.OneOf(choices=SHOWN),
            hint="Leave empty for how many risks.",
        ),
        Parameter(
            name="since",
            label="Movement since",
            kind=kinds.DAY,
            hint="Leave empty for a map without movement.",
        ),
    ),
)
def heat_map_block(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """A map of each register, with what has no place in it in words; one register with `register`."""
    found = told_registers(context, parameters["register"])
    kind = AssessmentKind(parameters["kind"] or AssessmentKind.CURRENT)
    since: date | None = parameters["since"]
    opened = {one.register.pk: [risk for risk in one.risks if risk.is_open] for one in found}
    movements: Mapping[int, EntryMovement] = {}
    if since is not None:
        movements = moved_since(context, [risk for risks in opened.values() for risk in risks], kind, since)
    cells = cells_of([one.matrix for one in found if one.matrix is not None])
    blocks: list[Block] = []
    for one in found:
        risks, title = opened[one.register.pk], f"{one.register.name}, {TITLES[kind]} scores"
        if one.matrix is None:
            blocks.append(Table.of_nothing(title, _no_matrix(risks)))
            continue
        told = map_of(
            matrix=one.matrix,
            cells=cells[one.matrix.pk],
            standing=[_standing(risk, kind) for risk in risks],
            movements=movements,
            title=title,
            shows_numbers=parameters["show"] == NUMBERS,
        )
        moved = [movements[risk.entry.pk].moved for risk in risks if risk.entry.pk in movements]
        scores = [risk.score(kind) for risk in risks]
        words = [f"**{as_markdown(title)}.**", *_words(told, scores)]
        if since is not None:
            words.append(_moves(moved, since))
        blocks.append(RegisterMap(lead=" ".join(words), told=told))
    return tuple(blocks) or (Table.of_nothing("Heat map", NO_REGISTER),)


def _no_matrix(risks: Sequence[RiskThen]) -> str:
    standing = f" Its {counted(len(risks), 'open risk')} cannot stand in a heat map." if risks else ""
    return f"This register has no matrix by which risks are scored.{standing}"


def _standing(risk: RiskThen, kind: AssessmentKind) -> Standing:
    cell = risk.score(kind)
    return Standing(risk.entry.pk, risk.entry.number, None if cell is None else cell.pk)


def _words(told: HeatMap, scores: Sequence[MatrixCell | None]) -> Iterator[str]:
    """How many stand in the map and outside tolerance, what has no place in it and why, and how to read it."""
    in_map = f"{counted(told.total, 'open risk')} {'stands' if told.total == 1 else 'stand'} in the map"
    outside = f", {number_word(told.outside) if told.outside else 'none'} outside tolerance" if told.total else ""
    yield sentence_start(f"{in_map}{outside}.")
    unscored = sum(cell is None for cell in scores)
    if unscored:
        yield sentence_start(f"{number_word(unscored)} unscored, not in the map.")
    earlier = len(scores) - unscored - told.total
    if earlier:
        yield sentence_start(f"{number_word(earlier)} scored by an earlier matrix of the register, not in the map.")
    yield "The more serious stand higher and further to the right."
    tolerated = sum(square.is_tolerated for square in told.squares)
    yield "The thick line runs around what is tolerated." if tolerated else "No cell is within tolerance."


def _moves(moved: Sequence[Movement], since: date) -> str:
    """How many of the open risks moved, in words with the signs that stand in the map."""
    counts = Counter(one for one in moved if one not in STILL)
    if not counts:
        return f"None has moved since {day_in_words(since)}."
    parts = [
        f"{number_word(counts[one])} {one.value}{f' ({ARROWS[one]})' if one in ARROWS else ''}"
        for one in Movement
        if counts[one]
    ]
    return f"Since {day_in_words(since)}: {', '.join(parts)}."
