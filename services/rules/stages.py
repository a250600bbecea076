"""The rules of service reviews as data and pure functions: no database, no person."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from programme.errors import DomainError
from services.enums import Stage, State

STAGE_MOVES: dict[Stage, tuple[Stage, ...]] = {
    Stage.NOT_STARTED: (Stage.SCOPING, Stage.DATA_GATHERING),
    Stage.SCOPING: (Stage.NOT_STARTED, Stage.DATA_GATHERING, Stage.AS_IS, Stage.TO_BE, Stage.BUSINESS_CASE),
    Stage.DATA_GATHERING: (Stage.SCOPING, Stage.AS_IS, Stage.TO_BE, Stage.BUSINESS_CASE),
    Stage.AS_IS: (Stage.SCOPING, Stage.DATA_GATHERING, Stage.TO_BE, Stage.BUSINESS_CASE),
    Stage.TO_BE: (Stage.SCOPING, Stage.DATA_GATHERING, Stage.AS_IS, Stage.BUSINESS_CASE),
    Stage.BUSINESS_CASE: (Stage.AS_IS, Stage.TO_BE, Stage.APPROVAL),
    Stage.APPROVAL: (Stage.BUSINESS_CASE, Stage.IMPLEMENTATION),
    Stage.IMPLEMENTATION: (Stage.BUSINESS_CASE, Stage.BUSINESS_AS_USUAL),
    Stage.BUSINESS_AS_USUAL: (Stage.IMPLEMENTATION,),
}
"""From each stage, the stages a review may move to; backwards where work is reopened."""

STATE_MOVES: dict[State, tuple[State, ...]] = {
    State.ACTIVE: (State.ON_HOLD, State.WITHDRAWN, State.COMPLETE),
    State.ON_HOLD: (State.ACTIVE, State.WITHDRAWN),
    State.WITHDRAWN: (State.ACTIVE,),
    State.COMPLETE: (State.ACTIVE,),
}
"""From each state, the states a review may move to."""

REPORTING_STATES = (State.ACTIVE, State.ON_HOLD)
"""A review in these states owes an update in every period."""

TEXT_LIMIT = 20_000
"""The most characters one text of an update may have: some seven pages, far more than a line of the dashboard needs."""

SAYS_NOTHING = "Say something of the business case or of the implementation."
"""What is told of an update that is handed in without either text."""

APPROVED_STAGES = (Stage.IMPLEMENTATION, Stage.BUSINESS_AS_USUAL)
"""Only an approved business case leads to these stages."""


@dataclass(frozen=True)
class Position:
    """Where a review is and whether it moves."""

    stage: Stage
    state: State

    def __str__(self) -> str:
        return f"{self.stage.label}, {self.state.label.lower()}"


OPENING = Position(Stage.NOT_STARTED, State.ACTIVE)
"""Where every review begins."""


class MoveNotAllowed(DomainError):
    """The table of moves has no such move. The message names those it has."""


def _listed(labels: list[str]) -> str:
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} or {labels[-1]}"


def check_move(*, before: Position, after: Position) -> None:
    """Raise `MoveNotAllowed` unless the tables allow the move; its message says which moves are allowed."""
    if before == after:
        raise MoveNotAllowed(f"The review is already at {before}. Choose another stage or state.", field="to_stage")
    stages = STAGE_MOVES[before.stage]
    if after.stage != before.stage and after.stage not in stages:
        raise MoveNotAllowed(
            f"A review cannot move from {before.stage.label} to {after.stage.label}. "
            f"From {before.stage.label} it can move to {_listed([stage.label for stage in stages])}.",
            field="to_stage",
        )
    states = STATE_MOVES[before.state]
    if after.state != before.state and after.state not in states:
        raise MoveNotAllowed(
            f"A review cannot go from {before.state.label} to {after.state.label}. "
            f"From {before.state.label} it can go to {_listed([state.label for state in states])}.",
            field="to_state",
        )
    if after.stage != before.stage and after.state in (State.ON_HOLD, State.WITHDRAWN):
        raise MoveNotAllowed(
            f"A review that is {after.state.label.lower()} does not change stage. Make it active first.",
            field="to_stage",
        )
    if after.state == State.COMPLETE and after.stage != Stage.BUSINESS_AS_USUAL:
        raise MoveNotAllowed(f"Only a review at {Stage.BUSINESS_AS_USUAL.label} can be complete.", field="to_state")


def moves_from(before: Position) -> list[Position]:
    """Every position the tables allow next, stages first."""
    found = []
    for stage in (before.stage, *STAGE_MOVES[before.stage]):
        for state in (before.state, *STATE_MOVES[before.state]):
            after = Position(stage, state)
            try:
                check_move(before=before, after=after)
            except MoveNotAllowed:
                continue
            found.append(after)
    return found


STARTED_STAGES = tuple(stage for stage in Stage if stage != Stage.NOT_STARTED)


def moves_forward(before: Stage, after: Stage) -> bool:
    """Whether a move leads further on the way. Only such a move is asked for what the gates of its stage want."""
    order = list(Stage)
    return order.index(after) > order.index(before)


def next_stages(stage: Stage) -> tuple[Stage, ...]:
    """The stages further on to which a review may move from a stage."""
    return tuple(after for after in STAGE_MOVES[stage] if moves_forward(stage, after))


def approves_business_case(before: Stage, after: Stage) -> bool:
    """A move out of approval into implementation says that the business case was approved."""
    return before == Stage.APPROVAL and after == Stage.IMPLEMENTATION


def record_place(
    area_position: int | None, area_code: str | None, position: int, code: str
) -> tuple[bool, int, str, int, str]:
    """The key by which actions stand in the record and recommendations are numbered: area by area in their order, in
    each by place, those of no area last.

    `services.models.action.record_order` says the same in SQL; a test holds the two together.
    """
    return area_position is None, area_position or 0, area_code or "", position, code


def circle_in(needs: Mapping[str, Collection[str]]) -> list[str]:
    """A circle among things that need each other: ["a", "b", "a"], or nothing. The first in the order of the names."""
    done: set[str] = set()
    for start in sorted(needs):
        path: list[str] = []
        stack = [(start, iter(sorted(needs.get(start, ()))))] if start not in done else []
        path += [start] if stack else []
        while stack:
            name, further = stack[-1]
            following = next(further, None)
            if following is None:
                done.add(name)
                stack.pop()
                path.pop()
            elif following in path:
                return [*path[path.index(following) :], following]
            elif following not in done:
                stack.append((following, iter(sorted(needs.get(following, ())))))
                path.append(following)
    return []
