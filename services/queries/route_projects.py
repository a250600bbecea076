"""The row of a project on the route map: what was done, what is expected, and what was planned at first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from programme.drawing.gantt import Bar, Mark, Row, Stretch, slip_in_words, stretch_of
from programme.values.partial_date import PartialDate
from services.enums import ProjectState
from services.models import Project
from services.queries.route_dates import in_sentence, is_project_late
from services.queries.route_map import RouteProject
from services.rules.projects import CLOSED_STATES


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
