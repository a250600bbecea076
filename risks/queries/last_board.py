"""When a programme's board last met. An app above this one knows of meetings, and contributes how to ask it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from programme.models import Programme
from programme.values.contributions import Contribution, contributed


@dataclass(frozen=True)
class BoardMeetings(Contribution):
    """How the last meeting of a programme's board before a moment is found."""

    last_before: Callable[[Programme, datetime], datetime | None]


def last_board(programme: Programme, before: datetime) -> datetime | None:
    """When the board last met before a moment; None where it never has, or nobody keeps its meetings."""
    for meetings in contributed(BoardMeetings):
        return meetings.last_before(programme, before)
    return None
