"""What is filled in when a risk is shown in another register, and to whom a confidential one is shown."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from programme.forms.domain_form import DomainForm, RecordForm
from programme.models import User
from risks.domain.risk import mark_of_viewers
from risks.domain.sharing import mark_of_entry
from risks.forms.risk import DAY, NumberField
from risks.models import RegisterEntry, Risk, RiskRegister
from risks.queries.readers import people_of_programme


class ShareForm(DomainForm):
    """Another register in which a risk is shown."""

    register = forms.ModelChoiceField(RiskRegister.objects.none(), empty_label="Choose a register")
    number = NumberField(label="Number there", help_text="As that register numbers its risks. Gaps do no harm.")
    starts_on = forms.DateField(
        label="From", required=False, widget=forms.DateInput(attrs=DAY), help_text="Empty: from the start."
    )
    ended_on = forms.DateField(
        label="Until", required=False, widget=forms.DateInput(attrs=DAY), help_text="The last day. Empty: until ended."
    )

    def __init__(self, *arguments: Any, registers: QuerySet[RiskRegister], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["register"].queryset = registers  # type: ignore[attr-defined]


class EntryForm(RecordForm):
    """By which number a register shows a risk, and for a share from when until when."""

    number = NumberField(help_text="Any that the register has not given otherwise. Gaps do no harm.")
    starts_on = forms.DateField(
        label="From", required=False, widget=forms.DateInput(attrs=DAY), help_text="Empty: from the start."
    )
    ended_on = forms.DateField(
        label="Until",
        required=False,
        widget=forms.DateInput(attrs=DAY),
        help_text="The last day on which it is shown there. Its scores stay in the record.",
    )

    def __init__(self, *arguments: Any, record: RegisterEntry, **options: Any) -> None:
        super().__init__(*arguments, record=record, **options)
        if record.is_home:
            del self.fields["starts_on"], self.fields["ended_on"]

    def mark(self, record: Any) -> str:
        return mark_of_entry(record)

    def clean(self) -> dict[str, Any]:
        """A home has no days of its own; those it was given elsewhere stay."""
        found = super().clean() or self.cleaned_data
        if isinstance(self.record, RegisterEntry) and self.record.is_home:
            found |= {"starts_on": self.record.starts_on, "ended_on": None}
        return found


class ViewersField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg] # generic to the type checker alone
    def label_from_instance(self, person: Any) -> str:
        return f"{person.name}, {person.post}" if person.post else str(person.name)


class ConfidentialForm(RecordForm):
    """Whether a risk is confidential, and to whom it is shown."""

    is_confidential = forms.BooleanField(label="Confidential", required=False)
    viewers = ViewersField(
        User.objects.none(),
        label="Who sees it, beside its owner and auditors",
        required=False,
        widget=forms.CheckboxSelectMultiple(
            attrs={"class": "govuk-checkboxes--small concordat-choices concordat-choices--words"}
        ),
        help_text="If you make it confidential, you go on seeing it.",
    )

    def __init__(self, *arguments: Any, record: Risk, **options: Any) -> None:
        super().__init__(*arguments, record=record, **options)
        named = _viewers(record)
        people = people_of_programme(record.programme_id)
        shown = User.objects.filter(Q(pk__in=people.values("pk")) | Q(pk__in=[person.pk for person in named]))
        self.fields["viewers"].queryset = shown.order_by("name", "pk")  # type: ignore[attr-defined]

    def mark(self, record: Any) -> str:
        return mark_of_viewers(record)

    def _values(self, record: Any) -> dict[str, Any]:
        return {**super()._values(record), "viewers": _viewers(record)}

    def _in_words(self, name: str) -> Any:
        if name == "viewers":
            return ", ".join(person.name for person in _viewers(self.record)) or "Nobody"
        return "Yes" if getattr(self.record, name) else "No"


def _viewers(risk: Any) -> list[User]:
    named = risk.viewers.filter(removed_at__isnull=True).select_related("person").order_by("person__name", "pk")
    return [viewer.person for viewer in named]
