"""What the update form opens on: the draft there is, or else what was said last time. Reading it writes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from programme.models import ReportingPeriod
from services.enums import OPEN_STATUSES, UpdateStatus
from services.models import ProgressUpdate, ServiceReview


@dataclass(frozen=True)
class Opening:
    """The state of a review's update in a period as a writer finds it.

    `edition` and `version` go with the form, so that a save on top of someone else's is refused. `last_time` is the
    accepted update beside the form: this period's own when it is being corrected, else the latest before it.
    """

    review: ServiceReview
    period: ReportingPeriod
    on_its_way: ProgressUpdate | None
    last_time: ProgressUpdate | None
    version: int

    @property
    def edition(self) -> int:
        return self.on_its_way.edition if self.on_its_way else 0

    @property
    def is_correction(self) -> bool:
        """The period has an accepted update, which a new version is to correct."""
        return self.last_time is not None and self.last_time.period_id == self.period.pk

    @property
    def is_submitted(self) -> bool:
        """It waits for a decision, so its words cannot be changed."""
        return self.on_its_way is not None and self.on_its_way.status == UpdateStatus.SUBMITTED

    @property
    def stored(self) -> ProgressUpdate | None:
        """What anybody has saved for the period: the draft, or else the accepted update."""
        return self.on_its_way or (self.last_time if self.is_correction else None)

    def values(self) -> dict[str, Any]:
        """What the form's fields show at first."""
        source = self.on_its_way or self.last_time
        return {name: getattr(source, name) for name in ProgressUpdate.TEXT_FIELDS} if source else {}


def opening_of(*, review: ServiceReview, period: ReportingPeriod) -> Opening:
    """Read the opening in two queries at most."""
    people = ("author", "edited_by", "submitted_by", "decided_by")
    of_period = list(review.updates.filter(period=period).select_related("period", *people).order_by("version"))
    accepted = [update for update in of_period if update.status == UpdateStatus.ACCEPTED]
    on_its_way = next((update for update in of_period if update.status in OPEN_STATUSES), None)
    last_time = accepted[-1] if accepted else _before(review=review, period=period)
    last_version = of_period[-1].version if of_period else 0
    return Opening(
        review=review,
        period=period,
        on_its_way=on_its_way,
        last_time=last_time,
        version=on_its_way.version if on_its_way else last_version + 1,
    )


def last_said_before(update: ProgressUpdate) -> ProgressUpdate | None:
    """The accepted update that came before this one: an earlier version of its period, or of an earlier period."""
    same = (
        update.review.updates.accepted()
        .filter(period=update.period, version__lt=update.version)
        .select_related("period")
        .order_by("-version")
        .first()
    )
    return same or _before(review=update.review, period=update.period)


def _before(*, review: ServiceReview, period: ReportingPeriod) -> ProgressUpdate | None:
    return (
        review.updates.accepted()
        .filter(period__starts_on__lt=period.starts_on)
        .select_related("period")
        .order_by("-period__starts_on", "-version")
        .first()
    )
