"""What can be done to the dependencies between projects."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db import transaction

from programme.domain.keeping_rules import write
from programme.errors import DomainError
from programme.models import Programme, User
from services.domain.project import CHANGE, LEFT
from services.domain.review import lock_to_change
from services.enums import ProjectState
from services.models import Project, ProjectDependency
from services.queries.project_needs import HIDDEN
from services.rules.stages import circle_in


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
