"""The facts of a report as they are printed: what the lines above the title and the edges of the pages may name."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format

from governance.documents.snapshot import Snapshot


def printed_date(value: date) -> str:
    """Return a date as councils print it: "22 January 2020"."""
    return date_format(value, "j F Y")


def printed_moment(value: datetime) -> str:
    """Return a moment in the council's own time: "22 January 2020, 15:05"."""
    return date_format(timezone.localtime(value), "j F Y, H:i")


def printed_facts(snapshot: Snapshot) -> dict[str, str]:
    """Return every fact a layout may name, by its code. A fact that the report lacks is empty and prints nothing."""
    report, meeting = snapshot.report, snapshot.meeting
    return {
        "agenda_item": f"Agenda item {report.agenda_item}" if report.agenda_item else "",
        "as_at": f"As at {printed_date(timezone.localdate(snapshot.as_at))}",
        "body": meeting.body.name,
        "councils": " and ".join(council.name for council in snapshot.councils),
        "meeting_date": printed_date(meeting.held_on),
        "meeting_place": ", ".join(part for part in (meeting.time, meeting.place) if part),
        "programme": snapshot.programme.name,
        "report_code": report.code,
        "title": report.title,
        "version": f"Version {report.version}",
    }
