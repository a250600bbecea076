"""What can be done to a project of a review."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from programme.domain.codes import new_code
from programme.domain.editing import lock_unchanged
from programme.domain.keeping_rules import check_begun, check_rules
from programme.errors import DomainError
from programme.models import User
from programme.values.partial_date import PartialDate
from services.domain.review import lock_to_change
from services.enums import ProjectState
from services.models import Project, ServiceReview
from services.queries.readers import readers_of
from services.rules.projects import asks_reason, check_project_move

CHANGE = "services.change_projects"
LEFT = "its projects no longer change"
"""What follows for a review that has left the programme."""


@transaction.atomic
def add_project(
    *,
    review: ServiceReview,
    name: str,
    summary: str,
    lead: User | None,
    planned_start: PartialDate | None,
    planned_finish: PartialDate | None,
    expected_finish: PartialDate | None,
    position: int,
    actor: User,
    at: datetime,
) -> Project:
    """Add a project to a review; it has not started. Raises NotAllowed, DomainError."""
    review = lock_to_change(review, CHANGE, actor=actor, so=LEFT)
    _check_lead(review=review, lead=lead)
    project = Project(
        programme=review.programme,
        review=review,
        code=new_code(f"{review.code} {name}", among=Project.objects.filter(programme=review.programme)),
        name=name.strip(),
        summary=summary.strip(),
        lead=lead,
        planned_start=planned_start,
        planned_finish=planned_finish,
        expected_finish=expected_finish,
        position=position,
    )
    _check_dates(project, today=timezone.localdate(at))
    project.save()
    return project


@transaction.atomic
def change_project(
    *,
    project: Project,
    name: str,
    summary: str,
    lead: User | None,
    planned_start: PartialDate | None,
    planned_finish: PartialDate | None,
    expected_finish: PartialDate | None,
    position: int,
    started: PartialDate | None = None,
    finished: PartialDate | None = None,
    seen: str,
    actor: User,
    at: datetime,
) -> Project:
    """Change what is known of a project; `seen` is its mark as it was opened. Its state changes only by a move.

    `started` and `finished` correct those dates where the state has them. Raises NotAllowed, ChangedByAnother,
    DomainError.
    """
    review = lock_to_change(project.review, CHANGE, actor=actor, so=LEFT)
    project = lock_unchanged(project, seen=seen)
    if lead is not None and lead.pk != project.lead_id:  # who leads it already may stay
        _check_lead(review=review, lead=lead)
    project.name, project.summary, project.lead, project.position = name.strip(), summary.strip(), lead, position
    project.planned_start, project.planned_finish = planned_start, planned_finish
    project.expected_finish = expected_finish
    project.started = None if project.state == ProjectState.NOT_STARTED else started
    project.finished = finished if project.state == ProjectState.COMPLETE else None
    _check_dates(project, today=timezone.localdate(at))
    project.save()
    return project


@transaction.atomic
def move_project(
    *,
    project: Project,
    to_state: ProjectState,
    effective: PartialDate,
    reason: str,
    seen: str,
    actor: User,
    at: datetime,
) -> Project:
    """Bring a project into another state, since `effective`. Beginning sets its start, completing its finish.

    Raises NotAllowed, ChangedByAnother, DomainError (its message lists the allowed moves).
    """
    lock_to_change(project.review, CHANGE, actor=actor, so=LEFT)
    project = lock_unchanged(project, seen=seen)
    before, after = ProjectState(project.state), ProjectState(to_state)
    check_project_move(before=before, after=after)
    today = timezone.localdate(at)
    check_begun(effective, "it happened", today=today, field="effective")
    if asks_reason(before=before, after=after) and not reason.strip():
        raise DomainError("Say why.", field="reason")
    project.state, project.state_reason, project.state_since = after, reason.strip(), effective
    project.finished = effective if after == ProjectState.COMPLETE else None
    if after == ProjectState.NOT_STARTED:
        project.started = None
    elif after == ProjectState.ACTIVE and project.started is None:
        project.started = effective
    if _is_before(project.finished, project.started):
        raise DomainError(f"It started {project.started}: it cannot finish before.", field="effective")
    project.save()
    return project


def _check_lead(*, review: ServiceReview, lead: User | None) -> None:
    if lead is not None and not readers_of(review).filter(pk=lead.pk).exists():
        raise DomainError(f"{lead} does not see {review.name}. Choose someone with a role in it.", field="lead")


def _check_dates(project: Project, *, today: date) -> None:
    check_rules(project)
    for name, value in (("started", project.started), ("finished", project.finished)):
        if value is not None:
            check_begun(value, "it happened", today=today, field=name)
    if _is_before(project.planned_finish, project.planned_start):
        raise DomainError("It cannot be promised to finish before it starts.", field="planned_finish")
    if _is_before(project.finished, project.started):
        raise DomainError("It cannot have finished before it started.", field="finished")


def _is_before(end: Any, start: Any) -> bool:
    """Whether the end lies wholly before the start; what is not dated is not."""
    return bool(end and start and end.last_day and start.first_day and end.last_day < start.first_day)
