"""A file that somebody sends in: how large it may be, and how its name ends."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

from django import forms

MEGABYTE = 2**20


class SentFileField(forms.FileField):
    """One file of at most `largest` bytes. `noun` is what its sentences call it.

    `endings` are those that a browser offers; with `wrong_ending` another is refused with that sentence.
    """

    def __init__(
        self, *, label: str, kinds: str, largest: int, endings: Iterable[str], noun: str = "file",
        required_message: str = "Choose a file", wrong_ending: str = "",
    ) -> None:  # fmt: skip
        self.largest, self.endings, self.noun, self.wrong_ending = largest, tuple(endings), noun, wrong_ending
        super().__init__(
            label=label,
            help_text=f"{kinds}, up to {largest // MEGABYTE} MB.",
            error_messages={"required": required_message, "empty": "The file is empty. Choose another."},
            widget=forms.FileInput(attrs={"accept": ",".join(self.endings)}),
        )

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value.size > self.largest:
            megabytes = self.largest // MEGABYTE
            raise forms.ValidationError(f"The {self.noun} is larger than {megabytes} MB. Divide it.")
        if self.wrong_ending and PurePath(value.name).suffix.lower() not in self.endings:
            raise forms.ValidationError(self.wrong_ending)


def workbook_field(*, largest: int) -> SentFileField:
    """A workbook that is looked at before anything of it is saved."""
    return SentFileField(
        label="Workbook",
        kinds="XLSX",
        largest=largest,
        endings=(".xlsx",),
        noun="workbook",
        required_message="Choose a workbook.",
        wrong_ending="The name of the workbook must end in .xlsx. Save it in that format.",
    )
