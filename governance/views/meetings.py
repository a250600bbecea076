"""Meetings: the list, a meeting's page with its reports, adding and changing one."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from governance.domain.meeting import add_meeting, change_meeting
from governance.filters.reports import MeetingFilter
from governance.forms.bodies import MeetingForm
from governance.models import Meeting, Report
from governance.pages.records import BODY, PROGRAMMES, BodyPage, MeetingPage
from governance.permissions import writes_for_meeting
from governance.queries.reports import listed_meetings, listed_reports
from governance.tables.reports import MeetingTable, ReportTable
from programme.pages.form_page import EditPage, FormPage
from programme.pages.list_page import Button, Empty, ListPage, ProgrammeListPage


class MeetingList(ProgrammeListPage):
    """Every meeting of the programme's bodies."""

    crumb = ""
    parent = PROGRAMMES
    title = _("Meetings")
    filter_class = MeetingFilter
    table_class = MeetingTable
    export_name = "{programme.code}-meetings"
    empty = Empty(
        _("No meetings yet"),
        text=_("Meetings are added on the page of the body that meets."),
        button=Button(_("See the bodies"), "body_list"),
    )

    def rows(self) -> QuerySet[Meeting]:
        return listed_meetings(programme=self.programme, reader=self.reader)

    def table_options(self) -> dict[str, Any]:
        return {"programme": self.programme, "order_by": "-starts_at"}


class MeetingCreate(BodyPage, FormPage):
    """Add a meeting of a body."""

    parent = BODY
    permission = "governance.add_meeting"
    title = _("Add a meeting of {body.name}")
    form_class = MeetingForm
    act = add_meeting
    save = _("Add meeting")
    success = _("Meeting added")
    opens_result = True


class MeetingDetail(MeetingPage, ListPage):
    """A meeting and its reports, as far as the reader may see them."""

    parent = ("programme_detail", ("meeting_list", _("Meetings")), ("body_detail", "{body.name}"))
    title = "{body.name}, {meeting.starts_at}"
    template_name = "governance/meeting_detail.html"
    table_class = ReportTable
    per_page = 0

    def rows(self) -> QuerySet[Report]:
        return listed_reports(programme=self.programme, reader=self.reader).filter(meeting=self.meeting)

    def table_options(self) -> dict[str, Any]:
        return {
            "programme": self.programme,
            "reader": self.reader,
            "exclude": ("body", "meeting"),
            "order_by": "title",
        }

    def details(self) -> dict[str, Any]:
        return {"can_change": writes_for_meeting(self.reader, self.meeting)}


class MeetingEdit(MeetingPage, EditPage):
    """Change when or where a body meets."""

    parent = ("programme_detail", ("body_detail", "{body.name}"), ("meeting_detail", _("Meeting")))
    permission = "governance.change_meeting"
    title = _("Change the meeting of {meeting.starts_at}")
    form_class = MeetingForm
    act = change_meeting
    success = _("Meeting saved")
