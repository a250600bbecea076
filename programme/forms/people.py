"""What an administrator fills in about people and their roles."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from programme.enums import COUNCIL_ROLES, Role
from programme.forms.domain_form import DomainForm, RecordForm
from programme.models import Council, Programme


class PersonForm(RecordForm):
    name = forms.CharField(max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.EmailField(
        label="E-mail address",
        help_text="They sign in with it.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    post = forms.CharField(label="Job title", max_length=120, required=False)
    council = forms.ModelChoiceField(Council.objects.none(), required=False, help_text="The council that employs them.")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["council"].queryset = Council.objects.all()  # type: ignore[attr-defined]


class RoleGrantForm(DomainForm):
    role = forms.ChoiceField(choices=Role.choices, widget=forms.RadioSelect(attrs={"class": "govuk-radios--small"}))
    programme = forms.ModelChoiceField(
        Programme.objects.none(),
        required=False,
        empty_label="No programme",
        help_text="Needed for every role but administrator.",
    )
    council = forms.ModelChoiceField(
        Council.objects.none(),
        required=False,
        empty_label="No council",
        help_text="Needed for: " + ", ".join(role.label.lower() for role in Role if role in COUNCIL_ROLES) + ".",
    )
    starts_on = forms.DateField(label="From")

    def __init__(self, *arguments: Any, today: date, **options: Any) -> None:
        super().__init__(*arguments, **{"initial": {"starts_on": today}, **options})
        self.fields["programme"].queryset = Programme.objects.all()  # type: ignore[attr-defined]
        self.fields["council"].queryset = Council.objects.all()  # type: ignore[attr-defined]


class RoleEndForm(DomainForm):
    ended_on = forms.DateField(
        label="Last day of the role",
        help_text="They still hold it on this day. To end it at once, give yesterday's date.",
    )
