"""What is filled in about the criteria and options of a business case."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from finance.enums import CriterionKind, Outcome
from finance.models import Criterion, Option
from programme.forms.domain_form import RecordForm
from programme.models import PartialDateFormField
from services.forms.fields import LineField, ProseField


def _number(**options: Any) -> forms.NumberInput:
    return forms.NumberInput(attrs={"class": "govuk-input--width-3", **options})


class _PlacedForm(RecordForm):
    """A record that stands in an order and can be taken out of it."""

    not_kept = frozenset({"is_removed"})
    position = forms.IntegerField(
        label="Place in the order",
        min_value=1,
        max_value=1_000,
        required=False,
        widget=_number(),
        help_text="Leave empty to put it last.",
    )
    is_removed = forms.BooleanField(
        label="Take it out of the appraisal", required=False, help_text="It stays in the history."
    )

    def __init__(self, *arguments: Any, record: Any = None, **options: Any) -> None:
        super().__init__(*arguments, record=record, **options)
        if record is None:
            del self.fields["is_removed"]
        else:
            self.fields["position"].help_text = ""


class CriterionForm(_PlacedForm):
    """What the options are judged by."""

    name = LineField(label="Criterion", limit=300, rows=2)
    kind = forms.ChoiceField(
        label="How options are judged by it", choices=CriterionKind.choices, initial=CriterionKind.SCORED
    )
    weight = forms.DecimalField(
        label="Weight",
        min_value=Decimal(0),
        max_value=Decimal("9999.99"),
        decimal_places=2,
        initial=1,
        widget=_number(step="0.01"),
        help_text="How many times its scores count. 0: they are told and do not count.",
    )
    highest_score = forms.IntegerField(label="Highest score", min_value=1, max_value=1_000, initial=5, widget=_number())
    field_order = ["name", "kind", "weight", "highest_score", "position", "is_removed"]

    def __init__(self, *arguments: Any, record: Criterion | None = None, **options: Any) -> None:
        super().__init__(*arguments, record=record, **options)


class OutcomeForm(RecordForm):
    """Whether the preferred option met a criterion, as is found later."""

    outcome = forms.ChoiceField(label="Was it met?", choices=[("", "Not judged yet"), *Outcome.choices], required=False)
    outcome_reason = ProseField(label="Why", help_text="What it rests on. Markdown.")
    outcome_on = PartialDateFormField(
        label="When it was judged", required=False, max_length=40, help_text="For example 7 April 2010, or April 2010."
    )


class OptionForm(_PlacedForm):
    """A way in which the service could be run."""

    name = LineField(label="Option", limit=300, rows=2)
    description = ProseField(label="Description", help_text="Markdown.")
    field_order = ["name", "description", "position", "is_removed"]

    def __init__(self, *arguments: Any, record: Option | None = None, **options: Any) -> None:
        super().__init__(*arguments, record=record, **options)


class DecisionForm(RecordForm):
    """Whether an option is on the shortlist or preferred, and why."""

    is_shortlisted = forms.BooleanField(label="It is on the shortlist", required=False)
    is_preferred = forms.BooleanField(label="It is the preferred option", required=False)
    reason = ProseField(
        label="Why, or why not",
        help_text="The preferred option need be neither the cheapest nor the one with the most points: then say why.",
    )
