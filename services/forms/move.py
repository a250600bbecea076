"""The form that moves a review to another stage or state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from programme.forms.domain_form import DomainForm
from programme.forms.options import Option
from programme.forms.programme import RoughDateField
from services.enums import Stage, State
from services.forms.fields import ProseField
from services.models import ServiceReview
from services.queries.gates import GateState
from services.rules.stages import Position, approves_business_case, moves_from
from services.rules.state_acts import StateAct

STATE_HINTS = {
    State.ACTIVE: "Work goes on.",
    State.ON_HOLD: "Paused. It still reports, and carries no rating.",
    State.WITHDRAWN: "Stopped for good. It reports no more.",
    State.COMPLETE: "Done. Only a review at business as usual can be complete.",
}


class MoveForm(DomainForm):
    """Offers the moves that the tables allow, with what is missing for the gates of each stage.

    Any other is refused by the domain, which lists the allowed ones.
    """

    to_stage = forms.ChoiceField(label="Stage", choices=Stage.choices, widget=forms.RadioSelect)
    to_state = forms.ChoiceField(label="State", choices=State.choices, widget=forms.RadioSelect)
    effective = RoughDateField(
        label="When it happened", help_text="As exactly as you know it: 12 May 2023, May 2023 or 2023."
    )
    reason = ProseField(
        label="Reason",
        rows=3,
        limit=5_000,
        required=True,
        help_text="For example who decided it. A review on hold shows its reason on the dashboard.",
        error_messages={"required": "Say why the review moves."},
    )

    def __init__(
        self, *arguments: Any, review: ServiceReview, gates: Mapping[Stage, Sequence[GateState]], **options: Any
    ) -> None:
        stage, state = Stage(review.stage), State(review.state)
        self.gates = gates
        super().__init__(*arguments, **{"initial": {"to_stage": stage.value, "to_state": state.value}, **options})
        allowed = moves_from(Position(stage, state))
        stages = [one for one in Stage if one == stage or any(move.stage == one for move in allowed)]
        states = [one for one in State if one == state or any(move.state == one for move in allowed)]
        self._offer("to_stage", [self._stage_option(stage, one) for one in stages])
        self._offer("to_state", [self._state_option(state, one) for one in states])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Show these choices; the field still knows all values, so that the domain can say why one is refused."""
        self.fields[name].widget.choices = choices

    def _stage_option(self, now: Stage, stage: Stage) -> tuple[str, str]:
        hints = ["As it is now."] if stage == now else []
        if approves_business_case(now, stage):
            hints.append("The business case has been approved.")
        gates = self.gates.get(stage, ())
        missing = [state.gate.name for state in gates if not state.is_open]
        if missing:
            hints.append(f"Asks for what is not there yet: {'; '.join(missing)}.")
        elif gates:
            hints.append("It has everything that this stage asks for.")
        return stage.value, Option(stage.label, hint=" ".join(hints))

    @staticmethod
    def _state_option(now: State, state: State) -> tuple[str, str]:
        hint = STATE_HINTS[state]
        return state.value, Option(state.label, hint=f"As it is now. {hint}" if state == now else hint)


class StateForm(DomainForm):
    """When and why a review is put on hold, taken up again, withdrawn or completed."""

    effective = RoughDateField(
        label="When it happened", help_text="As exactly as you know it: 12 May 2023, May 2023 or 2023."
    )
    reason = ProseField(label="Reason", rows=3, limit=5_000, required=True, error_messages={"required": "Say why."})

    def __init__(self, *arguments: Any, act: StateAct, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["reason"].help_text = act.reason_hint
