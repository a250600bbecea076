"""What a clerk fills in about a body and its meetings."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from governance.enums import BodyKind, Regime
from governance.models import Meeting
from governance.permissions import councils_written_for
from programme.forms.domain_form import RecordForm
from programme.models import Council, Programme, User
from programme.wording.appearance import written_date

TIME_FORMATS = ["%H:%M", "%H.%M", "%I.%M%p", "%I:%M%p", "%I%p"]


class ClockField(forms.TimeField):
    """A time of day as people write it: 19:30, 7.30pm, 7pm."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"class": "govuk-input--width-5"})
        errors = {"invalid": "Enter a time such as 7.30pm or 19:30."}
        super().__init__(**{"input_formats": TIME_FORMATS, "widget": widget, "error_messages": errors, **options})

    def to_python(self, value: Any) -> time | None:
        return super().to_python(value.lower().replace(" ", "") if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        return clock_words(value) if isinstance(value, time) else value


def clock_words(value: time) -> str:
    """ "7.30pm"."""
    return f"{value.hour % 12 or 12}.{value:%M}{'am' if value.hour < 12 else 'pm'}"


class BodyForm(RecordForm):
    name = forms.CharField(max_length=200, help_text="As it stands on its agendas, for example Programme board.")
    council = forms.ModelChoiceField(
        Council.objects.none(),
        required=False,
        empty_label="Joint: no one council",
        help_text="A body of one council is told of the reviews in which that council takes part; a joint body of all.",
    )
    kind = forms.ChoiceField(choices=BodyKind.choices)
    regime = forms.ChoiceField(
        choices=Regime.choices,
        widget=forms.RadioSelect,
        help_text="Statutory committees and executives meet under local government law; programme boards do not.",
    )

    def __init__(self, *arguments: Any, programme: Programme, writer: User, **options: Any) -> None:
        super().__init__(*arguments, **options)
        councils = Council.objects.filter(memberships__programme=programme).distinct()
        own = councils_written_for(writer, programme=programme)
        if own is not None:
            kept = own | ({self.record.council_id} if self.record is not None else set())  # type: ignore[attr-defined]
            councils = councils.filter(pk__in=kept)
        self.fields["council"].queryset = councils  # type: ignore[attr-defined]

    def _in_words(self, name: str) -> Any:
        return super()._in_words(name) or "Joint"


class MeetingForm(RecordForm):
    starts_on = forms.DateField(label="Date")
    starts_time = ClockField(label="Time", help_text="For example 7.30pm.")
    place = forms.CharField(max_length=200, required=False)

    def _values(self, record: Any) -> dict[str, Any]:
        local = timezone.localtime(record.starts_at)
        return {"starts_on": local.date(), "starts_time": local.time(), "place": record.place}

    def clean(self) -> dict[str, Any]:
        """The two fields as one moment, London time, under the name the domain knows."""
        data = dict(super().clean() or {})
        day, clock = data.pop("starts_on", None), data.pop("starts_time", None)
        if day is not None and clock is not None:
            data["starts_at"] = timezone.make_aware(datetime.combine(day, clock))
        return data

    def _in_words(self, name: str) -> Any:
        if not isinstance(self.record, Meeting) or name == "place":
            return super()._in_words(name)
        local = timezone.localtime(self.record.starts_at)
        return written_date(local) if name == "starts_on" else clock_words(local.time())
