"""Sending a programme file in, and asking for one."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils import timezone

from programme.file.nodes import LARGEST_FILE
from programme.file.read import FORMATS
from programme.forms.domain_form import DomainForm
from programme.forms.sent_file import SentFileField


class ProgrammeFileForm(DomainForm):
    """One file. What is in it is checked by a worker."""

    file = SentFileField(
        label="Programme file",
        kinds="YAML, JSON or XLSX",
        largest=LARGEST_FILE,
        endings=FORMATS,
        wrong_ending=f"The name of the file must end in {', '.join(FORMATS)}.",
    )


class ExportForm(forms.Form):
    """In which format, as at which day, and whether with the figures that are worked out."""

    file_format = forms.ChoiceField(
        label="Format",
        choices=[("yaml", "YAML"), ("json", "JSON"), ("xlsx", "Workbook (XLSX)")],
        initial="yaml",
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
    )
    as_at = forms.DateField(
        label="As at the end of",
        required=False,
        help_text="Leave empty for the record as it stands now.",
    )

    with_computed = forms.BooleanField(
        label="With the figures that are worked out",
        required=False,
        help_text="Totals, present values, shares and other sums, for another tool to check. They are never imported.",
    )

    def clean_as_at(self) -> date | None:
        day: date | None = self.cleaned_data["as_at"]
        if day is not None and day > timezone.localdate():
            raise forms.ValidationError("Enter a day that is not after today.")
        return day
