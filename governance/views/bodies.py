"""Bodies: the list, a body's page, adding and changing one.

Meetings: the list, a meeting's page with its reports, adding and changing one.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from governance.domain.body import add_body, add_meeting, change_body, change_meeting
from governance.filters.reports import MeetingFilter
from governance.forms.bodies import BodyForm, MeetingForm
from governance.models import Body, Meeting, Report
from governance.pages.records import ADD_BODY, BODIES, BODY, PROGRAMMES, BodyPage, MeetingPage
from governance.permissions import writes_for_body, writes_for_meeting
from governance.queries.reports import listed_meetings, listed_reports
from governance.tables.reports import BodyTable, MeetingTable, ReportTable
from programme.pages.form_page import EditPage, FormPage
from programme.pages.list_page import Button, Empty, ListPage, ProgrammeListPage
from programme.pages.page import ProgrammePage


class BodyList(ProgrammeListPage):
    """The bodies of a programme."""

    crumb = ""
    parent = PROGRAMMES
    title = _("Bodies")
    introduction = _("The committees, boards and groups that meet about this programme.")
    below = "governance/_house_styles_link.html"
    table_class = BodyTable
    export_name = "{programme.code}-bodies"
    button = Button(_("Add a body"), "body_create", permission=ADD_BODY)
    empty = Empty(
        _("No bodies yet"),
        text=_("Add the committee or board that reports go to. Then add its meetings."),
        button=button,
        otherwise=Empty(_("No bodies yet"), text=_("A committee clerk or the programme office adds them.")),
    )

    def rows(self) -> QuerySet[Body]:
        bodies = Body.objects.visible_to(self.reader).filter(programme=self.programme).select_related("council")
        return bodies.annotate(meeting_count=Count("meetings"))

    def table_options(self) -> dict[str, Any]:
        return {"programme": self.programme, "order_by": "name"}


class BodyCreate(ProgrammePage, FormPage):
    """Add a body."""

    crumb = ""
    parent = BODIES
    permission = ADD_BODY
    title = _("Add a body")
    form_class = BodyForm
    act = add_body
    save = _("Add body")
    success = _("{saved.name} added")
    opens_result = True

    def form_options(self) -> dict[str, Any]:
        return {"programme": self.programme, "writer": self.reader}


class BodyDetail(BodyPage, ListPage):
    """A body and its meetings."""

    parent = BODIES
    title = "{body.name}"
    template_name = "governance/body_detail.html"
    table_class = MeetingTable
    export_name = "{body.code}-meetings"

    def rows(self) -> QuerySet[Meeting]:
        return listed_meetings(programme=self.programme, reader=self.reader).filter(body=self.body)

    def table_options(self) -> dict[str, Any]:
        return {"programme": self.programme, "exclude": ("body",), "order_by": "-starts_at"}

    def details(self) -> dict[str, Any]:
        return {"can_change": writes_for_body(self.reader, self.body)}


class BodyEdit(BodyPage, EditPage):
    """Change a body."""

    parent = BODY
    permission = "governance.change_body"
    title = _("Change {body.name}")
    form_class = BodyForm
    act = change_body
    success = _("{saved.name} saved")

    def form_options(self) -> dict[str, Any]:
        return {**super().form_options(), "programme": self.programme, "writer": self.reader}


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
