"""What a reader of a heat map or a trend may choose.

How far back a trend goes.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from programme.models import Programme
from risks.enums import AssessmentKind
from services.forms.route_map import PastDayForm

KINDS = [
    (AssessmentKind.CURRENT, "Current scores"),
    (AssessmentKind.INHERENT, "Inherent scores"),
    (AssessmentKind.TARGET, "Target scores"),
]
SHOWN = [("", "How many risks"), ("numbers", "Their numbers")]
BOARD = "board"


class KindField(forms.TypedChoiceField):
    """Which of a risk's scores are shown; the current ones unless another is chosen."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label="Scores",
            required=False,
            choices=KINDS,
            coerce=AssessmentKind,
            empty_value=AssessmentKind.CURRENT,
            **options,
        )


class HeatMapForm(PastDayForm):
    """Which scores, what stands in the cells, as at which day, and since which day movement is shown."""

    kind = KindField()
    show = forms.ChoiceField(label="In each cell", required=False, choices=SHOWN)
    since = forms.DateField(label="Movement since the end of", required=False)
    version = forms.IntegerField(required=False, min_value=1, max_value=32767, widget=forms.HiddenInput)

    field_order = ("kind", "show", "as_at", "since", "version")

    def __init__(self, *args: Any, programme: Programme, **options: Any) -> None:
        super().__init__(*args, programme=programme, **options)
        self.label_suffix = ""

    def clean(self) -> dict[str, Any]:
        """Movement is from an earlier day to a later one."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        since: date | None = cleaned.get("since")
        until: date = cleaned.get("as_at") or self.programme.today
        if since is not None and since >= until:
            self.add_error("since", "Enter a day before the one that is shown.")
        return cleaned

    @property
    def chosen(self) -> dict[str, Any]:
        """What is valid of the choice; what is not is told at its field and changes nothing."""
        self.is_valid()
        return dict(self.cleaned_data)


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
