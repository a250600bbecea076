"""The table of a route map: every bar, mark and note of the drawing in words."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from programme.drawing.gantt import Fact, slip_in_words
from programme.models import Phase
from services.models import Milestone
from services.queries.route_map import RouteMap, RouteProject, RouteReview
from services.queries.route_rows import is_project_late, milestone_words, promises_of, stays_of

THE_PROGRAMME = "The programme"


def route_facts(route: RouteMap) -> tuple[Fact, ...]:
    """The rows of the table in the order of the drawing."""
    return tuple(_facts(route))


def _facts(route: RouteMap) -> Iterator[Fact]:
    for milestone in route.milestones:
        yield _milestone_fact(route, milestone, of=THE_PROGRAMME, url="")
    told: set[int] = set()
    bare = list(route.bare_phases)
    for review in route.reviews:
        phase = review.row.phase
        while phase is not None and bare and bare[0].position < phase.position:
            yield _phase_fact(bare.pop(0))
        if phase is not None and phase.pk not in told:
            told.add(phase.pk)
            yield _phase_fact(phase)
        yield from review_facts(route, review)
    for phase in bare:
        yield _phase_fact(phase)


def review_facts(route: RouteMap, review: RouteReview) -> Iterator[Fact]:
    """A review's stays, what it promises, its milestones and its projects."""
    of, url = review.review.name, review_url(route, review)
    found = False
    for fact in (*_stay_facts(review, url=url), *_promise_facts(route, review, url=url)):
        found = True
        yield fact
    if not found:
        yield Fact(str(review.row.stage.label), of, "Stage", remarks="No dates are recorded.", url=url)
    if review.review.left_on is not None:
        day = f"{review.review.left_on.day} {review.review.left_on:%B %Y}"
        yield Fact("Left the programme", of, "Left", ends=day, remarks=review.review.left_reason, url=url)
    for milestone in review.milestones:
        yield _milestone_fact(route, milestone, of=of, url=f"{url}#milestones")
    for project in review.projects:
        yield _project_fact(route, review, project)


def review_url(route: RouteMap, review: RouteReview) -> str:
    return reverse("review_detail", args=[route.programme.code, review.review.code])


def _phase_fact(phase: Phase) -> Fact:
    return Fact(phase.name, THE_PROGRAMME, "Phase", starts=str(phase.starts or ""), ends=str(phase.ends or ""))


def _stay_facts(review: RouteReview, *, url: str) -> Iterator[Fact]:
    planned = review.review.planned_start
    for stay in stays_of(review.moves, review=review.review):
        starts = stay.move.effective
        is_start = planned is not None and starts == review.row.started and stay.move.from_stage == "not_started"
        slip = slip_in_words(planned, starts) if is_start else ""
        yield Fact(
            stay.label,
            review.review.name,
            "Stage",
            starts=str(starts),
            ends=stay.ends_in_words,
            promised=str(planned) if is_start else "",
            remarks=" ".join(part for part in (f"Begun {slip}." if slip else "", stay.move.reason) if part),
            url=url,
        )


def _promise_facts(route: RouteMap, review: RouteReview, *, url: str) -> Iterator[Fact]:
    for promise in promises_of(review.row, today=route.today):
        yield Fact(
            promise.label,
            review.review.name,
            "Expected date",
            ends=str(promise.value),
            remarks="Overdue" if promise.is_late else "",
            url=url,
        )


def _milestone_fact(route: RouteMap, milestone: Milestone, *, of: str, url: str) -> Fact:
    now = milestone.achieved or milestone.forecast
    return Fact(
        milestone.name,
        of,
        "Milestone",
        ends=str(now or ""),
        promised=str(milestone.baseline or ""),
        remarks=milestone_words(milestone, today=route.today),
        url=url,
    )


def _project_fact(route: RouteMap, review: RouteReview, entry: RouteProject) -> Fact:
    project = entry.project
    return Fact(
        project.name,
        review.review.name,
        "Project",
        starts=str(project.started) if project.started else _planned(project.planned_start),
        ends=str(project.finished or project.expected_finish or ""),
        promised=str(project.planned_finish or ""),
        remarks=project_words(entry, route=route),
        url=reverse("project_detail", args=[route.programme.code, review.review.code, project.code]),
    )


def project_words(entry: RouteProject, *, route: RouteMap) -> str:
    """A project's state and why, whether it is overdue, how far it has moved, and what it needs."""
    project = entry.project
    state = str(project.get_state_display())
    parts = [f"{state}: {project.state_reason}" if project.state_reason else state]
    if is_project_late(project, today=route.today):
        parts.append("overdue")
    parts.append(slip_in_words(project.planned_finish, project.finished or project.expected_finish))
    words = "; ".join(part.rstrip(".") for part in parts if part) + "."
    needs = [
        f"Needs {need.name} first{': broken' if need.is_broken else ''}. {need.words if need.is_broken else ''}".strip()
        for need in entry.needs
    ]
    return " ".join([words, *needs])


def _planned(value: object) -> str:
    return f"{value} (planned)" if value else ""
