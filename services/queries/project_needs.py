"""What projects need of each other, judged once for every page, list and report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from programme.models import Programme
from services.enums import Keeping
from services.models import Project, ProjectDependency, ServiceReview
from services.rules.projects import judge

HIDDEN = "A project of another review"
"""What a reader is told of a project in a review that they do not see: that it is there, not which."""


@dataclass(frozen=True, kw_only=True)
class Need:
    """That one project needs another, as one reader sees it from one of the two ends.

    `project` waits for `other` (or, on a list of what needs it, `other` waits for `project`); `code`, `name`, `review`
    and `url` are of the other end, empty where the reader does not see it. `words` says why the dependency has its
    standing.
    """

    pk: int
    project: Project
    code: str
    name: str
    review: str
    url: str
    reason: str
    keeping: Keeping
    words: str
    other_state: str

    @property
    def is_broken(self) -> bool:
        return self.keeping == Keeping.BROKEN


@dataclass(frozen=True)
class Needs:
    """The dependencies of a set of projects by project: what each needs, and what needs each."""

    needs: dict[int, list[Need]]
    needed_by: dict[int, list[Need]]

    @property
    def broken(self) -> list[Need]:
        """Every broken dependency, in the order of the projects that wait."""
        return [need for needs in self.needs.values() for need in needs if need.is_broken]

    def broken_of(self, project: int) -> list[Need]:
        return [need for need in self.needs.get(project, ()) if need.is_broken]


def current_dependencies() -> QuerySet[ProjectDependency]:
    """The dependencies that hold today, with both of their projects and reviews."""
    return (
        ProjectDependency.objects.filter(removed_at__isnull=True)
        .select_related("project__review", "needs__review")
        .order_by("project__review__position", "project__position", "project__name", "needs__name", "pk")
    )


def needs_in(*, programme: Programme, user: Any) -> Needs:
    """Every dependency of the programme's projects, as one reader sees them; two queries."""
    seen = set(ServiceReview.objects.visible_to(user).filter(programme=programme).values_list("pk", flat=True))
    dependencies = current_dependencies().filter(project__programme=programme)
    return judged(
        dependencies=dependencies,
        programme=programme,
        today=programme.today,
        sees=lambda project: project.review_id in seen,
    )


def judged(
    *,
    dependencies: Iterable[ProjectDependency],
    programme: Programme,
    today: date,
    sees: Callable[[Project], bool],
) -> Needs:
    """The dependencies, each judged by the day's dates, from both of its ends. What the reader does not see at both
    ends is left out."""
    needs: dict[int, list[Need]] = defaultdict(list)
    needed_by: dict[int, list[Need]] = defaultdict(list)
    for dependency in dependencies:
        project, needed = dependency.project, dependency.needs
        if sees(project):
            need = _need(dependency, here=project, there=needed, programme=programme, today=today, sees=sees)
            needs[project.pk].append(need)
        if sees(needed):
            need = _need(dependency, here=needed, there=project, programme=programme, today=today, sees=sees)
            needed_by[needed.pk].append(need)
    return Needs(dict(needs), dict(needed_by))


def _need(
    dependency: ProjectDependency,
    *,
    here: Project,
    there: Project,
    programme: Programme,
    today: date,
    sees: Callable[[Project], bool],
) -> Need:
    is_seen = sees(there)
    needed = dependency.needs
    judgement = judge(
        project=dependency.project,
        needs=needed,
        name=needed.name if sees(needed) else HIDDEN,
        today=today,
        tells_dates=sees(needed),
    )
    # The sentence speaks of the planned start of the project that waits: not to who does not see that one.
    words = judgement.words if sees(dependency.project) else judgement.keeping.label + "."
    return Need(
        pk=dependency.pk,
        project=here,
        code=there.code if is_seen else "",
        name=there.name if is_seen else HIDDEN,
        review=there.review.name if is_seen else "",
        url=project_url(there, programme=programme) if is_seen else "",
        reason=dependency.reason if is_seen else "",
        keeping=judgement.keeping,
        words=words,
        other_state=there.get_state_display() if is_seen else "",
    )


def project_url(project: Project, *, programme: Programme) -> str:
    """The address of a project's page, without reading its programme again. Its review has been read."""
    return reverse("project_detail", args=[programme.code, project.review.code, project.code])
