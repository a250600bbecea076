"""What a reader of the route map may choose: which reviews, what of them, which dates, and a past day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from programme.drawing.gantt import Stretch
from programme.models import Phase, Programme
from programme.wording.appearance import written_date
from services.enums import State
from services.queries.progress import ProgressRow
from services.queries.route_chart import Detail
from services.rules.stages import REPORTING_STATES

NO_PHASE = "none"
STATES = [("live", "Active or on hold"), *State.choices, ("left", "Left the programme")]
WHOLE = Detail()
DETAILS = {
    "": WHOLE,
    "milestones": Detail(projects=False),
    "reviews": Detail(milestones=False, projects=False),
}
YEARS = 50
"""How far from the programme's beginning dates may be asked for."""


class PastDayForm(forms.Form):
    """The day of a past position."""

    as_at = forms.DateField(label="Position at the end of", required=False)

    def __init__(self, *args: Any, programme: Programme, **options: Any) -> None:
        super().__init__(*args, **options)
        self.programme = programme

    def clean_as_at(self) -> date | None:
        """A day of the programme's record."""
        day: date | None = self.cleaned_data["as_at"]
        if day is not None and not self.programme.starts_on <= day <= self.programme.today:
            raise forms.ValidationError(
                f"Enter a day from {written_date(self.programme.starts_on)} to {written_date(self.programme.today)}."
            )
        return day


@dataclass(frozen=True)
class Choice:
    """What was chosen, as far as it is valid."""

    phase: str = ""
    council: str = ""
    state: str = ""
    detail: Detail = WHOLE
    first: date | None = None
    last: date | None = None

    @property
    def narrows(self) -> bool:
        """Whether reviews may be missing: the programme's own milestones stand only on the whole map."""
        return bool(self.phase or self.council or self.state)

    @property
    def has_range(self) -> bool:
        return self.first is not None or self.last is not None

    def takes(self, row: ProgressRow) -> bool:
        phase = row.phase
        return (
            (not self.phase or self.phase == (phase.code if phase else NO_PHASE))
            and (not self.council or any(council.code == self.council for council in row.councils))
            and (not self.state or self._takes_state(row))
        )

    def _takes_state(self, row: ProgressRow) -> bool:
        has_left = row.review.left_on is not None
        if self.state == "left":
            return has_left
        states = REPORTING_STATES if self.state == "live" else (State(self.state),)
        return row.state in states and not has_left


class RouteMapForm(PastDayForm):
    """The filters of the programme's route map."""

    phase = forms.ChoiceField(label="Phase", required=False)
    council = forms.ChoiceField(label="Council", required=False)
    state = forms.ChoiceField(label="State", required=False, choices=[("", "All"), *STATES])
    show = forms.ChoiceField(
        label="Show",
        required=False,
        choices=[
            ("", "Reviews, milestones and projects"),
            ("milestones", "Reviews and milestones"),
            ("reviews", "Reviews alone"),
        ],
    )
    first = forms.DateField(label="Dates from", required=False)
    last = forms.DateField(label="Dates to", required=False)

    field_order = ("phase", "council", "state", "show", "first", "last", "as_at")

    def __init__(self, *args: Any, rows: Sequence[ProgressRow], **options: Any) -> None:
        super().__init__(*args, **options)
        councils = {council.code: council.short_name for row in rows for council in row.councils}
        phases: dict[str, Phase] = {row.phase.code: row.phase for row in rows if row.phase is not None}
        without = [(NO_PHASE, "No phase")] if phases and any(row.phase is None for row in rows) else []
        listed = sorted(phases.values(), key=lambda phase: phase.position)
        self.fields["phase"].choices = [("", "All"), *((phase.code, phase.name) for phase in listed), *without]  # type: ignore[attr-defined]
        self.fields["council"].choices = [("", "All"), *sorted(councils.items(), key=lambda entry: entry[1])]  # type: ignore[attr-defined]

    def clean_first(self) -> date | None:
        return self._near("first")

    def clean_last(self) -> date | None:
        return self._near("last")

    def _near(self, name: str) -> date | None:
        day: date | None = self.cleaned_data[name]
        year = self.programme.starts_on.year
        if day is not None and not year - YEARS <= day.year <= year + YEARS:
            raise forms.ValidationError(f"Enter a day from {year - YEARS} to {year + YEARS}.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if first is not None and last is not None and last < first:
            self.add_error("last", "Enter a day on or after the first.")
            cleaned["first"] = None
        return cleaned

    @property
    def choice(self) -> Choice:
        """What is valid of the choice; what is not is told at its field and narrows nothing."""
        self.is_valid()
        chosen = self.cleaned_data
        return Choice(
            phase=chosen.get("phase", ""),
            council=chosen.get("council", ""),
            state=chosen.get("state", ""),
            detail=DETAILS[chosen.get("show", "")],
            first=chosen.get("first"),
            last=chosen.get("last"),
        )


def shown_range(choice: Choice, *, fits: Stretch) -> Stretch:
    """The dates to draw: an end left open reaches as far as the chart has anything, `fits`."""
    first, last = choice.first or fits.first, choice.last or fits.last
    return Stretch(first, max(first, last))
