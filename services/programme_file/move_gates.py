"""The gates of a programme file: a person's import is held to them as a move by hand is."""

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
from services.enums import EvidenceKind, Stage
from services.models import ServiceReview
from services.queries.gates import day_of_move, is_asked_for, state_of
from services.rules.gates import Evidence, known_check
from services.rules.stages import Position, moves_forward


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
