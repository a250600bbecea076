"""What is filled in about gates, and about what reviews have for them."""

from __future__ import annotations

from typing import Any

from django import forms

from programme.forms.domain_form import DomainForm, RecordForm
from programme.forms.options import Option
from programme.forms.programme import RoughDateField
from programme.models import Council
from services.enums import EvidenceKind, Stage
from services.forms.fields import ProseField
from services.models import Gate
from services.rules.gates import GateCheck, all_checks

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
