"""Sending a ledger file in, choosing its columns, and closing months."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from finance.domain.finance_close import editors_mark
from finance.file.ledger import FORMATS, LARGEST
from finance.forms.case import FinancialYearFormField
from finance.models import FinanceClose, LedgerImport
from finance.rules.ledger import COLUMNS, NEEDED
from programme.enums import Role
from programme.forms.domain_form import DomainForm
from programme.forms.sent_file import SentFileField
from programme.models import Programme, User

MONTHS = [
    *((place, f"{date(2001, place + 3, 1):%B}") for place in range(1, 10)),
    *((place, f"{date(2001, place - 9, 1):%B}") for place in range(10, 13)),
]
"""The months of a financial year; 1 is April."""


class LedgerFileForm(DomainForm):
    """One file of the ledger."""

    file = SentFileField(
        label="Ledger file",
        kinds="CSV or XLSX with headings in its first row",
        largest=LARGEST,
        endings=FORMATS,
    )


class ColumnsForm(DomainForm):
    """Which heading is which column."""

    def __init__(self, *arguments: Any, job: LedgerImport, **options: Any) -> None:
        super().__init__(*arguments, **options)
        headings = [(heading, heading) for heading in job.head[0]]
        for name, label in COLUMNS.items():
            self.fields[name] = forms.ChoiceField(
                label=label,
                required=name in NEEDED,
                choices=[("", "Choose a column" if name in NEEDED else "None"), *headings],
            )

    def clean(self) -> dict[str, Any]:
        super().clean()
        return {"columns": {name: self.cleaned_data[name] for name in COLUMNS if name in self.cleaned_data}}


class EditorsForm(DomainForm):
    """Who may still post into a closed month."""

    editors = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="Who may still post into it",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Nobody else posts entries or virements dated in the month.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *arguments: Any, programme: Programme, close: FinanceClose | None = None, **options: Any
    ) -> None:
        if close is not None:
            mark = editors_mark(close)
            options["initial"] = {"seen": mark, "editors": [int(one) for one in mark.split(",") if one]}
        super().__init__(*arguments, **options)
        keepers = programme.grants.current().filter(role__in=[Role.PROGRAMME_OFFICE, Role.FINANCE_OFFICER])
        people: Any = self.fields["editors"]
        people.queryset = User.objects.filter(pk__in=keepers.values("user")).order_by("name", "pk")


class CloseMonthForm(EditorsForm):
    """A month to close."""

    year = FinancialYearFormField(label="Financial year", help_text="For example 2025/26.")
    month = forms.TypedChoiceField(choices=MONTHS, coerce=int)
    field_order = ["year", "month", "editors"]

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        del self.fields["seen"]

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if not 1974 <= year <= 2199:
            raise forms.ValidationError("Enter a financial year, for example 2025/26.")
        return year
