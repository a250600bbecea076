"""Sending a programme file in, and asking for one."""

from __future__ import annotations

from datetime import date
from pathlib import PurePath
from typing import Any

from django import forms
from django.utils import timezone

from programme.file.nodes import LARGEST_FILE
from programme.file.read import FORMATS
from programme.forms.domain_form import DomainForm


class ProgrammeFileForm(DomainForm):
    """One file. What is in it is checked by a worker."""

    file = forms.FileField(
        label="Programme file",
        help_text=f"YAML, JSON or XLSX, up to {LARGEST_FILE // 2**20} MB.",
        error_messages={"required": "Choose a file", "empty": "The file is empty. Choose another."},
        widget=forms.FileInput(attrs={"accept": ",".join(FORMATS)}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(f"The file is larger than {LARGEST_FILE // 2**20} MB. Divide it.")
        if PurePath(file.name).suffix.lower() not in FORMATS:
            raise forms.ValidationError(f"The name of the file must end in {', '.join(FORMATS)}.")
        return file


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
