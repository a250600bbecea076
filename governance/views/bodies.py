"""Bodies: the list, a body's page, adding and changing one."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from governance.domain.body import add_body, change_body
from governance.forms.bodies import BodyForm
from governance.models import Body, Meeting
from governance.pages.records import ADD_BODY, BODIES, BODY, PROGRAMMES, BodyPage
from governance.permissions import writes_for_body
from governance.queries.reports import listed_meetings
from governance.tables.reports import BodyTable, MeetingTable
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
