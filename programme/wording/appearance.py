"""How records look: which shape and style a rating has, which tone a state's tag has, how dates are written.

Colour never stands alone: every rating is a word and a shape too.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone


@dataclass(frozen=True)
class Rating:
    """One way a review can be rated, or the reason why it is not."""

    value: str
    label: str
    style: str
    shape: str
    shape_name: str
    meaning: str


GREEN = Rating("green", "Green", "green", "circle", "Circle", "on track")
AMBER = Rating("amber", "Amber", "amber", "triangle", "Triangle", "at risk, being managed")
RED = Rating("red", "Red", "red", "diamond", "Diamond", "off track, needs a decision or help")
UNRATED = Rating("unrated", "Unrated", "unrated", "ring", "Broken ring", "no rating given yet; still counted")
ON_HOLD = Rating("on_hold", "On hold", "neutral", "bars", "Two bars", "paused, with a reason; not a rating")
NOT_STARTED = Rating("not_started", "Not started", "neutral", "square", "Empty square", "not begun; not a rating")
COMPLETE = Rating("complete", "Complete", "neutral", "tick", "Tick", "finished; not a rating")
WITHDRAWN = Rating("withdrawn", "Withdrawn", "neutral", "cross", "Cross", "taken out of the programme; not a rating")

RATINGS = {rating.value: rating for rating in (GREEN, AMBER, RED, UNRATED, ON_HOLD, NOT_STARTED, COMPLETE, WITHDRAWN)}
KEY = (GREEN, AMBER, RED, UNRATED, ON_HOLD, NOT_STARTED)
"""What the key on a page explains."""

TONES = {
    "accepted": "good",
    "business_as_usual": "good",
    "complete": "good",
    "done": "good",
    "cleared": "good",
    "met": "good",
    "published": "good",
    "submitted": "new",
    "running": "new",
    "implementation": "new",
    "draft": "wait",
    "due": "wait",
    "queued": "wait",
    "waived": "wait",
    "returned": "stop",
    "overdue": "stop",
    "failed": "stop",
    "missing": "stop",
    "broken": "stop",
    "not_met": "stop",
}


def rating_of(value: Any) -> Rating:
    """The rating of a RAG value. Nothing, or a value nobody knows, is unrated."""
    return RATINGS.get(raw_value(value), UNRATED)


def tone_of(value: Any) -> str:
    """The tone of a state's tag: good, new, wait, stop or none ("")."""
    return TONES.get(raw_value(value), "")


def label_of(value: Any) -> str:
    """A state in words: an enum member's own label, else the value read as words."""
    label = getattr(value, "label", None)
    if label is not None:
        return str(label)
    text = str(value or "").replace("_", " ")
    return text[:1].upper() + text[1:]


def raw_value(value: Any) -> str:
    """The plain lower-case value behind an enum member or a string; "" for nothing."""
    if isinstance(value, enum.Enum):
        value = value.value
    return str(value or "").strip().lower().replace(" ", "_")


def written_date(value: Any) -> str:
    """A day as the field writes it: "22 January 2020". A moment gives its local day; a partial date, its own words."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    return str(value)


def written_moment(value: datetime | date) -> str:
    """A moment as the field writes it: "22 January 2020 at 3:05pm". A bare day gives the day."""
    if not isinstance(value, datetime):
        return written_date(value)
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    clock = f"{local.hour % 12 or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'}"
    return f"{written_date(local)} at {clock}"
