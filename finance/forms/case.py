"""What is filled in about a business case and its versions."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from finance.enums import CaseStage
from finance.figures import unit_of
from finance.models import BusinessCase, CaseVersion
from programme.forms.domain_form import DomainForm, RecordForm
from programme.models import PartialDateFormField
from services.forms.fields import ProseField
from services.standards import year_label

FINANCIAL_YEAR = re.compile(r"([12][0-9]{3})(?:\s*[/–-]\s*([0-9]{2}|[12][0-9]{3}))?\Z", re.ASCII)
IN_WORDS = {"pounds": "Pounds (£)", "thousands": "Thousands of pounds (£000)"}


class FinancialYearFormField(forms.CharField):
    """A financial year as people write it: 2011/12, 2011-12 or 2011; its first year as a number."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}), **options
        )

    def prepare_value(self, value: Any) -> Any:
        return year_label(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        found = FINANCIAL_YEAR.fullmatch(text.strip())
        if found is None or (found[2] and int(found[2]) % 100 != (int(found[1]) + 1) % 100):
            raise ValidationError("Enter a financial year, for example 2011/12.")
        return int(found[1])


class _VersionFields(forms.Form):
    stage = forms.ChoiceField(label="Kind of case", choices=CaseStage.choices, initial=CaseStage.OUTLINE)
    first_year = FinancialYearFormField(
        label="First year", help_text="The first financial year of running costs and savings, for example 2011/12."
    )
    years = forms.IntegerField(
        label="Number of years",
        min_value=1,
        max_value=60,
        initial=5,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )
    one_off_first_year = FinancialYearFormField(
        label="First year of one-off costs", help_text="The same year, or an earlier one."
    )
    price_base = forms.CharField(
        label="Price base", max_length=120, required=False, help_text="For example 2010 prices, no inflation."
    )
    note = ProseField(label="Assumptions", help_text="What the figures assume, for the reader of the case.")


class CaseForm(_VersionFields, DomainForm):
    """A new business case with its first version."""

    name = forms.CharField(max_length=200)
    summary = ProseField(label="Summary", rows=3)
    field_order = ["name", "summary"]


class CaseNameForm(RecordForm):
    """What a case is called."""

    name = forms.CharField(max_length=200)
    summary = ProseField(label="Summary", rows=3)

    def __init__(self, *arguments: Any, record: BusinessCase, **options: Any) -> None:
        super().__init__(*arguments, record=record, **options)


class VersionForm(_VersionFields, DomainForm):
    """What a draft runs for and how its amounts are written."""

    shown_in = forms.ChoiceField(label="Amounts are in", choices=list(IN_WORDS.items()), widget=forms.RadioSelect)
    write_off_years = forms.CharField(
        label="Written off over",
        help_text="Numbers of years with commas between, for example 5, 10.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, version: CaseVersion, **options: Any) -> None:
        self.version = version
        values = {name: getattr(version, name) for name in _VersionFields.base_fields}
        years = version.parameters.get("write_off_years", [5, 10])
        options["initial"] = values | {
            "shown_in": unit_of(version),
            "write_off_years": ", ".join(str(year) for year in years),
            "edition": version.edition,
        }
        super().__init__(*arguments, **options)

    def clean_write_off_years(self) -> list[int]:
        typed = [part.strip() for part in self.cleaned_data["write_off_years"].split(",") if part.strip()]
        if not typed or len(typed) > 5 or any(not part.isascii() or not part.isdigit() for part in typed):
            raise ValidationError("Enter one to five numbers of years, for example 5, 10.")
        years = [int(part[:4]) for part in typed]
        if not all(1 <= year <= 60 for year in years):
            raise ValidationError("Enter numbers of years from 1 to 60.")
        return years

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "write_off_years" in cleaned and "shown_in" in cleaned:
            cleaned["parameters"] = {
                **self.version.parameters,
                "write_off_years": cleaned.pop("write_off_years"),
                "shown_in": cleaned.pop("shown_in"),
            }
        return cleaned


class ApproveForm(DomainForm):
    """By whom and when a version was approved."""

    approval = ProseField(
        label="Approved by",
        rows=2,
        required=True,
        limit=500,
        help_text="The body or person, for example both cabinets.",
    )
    approved = PartialDateFormField(
        label="When it was approved", help_text="A day, month, quarter or year, for example 12 May 2023."
    )
    edition = forms.IntegerField(widget=forms.HiddenInput)


class WithdrawForm(DomainForm):
    reason = ProseField(label="Why it is withdrawn", rows=3, required=True, limit=2_000)


class NextVersionForm(DomainForm):
    stage = forms.ChoiceField(label="Kind of case", choices=CaseStage.choices)
