"""What the page "Stages and gates" of a review shows, read with a fixed number of queries.

How long reviews have been at each stage: every visit is kept, backwards and again, with what held it up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from programme.history import NOW, Moment
from programme.models import User
from programme.values.partial_date import PartialDate
from services.enums import EvidenceKind, GateStanding, Stage, State
from services.models import Gate, GateEvidence, ReviewMove, ServiceReview
from services.queries.gates import GateState, gate_record
from services.queries.reviews_as_at import reviews_at
from services.rules.durations import Duration, median_of, total_of
from services.rules.stages import OPENING, Position, moves_from, next_stages


@dataclass(frozen=True, kw_only=True)
class EvidenceLine:
    """What was recorded for a gate, and whether the reader may withdraw it."""

    evidence: GateEvidence
    can_withdraw: bool


@dataclass(frozen=True, kw_only=True)
class GateLine:
    """A gate before the review, with what was recorded for it."""

    state: GateState
    evidence: tuple[EvidenceLine, ...]
    withdrawn: tuple[GateEvidence, ...]
    can_record: bool


@dataclass(frozen=True, kw_only=True)
class NextStage:
    """A stage to which the review may move on, and what it asks for."""

    stage: Stage
    gates: tuple[GateLine, ...]

    @property
    def unmet(self) -> int:
        return sum(not line.state.is_open for line in self.gates)


@dataclass(frozen=True, kw_only=True)
class EarlierEvidence:
    """What was recorded for a gate that no longer stands before the review."""

    gate: Gate
    evidence: tuple[GateEvidence, ...]


@dataclass(frozen=True, kw_only=True)
class ReviewStages:
    """Everything on the page."""

    times: StageTimes
    passed_over: tuple[Stage, ...]
    to_come: tuple[Stage, ...]
    next_stages: tuple[NextStage, ...]
    earlier: tuple[EarlierEvidence, ...]
    next_states: tuple[State, ...]

    @property
    def visits(self) -> tuple[Visit, ...]:
        return self.times.visits


@dataclass(frozen=True, kw_only=True)
class MayDo:
    """What the reader may do to the gates of the review."""

    reader: User
    record: bool
    waive: bool

    def withdraw(self, evidence: GateEvidence) -> bool:
        """The rule of `services.withdraw_evidence`, without asking for each row."""
        own = evidence.recorded_by_id == self.reader.pk and evidence.kind == EvidenceKind.MET
        return self.waive or (self.record and own)


def review_stages(*, review: ServiceReview, may: MayDo) -> ReviewStages:
    """Read the page of a review that the reader may see; six queries."""
    today = review.programme.today
    moves = list(review.moves.select_related("actor").order_by("recorded_at", "pk"))
    times = times_of(review=review, moves=moves, day=today)
    stage = Stage(review.stage)
    record = gate_record(programme=review.programme, reviews=[review], day=today)
    rows: dict[int, list[GateEvidence]] = defaultdict(list)
    for row in review.gate_evidence.select_related("gate", "council", "recorded_by", "withdrawn_by").order_by(
        "recorded_at", "pk"
    ):
        rows[row.gate_id].append(row)
    ahead = tuple(
        NextStage(
            stage=after,
            gates=tuple(_line(state, rows[state.gate.pk], may=may) for state in record.of(review, stages=[after])),
        )
        for after in next_stages(stage)
    )
    shown = {line.state.gate.pk for one in ahead for line in one.gates}
    order = list(Stage)
    been = {visit.stage for visit in times.visits}
    return ReviewStages(
        times=times,
        passed_over=tuple(one for one in order[: order.index(stage)] if one not in been),
        to_come=tuple(one for one in order[order.index(stage) + 1 :] if one not in been),
        next_stages=ahead,
        earlier=tuple(
            EarlierEvidence(gate=found[0].gate, evidence=tuple(found))
            for gate_id, found in rows.items()
            if gate_id not in shown and found
        ),
        next_states=states_from(review),
    )


def states_from(review: ServiceReview) -> tuple[State, ...]:
    """The states into which the review may go where it stands."""
    here = Position(Stage(review.stage), State(review.state))
    return tuple(move.state for move in moves_from(here) if move.stage == here.stage)


def gates_before(review: ServiceReview) -> dict[Stage, tuple[GateState, ...]]:
    """What each stage asks for to which the review may move on today, and how the review stands before it."""
    record = gate_record(programme=review.programme, reviews=[review], day=review.programme.today)
    return {stage: record.of(review, stages=[stage]) for stage in next_stages(Stage(review.stage))}


def _line(state: GateState, rows: list[GateEvidence], *, may: MayDo) -> GateLine:
    by_hand = state.check.takes_evidence
    return GateLine(
        state=state,
        evidence=tuple(
            EvidenceLine(evidence=row, can_withdraw=may.withdraw(row)) for row in rows if row.withdrawn_at is None
        ),
        withdrawn=tuple(row for row in rows if row.withdrawn_at is not None),
        can_record=(may.record and by_hand) or (may.waive and state.standing == GateStanding.NOT_MET),
    )


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
