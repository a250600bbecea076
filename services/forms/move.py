"""The form that moves a review to another stage or state."""

from __future__ import annotations

from typing import Any

from django import forms

from programme.form_options import Option
from programme.forms.domain_form import DomainForm
from programme.forms.programme import RoughDateField
from services.enums import Stage, State
from services.forms.fields import ProseField
from services.models import ServiceReview
from services.rules import Position, approves_business_case, moves_from

STATE_HINTS = {
    State.ACTIVE: "Work goes on.",
    State.ON_HOLD: "Paused. It still reports, and carries no rating.",
    State.WITHDRAWN: "Stopped for good. It reports no more.",
    State.COMPLETE: "Done. Only a review at business as usual can be complete.",
}


class MoveForm(DomainForm):
    """Offers the moves that the tables allow. Any other is refused by the domain, which lists the allowed ones."""

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

    def __init__(self, *arguments: Any, review: ServiceReview, **options: Any) -> None:
        stage, state = Stage(review.stage), State(review.state)
        super().__init__(*arguments, **{"initial": {"to_stage": stage.value, "to_state": state.value}, **options})
        allowed = moves_from(Position(stage, state))
        stages = [one for one in Stage if one == stage or any(move.stage == one for move in allowed)]
        states = [one for one in State if one == state or any(move.state == one for move in allowed)]
        self._offer("to_stage", [self._stage_option(stage, one) for one in stages])
        self._offer("to_state", [self._state_option(state, one) for one in states])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Show these choices; the field still knows all values, so that the domain can say why one is refused."""
        self.fields[name].widget.choices = choices

    @staticmethod
    def _stage_option(now: Stage, stage: Stage) -> tuple[str, str]:
        hint = "As it is now." if stage == now else ""
        if approves_business_case(now, stage):
            hint = "The business case has been approved."
        return stage.value, Option(stage.label, hint=hint)

    @staticmethod
    def _state_option(now: State, state: State) -> tuple[str, str]:
        hint = STATE_HINTS[state]
        return state.value, Option(state.label, hint=f"As it is now. {hint}" if state == now else hint)
