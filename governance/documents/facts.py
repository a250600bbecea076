"""The facts of a report as they are printed: what the lines above the title, the edges of the pages and the rows of
the header may name.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from governance.documents.content import Prose, Recommendations
from governance.documents.snapshot import Snapshot
from programme.wording.appearance import written_date


def printed_moment(value: datetime) -> str:
    """Return a moment in the council's own time: "22 January 2020, 15:05"."""
    return date_format(timezone.localtime(value), "j F Y, H:i")


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


Facts = dict[str, Callable[[Snapshot], str]]

FACTS: Facts = {
    "agenda_item": lambda snapshot: f"Agenda item {snapshot.report.agenda_item}" if snapshot.report.agenda_item else "",
    "as_at": lambda snapshot: f"As at {written_date(snapshot.as_at)}",
    "body": lambda snapshot: snapshot.meeting.body.name,
    "councils": lambda snapshot: " and ".join(council.name for council in snapshot.councils),
    "meeting_date": lambda snapshot: written_date(snapshot.meeting.held_on),
    "meeting_place": lambda snapshot: ", ".join(
        part for part in (snapshot.meeting.time, snapshot.meeting.place) if part
    ),
    "programme": lambda snapshot: snapshot.programme.name,
    "report_code": lambda snapshot: snapshot.report.code,
    "title": lambda snapshot: snapshot.report.title,
    "version": lambda snapshot: f"Version {snapshot.report.version}",
}
"""Above the title and at the edges of the pages. A fact that the report lacks is empty and prints nothing."""
HEADER_FACTS: Facts = {
    "agenda_item": lambda snapshot: snapshot.report.agenda_item,
    "appendices": lambda snapshot: "\n\n".join(f"{one.label}: {one.title}" for one in snapshot.appendices),
    "authors": lambda snapshot: "\n\n".join(
        ", ".join(part for part in (author.name, author.role) if part) for author in snapshot.report.authors
    ),
    "body": FACTS["body"],
    "councils": lambda snapshot: ", ".join(council.name for council in snapshot.councils),
    "meeting_date": FACTS["meeting_date"],
    "meeting_place": lambda snapshot: snapshot.meeting.place,
    "programme": FACTS["programme"],
    "purpose": _purpose,
    "recommendations": _recommendations,
}
"""In the rows of the header, under the labels that the style gives them."""
