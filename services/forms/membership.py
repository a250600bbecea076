"""How the list of memberships over time is narrowed."""

from __future__ import annotations

from typing import Any

from django import forms

from programme.models import Council, Programme


class MembershipFilterForm(forms.Form):
    """By the day asked for, council, and what it takes part in."""

    on = forms.DateField(label="On the day", required=False, help_text="Empty: today.")
    council = forms.ChoiceField(required=False)
    of = forms.ChoiceField(
        label="In what", required=False, choices=[("", "All"), ("programme", "The programme"), ("reviews", "Reviews")]
    )
    standing = forms.ChoiceField(
        label="On that day", required=False, choices=[("", "All"), ("in", "In"), ("out", "Not in")]
    )

    def __init__(self, data: Any, *, programme: Programme) -> None:
        super().__init__(data)
        councils = Council.objects.filter(memberships__programme=programme).distinct()
        choices = [("", "All"), *((council.code, council.short_name) for council in councils)]
        self.fields["council"].choices = choices  # type: ignore[attr-defined]


class MembershipFilter:
    """The form as the filter components know it."""

    def __init__(self, form: MembershipFilterForm) -> None:
        self.form = form
