"""What can be done to a project of a review.

What can be done to the dependencies between projects.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from programme.domain.codes import new_code
from programme.domain.editing import lock_unchanged
from programme.domain.keeping_rules import check_begun, check_rules, write
from programme.errors import DomainError
from programme.models import Programme, User
from programme.values.partial_date import PartialDate
from services.domain.review import lock_to_change
from services.enums import ProjectState
from services.models import Project, ProjectDependency, ServiceReview
from services.queries.projects import HIDDEN
from services.queries.readers import readers_of
from services.rules.projects import asks_reason, check_project_move
from services.rules.stages import circle_in

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


@transaction.atomic
def add_dependency(*, project: Project, needs: Project, reason: str, actor: User, at: datetime) -> ProjectDependency:
    """Say that `needs` must finish before `project` starts.

    The dependencies of a programme are added one after the other, so two people cannot make a circle together; the
    trigger `no_circle` refuses it to whoever writes past this. Raises NotAllowed, DomainError.
    """
    Programme.objects.select_for_update(no_key=True).get(pk=project.programme_id)
    lock_to_change(project.review, CHANGE, actor=actor, so=LEFT)
    needs = _needable(project=project, needs=needs, actor=actor)
    _check_circle(project=project, needs=needs, actor=actor)
    return write(ProjectDependency(project=project, needs=needs, reason=reason.strip()))


@transaction.atomic
def remove_dependency(*, dependency: ProjectDependency, actor: User, at: datetime) -> ProjectDependency:
    """Say that a project does not need another any more; the row stays, dated. Raises NotAllowed, DomainError."""
    lock_to_change(dependency.project.review, CHANGE, actor=actor, so=LEFT)
    dependency = ProjectDependency.objects.select_for_update(of=("self",)).get(pk=dependency.pk)
    if dependency.removed_at is None:
        dependency.removed_at = at
        dependency.save(update_fields=["removed_at"])
    return dependency


def _needable(*, project: Project, needs: Project, actor: User) -> Project:
    found = (
        Project.objects.visible_to(actor).filter(pk=needs.pk, programme=project.programme_id).exclude(pk=project.pk)
    ).first()
    if found is None:
        raise DomainError("Choose another project of this programme.", field="needs")
    if found.state == ProjectState.CANCELLED:
        raise DomainError(f"{found} is cancelled, so nothing can wait for it.", field="needs")
    return found


def _check_circle(*, project: Project, needs: Project, actor: User) -> None:
    """Raise where the new dependency closes a circle. A project that the actor does not see is not named."""
    edges: dict[str, set[str]] = defaultdict(set)
    dependencies = ProjectDependency.objects.filter(removed_at__isnull=True, project__programme=project.programme_id)
    for waits, needed in dependencies.values_list("project__code", "needs__code"):
        edges[waits].add(needed)
    edges[project.code].add(needs.code)
    circle = circle_in(edges)
    if not circle:
        return
    start = circle.index(project.code) if project.code in circle else 0
    circle = [*circle[start:-1], *circle[:start], circle[start]]
    visible = Project.objects.visible_to(actor).filter(programme=project.programme_id, code__in=circle)
    names = dict(visible.values_list("code", "name"))
    hidden = HIDDEN[0].lower() + HIDDEN[1:]
    steps = " needs ".join(names.get(code, hidden) for code in circle)
    raise DomainError(f"This would make a circle, so that no project in it could start: {steps}.", field="needs")
