"""What a project was before its own dates, where no history tells it."""

from datetime import date

from programme.history import Moment
from programme.models import Programme
from programme.values.partial_date import PartialDate
from services.enums import ProjectState
from services.models import Project

NOT_STARTED, ACTIVE, ON_HOLD, COMPLETE, CANCELLED = ProjectState


def work(state, **dates):
    return Project(state=state, **{name: PartialDate.parse(text) for name, text in dates.items()})


def undo(project, day):
    Project.past.undo(project, Moment.ending(Programme(), day))


def test_what_came_later_by_its_own_dates_is_taken_back():
    project = work(COMPLETE, started="2023-02", finished="2023-04", state_since="2023-04")
    undo(project, date(2023, 3, 31))
    assert (project.state, str(project.started), project.finished) == (ACTIVE, "February 2023", None)

    undo(project, date(2023, 1, 31))
    assert (project.state, project.started) == (NOT_STARTED, None)


def test_what_was_so_already_stays():
    project = work(ON_HOLD, started="2023-02", state_since="2023-03")
    project.state_reason = "No staff."
    undo(project, date(2023, 3, 31))
    assert (project.state, project.state_reason) == (ON_HOLD, "No staff.")

    undo(project, date(2023, 2, 28))
    assert (project.state, project.state_reason) == (ACTIVE, "")
