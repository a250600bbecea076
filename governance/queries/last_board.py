"""When the board of a programme last met."""

from __future__ import annotations

from datetime import datetime

from governance.enums import BodyKind
from governance.models import Meeting
from programme.models import Programme

BOARDS = (BodyKind.PROGRAMME_BOARD, BodyKind.PARTNERSHIP_BOARD)


def last_board_meeting(programme: Programme, before: datetime) -> datetime | None:
    """The start of the last meeting of a programme or partnership board before a moment; None where there is none."""
    meetings = Meeting.objects.filter(body__programme=programme, body__kind__in=BOARDS, starts_at__lt=before)
    return meetings.order_by("-starts_at").values_list("starts_at", flat=True).first()
