"""The acts that change whether a review moves, each by its own name: put on hold, take up again, withdraw, complete."""

from __future__ import annotations

from dataclasses import dataclass

from services.enums import State


@dataclass(frozen=True)
class StateAct:
    """One act: the state it leads to, and its words on the page."""

    code: str
    state: State
    heading: str
    button: str
    explains: str
    reason_hint: str

    @property
    def is_grave(self) -> bool:
        """Whether the button warns."""
        return self.state == State.WITHDRAWN


STATE_ACTS = {
    act.code: act
    for act in (
        StateAct(
            "hold",
            State.ON_HOLD,
            "Put the review on hold",
            "Put on hold",
            "It stays at its stage and does not move until it is taken up again. It still owes updates, and carries no "
            "rating. Time at its stage runs on, with the hold told beside it.",
            "For example what it waits for, and who decided. It is shown on the dashboard and in reports.",
        ),
        StateAct(
            "resume",
            State.ACTIVE,
            "Take the review up again",
            "Take it up again",
            "It is active again at the stage where it stands.",
            "For example what has changed, and who decided.",
        ),
        StateAct(
            "withdraw",
            State.WITHDRAWN,
            "Withdraw the review",
            "Withdraw the review",
            "The work stops for good. The review keeps everything said of it, owes no more updates, and is no longer "
            "counted among the live reviews.",
            "For example who decided it and why. It is shown wherever the review is.",
        ),
        StateAct(
            "complete",
            State.COMPLETE,
            "Complete the review",
            "Complete the review",
            "The work is done and the service runs. Only a review at business as usual can be complete.",
            "For example what was reached, and who agreed that it is done.",
        ),
    )
}


def acts_for(states: tuple[State, ...]) -> tuple[StateAct, ...]:
    """The acts that lead to these states."""
    return tuple(act for act in STATE_ACTS.values() if act.state in states)
