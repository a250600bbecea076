"""How long reviews have been at each stage: every visit is kept, backwards and again, with what held it up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from programme.history import NOW, Moment
from programme.values.partial_date import PartialDate
from services.enums import Stage, State
from services.models import ReviewMove, ServiceReview
from services.queries.reviews_as_at import reviews_at
from services.rules.durations import Duration, median_of, total_of
from services.rules.stages import OPENING

STOPPED = (State.WITHDRAWN, State.COMPLETE)
"""In these states time at a stage no longer runs."""


@dataclass(frozen=True, kw_only=True)
class Pause:
    """A time in which the review was not active: on hold, withdrawn or complete. `until` None: it still is."""

    state: State
    since: PartialDate
    until: PartialDate | None
    duration: Duration | None
    move: ReviewMove


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One stay at a stage. `entered_by` None: it began there. `left` None: it is there still."""

    stage: Stage
    entered: PartialDate
    entered_by: ReviewMove | None
    left: PartialDate | None
    left_by: ReviewMove | None
    duration: Duration | None
    pauses: tuple[Pause, ...]

    @property
    def is_over(self) -> bool:
        """Whether the review moved on (or back) to another stage."""
        return self.left_by is not None

    @property
    def has_stopped(self) -> bool:
        """Whether time stopped here without a move to another stage: withdrawn, complete, or gone."""
        return self.left is not None and self.left_by is None


@dataclass(frozen=True, kw_only=True)
class StageTimes:
    """The visits of one review in the order in which they were made."""

    review: ServiceReview
    state: State
    visits: tuple[Visit, ...]

    @property
    def stage(self) -> Stage:
        return self.visits[-1].stage

    @property
    def now(self) -> Visit:
        """The visit that it is on, or that it ended with."""
        return self.visits[-1]

    @property
    def is_standing(self) -> bool:
        """Whether time at its stage still runs."""
        return self.now.left is None

    def visits_at(self, stage: Stage) -> tuple[Visit, ...]:
        return tuple(visit for visit in self.visits if visit.stage == stage)

    def at(self, stage: Stage) -> Duration | None:
        """How long it has been at a stage in all; None where it never was, or where its dates do not tell."""
        return total_of(visit.duration for visit in self.visits_at(stage))

    def has_moved_on_from(self, stage: Stage) -> bool:
        """Whether it was at a stage and is not now."""
        return self.stage != stage and any(visit.stage == stage for visit in self.visits)


@dataclass(frozen=True, kw_only=True)
class StageSummary:
    """One stage over some reviews: the median of those that moved on, and who has stood there longest."""

    stage: Stage
    moved_on: int
    """How many moved on from it and have dates that tell how long they were there; the median is theirs."""
    median: Duration | None
    standing: tuple[StageTimes, ...]
    """Those there now, the longest first."""

    @property
    def longest(self) -> StageTimes | None:
        return self.standing[0] if self.standing else None


def stage_times(*, reviews: QuerySet[ServiceReview], moment: Moment = NOW) -> list[StageTimes]:
    """The times of these reviews in the programme's order, in two queries, of a past moment three.

    `reviews` is already narrowed to the reader.
    """
    chosen = reviews_at(reviews=reviews, moment=moment)
    recorded = Q(moment.by("recorded_at"), review__in=[review.pk for review in chosen])
    moves: dict[int, list[ReviewMove]] = defaultdict(list)
    for move in ReviewMove.objects.filter(recorded).select_related("actor").order_by("recorded_at", "pk"):
        moves[move.review_id].append(move)
    return [
        times_of(
            review=review,
            moves=moves[review.pk],
            day=moment.day_in(review.programme),
        )
        for review in chosen
    ]


def times_of(*, review: ServiceReview, moves: Sequence[ReviewMove], day: date) -> StageTimes:
    """The visits that a review's moves, in the order of their recording, tell of up to a day."""
    visits: list[Visit] = []
    stage, state = OPENING.stage, OPENING.state
    entered, entered_by = PartialDate.day(review.joined_on), None
    pauses: list[Pause] = []
    paused_by: ReviewMove | None = None
    for move in moves:
        if paused_by is not None and move.to_state != move.from_state:
            pauses.append(_pause(paused_by, until=move.effective))
            paused_by = None
        if move.to_stage != move.from_stage:
            visits.append(
                _visit(stage, entered, entered_by=entered_by, left=move.effective, left_by=move, pauses=pauses)
            )
            stage, entered, entered_by, pauses = Stage(move.to_stage), move.effective, move, []
        state = State(move.to_state)
        if move.to_state != move.from_state and state != State.ACTIVE:
            paused_by = move
    ended: PartialDate | None = None
    if paused_by is not None:
        pauses.append(_pause(paused_by, day=day))
        ended = paused_by.effective if state in STOPPED else None
    if ended is None and review.left_on is not None:
        ended = PartialDate.day(review.left_on)
    visits.append(_visit(stage, entered, entered_by=entered_by, left=ended, pauses=pauses, day=day))
    return StageTimes(review=review, state=state, visits=tuple(visits))


def summaries_of(times: Iterable[StageTimes]) -> tuple[StageSummary, ...]:
    """Stage by stage: the median over the reviews that moved on from it, and those that stand there."""
    times = tuple(times)
    return tuple(_summary(stage, times) for stage in Stage)


def longest_first(times: Iterable[StageTimes]) -> list[StageTimes]:
    """Those that stand at their stage longest before the others; those for which time stopped, last."""
    return sorted(times, key=standing_order)


def standing_order(times: StageTimes) -> tuple[bool, float]:
    duration = times.now.duration
    return not times.is_standing, -(duration.middle if duration is not None else -1)


def _summary(stage: Stage, times: Sequence[StageTimes]) -> StageSummary:
    moved_on = [duration for one in times if one.has_moved_on_from(stage) and (duration := one.at(stage)) is not None]
    return StageSummary(
        stage=stage,
        moved_on=len(moved_on),
        median=median_of(moved_on),
        standing=tuple(longest_first(one for one in times if one.stage == stage and one.is_standing)),
    )


def _visit(
    stage: Stage,
    entered: PartialDate,
    *,
    entered_by: ReviewMove | None,
    left: PartialDate | None,
    pauses: Sequence[Pause],
    left_by: ReviewMove | None = None,
    day: date | None = None,
) -> Visit:
    until = left or (PartialDate.day(day) if day else None)
    return Visit(
        stage=stage,
        entered=entered,
        entered_by=entered_by,
        left=left,
        left_by=left_by,
        duration=Duration.between(entered, until) if until else None,
        pauses=tuple(pauses),
    )


def _pause(move: ReviewMove, *, until: PartialDate | None = None, day: date | None = None) -> Pause:
    ends = until or (PartialDate.day(day) if day else None)
    return Pause(
        state=State(move.to_state),
        since=move.effective,
        until=until,
        duration=Duration.between(move.effective, ends) if ends else None,
        move=move,
    )
