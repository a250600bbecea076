"""The updates that somebody ticked to decide on at once, and what stands in the way of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from programme.models import Programme, ReportingPeriod
from services.enums import UpdateStatus
from services.models import ProgressUpdate
from services.queries.reporting_grid import Reader, reader_in


@dataclass(frozen=True)
class Choice:
    """One update that somebody ticked, in the edition they saw. `obstacle`: why it cannot be decided; "" if it can."""

    update: ProgressUpdate
    edition: int
    obstacle: str


def read_choices(*, marks: Mapping[int, int], programme: Programme, period: ReportingPeriod, user: Any) -> list[Choice]:
    """The updates that stand behind the ticks (edition by id), by review; of those not the reader's, nothing."""
    reader = reader_in(programme=programme, period=period, user=user)
    updates = (
        ProgressUpdate.objects.visible_to(user)
        .filter(pk__in=list(marks), period=period)
        .select_related("review__programme", "period", "submitted_by")
        .order_by("review__name", "pk")
    )
    return [Choice(update, marks[update.pk], _obstacle(update, marks[update.pk], reader=reader)) for update in updates]


def _obstacle(update: ProgressUpdate, edition: int, *, reader: Reader) -> str:
    decides = reader.is_office or (reader.is_sponsor and update.review.sponsor_id == reader.user.pk)
    obstacles = (
        (not reader.is_open, "The period is closed, so nothing in it changes."),
        (not decides, "You do not decide on this review's updates."),
        (update.status == UpdateStatus.ACCEPTED, "It has been accepted already."),
        (update.edition != edition, "It changed after you opened the list. Read it again before you decide."),
        (update.status != UpdateStatus.SUBMITTED, "It is not submitted."),
        (update.submitted_by_id == reader.user.pk, "You submitted it yourself. Someone else must decide on it."),
    )
    return next((sentence for stands, sentence in obstacles if stands), "")
