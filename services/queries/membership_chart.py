"""Membership over time as a chart: a line for each council and what it takes part in, a bar for each time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from programme.drawing.gantt import Bar, Gantt, Row, Stretch
from programme.wording.appearance import written_date
from services.queries.membership import TimeOfPart

AHEAD = timedelta(days=30)
"""How far past the last day known a bar is drawn that goes on."""


def membership_chart(parts: Sequence[TimeOfPart], *, day: date) -> Gantt:
    """These times, in their order. The table beside it says the same in words."""
    days = [found for part in parts for found in (part.joined_on, part.left_on) if found is not None]
    until = min(max([day, *days]), date.max - AHEAD) + AHEAD
    lines: dict[tuple[str, str], list[TimeOfPart]] = {}
    for part in parts:
        lines.setdefault((part.council.short_name, part.of), []).append(part)
    return Gantt(
        key="membership",
        title="Membership over time",
        description="Which council was in the programme and in its reviews from when to when. The table says the same.",
        today=day,
        today_words=written_date(day),
        rows=tuple(
            Row(label=f"{council}: {of}", bars=tuple(_bar(time, until=until) for time in times))
            for (council, of), times in lines.items()
        ),
    )


def _bar(time: TimeOfPart, *, until: date) -> Bar:
    last = time.left_on or until
    return Bar(
        kind="phase" if time.is_programme else "work",
        start=Stretch(time.joined_on, time.joined_on),
        end=Stretch(last, last),
        name="Member of the programme" if time.is_programme else "Takes part in the review",
        ending="closed" if time.left_on else "open",
    )
