"""What the live blocks of one report read: the records of its body, as at its moment, each read once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Q

from governance.models import Body
from programme.history import Moment
from programme.models import Phase, Programme
from risks.models import RiskRegister
from risks.models.register import RiskRegisterQuerySet
from services.models import ReviewParticipation, ServiceReview
from services.models.service_review import ServiceReviewQuerySet
from services.queries.participations_as_at import reviews_of_council
from services.queries.progress import ProgressRow, progress_rows


@dataclass(frozen=True)
class BlockContext:
    """The body reported to, and the moment: `as_at`, or None for the records as they stand at `at`, when they are read.

    A body of one council is told of the reviews in which that council takes part, a joint body of all.
    """

    programme: Programme
    body: Body
    as_at: datetime | None
    at: datetime

    @cached_property
    def moment(self) -> Moment:
        """When the records are read."""
        return Moment(self.programme, self.as_at)

    @property
    def time(self) -> datetime:
        """The time that the figures are of."""
        return self.as_at or self.at

    @property
    def today(self) -> date:
        """The day by which due, overdue and "will have" are reckoned."""
        return self.moment.day

    @property
    def reviews(self) -> ServiceReviewQuerySet:
        """The reviews that the body is told of."""
        reviews = ServiceReview.objects.filter(programme=self.programme)
        if self.body.council_id is None:
            return reviews
        if not self.moment.is_now:
            return reviews.filter(pk__in=self._reviews_then)
        taking_part = ReviewParticipation.objects.on(self.today).filter(council=self.body.council_id)
        return reviews.filter(pk__in=taking_part.values("review"))

    @property
    def registers(self) -> RiskRegisterQuerySet:
        """The risk registers that the body is told of: the programme's, those of its reviews, and councils' own, of
        which a body of one council is told only that council's."""
        registers = RiskRegister.objects.filter(
            Q(review__isnull=True) | Q(review__in=self.reviews.order_by()), programme=self.programme
        )
        if self.body.council_id is None:
            return registers
        return registers.filter(Q(council__isnull=True) | Q(council=self.body.council_id))

    @cached_property
    def _reviews_then(self) -> list[int]:
        """Those in which the body's council took part, as was known at the moment; read once."""
        council = self.body.council_id
        return (
            [] if council is None else reviews_of_council(programme=self.programme, council=council, moment=self.moment)
        )

    @cached_property
    def rows(self) -> list[ProgressRow]:
        """Where each of those reviews stood, in the programme's order."""
        rows = progress_rows(reviews=self.reviews, moment=self.moment)
        for row in rows:
            if row.update is not None:
                row.update.review = row.review  # already read: its address needs no further query
        return rows

    def rows_of(self, phase: Phase | None) -> list[ProgressRow]:
        """The rows of one phase; all of them for None."""
        return self.rows if phase is None else [row for row in self.rows if row.phase == phase]
