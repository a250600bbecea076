"""Scrutiny sessions of reviews: their list, the page of one, and its form."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from programme.pages.form_page import EditPage, FormPage
from programme.pages.list_page import Button, Empty, ProgrammeListPage
from programme.pages.page import DetailPage
from services.domain.scrutiny_session import WRITE, change_session, record_session
from services.filters.actions import SessionFilter
from services.forms.action import SessionForm
from services.models import ScrutinySession
from services.pages.records import READ_AREAS, ReviewPage, SessionPage
from services.queries.actions import councils_of_session, listed_actions, listed_sessions, recommendation_numbers
from services.tables.actions import ActionTable, SessionTable
from services.views.actions import TABS


class SessionList(ProgrammeListPage):
    """The scrutiny sessions of the reviews that the reader sees."""

    permission = READ_AREAS
    parent = "action_list"
    title = _("Scrutiny sessions")
    above = TABS
    filter_class = SessionFilter
    table_class = SessionTable
    export_name = "{programme.code}-scrutiny-sessions"
    empty = Empty(
        _("No scrutiny sessions yet"),
        text=_("A session is recorded on the page of its review, under Actions."),
        button=Button(_("Choose a review"), "review_list"),
    )

    def rows(self) -> QuerySet[ScrutinySession]:
        return listed_sessions(programme=self.programme, user=self.reader)

    def filter_options(self) -> dict[str, Any]:
        return {"programme": self.programme, "user": self.reader}


class SessionDetail(SessionPage, DetailPage):
    """One session: who met, what was challenged and approved, and the actions that came of it."""

    parent = ("programme_detail", ("review_actions", "{review.name}"))
    crumb = _("Scrutiny session")
    template_name = "services/session_detail.html"
    allows = {"can_write": WRITE}

    def details(self) -> dict[str, Any]:
        actions = ActionTable(
            listed_actions(programme=self.programme, user=self.reader).filter(session=self.session),
            programme=self.programme,
            numbers=recommendation_numbers(self.programme),
            exclude=("review",),
            orderable=False,
        )
        actions.caption = "Actions that came of it"
        return {"councils": councils_of_session(self.session), "actions": actions}


class SessionCreate(ReviewPage, FormPage):
    """Record a session of a review."""

    permission = WRITE
    parent = "review_detail"
    back = "review_actions"
    title = _("Record a scrutiny session")
    introduction = _("Of {review.name}.")
    stylesheets = ("actions.css",)
    form_class = SessionForm
    form_takes = ("review",)
    act = record_session
    success = _("Scrutiny session recorded")
    opens_result = True


class SessionEdit(SessionPage, EditPage):
    """Change what is recorded of a session."""

    permission = WRITE
    parent = "review_detail"
    back = goes_to = "session_detail"
    title = _("Change a scrutiny session")
    introduction = _("Of {review.name}.")
    form_class = SessionForm
    form_takes = ("review",)
    act = change_session
    success = _("Scrutiny session saved")
