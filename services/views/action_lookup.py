"""Finding the action, area, delivery plan reference or scrutiny session that an address names, for one reader."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from programme.models import Programme
from programme.models.fields import code_validator
from programme.permissions import check_permission
from programme.views.lookup import visible_programme
from services.models import Action, Area, PlanReference, ScrutinySession
from services.models.action import reference_validator
from services.views.lookup import visible_review


def working_programme(request: HttpRequest, programme_code: str) -> Programme:
    """The programme, if the reader works with its record; else refused."""
    programme = visible_programme(request, programme_code)
    check_permission(request.user, "services.view_areas", programme)
    return programme


def visible_action(request: HttpRequest, programme_code: str, action_code: str) -> Action:
    """The action, if the reader may see it; else not found."""
    actions = Action.objects.visible_to(request.user).select_related(
        "programme", "area", "review__programme", "session__review", "owner"
    )
    action: Action = get_object_or_404(actions, programme__code=programme_code, code=action_code)
    return action


def action_for(request: HttpRequest, programme_code: str, action_code: str, *, permission: str) -> Action:
    """The action, if the reader sees it and has the permission on it."""
    action = visible_action(request, programme_code, action_code)
    check_permission(request.user, permission, action)
    return action


def of_code(rows: QuerySet, code: str) -> Any:
    """The row of that code, or None; a text that can be no code is none."""
    return rows.filter(code=code).first() if _passes(code_validator, code) else None


def area_of(programme: Programme, area_code: str) -> Area:
    """The programme's area of that code; else not found."""
    area: Area = get_object_or_404(Area, programme=programme, code=area_code)
    area.programme = programme
    return area


def reference_of(programme: Programme, reference_code: str) -> PlanReference:
    """The programme's delivery plan reference of that code; else not found."""
    if not _passes(reference_validator, reference_code):
        raise Http404
    reference: PlanReference = get_object_or_404(PlanReference, programme=programme, code=reference_code)
    reference.programme = programme
    return reference


def visible_session(request: HttpRequest, programme_code: str, review_code: str, session_code: str) -> ScrutinySession:
    """The session of a review that the reader may see; else not found."""
    review = visible_review(request, programme_code, review_code)
    sessions = ScrutinySession.objects.visible_to(request.user).select_related("group")
    session: ScrutinySession = get_object_or_404(sessions, review=review, code=session_code)
    session.review, session.programme = review, review.programme
    return session


def _passes(validator: RegexValidator, text: str) -> bool:
    try:
        validator(text)
    except ValidationError:
        return False
    return True
