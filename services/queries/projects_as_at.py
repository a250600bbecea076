"""The projects of a programme and what they need of each other, now or as at a past moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from programme.models import Programme
from services.models import Project, ProjectDependency, ServiceReview
from services.queries.project_needs import Needs, current_dependencies, judged
from services.queries.recorded_rows import recording_limit, rows_up_to
from services.rules.projects import forget_after


@dataclass(frozen=True)
class ProjectsOfReviews:
    """The projects of some reviews by review, each in its order, and their dependencies as judged on the day."""

    by_review: Mapping[int, tuple[Project, ...]]
    needs: Needs


def projects_of_reviews(
    *, programme: Programme, reviews: Mapping[int, ServiceReview], today: date, as_at: datetime | None
) -> ProjectsOfReviews:
    """The projects of these reviews (by key); two queries, with `as_at` three, however many they are.

    With `as_at` they are read from the history: what was recorded, changed or removed later does not count. A project
    of a review that is not among these is not named.
    """
    if as_at is None:
        projects = list(Project.objects.filter(review__in=reviews))
        dependencies = list(current_dependencies().filter(project__programme=programme))
    else:
        projects, dependencies = _known(programme=programme, as_at=as_at)
    found: dict[int, list[Project]] = {key: [] for key in reviews}
    for project in sorted(projects, key=lambda one: (one.position, one.name, one.pk)):
        if project.review_id in reviews:
            project.review = reviews[project.review_id]
            found[project.review_id].append(project)
    needs = judged(
        dependencies=dependencies,
        programme=programme,
        today=today,
        sees=lambda project: project.review_id in reviews,
    )
    return ProjectsOfReviews({key: tuple(group) for key, group in found.items()}, needs)


def _known(*, programme: Programme, as_at: datetime) -> tuple[list[Project], list[ProjectDependency]]:
    limit = recording_limit(programme=programme, as_at=as_at)
    projects = rows_up_to(model=Project, rows=Project.objects.filter(programme=programme), limit=limit)
    for known in projects:
        forget_after(known, timezone.localdate(as_at))
    by_key = {project.pk: project for project in projects}
    rows = ProjectDependency.objects.filter(project__programme=programme)
    dependencies = []
    for dependency in rows_up_to(model=ProjectDependency, rows=rows, limit=limit):
        project, needs = by_key.get(dependency.project_id), by_key.get(dependency.needs_id)
        if dependency.removed_at is None and project is not None and needs is not None:
            dependency.project, dependency.needs = project, needs
            dependencies.append(dependency)
    return projects, dependencies
