"""What is filled in when a risk is closed or opened again."""

from __future__ import annotations

from django import forms

from programme.forms.domain_form import RecordForm
from services.forms.fields import ProseField

DAY = {"class": "govuk-input--width-10"}


class CloseForm(RecordForm):
    """On which day a risk was closed, and why."""

    closed_on = forms.DateField(
        label="Closed on", widget=forms.DateInput(attrs=DAY), help_text="Today or a day that has passed."
    )
    closed_reason = ProseField(label="Why", rows=3, limit=2_000, help_text="Needed. It stays in the register.")


class ReopenForm(RecordForm):
    """Why a risk is open again."""

    not_kept = frozenset({"reason"})
    reason = ProseField(label="Why", rows=3, limit=2_000, help_text="Needed. It stands in the status note.")
