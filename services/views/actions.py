"""The list of a programme's actions, the page of one, and the forms that plan it and report on it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from programme.pages.form_page import EditPage, FormPage
from programme.pages.list_page import Button, Empty, ProgrammeListPage
from programme.pages.page import DetailPage, ProgrammePage
from services.domain.action import change_action, create_action, report_on_action
from services.filters.actions import ActionFilter, action_choices
from services.forms.action import ActionForm, ReportForm
from services.models import Action, Area, ScrutinySession, ServiceReview
from services.pages.records import READ_AREAS, ActionPage, ReviewPage, of_code
from services.queries.actions import (
    action_page,
    actions_of_review,
    listed_actions,
    listed_sessions,
    recommendation_numbers,
)
from services.tables.actions import ActionTable, SessionTable

ADD = "services.add_action"
TABS = "services/_action_tabs.html"

ADD_ACTION = Button(_("Add an action"), "action_create", permission=ADD)


class ActionList(ProgrammeListPage):
    """The actions that the reader may see, filtered, sorted and paged; or all of them as a file."""

    permission = READ_AREAS
    parent = "programme_detail"
    title = _("Actions")
    stylesheets = ("actions.css",)
    above = TABS
    filter_class = ActionFilter
    table_class = ActionTable
    export_name = "{programme.code}-actions"
    button = ADD_ACTION
    empty = Empty(
        _("No actions yet"),
        text=_("Add what is to be done, by whom and by when, or a recommendation to a deciding body."),
        button=ADD_ACTION,
        otherwise=Empty(
            _("No actions to show"),
            text=_("You see the programme's own actions, and those of the reviews in which your council takes part."),
        ),
    )

    def rows(self) -> QuerySet[Action]:
        return listed_actions(programme=self.programme, user=self.reader)

    def filter_options(self) -> dict[str, Any]:
        choices = action_choices(programme=self.programme, user=self.reader)
        return {"programme": self.programme, "user": self.reader, "choices": choices}

    def table_options(self) -> dict[str, Any]:
        return {"programme": self.programme, "numbers": recommendation_numbers(self.programme)}


class ActionDetail(ActionPage, DetailPage):
    """One action: who, by when, how it goes, and what it hangs together with."""

    parent = "action_list"
    crumb = "{action.title:short}"
    template_name = "services/action_detail.html"
    allows = {"can_change": "services.change_action", "can_report": "services.report_on_action"}

    def details(self) -> dict[str, Any]:
        return {"page": action_page(action=self.action, user=self.reader)}


class ActionCreate(ProgrammePage, FormPage):
    """Add an action; the address may name its area, review or scrutiny session."""

    permission = ADD
    parent = "action_list"
    crumb = _("Add")
    title = _("Add an action")
    heading = _("Add an action or recommendation")
    stylesheets = ("actions.css",)
    form_class = ActionForm
    form_takes = ("programme", "user")
    act = create_action
    success = _("Action added")
    opens_result = True

    def initial(self) -> dict[str, Any]:
        """What the address says of the new action; what the reader cannot choose is left out by the form."""
        asked = self.request.GET
        reviews = ServiceReview.objects.visible_to(self.reader).filter(programme=self.programme)
        sessions = ScrutinySession.objects.visible_to(self.reader).filter(programme=self.programme)
        session = of_code(sessions.select_related("review"), asked.get("session", ""))
        return {
            "area": of_code(Area.objects.filter(programme=self.programme), asked.get("area", "")),
            "review": session.review if session else of_code(reviews, asked.get("review", "")),
            "session": session,
        }


class ActionEdit(ActionPage, EditPage):
    """Change an action."""

    permission = "services.change_action"
    parent = "action_detail"
    crumb = _("Change")
    title = _("Change an action")
    form_class = ActionForm
    form_takes = ("programme", "user")
    act = change_action
    success = _("Action saved")


class ActionReport(ActionPage, EditPage):
    """Say where an action stands."""

    permission = "services.report_on_action"
    parent = "action_detail"
    crumb = _("Report")
    title = _("Report on an action")
    heading = _("How does it go?")
    template_name = "services/action_report.html"
    form_class = ReportForm
    act = report_on_action
    success = _("Progress saved")


class ReviewActions(ReviewPage, DetailPage):
    """The actions and scrutiny sessions of one review."""

    parent = "review_detail"
    crumb = _("Actions")
    template_name = "services/review_actions.html"
    stylesheets = ("actions.css",)
    allows = {"can_write": "services.write_sessions"}

    def details(self) -> dict[str, Any]:
        programme, plain = self.programme, {"exclude": ("review",), "orderable": False}
        actions = actions_of_review(review=self.review, user=self.reader)
        sessions = listed_sessions(programme=programme, user=self.reader).filter(review=self.review)
        return {
            "actions": ActionTable(actions, programme=programme, numbers=recommendation_numbers(programme), **plain),
            "sessions": SessionTable(sessions, programme=programme, **plain),
            "can_read_history": self.reader.has_perm("programme.view_history", programme),
        }
