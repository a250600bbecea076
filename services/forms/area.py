"""The forms of areas of review and of delivery plan references."""

from __future__ import annotations

from django import forms

from programme.forms.domain_form import RecordForm
from services.forms.fields import ProseField
from services.models.action import reference_validator


class AreaForm(RecordForm):
    name = forms.CharField(max_length=200, help_text="As it stands in reports, for example Customer engagement.")
    ambition = ProseField(label="Ambition", help_text="What the councils want here. Printed under the area's heading.")
    position = forms.IntegerField(
        label="Place in the order",
        min_value=1,
        max_value=9_999,
        required=False,
        help_text="Areas are shown, and their recommendations numbered, in this order. Empty: after the others.",
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )


class AreaChangeForm(AreaForm):
    ended_on = forms.DateField(
        label="Last day under review",
        required=False,
        help_text="Leave empty while it is under review. An ended area takes no new actions; what it has stays.",
    )
    field_order = ["name", "ambition", "position", "ended_on"]


class PlanReferenceForm(RecordForm):
    code = forms.CharField(
        label="Reference",
        max_length=20,
        validators=[reference_validator],
        help_text="As the plan has it, for example MT15.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    plan = forms.CharField(max_length=120, help_text="The plan it stands in, for example Delivery Plan 2022-24.")
    name = forms.CharField(label="What it says", max_length=200, required=False)
