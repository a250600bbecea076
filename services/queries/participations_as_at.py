"""Who takes part in reviews, and who leads there, now or as the history has it at a past moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from programme.models import Council, Programme
from services.models import ReviewParticipation, ServiceReview
from services.queries.reviews_as_at import came_later, last_known, programme_began

COUNCIL = ("id", "code", "name", "short_name", "kind")
"""A council's own columns. Few councils take part in many reviews, so each is made once."""
COLUMNS = ("review_id", "joined_on", "left_on", "lead_officer__name", *(f"council__{name}" for name in COUNCIL))


@dataclass(frozen=True)
class TakingPart:
    """A council's part in a review on the day asked for; `lead` is a name, "" where nobody leads there."""

    council: Council
    lead: str


def taking_part(
    *, reviews: Sequence[ServiceReview], days: Mapping[int, date], as_at: datetime | None
) -> dict[int, list[TakingPart]]:
    """By review, the councils that take part on its day, by their short names. One query.

    With `as_at` the reviews are those of `reviews_as_at`, and a part or a lead officer recorded later does not count.
    """
    known: dict[int, Council] = {}
    found: dict[int, list[TakingPart]] = defaultdict(list)
    for row in _rows(reviews, as_at=as_at):
        review, day = row["review_id"], days[row["review_id"]]
        if not _is_there(row, day):
            continue
        found[review].append(TakingPart(_council_of(row, known), row["lead_officer__name"] or ""))
    for parts in found.values():
        parts.sort(key=lambda part: part.council.short_name)
    return found


def councils_taking_part(
    *, reviews: Iterable[int], day: date, as_at: datetime | None
) -> dict[int, tuple[Council, ...]]:
    """By review (its id), the councils that take part on a day, as is known now or was at the moment. One query."""
    ids = list(reviews)
    if as_at is None:
        rows = list(ReviewParticipation.objects.on(day).filter(review__in=ids).order_by("pk").values(*COLUMNS))
    else:
        known = last_known(
            model=ReviewParticipation,
            conditions={"review__in": ids},
            fields=COLUMNS,
            as_at=as_at,
            programme="review__programme",
        )
        rows = [
            row
            for row in known.values()
            if _is_there(row, day) and not came_later(row["pgh_created_at"], as_at=as_at, began=row["programme_began"])
        ]
    made: dict[int, Council] = {}
    found: dict[int, list[Council]] = defaultdict(list)
    for row in rows:
        found[row["review_id"]].append(_council_of(row, made))
    return {review: tuple(sorted(councils, key=lambda one: one.short_name)) for review, councils in found.items()}


def reviews_of_council(*, programme: Programme, council: int, as_at: datetime, day: date) -> list[int]:
    """The ids of the reviews in which a council took part, as was known at the moment. Two queries."""
    rows = last_known(
        model=ReviewParticipation,
        conditions={"review__programme": programme.pk, "council": council},
        fields=("review_id", "joined_on", "left_on"),
        as_at=as_at,
    )
    began = Programme.objects.annotate(began=programme_began("pk")).values_list("began", flat=True).get(pk=programme.pk)
    return sorted(
        {
            row["review_id"]
            for row in rows.values()
            if _is_there(row, day) and not came_later(row["pgh_created_at"], as_at=as_at, began=began)
        }
    )


def _rows(reviews: Sequence[ServiceReview], *, as_at: datetime | None) -> Iterable[dict[str, Any]]:
    ids = [review.pk for review in reviews]
    if as_at is None:
        found: Iterable[dict[str, Any]] = (
            ReviewParticipation.objects.filter(review__in=ids).order_by("pk").values(*COLUMNS)
        )
        return found
    began: dict[int, datetime | None] = {review.pk: review.programme_began for review in reviews}  # type: ignore[attr-defined]
    rows = last_known(model=ReviewParticipation, conditions={"review__in": ids}, fields=COLUMNS, as_at=as_at)
    return [
        row
        for row in rows.values()
        if not came_later(row["pgh_created_at"], as_at=as_at, began=began[row["review_id"]])
    ]


def _is_there(row: Mapping[str, Any], day: date) -> bool:
    joined_on, left_on = row["joined_on"], row["left_on"]
    return (left_on is None or left_on >= day) and (joined_on is None or joined_on <= day)


def _council_of(row: Mapping[str, Any], made: dict[int, Council]) -> Council:
    """The council that a row tells of; each is made once."""
    identity = row["council__id"]
    if identity not in made:
        made[identity] = Council.from_db(None, COUNCIL, [row[f"council__{name}"] for name in COUNCIL])
    return made[identity]
