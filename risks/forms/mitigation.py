"""What is filled in about a mitigation."""

from __future__ import annotations

from typing import Any

from django import forms

from programme.forms.domain_form import RecordForm
from programme.forms.programme import RoughDateField
from risks.domain.mitigation import MITIGATION_FIELDS
from risks.enums import MitigationStatus
from risks.forms.risk import DAY, SHORT, OwnerFields
from risks.models import Mitigation, RiskRegister
from services.forms.fields import LineField, ProseField


class MitigationReportForm(RecordForm):
    """How a mitigation goes."""

    status = forms.ChoiceField(
        choices=MitigationStatus.choices, initial=MitigationStatus.PLANNED, widget=forms.RadioSelect
    )
    done_on = forms.DateField(
        label="Done on",
        required=False,
        widget=forms.DateInput(attrs=DAY),
        help_text="For what is done, and for what is in place if you know since when.",
    )
    progress = ProseField(label="Progress", rows=3, limit=SHORT, help_text="Needed for what is dropped: say why.")


class MitigationForm(OwnerFields, MitigationReportForm):
    """A control or action, new (`record` None) or as it stands. `register` is the home of its risk."""

    name = LineField(label="What is done", limit=300, rows=2, help_text="In one sentence.")
    due = RoughDateField(required=False)
    effect_expected = ProseField(
        label="Effect expected", rows=3, limit=SHORT, help_text="What it is to change: likelihood, impact, how far."
    )
    field_order = ["name", "owner", "owner_post", "due", "effect_expected", "status", "done_on", "progress"]

    def __init__(
        self, *arguments: Any, register: RiskRegister, record: Mitigation | None = None, **options: Any
    ) -> None:
        super().__init__(*arguments, record=record, **options)
        self.offer_owners(register, record)

    def arguments(self) -> dict[str, Any]:
        return {"values": {name: self.cleaned_data[name] for name in MITIGATION_FIELDS}, **self.seen_mark()}


class RemoveForm(RecordForm):
    """That a row entered by mistake is taken off."""
