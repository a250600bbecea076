"""The route map: what it says of reviews, milestones and projects, now and as at a past moment, and to whom."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from programme.drawing.gantt import Stretch
from programme.history import Moment, end_of_day
from programme.values.partial_date import PartialDate
from services.enums import ProjectState, Stage, State
from services.models import ServiceReview
from services.queries.progress import progress_rows
from services.queries.route_chart import Detail, route_chart, today_in_words, without_addresses
from services.queries.route_map import read_route
from tests.factories.programme import PhaseFactory, ProgrammeFactory
from tests.factories.services import (
    DependencyFactory,
    MilestoneFactory,
    MoveFactory,
    ProjectFactory,
    ReviewFactory,
    UpdateFactory,
)

pytestmark = pytest.mark.django_db

QUERIES = 4
QUERIES_AS_AT = 5


def day(text):
    return PartialDate.parse(text)


def read(programme, *, as_at=None, only=None, sees=()):
    reviews = ServiceReview.objects.filter(programme=programme)
    if only is not None:
        reviews = reviews.filter(pk=only.pk)
    rows = progress_rows(reviews=reviews, moment=Moment(programme, as_at))
    return read_route(programme=programme, rows=rows, moment=Moment(programme, as_at), sees=sees, with_programme=True)


def chart_of(programme, **options):
    detail = options.pop("detail", None)
    return route_chart(read(programme, **options), key="map", title="Route map", detail=detail)


def row_of(chart, label):
    return next(row for row in chart.rows if row.label == label)


def moved(review, to_stage, effective, *, before=Stage.NOT_STARTED, **more):
    return MoveFactory(review=review, from_stage=before, to_stage=to_stage, effective=day(effective), **more)


@pytest.fixture
def programme(db):
    return ProgrammeFactory(code="harbour", name="Harbour and Vale", starts_on=date(2022, 2, 1))


@pytest.fixture
def scoped(review):
    """Scoping in May 2023, as-is from 3 August 2023."""
    moved(review, Stage.SCOPING, "2023-05")
    moved(review, Stage.AS_IS, "2023-08-03", before=Stage.SCOPING)
    ServiceReview.objects.filter(pk=review.pk).update(stage=Stage.AS_IS)
    return review


class TestStages:
    def test_each_stage_is_a_bar_from_its_move_to_the_next(self, programme, scoped):
        first, second = row_of(chart_of(programme), "Parking").bars

        assert (first.name, first.short, first.start) == ("Scoping", "1", Stretch(date(2023, 5, 1), date(2023, 5, 31)))
        assert first.end == Stretch(date(2023, 8, 2), date(2023, 8, 2))
        assert (second.name, second.short, second.ending) == ("As-is", "3", "open")
        assert second.end == Stretch(programme.today, programme.today)

    def test_two_moves_in_one_month_share_the_whole_month(self, programme, review):
        moved(review, Stage.SCOPING, "2023-05")
        moved(review, Stage.AS_IS, "2023-08", before=Stage.SCOPING)
        first, second = row_of(chart_of(programme), "Parking").bars

        assert first.end == second.start == Stretch(date(2023, 8, 1), date(2023, 8, 31))

    def test_a_hold_is_shown_as_such_with_its_reason(self, programme, scoped):
        moved(scoped, Stage.AS_IS, "2023-10-01", before=Stage.AS_IS, to_state=State.ON_HOLD, reason="No staff.")
        ServiceReview.objects.filter(pk=scoped.pk).update(state=State.ON_HOLD, state_reason="No staff.")
        chart = chart_of(programme)
        row = row_of(chart, "Parking")

        assert [bar.kind for bar in row.bars] == ["step", "step", "hold"]
        assert row.notes == ("As-is, on hold: No staff.",)
        assert [(fact.what, fact.starts, fact.remarks) for fact in chart.facts][-1] == (
            "On hold at as-is",
            "1 October 2023",
            "No staff.",
        )

    def test_a_review_that_left_is_shown_to_the_day_it_left(self, programme, scoped):
        ServiceReview.objects.filter(pk=scoped.pk).update(left_on=date(2023, 9, 9), left_reason="Run by one council.")
        chart = chart_of(programme)
        row = row_of(chart, "Parking")

        assert row.bars[-1].end.last == date(2023, 9, 9)
        assert row.bars[-1].ending == "stopped"
        assert row.notes[1] == "Left the programme on 9 September 2023: Run by one council."
        assert ("Left the programme", "9 September 2023") in [(fact.what, fact.ends) for fact in chart.facts]

    def test_a_move_to_be_confirmed_is_not_drawn_but_told(self, programme, review):
        moved(review, Stage.SCOPING, "tbc: the papers are lost")
        row = row_of(chart_of(programme), "Parking")

        assert row.bars == ()
        assert "Scoping: date to be confirmed the papers are lost" in row.notes

    def test_a_review_without_moves_says_so_in_the_table(self, programme, review):
        (fact,) = chart_of(programme).facts

        assert (fact.what, fact.remarks) == ("Scoping", "No dates are recorded.")


class TestExpectedDates:
    def test_they_come_from_the_latest_accepted_update(self, programme, scoped):
        ahead = programme.today + timedelta(days=100)
        UpdateFactory(
            review=scoped,
            accepted=True,
            business_case_expected=day("2023-11"),
            implementation_expected=PartialDate.day(ahead),
        )
        row = row_of(chart_of(programme), "Parking")

        assert [(mark.short, mark.is_late) for mark in row.marks] == [("B", True), ("I", False)]
        assert row.bars[-1].kind == "expected"
        assert row.bars[-1].end.last == ahead
        assert "Business case expected November 2023: overdue" in row.notes

    def test_what_is_to_be_confirmed_stands_in_a_note_with_its_reason(self, programme, scoped):
        UpdateFactory(review=scoped, accepted=True, implementation_expected=day("tbc once the Cabinet has met"))
        chart = chart_of(programme)
        row = row_of(chart, "Parking")

        assert row.marks == ()
        assert "Implementation expected: date to be confirmed once the Cabinet has met" in row.notes
        assert "To be confirmed once the Cabinet has met" in [fact.ends for fact in chart.facts]

    def test_a_review_not_started_has_its_planned_start(self, programme):
        ReviewFactory(programme=programme, name="Legal", not_started=True, planned_start=day("2020-03"))
        row = row_of(chart_of(programme), "Legal")

        assert [(mark.short, mark.is_late) for mark in row.marks] == [("S", True)]


class TestMilestones:
    def test_a_slip_stands_between_the_promise_and_what_is_expected(self, programme, review):
        MilestoneFactory(review=review, name="Contract", baseline=day("2030-02"), forecast=day("2030-05"))
        chart = chart_of(programme)
        row = row_of(chart, "Contract")

        assert [mark.kind for mark in row.marks] == ["baseline", "forecast"]
        assert row.slips
        assert row.notes == ("3 months later than first promised",)
        assert [(fact.what, fact.ends, fact.promised) for fact in chart.facts][-1] == (
            "Contract",
            "May 2030",
            "February 2030",
        )

    def test_the_programme_has_its_own_above_the_reviews(self, programme, review):
        MilestoneFactory(programme=programme, review=None, name="Board agrees", achieved=day("2023-02"))
        chart = chart_of(programme)

        assert [row.label for row in chart.rows] == ["The programme", "Board agrees", "Parking"]
        assert chart.rows[1].marks[0].kind == "achieved"

    def test_overdue_is_by_the_programmes_own_today(self, programme, review):
        MilestoneFactory(review=review, name="Contract", forecast=day("2023-06"))
        programme.ended_on = date(2023, 6, 15)
        programme.save()

        assert not row_of(chart_of(programme), "Contract").marks[0].is_late
        assert today_in_words(read(programme)) == "Last day, 15 June 2023"


class TestProjects:
    def test_a_project_has_its_plan_below_what_was_done(self, programme, review):
        ProjectFactory(
            review=review,
            name="Permits",
            state=ProjectState.COMPLETE,
            planned_start=day("2023-01"),
            planned_finish=day("2023-03"),
            started=day("2023-02"),
            finished=day("2023-05"),
        )
        row = row_of(chart_of(programme), "Project: Permits")

        assert [(bar.kind, bar.lane) for bar in row.bars] == [("work", 0), ("planned", 1)]
        assert row.notes == ("Complete", "2 months later than first promised")

    @pytest.mark.parametrize(
        ("dates", "kinds", "words"),
        [
            ({}, [], "No dates are recorded"),
            ({"expected_finish": "2040-05"}, ["forecast"], None),
            ({"planned_finish": "2040-05"}, ["baseline"], None),
            ({"planned_start": "2040-05"}, ["expected"], None),
            ({"planned_start": "tbc: no staff"}, [], "Start: date to be confirmed no staff"),
            ({"planned_start": "2022-05", "planned_finish": "2022-07"}, ["baseline"], "Overdue"),
        ],
    )
    def test_a_date_of_which_no_bar_can_be_made_is_a_mark(self, programme, review, dates, kinds, words):
        ProjectFactory(review=review, name="Permits", **{name: day(text) for name, text in dates.items()})
        row = row_of(chart_of(programme), "Project: Permits")

        assert [mark.kind for mark in row.marks] == kinds
        assert words is None or words in row.notes

    def test_a_broken_dependency_is_told_and_drawn_differently(self, programme, review):
        needed = ProjectFactory(review=review, name="Permits", on_hold=True)
        waiting = ProjectFactory(review=review, name="Wardens")
        DependencyFactory(project=waiting, needs=needed)
        chart = chart_of(programme)

        assert [link.is_broken for link in chart.links] == [True]
        assert "Needs Permits first: broken" in row_of(chart, "Project: Wardens").notes
        assert chart.facts[-1].remarks == "Not started. Needs Permits first: broken. Permits is on hold."

    def test_a_project_of_a_review_that_the_reader_does_not_see_is_not_named(self, programme, review):
        other = ReviewFactory(programme=programme, name="Secret")
        waiting = ProjectFactory(review=review, name="Wardens")
        DependencyFactory(project=waiting, needs=ProjectFactory(review=other, name="Hidden project"))
        narrow, wide = chart_of(programme, only=review), chart_of(programme, only=review, sees={other.pk})

        assert narrow.links == ()
        assert "Needs A project of another review first" in row_of(narrow, "Project: Wardens").notes
        assert "Hidden" not in str(narrow)
        assert "Needs Hidden project first" in row_of(wide, "Project: Wardens").notes


class TestDetailAndPhases:
    def test_what_stands_below_the_reviews_can_be_left_out(self, programme, review):
        MilestoneFactory(review=review, name="Contract")
        ProjectFactory(review=review, name="Permits")
        chart = chart_of(programme, detail=Detail(milestones=False, projects=False))

        assert [row.label for row in chart.rows] == ["Parking"]
        assert {fact.kind for fact in chart.facts} == {"Stage"}

    def test_phases_head_their_reviews_as_bands(self, programme, review):
        phase = PhaseFactory(programme=programme, name="Phase 1", starts=day("2023-01"), ends=day("tbc: not agreed"))
        ReviewFactory(programme=programme, name="Legal", phase=phase)
        chart = chart_of(programme)
        row = row_of(chart, "Phase 1")

        assert [(one.label, one.level) for one in chart.rows] == [
            ("Outside the phases", 0),
            ("Parking", 1),
            ("Phase 1", 0),
            ("Legal", 1),
        ]
        assert (row.bars[0].ending, row.notes) == ("open", ("January 2023 to date to be confirmed not agreed",))

    def test_a_report_keeps_no_addresses_and_no_numbers_of_records(self, programme, review):
        needed = ProjectFactory(review=review, name="Permits")
        DependencyFactory(project=ProjectFactory(review=review, name="Wardens"), needs=needed)
        chart = without_addresses(chart_of(programme))

        assert {fact.url for fact in chart.facts} == {""}
        assert [(link.source, link.target) for link in chart.links] == [("row-1", "row-2")]


class TestAsAt:
    def test_what_came_later_does_not_leak_in(self, programme, review, at):
        moved(review, Stage.SCOPING, "2023-05", recorded_at=at - timedelta(days=90))
        then = at - timedelta(days=60)
        moved(review, Stage.AS_IS, "2023-08", before=Stage.SCOPING, recorded_at=at)
        chart = chart_of(programme, as_at=then)

        assert [bar.name for bar in row_of(chart, "Parking").bars] == ["Scoping"]
        assert chart.today == timezone.localdate(then)
        assert chart.today_words.startswith("As at ")

    def test_an_achievement_loaded_later_is_not_yet_achieved(self, programme, review):
        MilestoneFactory(review=review, name="Contract", forecast=day("2023-06"), achieved=day("2023-06-20"))
        chart = chart_of(programme, as_at=end_of_day(date(2023, 6, 15)))

        assert [mark.kind for mark in row_of(chart, "Contract").marks] == ["forecast"]


@pytest.mark.parametrize("number", [1, 3])
def test_it_asks_the_same_of_the_database_however_much_there_is(
    programme, review, number, at, django_assert_num_queries
):
    for place in range(number):
        one = ReviewFactory(programme=programme, name=f"Review {place}")
        moved(one, Stage.SCOPING, "2023-05")
        MilestoneFactory(review=one)
        MilestoneFactory(programme=programme, review=None)
        DependencyFactory(project=ProjectFactory(review=one), needs=ProjectFactory(review=one))
    rows = progress_rows(reviews=ServiceReview.objects.filter(programme=programme))
    past = progress_rows(reviews=ServiceReview.objects.filter(programme=programme), moment=Moment(programme, at))

    with django_assert_num_queries(QUERIES):
        route_chart(read_route(programme=programme, rows=rows), key="map", title="Route map")
    with django_assert_num_queries(QUERIES_AS_AT):
        route_chart(
            read_route(programme=programme, rows=past, moment=Moment(programme, at)), key="map", title="Route map"
        )


def test_a_phase_without_reviews_is_drawn_in_its_place(programme, at):
    first = PhaseFactory(programme=programme, name="Choose the model", position=1)
    second = PhaseFactory(programme=programme, name="Design it", position=2)
    third = PhaseFactory(programme=programme, name="Plan the move", position=3)
    ReviewFactory(programme=programme, phase=second, name="Benefits")
    rows = progress_rows(reviews=ServiceReview.objects.filter(programme=programme))
    chart = route_chart(read_route(programme=programme, rows=rows, with_programme=True), key="map", title="Route map")

    names = [row.label for row in chart.rows]
    assert names == [first.name, second.name, "Benefits", third.name]
    assert [fact.what for fact in chart.facts if fact.kind == "Phase"] == [first.name, second.name, third.name]


def test_a_phase_whose_reviews_stand_on_another_page_is_not_drawn_bare(programme):
    phase = PhaseFactory(programme=programme)
    route = read_route(programme=programme, rows=[], with_programme=True, phases_elsewhere={phase.pk})

    assert route.bare_phases == ()
