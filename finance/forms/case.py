"""What is filled in about a business case and its versions.

A workbook chosen to fill in the tables of a draft, and what was read of it, waiting to be saved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from finance.enums import CaseStage, LineKind
from finance.models import BusinessCase, CaseVersion
from finance.rules.parameters import (
    HIGHEST_BIAS,
    OWN,
    RATE_SETS,
    ParametersWrong,
    kept_parameters,
    read_parameters,
    written_bands,
)
from finance.workbook.layout import PARAMETERS_SHEET
from finance.workbook.read import LARGEST_WORKBOOK
from finance.workbook.settings import Said
from programme.forms.domain_form import DomainForm, RecordForm
from programme.forms.sent_file import workbook_field
from programme.models import PartialDateFormField
from services.forms.fields import LineField, ProseField
from services.values.figures import plain_figure
from services.values.standards import year_label

FINANCIAL_YEAR = re.compile(r"([12][0-9]{3})(?:\s*[/–-]\s*([0-9]{2}|[12][0-9]{3}))?\Z", re.ASCII)
IN_WORDS = {"pounds": "Pounds (£)", "thousands": "Thousands of pounds (£000)"}


OWN_RATE = re.compile(
    r"(\d+(?:\.\d+)?)\s*%?(?:\s*(?:to|until|,|\t)\s*(?:year\s*)?(\d{1,3}))?", re.ASCII | re.IGNORECASE
)


class PercentField(forms.DecimalField):
    """A percentage, with or without its sign."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "decimal"})
        super().__init__(min_value=0, max_value=HIGHEST_BIAS, decimal_places=4, max_digits=8, widget=widget, **options)

    def prepare_value(self, value: Any) -> Any:
        return plain_figure(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.strip().removesuffix("%") if isinstance(value, str) else value)


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
    price_base = LineField(
        label="Price base", limit=120, required=False, help_text="For example 2010 prices, no inflation."
    )
    note = ProseField(label="Assumptions", help_text="What the figures assume, for the reader of the case.")


class CaseForm(_VersionFields, DomainForm):
    """A new business case with its first version."""

    name = LineField(limit=200)
    summary = ProseField(label="Summary", rows=3)
    field_order = ["name", "summary"]


class CaseNameForm(RecordForm):
    """What a case is called."""

    name = LineField(limit=200)
    summary = ProseField(label="Summary", rows=3)

    def __init__(self, *arguments: Any, record: BusinessCase, **options: Any) -> None:
        super().__init__(*arguments, record=record, **options)


class VersionForm(_VersionFields, DomainForm):
    """What a draft runs for, how its amounts are written, and what its figures are worked out with."""

    shown_in = forms.ChoiceField(label="Amounts are in", choices=list(IN_WORDS.items()), widget=forms.RadioSelect)
    write_off_years = forms.CharField(
        label="Written off over",
        help_text="Numbers of years with commas between, for example 5, 10.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    rates = forms.ChoiceField(
        label="Discount rates",
        choices=[
            *((name, f"{found.label}: {written_bands(found.bands)}") for name, found in RATE_SETS.items()),
            (OWN, "The councils' own, below"),
        ],
        widget=forms.RadioSelect,
        help_text="They stay with this version, whatever is published later.",
    )
    own_rates = ProseField(
        label="Own rates",
        rows=3,
        limit=500,
        help_text="Only for own rates: a rate a line and the last year that it holds for, for example 6% to 10; "
        "the last one may hold for ever, for example 3.5%.",
    )
    bias_upper = PercentField(
        label="Optimism bias: upper bound, %",
        required=False,
        help_text="What one-off costs of this kind are known to run over by, where nothing is done about it. "
        "Empty: without optimism bias.",
    )
    bias_lower = PercentField(label="Optimism bias: lower bound, %", required=False)
    bias_factors = ProseField(
        label="What contributes to it",
        rows=4,
        limit=5_000,
        help_text="A factor a line: its name, its share of the bias and how far it is mitigated, in per cent, with "
        "commas between. For example Complexity of the contract, 40, 90. Cells of a spreadsheet can be pasted.",
    )
    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, version: CaseVersion, **options: Any) -> None:
        self.version = version
        values = {name: getattr(version, name) for name in _VersionFields.base_fields}
        options["initial"] = values | _parameters_as_typed(version) | {"edition": version.edition}
        super().__init__(*arguments, **options)

    def clean_write_off_years(self) -> list[int]:
        typed = [part.strip() for part in self.cleaned_data["write_off_years"].split(",") if part.strip()]
        if not typed or len(typed) > 5 or any(not part.isascii() or not part.isdigit() for part in typed):
            raise ValidationError("Enter one to five numbers of years, for example 5, 10.")
        years = [int(part[:4]) for part in typed]
        if not all(1 <= year <= 60 for year in years):
            raise ValidationError("Enter numbers of years from 1 to 60.")
        return years

    def clean_own_rates(self) -> list[list[Any]]:
        rates: list[list[Any]] = []
        for number, line in enumerate(_lines(self.cleaned_data["own_rates"]), start=1):
            found = OWN_RATE.fullmatch(line)
            if found is None:
                raise ValidationError(f"Line {number}: enter a rate and its last year, for example 3.5% to 30.")
            rates.append([found[1], int(found[2]) if found[2] else None])
        return rates

    def clean_bias_factors(self) -> list[dict[str, str]]:
        factors = []
        for number, line in enumerate(_lines(self.cleaned_data["bias_factors"]), start=1):
            parts = [part.strip().rstrip("%").strip() for part in re.split(r"\t" if "\t" in line else ",", line)]
            if len(parts) < 3:
                raise ValidationError(
                    f"Line {number}: enter a name, its share and how far it is mitigated, for example Contract, 40, 90."
                )
            name = ", ".join(parts[:-2])
            factors.append({"name": name, "contribution": parts[-2], "mitigation": parts[-1]})
        return factors

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        rates, own = cleaned.pop("rates"), cleaned.pop("own_rates")
        if rates == OWN and not own:
            self.add_error("own_rates", "Enter the rates, or choose those of the Green Book.")
        upper, lower, factors = (cleaned.pop(f"bias_{name}") for name in ("upper", "lower", "factors"))
        data: dict[str, Any] = {
            "shown_in": cleaned.pop("shown_in"),
            "write_off_years": cleaned.pop("write_off_years"),
            "discount_rates": own if rates == OWN else rates,
        }
        if upper is not None:
            data["optimism_bias"] = {"upper": upper, "lower": lower or 0, "factors": factors}
        elif lower is not None or factors:
            self.add_error("bias_upper", "Enter the upper bound too, or empty the lower bound and the factors.")
        if self.errors:
            return cleaned
        try:
            cleaned["parameters"] = kept_parameters(read_parameters(data))
        except ParametersWrong as error:
            for place, expected in error.faults:
                self.add_error(*_told(place, expected))
        return cleaned


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _parameters_as_typed(version: CaseVersion) -> dict[str, Any]:
    """What the version is worked out with, as it is typed."""
    known = read_parameters(version.parameters)
    bias = known.bias
    return {
        "shown_in": known.shown_in,
        "write_off_years": ", ".join(str(year) for year in known.write_off_years),
        "rates": known.rate_set,
        "own_rates": written_bands(known.bands).replace(", ", "\n") if known.rate_set == OWN else "",
        "bias_upper": bias.upper if bias else None,
        "bias_lower": bias.lower if bias else None,
        "bias_factors": "\n".join(
            f"{one.name}, {plain_figure(one.contribution)}, {plain_figure(one.mitigation)}" for one in bias.factors
        )
        if bias
        else "",
    }


def _told(place: list[str | int], expected: str) -> tuple[str, str]:
    """The field and the sentence for a fault of the parameters."""
    field = {"discount_rates": "own_rates", "upper": "bias_upper", "lower": "bias_lower", "factors": "bias_factors"}
    name = next((field[one] for one in reversed(place) if isinstance(one, str) and one in field), str(place[0]))
    numbers = [one for one in place if isinstance(one, int)]
    line = f"Line {numbers[0] + 1}: expected " if numbers else "Expected "
    return name, f"{line}{expected}."


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


LINE_NAMED = re.compile(r"Line (\d+): ")


class WorkbookForm(forms.Form):
    """One workbook. What is in it is looked at when it is sent; nothing is saved yet."""

    file = workbook_field(largest=LARGEST_WORKBOOK)
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


def settings_form(settings: Mapping[str, Said], *, version: CaseVersion) -> VersionForm:
    """The form of the version filled in with what a workbook says; what it does not say is as it stands."""
    form = VersionForm(version=version)
    stands = {name: one.prepare_value(form.get_initial_for_field(one, name)) for name, one in form.fields.items()}
    said = {name: one.typed for name, one in settings.items()}
    return VersionForm(
        {name: "" if value is None else value for name, value in (stands | said).items()}, version=version
    )


def settings_faults(form: VersionForm, settings: Mapping[str, Said]) -> Iterator[tuple[str, str]]:
    """The errors of a form that a workbook has filled in: in which cell, and what is wrong."""
    for name, errors in form.errors.items():
        places = settings[name].places if name in settings else (PARAMETERS_SHEET,)
        for error in errors:
            line = LINE_NAMED.match(str(error))
            place = places[min(int(line[1]), len(places)) - 1] if line else places[0]
            yield place, str(error)[line.end() :] if line else str(error)


class KeptWorkbookForm(forms.Form):
    """What was read, and the edition of the version that it was compared with."""

    kept = forms.CharField(widget=forms.HiddenInput)
    edition = forms.IntegerField(widget=forms.HiddenInput)
