"""How far back a trend goes."""

from __future__ import annotations

from django import forms

USUAL = 12
MONTHS = [("", "A year"), ("6", "Half a year"), ("24", "Two years"), ("36", "Three years")]


class TrendForm(forms.Form):
    """The months that a trend goes back."""

    months = forms.ChoiceField(label="How far back", required=False, choices=MONTHS)

    @property
    def chosen(self) -> int:
        """A year unless another time is chosen."""
        valid = self.is_valid()
        return int(self.cleaned_data["months"] or USUAL) if valid else USUAL
