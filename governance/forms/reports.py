"""What a clerk fills in about a report: where it goes and the details around its sections.

What a clerk fills in to begin an exception report.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from governance.documents.layout import HeaderField
from governance.documents.layout_schema import read_layout
from governance.domain.report import DETAIL_FIELDS
from governance.forms.bodies import ClockField
from governance.models import HouseStyle, Meeting, Report
from governance.permissions import writes_for_meeting
from governance.reports.page import AUTHORS, typed_header
from programme.errors import ChangedByAnother, DomainError
from programme.forms.domain_form import DomainForm
from programme.models import Programme, User
from programme.wording.appearance import written_date, written_moment
from risks.queries.exceptions import ExceptionRow

END_OF_DAY = time(23, 59, 59)


def meetings_written_for(*, programme: Programme, writer: User) -> list[Meeting]:
    """The meetings for which a person writes reports, the latest first."""
    meetings = Meeting.objects.filter(body__programme=programme).select_related("body__programme", "body__council")
    return [meeting for meeting in meetings if writes_for_meeting(writer, meeting)]


class MeetingField(forms.TypedChoiceField):
    """One of the meetings the writer writes for."""

    def offer(self, meetings: list[Meeting]) -> None:
        """Let these be chosen from."""
        by_key = {str(meeting.pk): meeting for meeting in meetings}
        self.choices = [(key, meeting_words(meeting)) for key, meeting in by_key.items()]
        self.coerce = by_key.__getitem__


def meeting_words(meeting: Meeting) -> str:
    """ "Programme board, 2 March 2023"."""
    return f"{meeting.body.name}, {written_date(meeting.starts_at)}"


class ReportCreateForm(DomainForm):
    """Where a new report goes, in which house style."""

    title = forms.CharField(max_length=300, help_text="As it will stand on the agenda.")
    meeting = MeetingField()
    house_style = forms.ModelChoiceField(
        HouseStyle.objects.none(),
        empty_label=None,
        help_text="The report starts with the sections and live blocks of this style.",
    )

    def __init__(self, *arguments: Any, programme: Programme, writer: User, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["house_style"].queryset = HouseStyle.objects.filter(programme=programme)  # type: ignore[attr-defined]
        self.fields["meeting"].offer(meetings_written_for(programme=programme, writer=writer))  # type: ignore[attr-defined]


class ReportDetailsForm(DomainForm):
    """The details of a report and the header fields its house style asks for.

    It carries the edition it was opened at: a save on top of someone else's is refused and shows what stands now.
    """

    edition = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(max_length=300)
    meeting = MeetingField()
    as_at_day = forms.DateField(
        label="Read the records as at",
        required=False,
        help_text="What was accepted or recorded later stays out. Leave empty to read them when the document is made.",
    )
    as_at_time = ClockField(label="Time", required=False, help_text="Leave empty for the end of that day.")
    signatory_name = forms.CharField(label="Signed by", max_length=120, required=False)
    signatory_post = forms.CharField(label="Job title of who signs", max_length=120, required=False)
    contact_name = forms.CharField(label="Contact", max_length=120, required=False)
    contact_post = forms.CharField(label="Contact’s job title", max_length=120, required=False)
    contact_email = forms.EmailField(label="Contact’s e-mail address", required=False)
    contact_phone = forms.CharField(label="Contact’s telephone", max_length=40, required=False)

    def __init__(self, *arguments: Any, report: Report, writer: User, **options: Any) -> None:
        self.report = report
        self.stands_now: list[tuple[str, Any]] = []
        header = typed_header(read_layout(report.house_style.layout))
        super().__init__(*arguments, **{**options, "initial": _initial(report, header)})
        self.fields["meeting"].offer(_meetings_for(report, writer))  # type: ignore[attr-defined]
        self.header_names = {f"header_{field.code}": field.code for field in header}
        for field in header:
            self.fields[f"header_{field.code}"] = _header_field(field)
        self.order_fields(["edition", "title", "meeting", *self.header_names])

    def clean(self) -> dict[str, Any]:
        data = dict(super().clean() or {})
        day, clock = data.get("as_at_day"), data.get("as_at_time")
        if clock is not None and day is None:
            self.add_error("as_at_day", ValidationError("Enter the day as well as the time."))
        as_at = timezone.make_aware(datetime.combine(day, clock or END_OF_DAY)) if day else None
        header = {code: data.get(name, "").strip() for name, code in self.header_names.items()}
        details = {name: data[name] for name in DETAIL_FIELDS if name in data}
        return {
            "edition": data.get("edition"),
            "meeting": data.get("meeting"),
            "changes": {**details, "as_at": as_at, "header": {**self.report.header, **header}},
        }

    def refuse(self, error: DomainError) -> None:
        if error.field == "as_at":
            self.add_error("as_at_day", error.message)
            return
        super().refuse(error)
        if isinstance(error, ChangedByAnother):
            self.report.refresh_from_db()
            self.stands_now = _in_words(self.report, self)
            data = QueryDict(mutable=True)
            data.update(self.data)
            data[self.add_prefix("edition")] = str(self.report.edition)
            self.data = data


def _initial(report: Report, header: list[HeaderField]) -> dict[str, Any]:
    values = {name: getattr(report, name) for name in DETAIL_FIELDS}
    local = timezone.localtime(report.as_at) if report.as_at else None
    return {
        **values,
        "edition": report.edition,
        "meeting": str(report.meeting_id),
        "as_at_day": local.date() if local else None,
        "as_at_time": None if local is None or local.time() == END_OF_DAY else local.time(),
        **{f"header_{field.code}": report.header.get(field.code, field.text) for field in header},
    }


def _meetings_for(report: Report, writer: User) -> list[Meeting]:
    meetings = meetings_written_for(programme=report.programme, writer=writer)
    return meetings if report.meeting in meetings else [report.meeting, *meetings]


def _header_field(field: HeaderField) -> forms.CharField:
    hint = "One a line: name, then a comma and the job title." if field.code == AUTHORS else ""
    return forms.CharField(
        label=field.label,
        required=False,
        max_length=2000,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def _in_words(report: Report, form: ReportDetailsForm) -> list[tuple[str, Any]]:
    said: list[tuple[str, Any]] = [("Title", report.title), ("Meeting", meeting_words(report.meeting))]
    said += [(str(form[name].label), report.header.get(code, "")) for name, code in form.header_names.items()]
    said.append(("Read the records as at", written_moment(report.as_at) if report.as_at else "When it is made"))
    said += [
        (str(form[name].label), getattr(report, name)) for name in DETAIL_FIELDS if name.startswith(("sign", "contact"))
    ]
    return said


class ExceptionReportForm(ReportCreateForm):
    """Where it goes, in which house style, and what it is about."""

    exceptions = forms.MultipleChoiceField(
        label="What it is about",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one exception."},
    )

    def __init__(self, *arguments: Any, rows: Sequence[ExceptionRow], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["exceptions"].choices = [  # type: ignore[attr-defined]
            (row.key, f"{row.title} ({row.place}): {row.rule}") for row in rows
        ]
