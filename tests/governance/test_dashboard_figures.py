"""The figures, the overall rating and the charts: rules over rows, unrated always in the denominator."""

import pytest

from governance.queries.dashboard_figures import (
    RULES,
    RULES_BY_CODE,
    figures_of,
    rating_chart,
    rows_behind,
    stage_chart,
)
from governance.queries.dashboard_rows import Narrowing, dashboard_rows, narrow_rows, position_of
from governance.queries.overall_rating import overall_of
from programme.values.partial_date import PartialDate
from services.enums import Rag, Stage
from services.models import ServiceReview
from tests.factories.programme import CouncilFactory, PeriodFactory, PhaseFactory, ProgrammeFactory
from tests.factories.services import MoveFactory, ParticipationFactory, ReviewFactory, UpdateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return ProgrammeFactory()


def rows_of(programme):
    position = position_of(programme=programme, periods=programme.periods.all())
    return dashboard_rows(programme=programme, reviews=ServiceReview.objects.all(), position=position)


def figures(programme):
    found = figures_of(rows_of(programme), url_of=lambda code: f"/{code}/")
    return {name: (figure.count, figure.of) for name, figure in found.items()}


def rated(programme, rag, **options):
    review = ReviewFactory(programme=programme, **options)
    UpdateFactory(review=review, accepted=True, rag=rag, rag_reason="Because." if rag else "")
    return review


def test_unrated_stays_in_the_denominator_and_what_is_not_rag_does_not(programme):
    rated(programme, Rag.GREEN)
    rated(programme, Rag.RED)
    rated(programme, "")
    ReviewFactory(programme=programme)
    rated(programme, Rag.RED, on_hold=True)
    ReviewFactory(programme=programme, not_started=True)

    found = figures(programme)

    assert {name: found[name] for name in ("green", "amber", "red", "unrated")} == {
        "green": (1, 4),
        "amber": (0, 4),
        "red": (1, 4),
        "unrated": (2, 4),
    }
    assert (found["not_started"], found["on_hold"], found["reviews"]) == ((1, 6), (1, 6), (6, 6))


def test_those_no_longer_in_the_programme_are_counted_on_record(programme):
    ReviewFactory(programme=programme)
    ReviewFactory(programme=programme, withdrawn=True)
    ReviewFactory(programme=programme, left=True)
    ReviewFactory(programme=programme, complete=True)

    found = figures(programme)

    assert (found["reviews"], found["withdrawn"], found["complete"]) == ((1, 4), (2, 4), (1, 4))


def test_updates_accepted_submitted_missing_and_overdue_of_those_expected(programme):
    period = PeriodFactory(programme=programme, overdue=True)
    UpdateFactory(review__programme=programme, period=period, accepted=True)
    UpdateFactory(review__programme=programme, period=period, submitted=True)
    UpdateFactory(review__programme=programme, period=period)
    ReviewFactory(programme=programme)
    ReviewFactory(programme=programme, withdrawn=True)

    found = figures(programme)

    assert {name: found[name] for name in ("accepted", "submitted", "missing", "overdue")} == {
        "accepted": (1, 4),
        "submitted": (1, 4),
        "missing": (2, 4),
        "overdue": (2, 4),
    }
    assert sorted(row.days_late for row in rows_of(programme)) == [0, 0, 0, 2, 2]


def test_overdue_business_cases_of_those_still_to_come(programme):
    late = ReviewFactory(programme=programme)
    UpdateFactory(review=late, accepted=True, business_case_expected=PartialDate.month(2020, 1))
    approved = ReviewFactory(programme=programme, stage=Stage.IMPLEMENTATION)
    MoveFactory(review=approved, from_stage=Stage.APPROVAL, to_stage=Stage.IMPLEMENTATION)
    UpdateFactory(review=approved, accepted=True, business_case_expected=PartialDate.month(2020, 1))

    assert figures(programme)["business_cases_overdue"] == (1, 1)


def test_help_wanted_counts_what_was_accepted(programme):
    UpdateFactory(review__programme=programme, accepted=True, help_wanted="An accountant.")
    UpdateFactory(review__programme=programme, submitted=True, help_wanted="A lawyer.")

    assert figures(programme)["help_wanted"] == (1, 2)


def test_the_stages_add_up_to_the_reviews_in_the_programme(programme):
    for stage in (Stage.SCOPING, Stage.SCOPING, Stage.TO_BE, Stage.NOT_STARTED):
        ReviewFactory(programme=programme, stage=stage)
    ReviewFactory(programme=programme, withdrawn=True)
    rows = rows_of(programme)

    stages = [rule for rule in RULES if rule.code.startswith("stage-")]

    assert sum(len(rows_behind(rule, rows)) for rule in stages) == len(rows_behind(RULES_BY_CODE["reviews"], rows)) == 4


def test_every_figure_counts_some_of_those_it_is_among(programme):
    PeriodFactory(programme=programme, overdue=True)
    rated(programme, Rag.AMBER)
    for trait in ("on_hold", "not_started", "withdrawn", "complete", "left"):
        ReviewFactory(programme=programme, **{trait: True})
    rows = rows_of(programme)

    stray = {rule.code: row for rule in RULES for row in rows_behind(rule, rows) if not rule.among(row)}

    assert stray == {}


@pytest.mark.parametrize(
    ("ratings", "overall", "because", "unrated"),
    [
        (["green", "amber", "red", ""], "red", 1, 1),
        (["green", "amber", "amber"], "amber", 2, 0),
        (["green", "", ""], "green", 1, 2),
        (["", ""], "unrated", 0, 2),
        ([], "unrated", 0, 0),
    ],
)
def test_the_programme_takes_the_worst_rating_and_names_who_gave_it(programme, ratings, overall, because, unrated):
    for rag in ratings:
        rated(programme, rag)
    rated(programme, Rag.RED, on_hold=True)

    found = overall_of([row.progress for row in rows_of(programme)])

    assert (found.rag, len(found.because), found.unrated) == (overall, because, unrated)


def test_the_charts_show_every_stage_and_rating(programme):
    phase = PhaseFactory(programme=programme, name="Phase 1")
    rated(programme, Rag.GREEN)
    rated(programme, Rag.RED, phase=phase, stage=Stage.TO_BE)
    rated(programme, "", phase=phase)
    progress = [row.progress for row in rows_of(programme)]

    stages = {row.label: row.cells[0].text for row in stage_chart(progress).rows}
    ratings = {row.label: [cell.text for cell in row.cells] for row in rating_chart(progress).rows}

    assert stages == {stage.label: "0" for stage in Stage} | {"Scoping": "2", "To-be": "1"}
    assert ratings == {
        "All reviews under way": ["1", "0", "1", "1", "3"],
        "No phase": ["1", "0", "0", "0", "1"],
        "Phase 1: October 2022 to April 2023": ["0", "0", "1", "1", "2"],
    }


def test_rows_narrow_by_phase_council_stage_and_rating(programme):
    phase = PhaseFactory(programme=programme)
    ashmere = CouncilFactory(code="ashmere")
    wanted = rated(programme, Rag.RED, phase=phase, stage=Stage.TO_BE)
    ParticipationFactory(review=wanted, council=ashmere)
    other = rated(programme, Rag.GREEN)
    rows = rows_of(programme)

    def narrowed(**by):
        return [row.review for row in narrow_rows(rows, by=Narrowing(**by))]

    assert narrowed() == [other, wanted]
    assert narrowed(phase=phase.code) == [wanted]
    assert narrowed(phase="none") == [other]
    assert narrowed(council="ashmere") == [wanted]
    assert narrowed(stage="to_be") == [wanted]
    assert narrowed(rag="green") == [other]
    assert narrowed(rag="green", phase=phase.code) == []
