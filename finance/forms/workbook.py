"""A workbook chosen to fill in the tables of a draft, and what was read of it, waiting to be saved."""

from __future__ import annotations

from typing import Any

from django import forms

from finance.enums import LineKind
from finance.workbook.read import LARGEST_WORKBOOK

MEGABYTE = 1024 * 1024


class WorkbookForm(forms.Form):
    """One workbook. What is in it is looked at when it is sent; nothing is saved yet."""

    file = forms.FileField(
        label="Workbook",
        help_text=f"XLSX, up to {LARGEST_WORKBOOK // MEGABYTE} MB.",
        error_messages={
            "required": "Choose a workbook.",
            "empty": "The file is empty. Choose another.",
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )
    table = forms.ChoiceField(
        label="Which tables does it have?",
        required=False,
        choices=[("", "Its sheets are named after them"), *((one.value, one.label) for one in LineKind)],
        help_text="Choose a table if the first sheet is one copied from a paper.",
    )
    takes_out = forms.BooleanField(
        label="Take out the lines of a table that its sheet does not have",
        required=False,
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_WORKBOOK:
            raise forms.ValidationError(f"The workbook is larger than {LARGEST_WORKBOOK // MEGABYTE} MB. Divide it.")
        if not file.name.lower().endswith(".xlsx"):
            raise forms.ValidationError("The name of the workbook must end in .xlsx. Save it in that format.")
        return file


class KeptWorkbookForm(forms.Form):
    """What was read, and the edition of the version that it was compared with."""

    kept = forms.CharField(widget=forms.HiddenInput)
    edition = forms.IntegerField(widget=forms.HiddenInput)
