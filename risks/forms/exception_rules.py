"""The form of the rules of exceptions: a switch and a limit for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict

from programme.errors import ChangedByAnother
from programme.models import Programme, User
from risks.domain.exception_rules import RuleChoice, mark_of_rules, set_exception_rules
from risks.queries.exceptions import RuleSetting

LARGEST = 9_999_999


class ExceptionRulesForm(forms.Form):
    """Fields `on-<rule>` and `limit-<rule>`."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, programme: Programme, settings: Sequence[RuleSetting], **options: Any) -> None:
        self.programme = programme
        self.settings = list(settings)
        super().__init__(*arguments, **{**options, "initial": {"seen": mark_of_rules(programme)}})
        for setting in self.settings:
            kind = setting.kind
            self.fields[f"on-{kind.code}"] = forms.BooleanField(label=kind.name, required=False, initial=setting.is_on)
            if kind.unit:
                self.fields[f"limit-{kind.code}"] = forms.DecimalField(
                    label=f"More than how many {kind.unit}: {kind.name}",
                    min_value=0,
                    max_value=LARGEST,
                    decimal_places=2 if kind.unit in ("%", "£") else 0,
                    initial=f"{setting.limit.normalize():f}",
                )

    def rows(self) -> Iterator[tuple[RuleSetting, BoundField, BoundField | None]]:
        """Each rule with its switch and its limit."""
        for setting in self.settings:
            limit = f"limit-{setting.kind.code}"
            yield setting, self[f"on-{setting.kind.code}"], self[limit] if limit in self.fields else None

    def submit(self, *, actor: User) -> bool:
        """Whether the rules were set; otherwise the form says why not."""
        if not self.is_valid():
            return False
        choices = {
            setting.kind.code: RuleChoice(
                self.cleaned_data[f"on-{setting.kind.code}"], self.cleaned_data.get(f"limit-{setting.kind.code}")
            )
            for setting in self.settings
        }
        try:
            set_exception_rules(programme=self.programme, choices=choices, seen=self.cleaned_data["seen"], actor=actor)
        except ChangedByAnother as error:
            self.add_error(None, error.message)
            typed = QueryDict(mutable=True)
            typed.update(self.data)
            typed["seen"] = mark_of_rules(self.programme)
            self.data = typed
            return False
        return True
