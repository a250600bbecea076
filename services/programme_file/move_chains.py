"""The moves of a programme file, joined into one chain per review and held against the table of allowed moves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.utils import timezone

from programme.file.plan import Plan
from programme.file.rows import Row
from services.enums import Stage, State
from services.programme_file.move_gates import GateKeeper
from services.rules.stages import OPENING, MoveNotAllowed, Position, check_move

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
