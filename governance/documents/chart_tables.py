"""What a frozen drawing shows, in words: the table that stands under it, and the cells of a heat map one by one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from governance.documents.content import Cell, Column, RegisterMap, Row, Table
from programme.drawing.bars import Bars
from programme.drawing.gantt import Fact, Gantt
from programme.drawing.lines import Lines
from programme.wording.prose import as_markdown
from risks.drawing.heat_map import HeatMap, Square

GANTT_COLUMNS = (
    Column("What", 5),
    Column("From", 3),
    Column("To or on", 4),
    Column("First promised", 3),
    Column("Remarks", 6),
)
NAMED_KINDS = ("Milestone", "Project")
"""Kinds that a name alone does not tell; the others are called what they are ("Business case expected")."""
MOST_COLUMNS = 5
"""Impacts side by side in one table of a heat map; more of them go on in the next."""


def bars_table(chart: Bars) -> Table:
    """The words or the numbers of each bar."""
    weight = 2 if chart.has_words else 1
    totals = {row.label for row in chart.rows if row.is_total}
    rows = chart.written_rows if chart.has_words else [(row.label, *map(str, row.values)) for row in chart.rows]
    return Table(
        caption=chart.title,
        columns=(Column(chart.heading, 3), *(Column(one.label, weight, align="end") for one in chart.series)),
        rows=tuple(Row.of(*texts, kind="total" if texts[0] in totals else "row") for texts in rows),
    )


def lines_table(chart: Lines) -> Table:
    """The words of each place."""
    return Table(
        caption=chart.title,
        columns=(Column(chart.heading, 2), *(Column(label, chart.weight, align="end") for label in chart.columns)),
        rows=tuple(Row.of(row.label, *row.texts) for row in chart.rows),
        note=chart.description,
    )


def gantt_table(chart: Gantt) -> Table:
    """The facts of the chart, those of one review under its name."""
    return Table(
        caption=chart.title,
        columns=GANTT_COLUMNS,
        rows=tuple(_gantt_rows(chart)),
        note="" if chart.facts else "No service reviews are reported to this body.",
    )


def heat_map_tables(block: RegisterMap) -> tuple[Table, ...]:
    """The map as a table of likelihood by impact; a wide one in several, as even as they can be."""
    told = block.told
    parts = list(_parts(len(told.impact)))
    return tuple(_heat_map_table(told, first, last, is_part=len(parts) > 1) for first, last in parts)


def heat_map_cells(block: RegisterMap) -> dict[str, tuple[str, str]]:
    """For each cell, by its place in words: what stands there, and what the cell means."""
    told = block.told
    return {told.place_of(square): (_standing(told, square), square.meaning) for square in told.squares}


def _gantt_rows(chart: Gantt) -> Iterator[Row]:
    for of, facts in groupby(chart.facts, key=lambda fact: fact.of):
        yield Row.of(of, kind="heading")
        for fact in facts:
            yield Row.of(_name_of(fact), fact.starts, fact.ends, fact.promised, fact.remarks)


def _name_of(fact: Fact) -> str:
    return f"{fact.kind}: {fact.what}" if fact.kind in NAMED_KINDS else fact.what


def _parts(columns: int) -> Iterator[tuple[int, int]]:
    """The first and the last impact of each table."""
    tables = -(-columns // MOST_COLUMNS)
    for place in range(tables):
        yield place * columns // tables + 1, (place + 1) * columns // tables


def _heat_map_table(told: HeatMap, first: int, last: int, *, is_part: bool) -> Table:
    steps = told.impact[first - 1 : last]
    shown = "which" if told.shows_numbers else "how many"
    part = f", {told.impact_title.lower()} {steps[0].label} to {steps[-1].label}" if is_part else ""
    return Table(
        caption=f"{told.title}: {shown} risks stand in each cell, with its {told.score_title.lower()} and band{part}",
        columns=(Column(told.likelihood_title), *(Column(f"{told.impact_title} {step.words}") for step in steps)),
        rows=tuple(
            Row.of(step.words, *(Cell(_cell(told, square), markdown=True) for square in squares[first - 1 : last]))
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
