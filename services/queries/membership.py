"""Who took part when: in the programme, and in each of its reviews."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.urls import reverse

from programme.drawing.gantt import Bar, Gantt, Row, Stretch
from programme.models import Council, Programme, ProgrammeMembership
from programme.models.grants import held_by
from programme.wording.appearance import written_date
from services.models import ReviewParticipation, ServiceReview
from services.models.service_review import READING_COUNCIL_ROLES

THE_PROGRAMME = "The programme"


@dataclass(frozen=True, kw_only=True)
class TimeOfPart:
    """One time for which a council was a member of the programme or took part in a review."""

    council: Council
    of: str
    is_programme: bool
    url: str
    role: str
    joined_on: date
    left_on: date | None
    is_in: bool
    """Whether it covers the day asked for."""

    @property
    def standing(self) -> str:
        return "In" if self.is_in else "Not in"


def times_of_parts(*, programme: Programme, user: Any, day: date) -> list[TimeOfPart]:
    """Every time that the reader may know of, council by council, the programme before its reviews; in two queries.

    Memberships are known to everybody in the programme. Of a review, its readers know who takes part; of one that a
    council left, that council\'s people know its own times.
    """
    memberships = [
        TimeOfPart(
            council=row.council,
            of=THE_PROGRAMME,
            is_programme=True,
            url="",
            role=str(row.get_role_display()),
            joined_on=row.joined_on,
            left_on=row.left_on,
            is_in=_covers(row.joined_on, row.left_on, day),
        )
        for row in ProgrammeMembership.objects.filter(programme=programme).select_related("council")
    ]
    parts = memberships + [_of_review(row, programme=programme, day=day) for row in _rows(programme, user)]
    return sorted(
        parts, key=lambda part: (part.council.short_name, not part.is_programme, part.of.casefold(), part.joined_on)
    )


def narrowed(parts: Iterable[TimeOfPart], *, council: str = "", of: str = "", standing: str = "") -> list[TimeOfPart]:
    """Those of a council (by its code), of the programme or its reviews, in or not in on the day."""
    return [
        part
        for part in parts
        if (not council or part.council.code == council)
        and (not of or part.is_programme == (of == "programme"))
        and (not standing or part.is_in == (standing == "in"))
    ]


def _rows(programme: Programme, user: Any) -> list[ReviewParticipation]:
    own = {
        grant.council_id
        for grant in held_by(user)
        if grant.programme_id == programme.pk and grant.role in READING_COUNCIL_ROLES
    }
    seen = ServiceReview.objects.visible_to(user).filter(programme=programme)
    rows = ReviewParticipation.objects.filter(review__programme=programme).annotate(
        is_seen=ExpressionWrapper(Q(review__in=seen), output_field=BooleanField())
    )
    shown = rows.filter(Q(is_seen=True) | Q(council__in=own))
    return list(shown.select_related("council", "review").order_by("pk"))


def _of_review(row: ReviewParticipation, *, programme: Programme, day: date) -> TimeOfPart:
    joined_on = row.joined_on or row.review.joined_on
    page = "review_detail" if row.is_seen else "review_when_left"  # type: ignore[attr-defined]
    is_known = joined_on <= programme.today or page == "review_detail"
    hosts = f"Host of {row.hosted_functions}" if row.hosted_functions else "Host"
    return TimeOfPart(
        council=row.council,
        of=row.review.name,
        is_programme=False,
        url=reverse(page, args=[programme.code, row.review.code]) if is_known else "",
        role=hosts if row.is_host else "Takes part",
        joined_on=joined_on,
        left_on=row.left_on,
        is_in=_covers(joined_on, row.left_on, day),
    )


def _covers(first: date, last: date | None, day: date) -> bool:
    return first <= day and (last is None or last >= day)


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
