"""A frozen heat map in words: its table, and its cells one by one."""

from __future__ import annotations

from collections.abc import Iterator

from governance.documents.content import Cell, Column, RegisterMap, Row, Table
from programme.wording.prose import as_markdown
from risks.drawing.heat_map import HeatMap, Square

MOST_COLUMNS = 5
"""Impacts side by side in one table; more of them go on in the next."""


def heat_map_tables(block: RegisterMap) -> tuple[Table, ...]:
    """The map as a table of likelihood by impact; a wide one in several, as even as they can be."""
    told = block.told
    parts = list(_parts(len(told.impact)))
    return tuple(_table(told, first, last, is_part=len(parts) > 1) for first, last in parts)


def heat_map_cells(block: RegisterMap) -> dict[str, tuple[str, str]]:
    """For each cell, by its place in words: what stands there, and what the cell means."""
    told = block.told
    return {told.place_of(square): (_standing(told, square), square.meaning) for square in told.squares}


def _parts(columns: int) -> Iterator[tuple[int, int]]:
    """The first and the last impact of each table."""
    tables = -(-columns // MOST_COLUMNS)
    for place in range(tables):
        yield place * columns // tables + 1, (place + 1) * columns // tables


def _table(told: HeatMap, first: int, last: int, *, is_part: bool) -> Table:
    steps = told.impact[first - 1 : last]
    shown = "which" if told.shows_numbers else "how many"
    part = f", {told.impact_title.lower()} {steps[0].label} to {steps[-1].label}" if is_part else ""
    return Table(
        caption=f"{told.title}: {shown} risks stand in each cell, with its {told.score_title.lower()} and band{part}",
        columns=(
            Column(label=told.likelihood_title),
            *(Column(label=f"{told.impact_title} {step.words}") for step in steps),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=step.words),
                    *(Cell(text=_cell(told, square), markdown=True) for square in squares[first - 1 : last]),
                )
            )
            for step, squares in told.rows
        ),
    )


def _cell(told: HeatMap, square: Square) -> str:
    """What stands there, then what the cell means, on a line of its own (Markdown)."""
    return f"**{as_markdown(_standing(told, square))}**\\\n{as_markdown(square.meaning)}"


def _standing(told: HeatMap, square: Square) -> str:
    """How many risks, or which, and how many of them moved."""
    if told.shows_numbers:
        return square.which or "None"
    return f"{square.count:,} ({square.moves})" if square.moves else f"{square.count:,}"
