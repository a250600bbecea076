"""What a reader of the dashboard may choose: the period, a past day, and which reviews."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from governance.queries.dashboard_figures import phase_choices
from governance.queries.dashboard_rows import DashboardRow, Narrowing
from programme.models import Programme, ReportingPeriod
from programme.wording.appearance import KEY
from services.enums import Stage
from services.forms.route_map import PastDayForm


class MomentForm(PastDayForm):
    """The reporting period and, for a past position, the day."""

    period = forms.ChoiceField(label="Reporting period", required=False)

    field_order = ("period", "as_at")

    def __init__(self, *args: Any, programme: Programme, periods: Iterable[ReportingPeriod], **options: Any) -> None:
        super().__init__(*args, programme=programme, **options)
        begun = [period for period in periods if period.starts_on <= programme.today]
        self.fields["period"].choices = [("", "The latest"), *((period.code, period.name) for period in begun)]  # type: ignore[attr-defined]


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
