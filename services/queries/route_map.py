"""What a route map shows: where each review has been and is going, its milestones, and its projects with their needs.

Read with a fixed number of queries, now or as at a past moment. `services.queries.route_chart` makes a chart of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from programme.history import NOW, Moment
from programme.models import Phase, Programme
from services.enums import Keeping
from services.models import Milestone, Project, ProjectDependency, ReviewMove, ServiceReview
from services.queries.progress import ProgressRow
from services.queries.projects import HIDDEN
from services.rules.projects import judge


@dataclass(frozen=True)
class ProjectNeed:
    """Another project that must finish first, as the reader may know it. `needs` is None where they do not see it."""

    needs: Project | None
    name: str
    is_broken: bool
    words: str


@dataclass(frozen=True)
class RouteProject:
    """A project and what it needs."""

    project: Project
    needs: tuple[ProjectNeed, ...]


@dataclass(frozen=True)
class RouteReview:
    """One review on its way: its moves in the order of their recording, its milestones and its projects."""

    row: ProgressRow
    moves: tuple[ReviewMove, ...]
    milestones: tuple[Milestone, ...]
    projects: tuple[RouteProject, ...]

    @property
    def review(self) -> ServiceReview:
        return self.row.review


@dataclass(frozen=True)
class RouteMap:
    """Reviews in the programme's order, and the milestones of the programme itself."""

    programme: Programme
    moment: Moment
    reviews: tuple[RouteReview, ...]
    milestones: tuple[Milestone, ...]
    bare_phases: tuple[Phase, ...] = ()
    """The phases of the programme under which no review stands."""

    @property
    def today(self) -> date:
        """The programme's own day, or the day of a past position."""
        return self.moment.day_in(self.programme)


def read_route(
    *,
    programme: Programme,
    rows: Sequence[ProgressRow],
    moment: Moment = NOW,
    sees: Collection[int] = (),
    with_programme: bool = False,
    phases_elsewhere: Collection[int] = (),
) -> RouteMap:
    """The route map of these rows in four queries. With the programme's own, one or two more.

    `sees` are the ids of all reviews that the reader sees, those of the rows among them: a project of another one is
    not named. `with_programme` adds the programme's own milestones, and its phases without reviews; `phases_elsewhere`
    are those whose reviews are drawn on another page.
    """
    ids = {row.review.pk for row in rows}
    seen = ids | set(sees)
    moves: dict[int, list[ReviewMove]] = defaultdict(list)
    for move in ReviewMove.objects.filter(moment.by("recorded_at"), review__in=ids).order_by("recorded_at", "pk"):
        moves[move.review_id].append(move)
    milestones: dict[int | None, list[Milestone]] = defaultdict(list)
    for milestone in _milestones(programme=programme, ids=ids, moment=moment):
        milestones[milestone.review_id].append(milestone)
    projects = _projects(programme=programme, ids=ids, seen=seen, moment=moment)
    return RouteMap(
        programme=programme,
        moment=moment,
        reviews=tuple(
            RouteReview(
                row=row,
                moves=tuple(moves[row.review.pk]),
                milestones=tuple(milestones[row.review.pk]),
                projects=tuple(projects[row.review.pk]),
            )
            for row in rows
        ),
        milestones=tuple(milestones[None]) if with_programme else (),
        bare_phases=_bare_phases(programme, rows, elsewhere=phases_elsewhere, moment=moment) if with_programme else (),
    )


def _bare_phases(
    programme: Programme, rows: Sequence[ProgressRow], *, elsewhere: Collection[int], moment: Moment
) -> tuple[Phase, ...]:
    """The phases that none of the rows stands under, in order, as they stood."""
    held = {row.phase.pk for row in rows if row.phase is not None} | set(elsewhere)
    phases = Phase.objects.filter(programme=programme).exclude(pk__in=held).as_at(moment)
    return tuple(sorted(phases, key=lambda phase: (phase.position, phase.code)))


def _milestones(*, programme: Programme, ids: Collection[int], moment: Moment) -> list[Milestone]:
    """The milestones of the programme and of these reviews by their dates, as they stood."""
    of_these = Q(review__in=ids) | Q(review__isnull=True)
    rows = Milestone.objects.filter(of_these if moment.is_now else Q(), programme=programme)
    found = rows.as_at(moment, foreseen=False)
    kept = (one for one in found if one.review_id is None or one.review_id in ids)
    return sorted(kept, key=lambda one: (_due_day(one), one.name, one.pk))


def _due_day(milestone: Milestone) -> date:
    due = milestone.achieved or milestone.forecast or milestone.baseline
    return (due.last_day if due else None) or date.max


def _projects(
    *, programme: Programme, ids: Collection[int], seen: Collection[int], moment: Moment
) -> dict[int, list[RouteProject]]:
    """The projects of the reviews, each with what it needs."""
    needed = ProjectDependency.objects.filter(project__review__in=ids).values("needs")
    rows = Project.objects.filter(Q(review__in=ids) | Q(pk__in=needed), programme=programme)
    projects = {project.pk: project for project in rows.as_at(moment, foreseen=False)}
    needs: dict[int, list[ProjectNeed]] = defaultdict(list)
    held = ProjectDependency.objects.filter(project__review__in=ids).as_at(moment)
    for dependency in sorted(held, key=lambda one: (one.project_id, one.needs_id, one.pk)):
        project, other = projects.get(dependency.project_id), projects.get(dependency.needs_id)
        if dependency.removed_at is not None or project is None or other is None:
            continue
        if project.review_id in ids:
            needs[project.pk].append(_need(project, other, seen=seen, today=moment.day_in(programme)))
    found: dict[int, list[RouteProject]] = defaultdict(list)
    for project in sorted(projects.values(), key=lambda one: (one.position, one.name, one.pk)):
        if project.review_id in ids:
            found[project.review_id].append(RouteProject(project, tuple(needs[project.pk])))
    return found


def _need(project: Project, needed: Project, *, seen: Collection[int], today: date) -> ProjectNeed:
    is_seen = needed.review_id in seen
    name = needed.name if is_seen else HIDDEN
    judgement = judge(project=project, needs=needed, name=name, today=today, tells_dates=is_seen)
    return ProjectNeed(needed if is_seen else None, name, judgement.keeping == Keeping.BROKEN, judgement.words)


def is_shown_between(stretches: Iterable[Any], *, first: date | None, last: date | None) -> bool:
    """Whether any of these stretches of days falls into a range; an open range takes all that lies on its side."""
    return any(
        (last is None or stretch.first <= last) and (first is None or stretch.last >= first) for stretch in stretches
    )
