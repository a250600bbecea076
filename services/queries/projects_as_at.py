"""The projects of a programme and what they need of each other, now or as at a past moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from programme.history import Moment
from programme.models import Programme
from services.models import Project, ProjectDependency, ServiceReview
from services.queries.projects import Needs, judged


@dataclass(frozen=True)
class ProjectsOfReviews:
    """The projects of some reviews by review, each in its order, and their dependencies as judged on the day."""

    by_review: Mapping[int, tuple[Project, ...]]
    needs: Needs


def projects_of_reviews(
    *, programme: Programme, reviews: Mapping[int, ServiceReview], moment: Moment
) -> ProjectsOfReviews:
    """The projects of these reviews (by key); two queries, however many they are.

    A project of a review that is not among these is not named.
    """
    projects = Project.objects.filter(programme=programme).as_at(moment, foreseen=False)
    found: dict[int, list[Project]] = {key: [] for key in reviews}
    for project in sorted(projects, key=lambda one: (one.position, one.name, one.pk)):
        if project.review_id in reviews:
            project.review = reviews[project.review_id]
            found[project.review_id].append(project)
    needs = judged(
        dependencies=dependencies_between(projects, programme=programme, moment=moment),
        programme=programme,
        today=moment.day_in(programme),
        sees=lambda project: project.review_id in reviews,
    )
    return ProjectsOfReviews({key: tuple(group) for key, group in found.items()}, needs)


def dependencies_between(
    projects: Iterable[Project], *, programme: Programme, moment: Moment
) -> list[ProjectDependency]:
    """What these projects need of each other, with the projects themselves; one query."""
    by_key = {project.pk: project for project in projects}
    found = []
    for dependency in ProjectDependency.objects.filter(project__programme=programme).as_at(moment):
        project, needs = by_key.get(dependency.project_id), by_key.get(dependency.needs_id)
        if dependency.removed_at is None and project is not None and needs is not None:
            dependency.project, dependency.needs = project, needs
            found.append(dependency)
    return sorted(found, key=_in_order)


def _in_order(dependency: ProjectDependency) -> tuple[Any, ...]:
    """By the places of the projects that wait; those of reviews that were not read come first."""
    project = dependency.project
    place = project.review.position if "review" in project._state.fields_cache else 0
    return place, project.position, project.name, dependency.needs.name, dependency.pk
