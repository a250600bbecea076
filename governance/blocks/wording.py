"""How figures and their sources are put in words."""

from __future__ import annotations

import calendar
from datetime import date

from governance.documents.content import Source
from programme.models import User
from programme.wording.appearance import written_date
from services.models import ProgressUpdate

WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
"""Numbers up to nine are words, from ten figures: the usage of most councils' style guides."""


def number_word(number: int) -> str:
    """The number as it stands within a sentence."""
    return WORDS[number] if number < len(WORDS) else f"{number:,}"


def counted(number: int, noun: str) -> str:
    """ "one review", "13 reviews", "no reviews"."""
    return f"{number_word(number)} {noun if number == 1 else noun + 's'}"


def sentence_start(text: str) -> str:
    """The text with a capital where it begins with a letter."""
    return text[:1].upper() + text[1:]


def day_in_words(day: date) -> str:
    """ "the end of February 2023" for the last day of a month, else the day."""
    if day.day == calendar.monthrange(day.year, day.month)[1]:
        return f"the end of {day:%B %Y}"
    return written_date(day)


def listed(items: list[str]) -> str:
    """ "a, b and c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def person_and_post(person: User | None) -> str:
    """ "Alex Morgan, Head of Transformation"; empty for nobody."""
    if person is None:
        return ""
    return f"{person.name}, {person.post}" if person.post else person.name


def accepted_words(update: ProgressUpdate | None) -> str:
    """ "Quarter 4, accepted by Alex Morgan, Head of Transformation, on 3 February 2023"."""
    if update is None or update.decided_at is None:
        return "no update accepted yet"
    who = person_and_post(update.decided_by)
    by = f" by {who}," if who else ""
    return f"{update.period.name}, accepted{by} on {written_date(update.decided_at)}"


def update_source(update: ProgressUpdate | None) -> tuple[Source, ...]:
    """The update that a row's words come from; none where nothing was accepted."""
    if update is None:
        return ()
    version = f", version {update.version}" if update.version > 1 else ""
    return (Source(label=f"{sentence_start(accepted_words(update))}{version}", ref=update.get_absolute_url()),)
