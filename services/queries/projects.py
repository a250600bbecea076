"""The lists of projects, the page of one, and what broken dependencies ask of the people who lead them.

What projects need of each other, judged once for every page, list and report.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from programme.models import Programme, User
from programme.queries.my_work import WorkItem
from services.enums import Keeping, ProjectState
from services.models import Project, ProjectDependency, ServiceReview
from services.queries.my_work import led_reviews
from services.rules.projects import CLOSED_STATES, expected_end, judge


@dataclass(frozen=True)
class ProjectLine:
    """A project in the table of its review."""

    project: Project
    url: str
    broken: tuple[Need, ...]
    is_late: bool


@dataclass(frozen=True)
class ReviewProjects:
    """The projects of one review, as its page sums them up."""

    lines: tuple[ProjectLine, ...]
    counts: tuple[tuple[str, int], ...]

    @property
    def broken(self) -> int:
        """How many dependencies of these projects are broken."""
        return sum(len(line.broken) for line in self.lines)


@dataclass(frozen=True)
class StateStep:
    """A state that a project came into: since when, why, and who recorded it."""

    title: str
    since: Any
    reason: str
    actor: str
    at: datetime


def listed_projects(*, programme: Programme, user: Any) -> QuerySet[Project]:
    """The projects of a programme that a person may see, in the order of their reviews."""
    return (
        Project.objects.visible_to(user)
        .filter(programme=programme)
        .select_related("review", "lead")
        .order_by("review__position", "review__name", "position", "name", "pk")
    )


def late(today: date) -> Q:
    """Not closed, and the date expected (else first promised) has passed: the rule of `is_late`."""
    return ~Q(state__in=CLOSED_STATES) & (
        Q(expected_finish__last_day__lt=today) | Q(expected_finish__isnull=True, planned_finish__last_day__lt=today)
    )


def is_late(project: Project, *, today: date) -> bool:
    """Whether an open project's expected date has passed."""
    end = expected_end(project)
    return project.state not in CLOSED_STATES and end is not None and end.is_overdue(today)


def review_projects(*, review: ServiceReview, user: Any) -> ReviewProjects:
    """The projects of a review that the reader sees; three queries."""
    programme = review.programme
    projects = list(review.projects.select_related("lead").order_by("position", "name", "pk"))
    for project in projects:
        project.review = review
    needs = needs_of_review(review=review, user=user)
    counts = Counter(project.state for project in projects)
    return ReviewProjects(
        lines=tuple(
            ProjectLine(
                project,
                project_url(project, programme=programme),
                tuple(needs.broken_of(project.pk)),
                is_late(project, today=programme.today),
            )
            for project in projects
        ),
        counts=tuple((state.label.lower(), counts[state]) for state in ProjectState if counts[state]),
    )


def needs_of_review(*, review: ServiceReview, user: Any) -> Needs:
    """What the projects of one review need, and what needs them; two queries."""
    seen = set(ServiceReview.objects.visible_to(user).filter(programme=review.programme).values_list("pk", flat=True))
    return judged(
        dependencies=current_dependencies().filter(Q(project__review=review) | Q(needs__review=review)),
        programme=review.programme,
        today=review.programme.today,
        sees=lambda project: project.review_id in seen,
    )


def state_steps(project: Project) -> list[StateStep]:
    """The states that a project went through, newest first, as the history has them; two queries."""
    events = (
        apps.get_model("services", "ProjectEvent")
        .objects.filter(pgh_obj=project.pk)
        .order_by("pgh_id")
        .values_list("state", "state_since", "state_reason", "pgh_created_at", "pgh_context__metadata")
    )
    steps: list[StateStep] = []
    before = None
    told = list(events)
    actors = {
        str(pk): name
        for pk, name in User.objects.filter(
            pk__in={metadata["user"] for *_, metadata in told if metadata and metadata.get("user")}
        ).values_list("pk", "name")
    }
    for state, since, reason, at, metadata in told:
        if state != before:
            actor = actors.get(str((metadata or {}).get("user")), "")
            steps.append(StateStep(ProjectState(state).label, since, reason, actor, at))
        before = state
    return steps[::-1]


def projects_needable(*, project: Project, user: Any) -> QuerySet[Project]:
    """What a project could be said to need: other open or finished projects that the person sees, not yet named."""
    named = ProjectDependency.objects.filter(project=project, needs=OuterRef("pk"), removed_at__isnull=True)
    return (
        Project.objects.visible_to(user)
        .filter(~Exists(named), programme=project.programme_id)
        .exclude(pk=project.pk)
        .exclude(state=ProjectState.CANCELLED)
        .select_related("review")
        .order_by("review__position", "review__name", "position", "name", "pk")
    )


def broken_dependencies_led(user: User) -> list[WorkItem]:
    """The broken dependencies of a person's projects: those they lead, and those nobody leads in reviews they lead."""
    own = Q(project__lead=user, project__review__in=ServiceReview.objects.visible_to(user))
    led = [review.pk for review in led_reviews(user).reviews]
    dependencies = list(
        current_dependencies()
        .filter(own | Q(project__lead__isnull=True, project__review__in=led))
        .filter(project__review__left_on__isnull=True)
        .exclude(project__state__in=CLOSED_STATES)
        .select_related("project__review__programme", "needs__review")
    )
    if not dependencies:
        return []
    seen = set(
        ServiceReview.objects.visible_to(user)
        .filter(pk__in={dependency.needs.review_id for dependency in dependencies})
        .values_list("pk", flat=True)
    ) | {dependency.project.review_id for dependency in dependencies}
    return [item for dependency in dependencies if (item := _work_item(dependency, seen=seen)) is not None]


def _work_item(dependency: ProjectDependency, *, seen: set[int]) -> WorkItem | None:
    project = dependency.project
    programme = project.review.programme
    found = judged(
        dependencies=[dependency],
        programme=programme,
        today=programme.today,
        sees=lambda one: one.review_id in seen,
    ).broken_of(project.pk)
    if not found:
        return None
    return WorkItem(
        label=f"{project.review.name}: {project.name}",
        url=project_url(project, programme=programme),
        programme=programme.name,
        status="Broken dependency",
        status_kind="broken",
        note=found[0].words,
    )


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
