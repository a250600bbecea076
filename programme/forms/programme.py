"""What the programme office fills in about a programme."""

from __future__ import annotations

from typing import Any

from django import forms

from programme.enums import MembershipRole
from programme.forms.domain_form import RecordForm
from programme.models import Council, PartialDateFormField, Programme, ProgrammeMembership

ROUGH_DATE_HINT = "As exactly as you know it: 12 May 2023, May 2023, 2023, or to be confirmed."


class RoughDateField(PartialDateFormField):
    """A date of whatever precision is known."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 240, "help_text": ROUGH_DATE_HINT, **options})


class ProgrammeForm(RecordForm):
    name = forms.CharField(max_length=200)
    summary = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="A few plain sentences; shown at the top of the programme's page.",
    )
    starts_on = forms.DateField(label="Start date")
    planned_end = RoughDateField(label="Planned end", required=False)
    ended_on = forms.DateField(
        label="Last day of the record",
        required=False,
        help_text="Leave empty while the programme runs. Once it has ended, everything is shown as at this day.",
    )


class MembershipChangeForm(RecordForm):
    not_kept = frozenset({"ends_parts"})

    role = forms.ChoiceField(choices=MembershipRole.choices, widget=forms.RadioSelect)
    joined_on = forms.DateField(label="Date of joining")
    left_on = forms.DateField(
        label="Last day of membership",
        required=False,
        help_text="Leave empty while the council takes part. What it did in the programme stays on record.",
    )
    ends_parts = forms.BooleanField(
        label="Its part in service reviews ends on that day too",
        required=False,
        help_text="From the next day its people see nothing new of the reviews.",
    )


class MembershipForm(MembershipChangeForm):
    council = forms.ModelChoiceField(Council.objects.none())
    field_order = ["council"]

    def __init__(self, *arguments: Any, programme: Programme, **options: Any) -> None:
        super().__init__(*arguments, **{"initial": {"role": MembershipRole.PARTNER}, **options})
        del self.fields["ends_parts"]
        current = ProgrammeMembership.objects.filter(programme=programme, left_on=None).values("council")
        self.fields["council"].queryset = Council.objects.exclude(pk__in=current)  # type: ignore[attr-defined]


class PhaseForm(RecordForm):
    name = forms.CharField(max_length=120, help_text="As it stands in reports, for example Phase 1.")
    starts = RoughDateField(required=False)
    ends = RoughDateField(required=False)
    position = forms.IntegerField(
        label="Place in the order",
        min_value=1,
        max_value=999,
        help_text="Phases are shown in this order.",
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )


class PeriodForm(RecordForm):
    name = forms.CharField(max_length=120, help_text="For example Quarter 4, November 2022 to January 2023.")
    starts_on = forms.DateField(label="First day")
    ends_on = forms.DateField(label="Last day", help_text="Periods follow one another and do not overlap.")
    deadline = forms.DateField(help_text="The day by which officers submit their updates.")
    cut_off = forms.DateField(
        label="Cut-off", help_text="The last day on which anything in the period can change. On or after the deadline."
    )
    remind_before = forms.IntegerField(
        label="Days before the deadline",
        initial=5,
        min_value=0,
        max_value=60,
        help_text="Officers who still owe an update are reminded by e-mail this many days before. 0 for no reminder.",
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )
    remind_every = forms.IntegerField(
        label="Days between reminders after the deadline",
        initial=7,
        min_value=0,
        max_value=60,
        help_text="The first goes the day after the deadline, the last by the cut-off. 0 for no reminder.",
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )
