"""Who takes part in reviews, and who leads there, now or as was known at a past moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from programme.history import NOW, Moment
from programme.models import Council, Programme
from services.models import ReviewParticipation, ServiceReview

COUNCIL = ("id", "code", "name", "short_name", "kind")
"""A council's own columns. Few councils take part in many reviews, so each is made once."""
COLUMNS = ("review_id", "joined_on", "left_on", "lead_officer__name", *(f"council__{name}" for name in COUNCIL))


@dataclass(frozen=True)
class TakingPart:
    """A council's part in a review on the day asked for; `lead` is a name, "" where nobody leads there."""

    council: Council
    lead: str


def taking_part(*, reviews: Sequence[ServiceReview], moment: Moment) -> dict[int, list[TakingPart]]:
    """By review, the councils that take part on the day of the moment in its programme, by their short names.

    One query.
    """
    return _taking_part({review.pk: moment.day_in(review.programme) for review in reviews}, moment=moment)


def councils_taking_part(*, reviews: Iterable[int], day: date, moment: Moment = NOW) -> dict[int, tuple[Council, ...]]:
    """By review (its id), the councils that take part on a day, as is known now or was at the moment. One query."""
    found = _taking_part(dict.fromkeys(reviews, day), moment=moment)
    return {review: tuple(part.council for part in parts) for review, parts in found.items()}


def reviews_of_council(*, programme: Programme, council: int, moment: Moment) -> list[int]:
    """The ids of the reviews in which a council took part, as was known at the moment. One query."""
    parts = ReviewParticipation.objects.filter(review__programme=programme, council=council)
    rows = parts.values_as_at(moment, "review_id", "joined_on", "left_on")
    return sorted({row["review_id"] for row in rows if _is_there(row, moment.day)})


def _taking_part(days: Mapping[int, date], *, moment: Moment) -> dict[int, list[TakingPart]]:
    made: dict[int, Council] = {}
    found: dict[int, list[TakingPart]] = defaultdict(list)
    for row in ReviewParticipation.objects.filter(review__in=list(days)).values_as_at(moment, *COLUMNS):
        if _is_there(row, days[row["review_id"]]):
            found[row["review_id"]].append(TakingPart(_council_of(row, made), row["lead_officer__name"] or ""))
    for parts in found.values():
        parts.sort(key=lambda part: part.council.short_name)
    return found


def _is_there(row: Mapping[str, Any], day: date) -> bool:
    joined_on, left_on = row["joined_on"], row["left_on"]
    return (left_on is None or left_on >= day) and (joined_on is None or joined_on <= day)


def _council_of(row: Mapping[str, Any], made: dict[int, Council]) -> Council:
    """The council that a row tells of; each is made once."""
    identity = row["council__id"]
    if identity not in made:
        made[identity] = Council.from_db(None, COUNCIL, [row[f"council__{name}"] for name in COUNCIL])
    return made[identity]
