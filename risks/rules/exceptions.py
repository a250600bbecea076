"""Which risks are put before the board by exception, and since when. Pure: no database, no person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Scored:
    """A current assessment: the day it was made, and whether its cell is tolerated (None: not scored)."""

    on: date
    is_tolerated: bool | None


def outside_since(scores: Sequence[Scored]) -> date | None:
    """Since when a risk has been outside tolerance, by its scores from the oldest; None where it is not now."""
    since: date | None = None
    for score in scores:
        since = (since or score.on) if score.is_tolerated is False else None
    return since


def unscored_since(scores: Sequence[Scored], *, known_since: date | None) -> date | None:
    """Since when a risk has had no score: from the day it was known, or the first of the assessments that found none.

    None where it has one now, or nothing tells the day.
    """
    since = known_since
    for score in scores:
        if score.is_tolerated is not None:
            since = None
        elif since is None:
            since = score.on
    return None if scores and scores[-1].is_tolerated is not None else since


def overdue_since(due: date | None, *, day: date, grace: int) -> date | None:
    """Since when a review has been overdue by more than `grace` days; None where it is not."""
    if due is None:
        return None
    first = due + timedelta(days=grace + 1)
    return first if first <= day else None
