"""The header of a report: what its house style asks for, from the clerk's words and the facts of the report."""

from __future__ import annotations

from collections.abc import Callable

from governance.documents.content import Prose, Recommendations
from governance.documents.layout import HeaderField, Layout
from governance.documents.snapshot import HeaderRow, Person, Snapshot
from governance.models import Report
from programme.wording.appearance import written_date

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
    return tuple(
        HeaderRow(
            label=row.label,
            value=str(report.header.get(row.code, row.text)) if row.source == "text" else FACTS[row.source](snapshot),
        )
        for row in layout.header
    )


def _prints(layout: Layout, fact: str) -> bool:
    running = layout.running
    places = (layout.title_lines, running.top_left, running.top_right, running.bottom_left)
    return any(row.source == fact for row in layout.header) or any(fact in place for place in places)


def _purpose(snapshot: Snapshot) -> str:
    """The words of the section whose code is purpose."""
    for section in snapshot.sections:
        if section.code == "purpose":
            return "\n\n".join(block.markdown for block in section.blocks if isinstance(block, Prose))
    return ""


def _recommendations(snapshot: Snapshot) -> str:
    for section in snapshot.sections:
        for block in section.blocks:
            if isinstance(block, Recommendations):
                return "\n".join(f"{item.number}. {item.text}" for item in block.items)
    return ""


FACTS: dict[str, Callable[[Snapshot], str]] = {
    "agenda_item": lambda snapshot: snapshot.report.agenda_item,
    "appendices": lambda snapshot: "\n\n".join(f"{one.label}: {one.title}" for one in snapshot.appendices),
    "authors": lambda snapshot: "\n\n".join(
        ", ".join(part for part in (author.name, author.role) if part) for author in snapshot.report.authors
    ),
    "body": lambda snapshot: snapshot.meeting.body.name,
    "councils": lambda snapshot: ", ".join(council.name for council in snapshot.councils),
    "meeting_date": lambda snapshot: written_date(snapshot.meeting.held_on),
    "meeting_place": lambda snapshot: snapshot.meeting.place,
    "programme": lambda snapshot: snapshot.programme.name,
    "purpose": _purpose,
    "recommendations": _recommendations,
}
