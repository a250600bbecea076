"""The table of moves, read as a table."""

import pytest

from services.enums import Stage, State
from services.rules.stages import (
    STAGE_MOVES,
    STATE_MOVES,
    MoveNotAllowed,
    Position,
    approves_business_case,
    check_move,
    moves_from,
)


def test_every_stage_and_state_has_its_moves():
    assert set(STAGE_MOVES) == set(Stage)
    assert set(STATE_MOVES) == set(State)


def test_every_stage_can_be_reached_from_the_first():
    reached = {Stage.NOT_STARTED}
    while True:
        more = reached | {after for stage in reached for after in STAGE_MOVES[stage]}
        if more == reached:
            break
        reached = more
    assert reached == set(Stage)


def test_only_approval_leads_to_implementation_for_the_first_time():
    before = [stage for stage, after in STAGE_MOVES.items() if Stage.IMPLEMENTATION in after]

    assert before == [Stage.APPROVAL, Stage.BUSINESS_AS_USUAL]
    assert [stage for stage in Stage if approves_business_case(stage, Stage.IMPLEMENTATION)] == [Stage.APPROVAL]


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("state", State)
def test_what_is_offered_is_what_is_allowed(stage, state):
    before = Position(stage, state)
    allowed = []
    for to_stage in Stage:
        for to_state in State:
            try:
                check_move(before=before, after=Position(to_stage, to_state))
            except MoveNotAllowed:
                continue
            allowed.append(Position(to_stage, to_state))

    assert {(p.stage, p.state) for p in moves_from(before)} == {(p.stage, p.state) for p in allowed}


def test_a_review_on_hold_does_not_change_stage():
    with pytest.raises(MoveNotAllowed, match="Make it active first"):
        check_move(before=Position(Stage.SCOPING, State.ON_HOLD), after=Position(Stage.AS_IS, State.ON_HOLD))


def test_only_business_as_usual_is_complete():
    with pytest.raises(MoveNotAllowed, match="Only a review at Business as usual can be complete"):
        check_move(before=Position(Stage.SCOPING, State.ACTIVE), after=Position(Stage.SCOPING, State.COMPLETE))


def test_staying_where_it_is_is_no_move():
    with pytest.raises(MoveNotAllowed, match="already at Scoping, active"):
        check_move(before=Position(Stage.SCOPING, State.ACTIVE), after=Position(Stage.SCOPING, State.ACTIVE))
