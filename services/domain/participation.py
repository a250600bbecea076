"""Who takes part in a review, and from when to when.

A council that leaves and comes back gets a row of its own for each time; what was is never overwritten.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from programme.domain.leaving import Parts
from programme.errors import DomainError
from programme.models import Council, Programme, ProgrammeMembership, User
from programme.rules.membership_spans import Span, unbroken
from programme.values.partial_date import PartialDate
from services.models import ReviewParticipation, ServiceReview

REVIEW_PARTS = Parts(
    going_on=lambda programme, council: _named(parts_after(programme=programme, council=council)),
    begun_outside=lambda programme, council: _named(parts_outside(programme=programme, council=council)),
    end=lambda programme, council: _named(end_parts(programme=programme, council=council)),
)
"""What a council that leaves the programme leaves with it."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A council's part in a review, as the office wants it.

    `joined_on` None: as it stands; for a council that joins, today, or with a new review its beginning.
    `left_on` is the last day; None while it goes on.
    """

    council: Council
    lead_officer: User | None = None
    is_host: bool = False
    hosted_functions: str = ""
    joined_on: date | None = None
    left_on: date | None = None


def begin_parts(*, review: ServiceReview, parts: Sequence[Part]) -> None:
    """The councils of a new review. Raises DomainError."""
    rows = [_written(ReviewParticipation(review=review, council=part.council), part) for part in parts]
    _check_membership(rows, review=review)
    for row in rows:
        _check_dates(row, others=())
    ReviewParticipation.objects.bulk_create(rows)


def set_parts(*, review: ServiceReview, parts: Sequence[Part], today: date) -> None:
    """Bring who takes part to what is wanted. A council left out leaves as of today; one that had left before today
    and is wanted again joins anew.

    Raises DomainError.
    """
    times: dict[int, list[ReviewParticipation]] = defaultdict(list)
    for row in review.participations.all():
        times[row.council_id].append(row)
    for rows in times.values():
        rows.sort(key=lambda row: row.joined_on or date.min)
    stood = {row.pk: (row.joined_on, row.left_on) for rows in times.values() for row in rows}
    wanted = [_row_for(part, times.get(part.council.pk, []), review=review, today=today) for part in parts]
    redated = [row for row in wanted if stood.get(row.pk) != (row.joined_on, row.left_on)]
    _check_membership(redated, review=review)
    for row in wanted:
        _check_dates(row, others=[other for other in times.get(row.council_id, []) if other.pk != row.pk])
        row.save()
    staying = {part.council.pk for part in parts}
    for council, rows in times.items():
        last = rows[-1]
        if council not in staying and (last.left_on is None or last.left_on > today):
            last.left_on = max(today, last.joined_on or today)
            last.save(update_fields=["left_on"])


def parts_after(*, programme: Programme, council: Council) -> list[ReviewParticipation]:
    """The times for which a council takes part beyond its days of membership, by the name of the review."""
    spans = _membership_of(programme)[council.pk]
    return [row for row in _parts_of(programme, council) if _last_day_for(row, spans) not in (None, row.left_on)]


def end_parts(*, programme: Programme, council: Council) -> list[ReviewParticipation]:
    """End each time for which a council takes part on its last day of membership; gives those that ended.

    Raises DomainError where one begins after that day.
    """
    spans = _membership_of(programme)[council.pk]
    ended = parts_after(programme=programme, council=council)
    for row in ended:
        last_day = _last_day_for(row, spans)
        if last_day is not None and last_day < _first_day(row):
            raise DomainError(
                f"{council} takes part in {row.review} from {PartialDate.day(_first_day(row))}, after its last day of "
                "membership. Change that in the review first.",
                field="left_on",
            )
        row.left_on = last_day
        row.save(update_fields=["left_on"])
    return ended


def parts_outside(*, programme: Programme, council: Council) -> list[ReviewParticipation]:
    """The times that began on a day on which the council is no member, by the name of the review."""
    spans = _membership_of(programme)[council.pk]
    return [
        row
        for row in _parts_of(programme, council)
        if not any(span.first <= _first_day(row) <= span.last for span in spans)
    ]


def _parts_of(programme: Programme, council: Council) -> list[ReviewParticipation]:
    return list(
        ReviewParticipation.objects.filter(review__programme=programme, council=council)
        .select_related("review", "council")
        .order_by("review__name", "pk")
    )


def _row_for(
    part: Part, rows: Sequence[ReviewParticipation], *, review: ServiceReview, today: date
) -> ReviewParticipation:
    """The row that the part is about: the last one while it goes on (or is taken up again before it ended), else a
    new one.
    """
    last = rows[-1] if rows else None
    joined_on = part.joined_on or today
    if last is not None and (last.left_on is None or joined_on <= last.left_on):
        return _written(last, part, keeps_first_day=last.left_on is not None)
    return _written(ReviewParticipation(review=review, council=part.council, joined_on=joined_on), part)


def _written(row: ReviewParticipation, part: Part, *, keeps_first_day: bool = False) -> ReviewParticipation:
    row.lead_officer, row.is_host = part.lead_officer, part.is_host
    row.hosted_functions = part.hosted_functions.strip()
    row.left_on = part.left_on
    if part.joined_on is not None and not keeps_first_day:
        row.joined_on = part.joined_on
    return row


def _check_dates(row: ReviewParticipation, *, others: Iterable[ReviewParticipation]) -> None:
    if row.left_on is not None and row.left_on < _first_day(row):
        raise DomainError(
            f"The last day of {row.council.short_name} must be on or after the day it joined.",
            field=f"left_{row.council_id}",
        )
    own = Span.of(_first_day(row), row.left_on)
    for other in others:
        span = Span.of(_first_day(other), other.left_on)
        if own.first <= span.last and span.first <= own.last:
            raise DomainError(
                f"{row.council.short_name} took part until {PartialDate.day(span.last)} already. "
                "Choose a later day of joining.",
                field=f"joined_{row.council_id}",
            )


def _check_membership(rows: Sequence[ReviewParticipation], *, review: ServiceReview) -> None:
    memberships = _membership_of(review.programme)
    for row in rows:
        spans = memberships[row.council_id]
        if not spans:
            raise DomainError(f"{row.council} is not a member of {review.programme}.", field="councils")
        wanted = Span.of(_first_day(row), row.left_on)
        if not any(span.covers(wanted) for span in spans):
            first = not any(span.first <= wanted.first <= span.last for span in spans)
            raise DomainError(
                f"{row.council.short_name} is a member {_in_words(spans)}. Choose days within that, "
                "or change its membership on the programme's page first.",
                field=f"{'joined' if first else 'left'}_{row.council_id}",
            )


def _membership_of(programme: Programme) -> defaultdict[int, list[Span]]:
    spans: defaultdict[int, list[Span]] = defaultdict(list)
    for council, joined_on, left_on in ProgrammeMembership.objects.filter(programme=programme).values_list(
        "council", "joined_on", "left_on"
    ):
        spans[council].append(Span.of(joined_on, left_on))
    return defaultdict(list, {council: unbroken(found) for council, found in spans.items()})


def _last_day_for(row: ReviewParticipation, spans: Sequence[Span]) -> date | None:
    """The last day on which the row may stand: its own, or that of the membership it began in. None: it goes on."""
    first = _first_day(row)
    begun = [span for span in spans if span.first <= first]
    last = begun[-1].last if begun else date.max
    own = row.left_on or date.max
    return None if min(last, own) == date.max else min(last, own)


def _named(rows: Iterable[ReviewParticipation]) -> list[str]:
    return [row.review.name for row in rows]


def _first_day(row: ReviewParticipation) -> date:
    return row.joined_on or row.review.joined_on


def _in_words(spans: Sequence[Span]) -> str:
    return " and ".join(
        f"from {PartialDate.day(span.first)}" + ("" if span.goes_on else f" until {PartialDate.day(span.last)}")
        for span in spans
    )
