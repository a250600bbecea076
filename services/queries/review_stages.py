"""What the page "Stages and gates" of a review shows, read with a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from programme.models import User
from services.enums import EvidenceKind, GateStanding, Stage, State
from services.models import Gate, GateEvidence, ServiceReview
from services.queries.gates import GateState, gate_record
from services.queries.stage_times import StageTimes, Visit, times_of
from services.rules.stages import Position, moves_from, next_stages


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
