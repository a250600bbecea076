"""The form that moves a review to another stage or state.

What is filled in about gates, and about what reviews have for them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from programme.forms.domain_form import DomainForm, RecordForm
from programme.forms.options import Option
from programme.forms.programme import RoughDateField
from programme.models import Council
from services.enums import EvidenceKind, Stage, State
from services.forms.fields import ProseField
from services.models import Gate, ServiceReview
from services.queries.gates import GateState
from services.rules.gates import GateCheck, all_checks
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


GUARDED_STAGES = [choice for choice in Stage.choices if choice[0] != Stage.NOT_STARTED]

GATE_MEANING = ("stage", "rule", "by_each_council", "starts_on")
"""What makes a gate the gate that it is. It no longer changes once reviews have been held by it."""


class GateForm(RecordForm):
    """A gate, new or as it stands. Of one in use (`is_in_use`) it has the name and the last day alone."""

    name = forms.CharField(
        max_length=200, help_text="As people say it, for example Cabinet approval of the full business case."
    )
    stage = forms.ChoiceField(
        choices=[("", "Choose a stage"), *GUARDED_STAGES],
        help_text="A review must have it before it moves into this stage. Moving back asks for nothing.",
    )
    rule = forms.ChoiceField(label="What it asks for", choices=(), widget=forms.RadioSelect)
    by_each_council = forms.BooleanField(label="Every council taking part must have it", required=False)
    starts_on = forms.DateField(label="First day", help_text="Moves on this day and later are held by it.")
    ended_on = forms.DateField(
        label="Last day", required=False, help_text="Leave empty while it is asked for. A gate is ended, never deleted."
    )

    def __init__(self, *arguments: Any, is_in_use: bool = False, **options: Any) -> None:
        super().__init__(*arguments, **options)
        choices: list[tuple[str, str]] = [(check.name, Option(check.label, hint=check.asks)) for check in all_checks()]
        if isinstance(self.record, Gate) and self.record.rule not in {name for name, _ in choices}:
            choices.append((self.record.rule, Option(self.record.rule, hint="This rule is no longer known.")))
        rule: Any = self.fields["rule"]
        rule.choices = choices
        if self.record is None:
            del self.fields["ended_on"]
        if is_in_use:
            for name in GATE_MEANING:
                del self.fields[name]


class EvidenceForm(DomainForm):
    """What a review has for a gate. Waiving is offered to those who may."""

    kind = forms.ChoiceField(label="What do you record?", widget=forms.RadioSelect)
    council = forms.ModelChoiceField(
        Council.objects.none(), required=False, empty_label="All councils taking part", label="Council"
    )
    statement = ProseField(
        label="What was decided, or why it is waived",
        rows=4,
        limit=5_000,
        required=True,
        help_text="For example which body approved it, and the minute. This is shown to everyone who sees the review.",
        error_messages={"required": "Say what was approved, signed or decided, and by whom; or why it is waived."},
    )
    dated = RoughDateField(
        label="When it was decided", help_text="As exactly as you know it: 12 May 2023, May 2023 or 2023."
    )

    def __init__(
        self,
        *arguments: Any,
        gate: Gate,
        check: GateCheck,
        councils: list[Council],
        may_waive: bool,
        **options: Any,
    ) -> None:
        super().__init__(*arguments, **options)
        kinds: list[tuple[str, str]] = []
        if check.takes_evidence or not may_waive:
            kinds.append((EvidenceKind.MET.value, Option("It has what the gate asks for", hint=check.asks)))
        if may_waive:
            hint = "The review goes through without it. Give the reason."
            kinds.append((EvidenceKind.WAIVED.value, Option("It is waived", hint=hint)))
        field: Any = self.fields["kind"]
        field.choices = kinds
        if len(kinds) == 1:
            field.initial = kinds[0][0]
        if gate.by_each_council:
            choice: Any = self.fields["council"]
            choice.queryset = Council.objects.filter(pk__in=[council.pk for council in councils])
            if not may_waive:
                choice.empty_label = "Choose your council"
        else:
            del self.fields["council"]


class WithdrawForm(DomainForm):
    reason = ProseField(
        label="Why is it withdrawn?",
        rows=3,
        limit=5_000,
        required=True,
        error_messages={"required": "Say why it is withdrawn."},
    )
