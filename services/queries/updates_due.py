"""Which updates a period has and which it lacks: one row for each review that owes one.

`update_rows` reads them (two queries, and those of `progress_rows` when asked for a past moment); `count_updates`
counts them. A page, a figure on a dashboard and an export ask the same functions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from programme.history import NOW, Moment
from programme.models import Programme, ReportingPeriod
from services.enums import Standing, UpdateStatus
from services.models import ProgressUpdate, ServiceReview
from services.queries.progress import ProgressRow, progress_rows
from services.rules.stages import REPORTING_STATES


@dataclass(frozen=True)
class UpdateRow:
    """What one live review has handed in for a period.

    `update` is the accepted update where there is one, else the one on its way. It may be a draft: show its words only
    to who may see it (`ProgressUpdate.objects.visible_to`); its standing is everybody's.
    """

    review: ServiceReview
    period: ReportingPeriod
    standing: Standing
    update: ProgressUpdate | None
    is_overdue: bool

    @property
    def deadline(self) -> date:
        """The day by which officers submit."""
        return self.period.deadline

    @property
    def is_missing(self) -> bool:
        """Not yet handed in, whether or not somebody has begun to write."""
        return self.standing in MISSING


UNREAD = ("created_at", "edited_at", *ProgressUpdate.TEXT_FIELDS)
"""Columns that a standing does not need; read one by one by whoever asks for them."""

MISSING = (Standing.NONE, Standing.DRAFT, Standing.RETURNED)
"""Nothing is in the hands of who accepts: not begun, still a draft, or sent back."""


@dataclass(frozen=True)
class UpdateCounts:
    """Counts of the rows; each but `overdue` is of all live reviews, the denominator `of`."""

    of: int
    none: int
    draft: int
    returned: int
    submitted: int
    accepted: int
    missing: int
    """none + draft + returned"""
    overdue: int
    """The missing ones whose deadline has passed."""


def update_rows(
    *,
    programme: Programme,
    period: ReportingPeriod,
    reviews: QuerySet[ServiceReview],
    moment: Moment = NOW,
    rows: Iterable[ProgressRow] | None = None,
) -> list[UpdateRow]:
    """A row for every live review (active or on hold, not left) in the programme's order.

    `reviews` is already narrowed to the reader. Overdue is reckoned by the day of the moment; what was written,
    submitted or decided after it does not count. `rows` are the progress rows of these reviews as at the same moment,
    for a page that has read them already.
    """
    if rows is None:
        live = _live_reviews(reviews=reviews.filter(programme=programme), moment=moment)
    else:
        live = [row.review for row in rows if row.is_live]
    chosen: dict[int, tuple[Standing, ProgressUpdate]] = {}
    begun = ProgressUpdate.objects.filter(moment.by("created_at"), period=period)
    updates = begun.filter(review__in=[review.pk for review in live]).defer(*UNREAD)
    for update in updates.order_by("version"):
        standing = _standing_of(update, moment)
        before = chosen.get(update.review_id)
        if before is None or standing == Standing.ACCEPTED or before[0] != Standing.ACCEPTED:
            chosen[update.review_id] = (standing, update)
    late = period.is_overdue(moment.day_in(programme))
    found = []
    for review in live:
        standing, held = chosen.get(review.pk, (Standing.NONE, None))
        found.append(UpdateRow(review, period, standing, held, late and standing in MISSING))
    return found


def count_updates(rows: Iterable[UpdateRow]) -> UpdateCounts:
    """Count the rows of one period. A correction on its way leaves its review accepted."""
    rows = list(rows)
    by_standing = {standing: sum(row.standing == standing for row in rows) for standing in Standing}
    return UpdateCounts(
        of=len(rows),
        none=by_standing[Standing.NONE],
        draft=by_standing[Standing.DRAFT],
        returned=by_standing[Standing.RETURNED],
        submitted=by_standing[Standing.SUBMITTED],
        accepted=by_standing[Standing.ACCEPTED],
        missing=sum(row.is_missing for row in rows),
        overdue=sum(row.is_overdue for row in rows),
    )


def _live_reviews(*, reviews: QuerySet[ServiceReview], moment: Moment) -> list[ServiceReview]:
    if moment.is_now:
        return list(
            reviews.filter(state__in=REPORTING_STATES, left_on__isnull=True)
            .select_related("phase", "programme")
            .in_programme_order()  # type: ignore[attr-defined]
        )
    return [row.review for row in progress_rows(reviews=reviews, moment=moment) if row.is_live]


def _standing_of(update: ProgressUpdate, moment: Moment) -> Standing:
    """Its status now or, from its own dates, at a past moment."""
    status = UpdateStatus(update.status)
    if not moment.is_now:
        if status in (UpdateStatus.ACCEPTED, UpdateStatus.RETURNED) and not moment.has_come(update.decided_at):
            status = UpdateStatus.SUBMITTED
        if status == UpdateStatus.SUBMITTED and not moment.has_come(update.submitted_at):
            status = UpdateStatus.DRAFT
    return Standing(status.value)
