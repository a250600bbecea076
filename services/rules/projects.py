"""The rules of projects inside a review as data and pure functions: their moves, and whether a dependency holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from programme.errors import DomainError
from programme.values.partial_date import PartialDate
from services.enums import Keeping, ProjectState

PROJECT_MOVES: dict[ProjectState, tuple[ProjectState, ...]] = {
    ProjectState.NOT_STARTED: (ProjectState.ACTIVE, ProjectState.ON_HOLD, ProjectState.CANCELLED),
    ProjectState.ACTIVE: (
        ProjectState.COMPLETE,
        ProjectState.ON_HOLD,
        ProjectState.CANCELLED,
        ProjectState.NOT_STARTED,
    ),
    ProjectState.ON_HOLD: (ProjectState.ACTIVE, ProjectState.NOT_STARTED, ProjectState.CANCELLED),
    ProjectState.COMPLETE: (ProjectState.ACTIVE,),
    ProjectState.CANCELLED: (ProjectState.ACTIVE, ProjectState.NOT_STARTED),
}
"""From each state, the states a project may move to; backwards where it was marked by mistake or is taken up again."""

CLOSED_STATES = (ProjectState.COMPLETE, ProjectState.CANCELLED)
"""A project in these states waits for nothing any more."""


class Planned(Protocol):
    """What the rules ask of a project, as it stands or as it stood."""

    state: Any
    planned_start: Any
    planned_finish: Any
    expected_finish: Any
    started: Any
    finished: Any


@dataclass(frozen=True)
class Judgement:
    """Whether a dependency holds, and why in a sentence."""

    keeping: Keeping
    words: str


def check_project_move(*, before: ProjectState, after: ProjectState) -> None:
    """Raise `DomainError` unless the table allows the move; its message says which moves are allowed."""
    if before == after:
        raise DomainError(f"The project is already {before.label.lower()}.", field="to_state")
    allowed = PROJECT_MOVES[before]
    if after not in allowed:
        labels = [state.label.lower() for state in allowed]
        listed = labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} or {labels[-1]}"
        raise DomainError(
            f"A project that is {before.label.lower()} cannot become {after.label.lower()}. It can become {listed}.",
            field="to_state",
        )


def asks_reason(*, before: ProjectState, after: ProjectState) -> bool:
    """A project that stops, or goes back on what was said of it, says why. One that begins or ends as planned may."""
    stops = after in (ProjectState.ON_HOLD, ProjectState.CANCELLED)
    return stops or after == ProjectState.NOT_STARTED or before in CLOSED_STATES


def expected_end(project: Planned) -> PartialDate | None:
    """When an unfinished project is expected to finish: the date expected now, else the date first promised."""
    found: PartialDate | None = project.expected_finish or project.planned_finish
    return found


def has_begun(project: Planned) -> bool:
    return project.state == ProjectState.ACTIVE or project.started is not None


def judge(*, project: Planned, needs: Planned, name: str, today: date, tells_dates: bool = True) -> Judgement:
    """Whether what `project` needs (called `name`) finishes before it starts.

    Only what the dates prove is broken: two dates in one month, a date to be confirmed or none at all cannot be told.
    With `tells_dates` False the sentence keeps the dates of what is needed to itself.
    """
    if needs.state == ProjectState.COMPLETE:
        return Judgement(Keeping.MET, f"{name} is finished.")
    if project.state in CLOSED_STATES:
        return Judgement(Keeping.OVER, f"It is {ProjectState(project.state).label.lower()}, so it waits for nothing.")
    if needs.state == ProjectState.CANCELLED:
        return Judgement(Keeping.BROKEN, f"{name} is cancelled.")
    if needs.state == ProjectState.ON_HOLD:
        return Judgement(Keeping.BROKEN, f"{name} is on hold.")
    if has_begun(project):
        return Judgement(Keeping.BROKEN, f"{name} is not finished, though this project has started.")
    return _compare(
        start=project.planned_start, finish=expected_end(needs), name=name, today=today, tells_dates=tells_dates
    )


def _compare(
    *, start: PartialDate | None, finish: PartialDate | None, name: str, today: date, tells_dates: bool
) -> Judgement:
    """The dates of a project that has not started and of one it needs that is not finished."""
    if start is None or start.first_day is None or start.last_day is None:
        return Judgement(Keeping.UNKNOWN, f"The planned start is {'to be confirmed' if start else 'not known'}.")
    if start.last_day < today:
        return Judgement(Keeping.BROKEN, f"{name} is not finished, though the planned start ({start}) has passed.")
    if finish is None or finish.first_day is None or finish.last_day is None:
        return Judgement(Keeping.UNKNOWN, f"{name} has {'a finish to be confirmed' if finish else 'no finish date'}.")
    when = f" ({finish})" if tells_dates else ""
    if finish.first_day > start.last_day:
        return Judgement(
            Keeping.BROKEN, f"{name} is expected to finish{when} after this project is planned to start ({start})."
        )
    if today <= finish.last_day <= start.first_day:
        return Judgement(Keeping.IN_TIME, f"{name} is expected to finish{when} before the planned start ({start}).")
    if finish.last_day < today:
        doubt = f"was expected to finish{when} and is not finished"
    else:
        doubt = f"is expected to finish{when} at about the planned start ({start}): the dates are too rough to tell"
    return Judgement(Keeping.UNKNOWN, f"{name} {doubt}.")
