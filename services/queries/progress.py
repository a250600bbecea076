"""Where every review of a programme stands, now or as at a past moment.

One function reads it (`progress_rows`, a fixed number of queries); everything else here counts and arranges its rows,
so a page, a report and an export can never differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from programme.history import NOW, Moment
from programme.models import Council, Phase
from programme.values.partial_date import PartialDate
from services.enums import Rag, Stage, State
from services.models import ProgressUpdate, ReviewMove, ServiceReview
from services.queries.participations_as_at import taking_part
from services.queries.reviews_as_at import reviews_at
from services.rules.stages import OPENING, REPORTING_STATES, approves_business_case


@dataclass(frozen=True)
class Lead:
    """Who leads a review at one council, both by name."""

    council: str
    name: str

    def __str__(self) -> str:
        return f"{self.name} ({self.council})"


@dataclass(frozen=True)
class ProgressRow:
    """One review as it stood: its position, its latest accepted update, and what its moves say of it."""

    review: ServiceReview
    stage: Stage
    state: State
    state_reason: str
    update: ProgressUpdate | None
    started: PartialDate | None
    """When it left not started; None while it has not."""
    business_case_approved: PartialDate | None
    """When its business case was approved; None while it is not, or when the review went back to before approval."""
    last_move: ReviewMove | None
    councils: tuple[Council, ...]
    """Those that take part on the day of the row."""
    leads: tuple[Lead, ...]
    """Who leads it at which of them, by the names they have now."""

    @property
    def phase(self) -> Phase | None:
        return self.review.phase

    @property
    def start(self) -> PartialDate | None:
        """When it started or, while it has not, when it is planned to."""
        return self.started or self.review.planned_start

    @property
    def is_live(self) -> bool:
        """Still in the programme and owing updates."""
        return self.state in REPORTING_STATES and self.review.left_on is None

    @property
    def is_standing(self) -> bool:
        """Still in the programme: withdrawn and departed reviews are in its history, not in its counts."""
        return self.state != State.WITHDRAWN and self.review.left_on is None

    @property
    def is_rated(self) -> bool:
        """Whether it should carry a rating: not started and on hold are not RAG."""
        return self.is_live and self.state == State.ACTIVE and self.stage != Stage.NOT_STARTED

    @property
    def rag(self) -> Rag | None:
        """The rating last accepted; None is unrated. Meaningless unless `is_rated`."""
        return Rag(self.update.rag) if self.is_rated and self.update and self.update.rag else None

    @property
    def business_case_expected(self) -> PartialDate | None:
        return self.update.business_case_expected if self.update else None

    @property
    def implementation_expected(self) -> PartialDate | None:
        return self.update.implementation_expected if self.update else None


UNREAD = ("created_at", "edited_at", "decided_by__password", "decided_by__last_login", "decided_by__date_joined")
"""Columns of updates and people that no row tells: moments cost most to read."""


def progress_rows(*, reviews: QuerySet[ServiceReview], moment: Moment = NOW) -> list[ProgressRow]:
    """Read the rows of these reviews in the programme's order, in four queries however many they are.

    `reviews` is already narrowed to the reader. As at a past moment, what was recorded, corrected or accepted later
    does not count, and reviews that had not joined by then are left out; that takes two queries more.
    """
    chosen = reviews_at(reviews=reviews, moment=moment)
    if not chosen:
        return []
    ids = [review.pk for review in chosen]
    updates = {
        update.review_id: update
        for update in ProgressUpdate.objects.latest_accepted(moment, reviews=ids)
        .select_related("period", "decided_by")
        .defer(*UNREAD)
        .order_by("pk")
    }
    moves: dict[int, list[ReviewMove]] = defaultdict(list)
    for move in ReviewMove.objects.filter(moment.by("recorded_at"), review__in=ids).order_by("recorded_at", "pk"):
        moves[move.review_id].append(move)
    parts = taking_part(reviews=chosen, moment=moment)
    return [
        _row(
            review,
            updates.get(review.pk),
            moves[review.pk],
            councils=tuple(part.council for part in parts[review.pk]),
            leads=tuple(Lead(part.council.short_name, part.lead) for part in parts[review.pk] if part.lead),
            is_now=moment.is_now,
        )
        for review in chosen
    ]


def _row(
    review: ServiceReview,
    update: ProgressUpdate | None,
    moves: Sequence[ReviewMove],
    *,
    councils: tuple[Council, ...],
    leads: tuple[Lead, ...],
    is_now: bool,
) -> ProgressRow:
    last = moves[-1] if moves else None
    if is_now:
        stage, state, reason = Stage(review.stage), State(review.state), review.state_reason
    elif last is None:
        stage, state, reason = OPENING.stage, OPENING.state, ""
    else:
        stage, state = Stage(last.to_stage), State(last.to_state)
        stopped = [move for move in moves if move.to_state == state and move.from_state != state]
        reason = stopped[-1].reason if stopped and state in (State.ON_HOLD, State.WITHDRAWN) else ""
    started = approved = None
    for move in moves:
        before, after = Stage(move.from_stage), Stage(move.to_stage)
        if after == Stage.NOT_STARTED:
            started = None
        elif before == Stage.NOT_STARTED and started is None:
            started = move.effective
        if approves_business_case(before, after):
            approved = move.effective
        elif after not in (Stage.IMPLEMENTATION, Stage.BUSINESS_AS_USUAL):
            approved = None
    return ProgressRow(review, stage, state, reason, update, started, approved, last, councils, leads)


def by_phase(rows: Iterable[ProgressRow]) -> list[tuple[Phase | None, list[ProgressRow]]]:
    """The rows under their phases, in order; None heads the reviews of no phase."""
    groups: list[tuple[Phase | None, list[ProgressRow]]] = []
    for row in rows:
        if not groups or groups[-1][0] != row.phase:
            groups.append((row.phase, []))
        groups[-1][1].append(row)
    return groups


def started_by(rows: Iterable[ProgressRow], *, by: date) -> list[ProgressRow]:
    """The reviews that will have started by a day: begun, or planned to begin, wholly on or before it."""
    return [
        row
        for row in rows
        if row.start is not None and row.start.is_by(by) and row.state != State.WITHDRAWN and row.review.left_on is None
    ]
