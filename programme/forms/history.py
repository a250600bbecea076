"""The filters of a programme's history."""

from __future__ import annotations

from typing import Any

from django import forms

from programme.models import Programme, User
from programme.queries.history import History, history_kinds, history_of_programme
from programme.queries.history_models import history_subjects


class HistoryFilterForm(forms.Form):
    person = forms.ModelChoiceField(User.objects.none(), required=False, empty_label="Everyone")
    kind = forms.ChoiceField(label="Kind of record", required=False)
    since = forms.DateField(label="From", required=False)
    until = forms.DateField(label="To", required=False)

    def __init__(self, *arguments: Any, programme: Programme, reader: User, **options: Any) -> None:
        super().__init__(*arguments, **options)
        people = User.objects.filter(pk__in=programme.grants.values("user")).order_by("name", "email")
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", "All kinds"), *history_kinds()]  # type: ignore[attr-defined]
        for subject in history_subjects():
            rows = subject.model._default_manager.visible_to(reader)  # type: ignore[attr-defined]
            self.fields[subject.code] = forms.ModelChoiceField(
                rows.filter(programme=programme).order_by("name"),
                label=subject.label,
                required=False,
                empty_label="All",
            )
        self.order_fields(["person", *(subject.code for subject in history_subjects()), "kind", "since", "until"])

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", "The last day must be on or after the first.")
        return cleaned


class HistoryFilter:
    """The history of a programme as the address asks for it. A filter that cannot be read is said and left out."""

    def __init__(self, data: Any, *, programme: Programme, reader: User) -> None:
        self.programme, self.reader = programme, reader
        self.form = HistoryFilterForm(data or None, programme=programme, reader=reader)

    def history(self) -> History:
        """The events that pass the filters."""
        asked = self.form.cleaned_data if self.form.is_valid() or self.form.is_bound else {}
        record = next((asked[subject.code] for subject in history_subjects() if asked.get(subject.code)), None)
        return history_of_programme(
            self.programme,
            reader=self.reader,
            person=asked.get("person"),
            kind=asked.get("kind") or "",
            record=record,
            since=asked.get("since"),
            until=asked.get("until"),
        )
