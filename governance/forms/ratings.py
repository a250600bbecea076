"""What is filled in to rate a programme by hand."""

from __future__ import annotations

from typing import Any

from django import forms

from governance.models import RatingOverride
from programme.forms.domain_form import DomainForm
from services.enums import Rag
from services.forms.fields import ProseField


class OverrideForm(DomainForm):
    """A rating and its reason. `seen` carries the override that stood when the form was opened."""

    rag = forms.ChoiceField(
        label="Rating",
        choices=Rag.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a rating."},
    )
    reason = ProseField(
        label="Reason",
        rows=4,
        required=True,
        limit=2_000,
        help_text="Stands on the dashboard beside the rating.",
        error_messages={"required": "Say why the programme is rated so."},
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, standing: RatingOverride | None = None, **options: Any) -> None:
        if standing is not None:
            options["initial"] = {"rag": standing.rag, "reason": standing.reason, "seen": standing.pk}
        super().__init__(*arguments, **options)
