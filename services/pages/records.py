"""Pages about the records of service reviews: what an address names, and whether the reader may see it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from programme.models import Programme
from programme.models.fields import code_validator
from programme.pages.page import Page, ProgrammePage
from services.models import Action, Group, Note, PlanReference, Project, ScrutinySession, ServiceReview
from services.models.action import reference_validator

READ_AREAS = "services.view_areas"
READ_WORKING_RECORD = "services.view_working_record"


class ReviewPage(Page):
    """A page of a review that the reader sees. Its permission is about the review."""

    programme: Programme
    review: ServiceReview

    def find(self) -> None:
        self.find_review()
        self.check(self.review)

    def find_review(self) -> None:
        """Find the review, with its phase, service and sponsor."""
        reviews = ServiceReview.objects.visible_to(self.request.user).select_related(
            "programme", "phase", "service", "sponsor"
        )
        code = self.kwargs["review_code"]
        review = get_object_or_404(reviews, programme__code=self.kwargs["programme_code"], code=code)
        self.found(programme=review.programme, review=review)


class ProjectPage(ReviewPage):
    """A page of a project. Its permission is about the review."""

    project: Project

    def find(self) -> None:
        super().find()
        self.find_record(Project.objects.select_related("lead"), "project_code").programme = self.programme


class SessionPage(ReviewPage):
    """A page of a scrutiny session. Its permission is about the review, and asked when the session is there."""

    stylesheets = ("actions.css",)
    session: ScrutinySession

    def find(self) -> None:
        self.find_review()
        sessions = ScrutinySession.objects.visible_to(self.request.user).select_related("group")
        session = get_object_or_404(sessions, review=self.review, code=self.kwargs["session_code"])
        session.review, session.programme = self.review, self.programme
        self.found(session=session)
        self.check(self.review)


class ActionPage(Page):
    """A page of an action that the reader sees. Its permission is about the action."""

    stylesheets = ("actions.css",)
    programme: Programme
    action: Action

    def find(self) -> None:
        actions = Action.objects.visible_to(self.request.user).select_related(
            "programme", "area", "review__programme", "session__review", "owner"
        )
        code = self.kwargs["action_code"]
        action = get_object_or_404(actions, programme__code=self.kwargs["programme_code"], code=code)
        self.found(programme=action.programme, action=action)
        self.check(action)


class ReferencePage(ProgrammePage):
    """A page of a delivery plan reference. Its permission is about the programme."""

    reference: PlanReference

    def find(self) -> None:
        super().find()
        if not passes(reference_validator, self.kwargs["reference_code"]):
            raise Http404
        self.find_record(PlanReference.objects.all(), "reference_code")


class GroupPage(ProgrammePage):
    """A page of a group that the reader sees. Its permission is about the group."""

    reading = READ_WORKING_RECORD
    group: Group

    def find(self) -> None:
        self.find_programme()
        groups = Group.objects.visible_to(self.request.user).select_related("review")
        group = get_object_or_404(groups, programme=self.programme, code=self.kwargs["group_code"])
        group.programme = self.programme
        self.found(group=group)
        self.check(group)


class NotePage(Page):
    """A page of a note that the reader sees, and of its review if it is on one. Its permission is about the note."""

    note: Note

    def find(self) -> None:
        notes = Note.objects.visible_to(self.request.user).select_related(
            "programme", "review__programme", "council", "written_by"
        )
        code = self.kwargs["note_code"]
        note = get_object_or_404(notes, programme__code=self.kwargs["programme_code"], code=code)
        self.found(programme=note.programme, review=note.review, note=note)
        self.check(note)


def of_code(rows: QuerySet[Any], code: str) -> Any:
    """The row of that code, or None; a text that can be no code is none."""
    return rows.filter(code=code).first() if passes(code_validator, code) else None


def passes(validator: RegexValidator, text: str) -> bool:
    """Whether the text can be what the validator is for."""
    try:
        validator(text)
    except ValidationError:
        return False
    return True
