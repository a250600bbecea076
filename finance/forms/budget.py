"""What is filled in about budget lines, commitments and virements."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from finance.forms.case import FinancialYearFormField
from finance.models import BudgetLine, Commitment
from finance.rules.figures import AmountUnreadable, plain_amount, read_amount
from finance.rules.money import Cell, Standing
from programme.enums import Role
from programme.forms.domain_form import DomainForm, RecordForm
from programme.forms.programme import RoughDateField
from programme.models import Council, Programme, User
from programme.models.grants import councils_of
from programme.permissions import holds
from services.forms.fields import LineField, ProseField
from services.models import ServiceReview


class AmountField(forms.CharField):
    """An amount in pounds as people write it: "1,234.50", "£60", "(60)"; nothing or "tbc" is not yet known."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "text", "autocomplete": "off"})
        super().__init__(**{"widget": widget, "max_length": 40, **options})

    def prepare_value(self, value: Any) -> Any:
        return plain_amount(Cell.of(value)) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override] # an amount, not its text
        text = super().to_python(value) or ""
        if len(text) > 40:
            raise ValidationError("Enter an amount of at most 40 characters.")
        try:
            cell = read_amount(text)
        except AmountUnreadable as error:
            raise ValidationError(error.message.replace("; 0, tbc or withheld", "")) from error
        if cell.standing is Standing.WITHHELD:
            raise ValidationError("Enter the amount. The line as a whole can be withheld from publication.")
        return cell.amount

    def run_validators(self, value: Any) -> None:
        """The validators of text do not apply to the amount."""


class BudgetLineForm(RecordForm):
    """A budget line, new (`record` None) or as it stands. Its year is chosen once."""

    year = FinancialYearFormField(label="Financial year", help_text="April to March, for example 2025/26.")
    name = LineField(limit=200, help_text="What the money is for.")
    code = forms.SlugField(
        max_length=60,
        required=False,
        help_text="As the ledger names it: small letters, digits and hyphens. Empty: made from the name.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )
    council = forms.ModelChoiceField(Council.objects.none(), required=False, empty_label="Joint: of the programme")
    review = forms.ModelChoiceField(
        ServiceReview.objects.none(), label="Service review", required=False, empty_label="None"
    )
    budget = AmountField(
        required=False,
        label="Budget first approved (£)",
        help_text="Income is below 0. Leave empty while it is not yet known: empty is not 0.",
    )
    is_withheld = forms.BooleanField(label="Withhold its figures from publication", required=False)

    def __init__(
        self, *arguments: Any, programme: Programme, actor: User, record: BudgetLine | None = None, **options: Any
    ) -> None:
        super().__init__(*arguments, record=record, **options)
        councils: Any = self.fields["council"]
        councils.queryset = programme.councils.order_by("name").distinct()
        if not holds(actor, Role.PROGRAMME_OFFICE, programme=programme):
            councils.queryset = councils.queryset.filter(
                pk__in=councils_of(actor, Role.FINANCE_OFFICER, programme=programme)
            )
        reviews: Any = self.fields["review"]
        reviews.queryset = ServiceReview.objects.visible_to(actor).filter(programme=programme).order_by("name", "pk")
        if record is not None:
            del self.fields["year"]

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if not 1974 <= year <= 2199:
            raise ValidationError("Enter a financial year, for example 2025/26.")
        return year

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if code and (code != code.lower() or "_" in code or code.startswith("-") or code in {"new", "add"}):
            raise ValidationError("Enter small letters, digits and hyphens, other than “new” and “add”.")
        return code


class ForecastForm(RecordForm):
    """What the year is expected to come to."""

    forecast = AmountField(
        required=False, label="Forecast for the whole year (£)", help_text="Leave empty while it is not yet known."
    )
    forecast_note = ProseField(label="Why", rows=4, limit=2_000, help_text="Needed where it is not the budget.")


class CloseLineForm(RecordForm):
    """From when a line no longer counts."""

    closed_on = forms.DateField(label="Closed on", help_text="From that day it is not among the budgets.")


class CommitmentForm(RecordForm):
    """A commitment, new (`record` None) or as it stands."""

    name = LineField(limit=200, label="What for")
    amount = AmountField(label="Amount (£)")
    is_expected = forms.BooleanField(
        required=False, label="Only expected", help_text="Foreseen, not yet ordered. It is shown apart."
    )
    due = RoughDateField(label="When it will be paid", required=False)

    def clean_amount(self) -> Decimal:
        amount: Decimal | None = self.cleaned_data["amount"]
        if amount is None:
            raise ValidationError("Enter an amount.")
        return amount


class ReleaseForm(RecordForm):
    """When a commitment was paid or fell away."""

    released_on = forms.DateField(label="Released on", help_text="The day it was paid or fell away.")
    release_note = LineField(label="Note", limit=200, required=False, help_text="For example paid in full.")

    def __init__(self, *arguments: Any, record: Commitment, **options: Any) -> None:
        super().__init__(*arguments, record=record, **options)


class VirementForm(DomainForm):
    """Budget that moves from one line to another of its year."""

    target = forms.ModelChoiceField(BudgetLine.objects.none(), label="To", empty_label="Choose a line")
    amount = AmountField(label="Amount (£)")
    on = forms.DateField(label="On")
    reason = ProseField(label="Reason", rows=3, limit=2_000, required=True)
    approved_by = LineField(label="Approved by", limit=200, required=False)
    beyond = ProseField(
        label="Why more is moved than the line has left", rows=2, limit=1_000, help_text="Only where that is so."
    )

    def __init__(self, *arguments: Any, line: BudgetLine, targets: list[BudgetLine], **options: Any) -> None:
        super().__init__(*arguments, **options)
        target: Any = self.fields["target"]
        target.queryset = BudgetLine.objects.filter(pk__in=[found.pk for found in targets]).order_by("position", "code")

    def clean_amount(self) -> Decimal:
        amount: Decimal | None = self.cleaned_data["amount"]
        if amount is None:
            raise ValidationError("Enter an amount.")
        return amount
