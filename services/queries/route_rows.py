"""The rows of the route map: the stages of a review, what it promises, its milestones and its projects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from programme.drawing.gantt import Bar, Mark, Row, Stretch, slip_in_words, stretch_of
from programme.values.partial_date import PartialDate
from services.enums import ProjectState, Stage, State
from services.models import Milestone, Project, ReviewMove, ServiceReview
from services.queries.progress import ProgressRow
from services.queries.route_map import RouteProject
from services.rules.projects import CLOSED_STATES, expected_end
from services.rules.stages import APPROVED_STAGES


@dataclass(frozen=True)
class Promise:
    """A date that a review still has before it. `letter` is what its mark carries."""

    label: str
    letter: str
    value: PartialDate
    is_late: bool

    @property
    def words(self) -> str:
        """ "Business case expected May 2023: overdue"; with the reason where it is to be confirmed."""
        if not self.value.is_confirmed:
            return f"{self.label}: {in_sentence(self.value)}"
        return f"{self.label} {self.value}{': overdue' if self.is_late else ''}"


def promises_of(row: ProgressRow, *, today: date) -> tuple[Promise, ...]:
    """What a live review has still to reach: its start, its business case, its implementation."""
    if not row.is_live:
        return ()
    found = []
    if row.started is None:
        found.append(("Planned start", "S", row.review.planned_start))
    if row.business_case_approved is None and row.stage not in APPROVED_STAGES:
        found.append(("Business case expected", "B", row.business_case_expected))
    if row.stage != Stage.BUSINESS_AS_USUAL:
        found.append(("Implementation expected", "I", row.implementation_expected))
    return tuple(
        Promise(label, letter, value, value.is_overdue(today)) for label, letter, value in found if value is not None
    )


def milestone_words(milestone: Milestone, *, today: date) -> str:
    """Where a milestone stands: achieved, overdue or to be confirmed, and how far it has moved."""
    now = milestone.achieved or milestone.forecast
    slip = slip_in_words(milestone.baseline, now)
    if milestone.achieved is not None:
        parts = [f"Achieved {milestone.achieved}", slip]
    else:
        due = milestone.forecast or milestone.baseline
        parts = [str(due) if due is not None and not due.is_confirmed else "", slip]
        parts.append("overdue" if is_milestone_late(milestone, today=today) else "")
    words = "; ".join(part for part in parts if part)
    return words[:1].upper() + words[1:]


def is_milestone_late(milestone: Milestone, *, today: date) -> bool:
    due = milestone.forecast or milestone.baseline
    return milestone.achieved is None and due is not None and due.is_overdue(today)


def is_project_late(project: Project, *, today: date) -> bool:
    end = expected_end(project)
    return project.state not in CLOSED_STATES and end is not None and end.is_overdue(today)


def in_sentence(value: PartialDate) -> str:
    """A date to be confirmed within a sentence, with its reason: "date to be confirmed once the case is approved"."""
    return f"date to be confirmed {value.reason}".rstrip() if not value.is_confirmed else str(value)


STEPS = {stage: place for place, stage in enumerate(Stage)}
"""The number of each stage on the way; not started is 0."""


@dataclass(frozen=True)
class Stay:
    """A stretch that a review stayed at a stage in a state: from a move to the next, or until it left or today."""

    move: ReviewMove
    following: ReviewMove | None
    left_on: date | None

    @property
    def stage(self) -> Stage:
        return Stage(self.move.to_stage)

    @property
    def state(self) -> State:
        return State(self.move.to_state)

    @property
    def label(self) -> str:
        """ "Scoping", "On hold at scoping", "Withdrawn", "Complete"."""
        if self.state == State.ON_HOLD:
            return f"On hold at {self.stage.label.lower()}"
        return str(self.stage.label if self.state == State.ACTIVE else self.state.label)

    @property
    def ends_in_words(self) -> str:
        """Until when, in words."""
        if self.following is not None:
            return str(self.following.effective)
        if self.left_on is not None:
            return f"{self.left_on.day} {self.left_on:%B %Y}"
        return "" if self.state in (State.WITHDRAWN, State.COMPLETE) else "Goes on"


def stays_of(moves: Sequence[ReviewMove], *, review: ServiceReview) -> list[Stay]:
    """The stays of a review in the order of its moves; the one that it waits at before it starts is none."""
    stays = [Stay(move, following, review.left_on) for move, following in zip(moves, [*moves[1:], None], strict=False)]
    return [stay for stay in stays if stay.stage != Stage.NOT_STARTED or stay.state != State.ACTIVE]


def stage_bars(stays: Sequence[Stay], *, today: date) -> tuple[Bar, ...]:
    """A bar for each stay whose beginning is known. What is withdrawn or complete has none: the bar before it ends."""
    return tuple(_bars(stays, today=today))


def _bars(stays: Sequence[Stay], *, today: date) -> Iterator[Bar]:
    for stay in stays:
        start = stretch_of(stay.move.effective)
        if start is None or stay.state in (State.WITHDRAWN, State.COMPLETE):
            continue
        if stay.left_on is not None and start.first > stay.left_on:
            continue
        end, ending = _end_of(stay, start=start, today=today)
        if stay.state == State.ON_HOLD:
            yield Bar("hold", start, end, name="On hold", ending=ending)
        else:
            step = STEPS[stay.stage]
            yield Bar("step", start, end, name=str(stay.stage.label), short=str(step), step=step, ending=ending)


def _end_of(stay: Stay, *, start: Stretch, today: date) -> tuple[Stretch, str]:
    """When a stay ended: with the next move, the day before when that one is known to the day."""
    following = stay.following
    if following is None:
        last = max(stay.left_on or today, start.first)
        return Stretch(last, last), "stopped" if stay.left_on else "open"
    then = stretch_of(following.effective)
    ending = "stopped" if following.to_state == State.WITHDRAWN else "closed"
    if then is None:
        recorded = timezone.localdate(following.recorded_at)
        return Stretch(start.last, max(recorded, start.last)), ending  # some time before it was recorded
    if then.is_day:
        day = max(then.first - timedelta(days=1), start.first)
        return Stretch(day, day), ending
    return then, ending


def project_row(entry: RouteProject, *, today: date) -> Row:
    """A project: what was done and is expected above, what was planned at first below."""
    project = entry.project
    end = project.finished or project.expected_finish
    late = is_project_late(project, today=today)
    notes = [f"{project.get_state_display()}{f': {project.state_reason}' if project.state_reason else ''}"]
    notes.append(short_words(project.planned_finish, end, is_late=late))
    notes += [
        f"{label}: {in_sentence(value)}"
        for label, value in (("Start", project.started or project.planned_start), ("Finish", end))
        if value is not None and not value.is_confirmed
    ]
    notes += [f"Needs {need.name} first{': broken' if need.is_broken else ''}" for need in entry.needs]
    bars, marks = tuple(_project_bars(project, today=today)), tuple(_project_marks(project, is_late=late))
    has_dates = any((project.planned_start, project.planned_finish, end, project.started))
    if not has_dates:
        notes.append("No dates are recorded")
    return Row(
        f"Project: {project.name}",
        notes=tuple(note for note in notes if note),
        bars=bars,
        marks=marks,
        level=2,
        code=str(project.pk),
    )


def _project_bars(project: Project, *, today: date) -> Iterator[Bar]:
    started, planned = stretch_of(project.started), stretch_of(project.planned_start)
    promised, expected = stretch_of(project.planned_finish), stretch_of(project.expected_finish)
    is_open = project.state not in CLOSED_STATES
    if started is not None:
        yield _work_bar(project, started, today=today)
    begins = planned
    if started is not None:
        tomorrow = max(today, started.last) + timedelta(days=1)
        begins = Stretch(tomorrow, tomorrow)
    ends = expected or (promised if started is not None else None)
    if is_open and begins is not None and ends is not None and ends.last >= begins.first:
        yield Bar("expected", begins, ends, name="Expected rest")
    if planned is not None and promised is not None:
        yield Bar("planned", planned, promised, name="Project as first planned", lane=1)


def _work_bar(project: Project, started: Stretch, *, today: date) -> Bar:
    """From when it started to when it finished; to today, with an open end, while it goes on."""
    finished = stretch_of(project.finished)
    if finished is not None:
        return Bar("work", started, finished, name="Project")
    last = max(today, started.last)
    ending = "open" if project.state == ProjectState.ACTIVE else "stopped"
    return Bar("work", started, Stretch(last, last), name="Project", ending=ending)


def _project_marks(project: Project, *, is_late: bool) -> Iterator[Mark]:
    """The dates of which no bar can be made: one end without the other, and a finish that has passed."""
    begins = stretch_of(project.started or project.planned_start)
    promised, expected = stretch_of(project.planned_finish), stretch_of(project.expected_finish)
    finished = stretch_of(project.finished)
    if begins is None or is_late:
        if promised is not None and (begins is None or expected is None):
            yield Mark("baseline", promised, name="First promised", is_late=is_late and expected is None)
        if expected is not None and finished is None:
            yield Mark("forecast", expected, name="Expected now", is_late=is_late)
    if begins is None and finished is not None:
        yield Mark("achieved", finished, name="Achieved")
    if project.started is None and begins is not None and promised is None and expected is None:
        yield Mark("expected", begins, name="Planned start", short="S")


def short_words(promised: PartialDate | None, now: PartialDate | None, *, is_late: bool) -> str:
    """ "Overdue; 3 months later than first promised", as far as it is so."""
    words = "; ".join(part for part in ("overdue" if is_late else "", slip_in_words(promised, now)) if part)
    return words[:1].upper() + words[1:]
