"""A frozen Gantt chart as a table: the same facts in words, under its drawing."""

from collections.abc import Iterator
from itertools import groupby

from governance.documents.content import Cell, Column, Row, Table
from programme.drawing.gantt import Fact, Gantt

COLUMNS = (
    Column(label="What", weight=5),
    Column(label="From", weight=3),
    Column(label="To or on", weight=4),
    Column(label="First promised", weight=3),
    Column(label="Remarks", weight=6),
)
NAMED_KINDS = ("Milestone", "Project")
"""Kinds that a name alone does not tell; the others are called what they are ("Business case expected")."""


def gantt_table(chart: Gantt) -> Table:
    """Return the facts of `chart`, those of one review under its name."""
    return Table(
        caption=chart.title,
        columns=COLUMNS,
        rows=tuple(_rows(chart)),
        note="" if chart.facts else "No service reviews are reported to this body.",
    )


def _rows(chart: Gantt) -> Iterator[Row]:
    for of, facts in groupby(chart.facts, key=lambda fact: fact.of):
        yield Row(kind="heading", cells=(Cell(text=of),))
        for fact in facts:
            texts = (_name_of(fact), fact.starts, fact.ends, fact.promised, fact.remarks)
            yield Row(cells=tuple(Cell(text=text) for text in texts))


def _name_of(fact: Fact) -> str:
    return f"{fact.kind}: {fact.what}" if fact.kind in NAMED_KINDS else fact.what
