"""What a reader of the dashboard may choose: the period, a past day, and which reviews."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms

from governance.queries.dashboard_charts import phase_choices
from governance.queries.dashboard_rows import DashboardRow, Narrowing
from programme.appearance import KEY, written_date
from programme.models import Programme, ReportingPeriod
from services.enums import Stage


class MomentForm(forms.Form):
    """The reporting period and, for a past position, the day."""

    period = forms.ChoiceField(label="Reporting period", required=False)
    as_at = forms.DateField(label="Position at the end of", required=False)

    def __init__(self, *args: Any, programme: Programme, periods: Iterable[ReportingPeriod], **options: Any) -> None:
        super().__init__(*args, **options)
        self.programme = programme
        begun = [period for period in periods if period.starts_on <= programme.today]
        self.fields["period"].choices = [("", "The latest"), *((period.code, period.name) for period in begun)]  # type: ignore[attr-defined]

    def clean_as_at(self) -> date | None:
        """A day of the programme's record."""
        day: date | None = self.cleaned_data["as_at"]
        if day is not None and not self.programme.starts_on <= day <= self.programme.today:
            raise forms.ValidationError(
                f"Enter a day from {written_date(self.programme.starts_on)} to {written_date(self.programme.today)}."
            )
        return day


class DashboardForm(MomentForm):
    """The moment, and the phase, council, stage and rating that narrow every figure."""

    phase = forms.ChoiceField(label="Phase", required=False)
    council = forms.ChoiceField(label="Council", required=False)
    stage = forms.ChoiceField(label="Stage", required=False, choices=[("", "All stages"), *Stage.choices])
    rag = forms.ChoiceField(
        label="Rating", required=False, choices=[("", "All ratings"), *((rating.value, rating.label) for rating in KEY)]
    )

    NARROWING = ("phase", "council", "stage", "rag")

    def __init__(self, *args: Any, rows: Sequence[DashboardRow], **options: Any) -> None:
        super().__init__(*args, **options)
        councils = {council.code: council.short_name for row in rows for council in row.progress.councils}
        by_name = sorted(councils.items(), key=lambda entry: entry[1])
        phases = phase_choices([row.progress for row in rows])
        self.fields["phase"].choices = [("", "All phases"), *phases]  # type: ignore[attr-defined]
        self.fields["council"].choices = [("", "All councils"), *by_name]  # type: ignore[attr-defined]

    @property
    def narrowing(self) -> Narrowing:
        """The choice as far as it is valid; what is not is told in the form and does not narrow."""
        self.is_valid()
        return Narrowing(**{name: self.cleaned_data.get(name, "") for name in self.NARROWING})


class DashboardFilter:
    """The form as the filter components know it."""

    def __init__(self, form: DashboardForm) -> None:
        self.form = form
