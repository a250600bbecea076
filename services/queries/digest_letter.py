"""What one person's mail about reporting periods says, as things stand when it is sent.

It names reviews, periods, days and standings alone: no word of an update or a comment leaves the site by mail.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from programme.enums import DigestOccasion
from programme.models import Digest, ReportingPeriod, User
from services.enums import Standing, UpdateStatus
from services.models import ProgressUpdate, ServiceReview
from services.queries.my_work import led_reviews
from services.queries.updates import decidable_by
from services.queries.updates_due import MISSING
from services.rules.stages import REPORTING_STATES

MOST_NAMED = 50
"""How many updates one part of a mail names; the rest are counted, and stand on the site."""


@dataclass(frozen=True)
class LetterLine:
    """One update: its review, where it stands, and its address on the site ("/programmes/…")."""

    name: str
    standing: str
    path: str


@dataclass(frozen=True)
class LetterPart:
    """What concerns the person in one period. `digests` are the rows that it answers."""

    period: ReportingPeriod
    occasion: DigestOccasion
    digests: tuple[Digest, ...]
    to_write: tuple[LetterLine, ...]
    to_decide: tuple[LetterLine, ...]
    more_to_write: int
    more_to_decide: int

    @property
    def is_empty(self) -> bool:
        return not self.to_write and not self.to_decide


def letter_parts(*, user: User, digests: Iterable[Digest]) -> list[LetterPart]:
    """A part for each period of the digests, the earliest deadline first; five queries, however many they are.

    A part is empty where the account is closed, the role has ended, or everything was handed in meanwhile.
    """
    by_period: dict[int, list[Digest]] = {}
    for digest in digests:
        by_period.setdefault(digest.period_id, []).append(digest)
    waiting = _waiting(user, periods=by_period)
    found = []
    for rows in by_period.values():
        period = rows[0].period
        order = list(DigestOccasion)
        occasion = max((DigestOccasion(row.occasion) for row in rows), key=order.index)
        is_open = period.closed_at is None and period.programme.today <= period.cut_off
        to_write = _to_write(user, period, occasion=occasion) if is_open else []
        to_decide = waiting.get(period.pk, []) if is_open and occasion == DigestOccasion.OVERDUE else []
        found.append(
            LetterPart(
                period=period,
                occasion=occasion,
                digests=tuple(rows),
                to_write=tuple(to_write[:MOST_NAMED]),
                to_decide=tuple(to_decide[:MOST_NAMED]),
                more_to_write=max(0, len(to_write) - MOST_NAMED),
                more_to_decide=max(0, len(to_decide) - MOST_NAMED),
            )
        )
    return sorted(found, key=lambda part: (part.period.deadline, part.period.pk))


def _to_write(user: User, period: ReportingPeriod, *, occasion: DigestOccasion) -> list[LetterLine]:
    """Of an opened period all the person's reviews; of a reminder, those that still owe their update."""
    led = led_reviews(user)
    lines = []
    for review in led.reviews:
        if review.programme_id != period.programme_id or review.state not in REPORTING_STATES:
            continue
        update = led.updates.get((review.pk, period.pk))
        standing = Standing(update.status) if update else Standing.NONE
        is_owed = standing in MISSING and (update is None or update.version == 1)
        if is_owed or occasion == DigestOccasion.OPENED:
            lines.append(LetterLine(review.name, str(standing.label), _edit_path(review, period)))
    return lines


def _edit_path(review: ServiceReview, period: ReportingPeriod) -> str:
    return reverse("update_edit", args=[review.programme.code, review.code, period.code])


def _waiting(user: User, *, periods: Iterable[int]) -> dict[int, list[LetterLine]]:
    """By period, what waits for the person's decision."""
    found: dict[int, list[LetterLine]] = {}
    updates = decidable_by(user).filter(period__in=list(periods)).select_related("review__programme", "period")
    for update in updates.defer(*ProgressUpdate.TEXT_FIELDS).order_by("review__name", "pk"):
        line = LetterLine(update.review.name, str(UpdateStatus.SUBMITTED.label), update.get_absolute_url())
        found.setdefault(update.period_id, []).append(line)
    return found
