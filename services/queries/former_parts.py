"""What a council that left a review still sees of it: how it stood at the end of its last day.

Lists, pages and figures show a review to those whose council takes part today (`ServiceReview.objects.visible_to`).
What was shown to a council while it took part it may read again, frozen; what was recorded later is not its to see.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from programme.history import Moment
from programme.models import Programme, ProgrammeMembership, RoleGrant
from services.models import ProgressUpdate, ReviewMove, ReviewParticipation, ServiceReview
from services.models.service_review import READING_COUNCIL_ROLES
from services.queries.progress import ProgressRow, progress_rows


@dataclass(frozen=True)
class FormerPart:
    """A review in which a council of the reader took part, and its last day there."""

    review: ServiceReview
    council: str
    last_day: date

    @property
    def moment(self) -> Moment:
        """The end of the last day."""
        return Moment.ending(self.review.programme, self.last_day)


@dataclass(frozen=True)
class ReviewThen:
    """What a former partner reads of a review, all of it as known at the end of its last day."""

    row: ProgressRow
    updates: tuple[ProgressUpdate, ...]
    moves: tuple[ReviewMove, ...]


def former_parts(*, programme: Programme, user: Any) -> list[FormerPart]:
    """The reviews that the reader saw as one of a council that has left them since, by name; two queries."""
    own = RoleGrant.objects.current().filter(user=user, role__in=READING_COUNCIL_ROLES, programme=programme)
    rows = (
        ReviewParticipation.objects.filter(review__programme=programme, council__in=own.values("council"))
        .exclude(review__in=ServiceReview.objects.visible_to(user))
        .filter(Q(joined_on__isnull=True) | Q(joined_on__lte=programme.today))
        .select_related("review__programme", "council")
        .order_by("review__name", "pk")
    )
    members: dict[int, date] = {}
    for council, left_on in (
        ProgrammeMembership.objects.filter(programme=programme, council__in=own.values("council"))
        .filter(joined_on__lte=programme.today)
        .values_list("council", "left_on")
    ):
        members[council] = max(members.get(council, date.min), left_on or date.max)
    latest: dict[int, FormerPart] = {}
    for row in rows:
        last_day = min(row.left_on or date.max, members.get(row.council_id, date.min))
        before = latest.get(row.review_id)
        if last_day < programme.today and last_day > date.min and (before is None or before.last_day < last_day):
            latest[row.review_id] = FormerPart(row.review, row.council.short_name, last_day)
    return list(latest.values())


def review_then(part: FormerPart) -> ReviewThen | None:
    """The review as it stood; None where it was not yet recorded then. Eight queries."""
    rows = progress_rows(reviews=ServiceReview.objects.filter(pk=part.review.pk), moment=part.moment)
    if not rows:
        return None
    newer = ProgressUpdate.objects.accepted(part.moment).filter(
        review=OuterRef("review"), period=OuterRef("period"), version__gt=OuterRef("version")
    )
    updates = (
        ProgressUpdate.objects.accepted(part.moment)
        .filter(~Exists(newer), review=part.review)
        .select_related("period")
        .order_by("-period__starts_on")
    )
    moves = part.review.moves.filter(part.moment.by("recorded_at")).order_by("-recorded_at", "-pk")
    return ReviewThen(row=rows[0], updates=tuple(updates), moves=tuple(moves))
