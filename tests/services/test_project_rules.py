"""The moves of a project, and when a dependency is broken, holds, or cannot be told."""

from dataclasses import dataclass
from datetime import date

import pytest

from programme.errors import DomainError
from programme.values.partial_date import PartialDate
from services.enums import Keeping, ProjectState
from services.rules.projects import PROJECT_MOVES, asks_reason, check_project_move, judge

TODAY = date(2023, 3, 15)
NOT_STARTED, ACTIVE, ON_HOLD, COMPLETE, CANCELLED = ProjectState


@dataclass
class Work:
    """A project as the rules see it. Dates as people write them."""

    state: ProjectState = NOT_STARTED
    planned_start: PartialDate | None = None
    planned_finish: PartialDate | None = None
    expected_finish: PartialDate | None = None
    started: PartialDate | None = None
    finished: PartialDate | None = None
    state_reason: str = ""
    state_since: PartialDate | None = None


def work(state=NOT_STARTED, **dates):
    return Work(state=state, **{name: PartialDate.parse(text) for name, text in dates.items()})


def judged(project, needs, **options):
    found = judge(project=project, needs=needs, name="The lease", today=TODAY, **options)
    return found.keeping, found.words


class TestMoves:
    def test_every_state_has_its_moves_and_none_to_itself(self):
        assert set(PROJECT_MOVES) == set(ProjectState)
        assert all(before not in allowed for before, allowed in PROJECT_MOVES.items())

    @pytest.mark.parametrize(
        ("before", "after"), [(before, after) for before, allowed in PROJECT_MOVES.items() for after in allowed]
    )
    def test_what_the_table_has_is_allowed(self, before, after):
        check_project_move(before=before, after=after)

    def test_what_it_has_not_is_refused_with_what_it_has(self):
        with pytest.raises(DomainError, match="A project that is not started cannot become complete") as refused:
            check_project_move(before=NOT_STARTED, after=COMPLETE)

        assert refused.value.message == (
            "A project that is not started cannot become complete. It can become under way, on hold or cancelled."
        )
        with pytest.raises(DomainError, match="already under way"):
            check_project_move(before=ACTIVE, after=ACTIVE)

    def test_stopping_and_going_back_ask_why(self):
        asked = {
            (before, after)
            for before, allowed in PROJECT_MOVES.items()
            for after in allowed
            if asks_reason(before=before, after=after)
        }
        silent = {(NOT_STARTED, ACTIVE), (ACTIVE, COMPLETE), (ON_HOLD, ACTIVE)}
        assert asked == {(before, after) for before, allowed in PROJECT_MOVES.items() for after in allowed} - silent


class TestStates:
    def test_what_is_finished_holds_up_nothing(self):
        assert judged(work(ACTIVE), work(COMPLETE)) == (Keeping.MET, "The lease is finished.")

    @pytest.mark.parametrize("state", [COMPLETE, CANCELLED])
    @pytest.mark.parametrize("needed", [NOT_STARTED, ACTIVE, ON_HOLD, CANCELLED])
    def test_a_closed_project_waits_for_nothing(self, state, needed):
        assert judged(work(state), work(needed))[0] == Keeping.OVER

    @pytest.mark.parametrize("state", [NOT_STARTED, ACTIVE, ON_HOLD])
    def test_what_is_cancelled_or_on_hold_breaks_it(self, state):
        assert judged(work(state), work(CANCELLED)) == (Keeping.BROKEN, "The lease is cancelled.")
        assert judged(work(state), work(ON_HOLD)) == (Keeping.BROKEN, "The lease is on hold.")

    @pytest.mark.parametrize("project", [work(ACTIVE), work(ON_HOLD, started="2023-02")])
    @pytest.mark.parametrize("needed", [work(), work(ACTIVE, expected_finish="2023-04")])
    def test_it_has_started_though_what_it_needs_is_not_finished(self, project, needed):
        assert judged(project, needed) == (
            Keeping.BROKEN,
            "The lease is not finished, though this project has started.",
        )


class TestDates:
    """A project that has not started, and one it needs that is not finished; today is 15 March 2023."""

    @pytest.mark.parametrize(
        ("start", "finish", "keeping"),
        [
            ("2023-06", "2023-07", Keeping.BROKEN),
            ("2023-06-10", "2023-06-11", Keeping.BROKEN),
            ("2023-Q2", "2023-07-01", Keeping.BROKEN),
            ("2023", "2024-01", Keeping.BROKEN),
            ("2023-06", "2023-05", Keeping.IN_TIME),
            ("2023-06-10", "2023-06-10", Keeping.IN_TIME),
            ("2023-06", "2023-06-01", Keeping.IN_TIME),
            ("2023-06", "2023-06", Keeping.UNKNOWN),
            ("2023-06", "2023-06-15", Keeping.UNKNOWN),
            ("2023-06-15", "2023-06", Keeping.UNKNOWN),
            ("2023-Q2", "2023-05", Keeping.UNKNOWN),
            ("2023", "2023-11", Keeping.UNKNOWN),
            ("2023-06", "tbc: once funded", Keeping.UNKNOWN),
            ("tbc", "2023-06", Keeping.UNKNOWN),
            ("2023-06", "2023-02", Keeping.UNKNOWN),
            ("2023-03", "2023-03", Keeping.UNKNOWN),
            ("2023-03-14", "2023-03-31", Keeping.BROKEN),
            ("2023-02", "2023-01", Keeping.BROKEN),
        ],
    )
    def test_only_what_the_dates_prove_is_broken(self, start, finish, keeping):
        assert judged(work(planned_start=start), work(expected_finish=finish))[0] == keeping

    def test_without_dates_it_cannot_be_told(self):
        assert judged(work(), work(expected_finish="2023-05")) == (
            Keeping.UNKNOWN,
            "The planned start is not known.",
        )
        assert judged(work(planned_start="2023-06"), work()) == (Keeping.UNKNOWN, "The lease has no finish date.")

    def test_the_first_promise_counts_where_nothing_is_expected_now(self):
        needs = work(planned_finish="2023-07")
        assert judged(work(planned_start="2023-06"), needs) == (
            Keeping.BROKEN,
            "The lease is expected to finish (July 2023) after this project is planned to start (June 2023).",
        )
        needs.expected_finish = PartialDate.parse("2023-05")
        assert judged(work(planned_start="2023-06"), needs)[0] == Keeping.IN_TIME

    def test_a_finish_that_has_passed_promises_nothing(self):
        assert judged(work(planned_start="2023-06"), work(expected_finish="2023-02")) == (
            Keeping.UNKNOWN,
            "The lease was expected to finish (February 2023) and is not finished.",
        )

    def test_the_dates_of_what_is_needed_can_be_kept_back(self):
        words = judged(work(planned_start="2023-06"), work(expected_finish="2023-07"), tells_dates=False)[1]
        assert words == "The lease is expected to finish after this project is planned to start (June 2023)."
