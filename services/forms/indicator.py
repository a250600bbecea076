"""What officers fill in about indicators, systems in use and the days that a measurement is of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from programme.errors import DomainError
from programme.forms.domain_form import RecordForm
from programme.models import Council
from services.domain.figures import check_stretch
from services.enums import Direction, IndicatorCategory
from services.forms.fields import ProseField

NARROW = {"class": "govuk-input--width-4"}


class IndicatorForm(RecordForm):
    name = forms.CharField(max_length=200, help_text="For example New claims.")
    heading = forms.CharField(
        max_length=120, required=False, help_text="What it stands under, for example Benefits or Council Tax."
    )
    category = forms.ChoiceField(choices=IndicatorCategory.choices, widget=forms.RadioSelect)
    unit = forms.CharField(
        max_length=60, help_text="What it is counted in, for example FTE, £000, days, % or per 1,000 claims."
    )
    direction = forms.ChoiceField(
        label="Which way is better", choices=Direction.choices, widget=forms.RadioSelect, initial=Direction.NEITHER
    )
    decimal_places = forms.IntegerField(
        label="Decimal places",
        min_value=0,
        max_value=4,
        initial=0,
        widget=forms.NumberInput(attrs=NARROW),
        help_text="The most figures after the point, 0 to 4.",
    )
    position = forms.IntegerField(
        label="Place in the list",
        min_value=1,
        max_value=9_999,
        required=False,
        widget=forms.NumberInput(attrs=NARROW),
        help_text="1 is first. Left empty, it stands after the others.",
    )
    note = ProseField(label="How it is counted", rows=3, limit=5_000)
    ended_on = forms.DateField(
        label="Last day on which it was measured",
        required=False,
        help_text="Leave empty while it is measured. Its figures stay on record.",
    )


class SystemForm(RecordForm):
    purpose = forms.CharField(max_length=120, help_text="For example Processing system.")
    name = forms.CharField(label="System", max_length=120)
    note = ProseField(label="Note", rows=3, limit=5_000)
    position = forms.IntegerField(
        label="Place of the purpose in the list",
        min_value=1,
        max_value=9_999,
        required=False,
        widget=forms.NumberInput(attrs=NARROW),
        help_text="1 is first. Left empty, it stands with its purpose.",
    )
    ended_on = forms.DateField(
        label="Last day of its use", required=False, help_text="Leave empty while the council uses it."
    )


class NewSystemForm(SystemForm):
    council = forms.ModelChoiceField(Council.objects.none(), empty_label=None)
    field_order = ["council"]

    def __init__(self, *arguments: Any, councils: Sequence[Council], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["council"].queryset = Council.objects.filter(  # type: ignore[attr-defined]
            pk__in=[council.pk for council in councils]
        )


class StretchForm(forms.Form):
    """The first and last day that measurements are of; sent in the address."""

    measured_from = forms.DateField(label="First day")
    measured_to = forms.DateField(label="Last day")

    def __init__(self, *arguments: Any, today: date, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.today = today

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "measured_from" in values and "measured_to" in values:
            try:
                check_stretch(today=self.today, **values)
            except DomainError as error:
                self.add_error(error.field, error.message)
        return values
