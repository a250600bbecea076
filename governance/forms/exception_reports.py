"""What a clerk fills in to begin an exception report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from governance.forms.reports import ReportCreateForm
from risks.queries.exceptions import ExceptionRow


class ExceptionReportForm(ReportCreateForm):
    """Where it goes, in which house style, and what it is about."""

    exceptions = forms.MultipleChoiceField(
        label="What it is about",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one exception."},
    )

    def __init__(self, *arguments: Any, rows: Sequence[ExceptionRow], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["exceptions"].choices = [  # type: ignore[attr-defined]
            (row.key, f"{row.title} ({row.place}): {row.rule}") for row in rows
        ]
