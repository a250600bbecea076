"""The header of a report: what its house style asks for, from the clerk's words and the facts of the report."""

from __future__ import annotations

from governance.documents.facts import HEADER_FACTS
from governance.documents.layout import HeaderField, Layout
from governance.documents.snapshot import HeaderRow, Person, Snapshot
from governance.models import Report

AGENDA_ITEM, AUTHORS = "agenda_item", "authors"


def typed_header(layout: Layout) -> list[HeaderField]:
    """The header fields that the clerk types: the style's own, then agenda item and authors where it prints them."""
    typed = [row for row in layout.header if row.source == "text"]
    taken = {row.code for row in typed}
    if _prints(layout, AGENDA_ITEM) and AGENDA_ITEM not in taken:
        typed.append(HeaderField(code=AGENDA_ITEM, label="Agenda item"))
    if _prints(layout, AUTHORS) and AUTHORS not in taken:
        typed.append(HeaderField(code=AUTHORS, label="Authors"))
    return typed


def agenda_item_of(report: Report) -> str:
    """The agenda item's number as the clerk typed it."""
    return str(report.header.get(AGENDA_ITEM, "")).strip()


def authors_of(report: Report) -> tuple[Person, ...]:
    """One author a line, the post after a comma."""
    lines = str(report.header.get(AUTHORS, "")).splitlines()
    split = (line.partition(",") for line in lines if line.strip())
    return tuple(Person(name=name.strip(), role=post.strip()) for name, _, post in split)


def header_rows(*, report: Report, layout: Layout, snapshot: Snapshot) -> tuple[HeaderRow, ...]:
    """The rows of the header as printed. A row whose fact is empty stays, blank: blank is shown as blank."""

    def value_of(row: HeaderField) -> str:
        is_typed = row.source == "text"
        return str(report.header.get(row.code, row.text)) if is_typed else HEADER_FACTS[row.source](snapshot)

    return tuple(HeaderRow(label=row.label, value=value_of(row)) for row in layout.header)


def _prints(layout: Layout, fact: str) -> bool:
    running = layout.running
    places = (layout.title_lines, running.top_left, running.top_right, running.bottom_left)
    return any(row.source == fact for row in layout.header) or any(fact in place for place in places)
