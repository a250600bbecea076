"""A frozen Gantt chart as a table: the same facts in words, under its drawing."""

from governance.documents.content import Cell, Column, Row, Table
from programme.gantt import Gantt

COLUMNS = (
    Column(label="What", weight=4),
    Column(label="Of", weight=3),
    Column(label="From", weight=3),
    Column(label="To or on", weight=3),
    Column(label="First promised", weight=3),
    Column(label="Remarks", weight=5),
)


def gantt_table(chart: Gantt) -> Table:
    """Return the facts of `chart`, each with its kind before its name ("Milestone: …")."""
    return Table(
        caption=chart.title,
        columns=COLUMNS,
        rows=tuple(
            Row(
                cells=tuple(
                    Cell(text=text)
                    for text in (
                        f"{fact.kind}: {fact.what}",
                        fact.of,
                        fact.starts,
                        fact.ends,
                        fact.promised,
                        fact.remarks,
                    )
                )
            )
            for fact in chart.facts
        ),
        note="" if chart.facts else "No service reviews are reported to this body.",
    )
