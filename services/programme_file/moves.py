"""The moves of a programme file, joined into one chain per review and held against the table of allowed moves.

The gates of a programme file: a person's import is held to them as a move by hand is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from programme.file.plan import Plan
from programme.file.rows import Row
from programme.history import NOW
from programme.models import Council
from services.enums import EvidenceKind, Stage, State
from services.models import ServiceReview
from services.queries.gates import day_of_move, is_asked_for, state_of
from services.rules.gates import Evidence, known_check
from services.rules.stages import OPENING, MoveNotAllowed, Position, check_move, moves_forward

HELD = (State.ON_HOLD, State.WITHDRAWN)


def join_moves(plan: Plan) -> None:
    """Work out where each new move starts, refuse what is not allowed, and bring each review to its last move.

    What a person brings in is held to the gates as a move by hand is; the operator at the shell loads what has been.
    The first fault of a review ends its chain: what follows hangs on it.
    """
    chains: dict[str, list[Row]] = defaultdict(list)
    for row in plan.rows("stages"):
        if row.is_new and row.value("recorded_at") > plan.at:
            plan.fault(row, "recorded_at", "expected a time that has passed")
            row.set_aside()
            continue
        chains[row.value("review").key].append(row)
    chains = {key: rows for key, rows in chains.items() if any(row.is_new for row in rows)}
    gates = GateKeeper(plan, reviews=[rows[0].value("review") for rows in chains.values()])
    for rows in chains.values():
        rows.sort(key=lambda row: (row.value("recorded_at"), row.is_new, row.instance.pk or 0))
        for row in _unjoined(rows, plan, gates):
            row.set_aside()


def check_moves(plan: Plan) -> Iterable[tuple[Row, str, str]]:
    """A move has happened, at a time that is known, before it was recorded."""
    for row in plan.rows("stages"):
        if not row.is_new:
            continue
        effective, recorded_at = row.value("effective"), row.value("recorded_at")
        if effective.first_day is None or effective.first_day > timezone.localdate(recorded_at):
            yield row, "effective", "expected when it happened: a date that had begun when the move was recorded"
        if not row.value("reason").strip():
            yield row, "reason", "expected the reason for the move"


def _unjoined(rows: list[Row], plan: Plan, gates: GateKeeper) -> list[Row]:
    """Join one review's moves in order; gives those from the first faulty one on."""
    review: Row = rows[0].value("review")
    recorded = [row for row in rows if not row.is_new]
    before = OPENING if review.is_new else Position(Stage(review.instance.stage), State(review.instance.state))
    held_because = "" if review.is_new else review.instance.state_reason
    for number, row in enumerate(rows):
        if not row.is_new:
            continue
        if recorded and row.value("recorded_at") <= recorded[-1].value("recorded_at"):
            plan.fault(row, "recorded_at", "expected a time after the last move that is recorded of this review")
            return rows[number:]
        if not _begins_at(row, before, plan):
            return rows[number:]
        move = row.instance
        after = Position(Stage(move.to_stage or before.stage), State(move.to_state or before.state))
        try:
            check_move(before=before, after=after)
        except MoveNotAllowed as refusal:
            plan.fault(row, "stage" if refusal.field == "to_stage" else "state", refusal.message)
            return rows[number:]
        if refused := gates.refusal(row, before=before, after=after):
            plan.fault(row, "stage", refused)
            return rows[number:]
        move.from_stage, move.from_state = before.stage, before.state
        move.to_stage, move.to_state = after.stage, after.state
        if after.state != before.state:
            held_because = move.reason.strip() if after.state in HELD else ""
        before = after
    review.put("stage", str(before.stage), shown_as="stage")
    review.put("state", str(before.state), shown_as="state")
    review.put("state_reason", held_because, shown_as="state_reason")
    return []


def _begins_at(row: Row, before: Position, plan: Plan) -> bool:
    """Whether the move starts where the one before it ended, as far as the file says."""
    move = row.instance
    joined = True
    for field, said, stands in (
        ("from_stage", move.from_stage, before.stage),
        ("from_state", move.from_state, before.state),
    ):
        if said and said != stands:
            plan.fault(
                row, field, f"expected {stands}, where the review stood, not {said}: the moves are not joined up"
            )
            joined = False
    return joined


class GateKeeper:
    """Holds the new moves of a file against the gates as the file leaves them.

    The gates and evidence of the file count with those recorded; evidence as it stood when the move was recorded.
    """

    def __init__(self, plan: Plan, *, reviews: Iterable[Row]) -> None:
        self.is_held = plan.actor is not None
        if not self.is_held:
            return
        self.gates = plan.rows("gates")
        self.parts = _by_review(plan.rows("participations"))
        self.evidence = _by_review(plan.rows("gate_evidence"))
        self.facts = self._facts([row.instance for row in reviews if not row.is_new])

    def refusal(self, move: Row, *, before: Position, after: Position) -> str:
        """Which gates stand in the way of a move, and what is missing; "" when none does."""
        if not self.is_held or not moves_forward(before.stage, after.stage) or move.value("effective") is None:
            return ""
        recorded_at = move.value("recorded_at")
        day = day_of_move(move.value("effective"), recorded_on=timezone.localdate(recorded_at))
        review: Row = move.value("review")
        missing = [
            f"{gate.instance.name}: {missing}"
            for gate in self.gates
            if is_asked_for(gate.instance, stage=after.stage, day=day)
            and (missing := self._missing(gate, review, day=day, recorded_at=recorded_at))
        ]
        if not missing:
            return ""
        return f"expected what {Stage(after.stage).label} asks for to be there. {' '.join(missing)}"

    def _missing(self, gate: Row, review: Row, *, day: date, recorded_at: datetime) -> str:
        state = state_of(
            gate.instance,
            review=review.instance,
            councils=self._councils(review, day=day),
            evidence=tuple(
                _evidence_of(row)
                for row in self.evidence[review.key]
                if row.value("gate") is gate and _stood(row, recorded_at)
            ),
            day=day,
            facts=self.facts.get(gate.instance.rule, {}).get(review.instance.pk),
        )
        return "" if state is None or state.is_open else state.missing

    def _councils(self, review: Row, *, day: date) -> tuple[Council, ...]:
        councils = [
            part.value("council").instance
            for part in self.parts[review.key]
            if (part.value("joined_on") or date.min) <= day <= (part.value("left_on") or date.max)
        ]
        return tuple(sorted(councils, key=lambda council: council.short_name))

    def _facts(self, reviews: list[ServiceReview]) -> dict[str, Mapping[int, Any]]:
        facts = {}
        for rule in {gate.instance.rule for gate in self.gates}:
            check = known_check(rule)
            if check is not None and check.read is not None:
                facts[rule] = check.read(reviews, NOW)
        return facts


def _by_review(rows: Iterable[Row]) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.value("review").key].append(row)
    return found


def _stood(evidence: Row, moment: datetime) -> bool:
    """Recorded by then, and not withdrawn by then."""
    withdrawn_at = evidence.value("withdrawn_at")
    return evidence.value("recorded_at") <= moment and (withdrawn_at is None or withdrawn_at > moment)


def _evidence_of(row: Row) -> Evidence:
    council = row.value("council")
    return Evidence(
        kind=EvidenceKind(row.value("kind")),
        statement=row.value("statement"),
        dated=row.value("dated"),
        council=council.instance if council is not None else None,
    )
