"""The progress table of programme D's quarterly update: its four columns, its phases and its words."""

from datetime import date

import pytest
from django.utils import timezone

from governance.queries.progress_table import COLUMNS, phase_heading, progress_table
from programme.models import Phase
from programme.values.partial_date import PartialDate
from services.enums import Stage
from services.models import ServiceReview
from services.queries.progress import progress_rows
from tests.factories.programme import PeriodFactory, PhaseFactory, ProgrammeFactory
from tests.factories.services import MoveFactory, ReviewFactory, UpdateFactory, sponsor_of

pytestmark = pytest.mark.django_db

TODAY = date(2023, 1, 31)
ONCE_APPROVED = PartialDate.to_be_confirmed("once the business case is approved")


@pytest.fixture
def programme():
    return ProgrammeFactory(ended=True)


def table_of(programme, **options):
    rows = progress_rows(reviews=ServiceReview.objects.filter(programme=programme))
    return progress_table(rows, TODAY, **options)


def cells_of(programme):
    return [row.cells for row in table_of(programme).rows]


def approve(review, effective):
    MoveFactory(review=review, from_stage=Stage.APPROVAL, to_stage=Stage.IMPLEMENTATION, effective=effective)


def test_its_columns_are_those_of_the_paper():
    assert COLUMNS == (
        "Service",
        "Business case update",
        "Expected business case completion date",
        "Implementation update",
    )


def test_an_approved_business_case_and_a_month_of_implementation(programme):
    review = ReviewFactory(programme=programme, name="Human Resources", stage=Stage.IMPLEMENTATION)
    approve(review, PartialDate.month(2022, 4))
    UpdateFactory(
        review=review, accepted=True, business_case_update="", implementation_expected=PartialDate.month(2023, 8)
    )

    assert cells_of(programme) == [("Human Resources", "", "Approved April 2022", "August 2023")]


def test_an_expected_month_and_an_implementation_to_be_confirmed(programme):
    review = ReviewFactory(programme=programme, name="Parking")
    UpdateFactory(
        review=review,
        accepted=True,
        business_case_update="A new manager sets the dates.",
        business_case_expected=PartialDate.month(2023, 5),
        implementation_expected=ONCE_APPROVED,
    )

    assert cells_of(programme) == [
        (
            "Parking",
            "A new manager sets the dates.",
            "May 2023",
            "To be confirmed once the business case is approved",
        )
    ]


def test_what_was_said_of_the_implementation_comes_before_its_date(programme):
    UpdateFactory(
        review__programme=programme,
        accepted=True,
        implementation_update="The team has moved in.",
        implementation_expected=PartialDate.month(2023, 8),
    )

    assert table_of(programme).rows[0].implementation_cell == "The team has moved in.\n\nExpected: August 2023"


@pytest.mark.parametrize(
    ("expected", "cell"),
    [
        (PartialDate.month(2022, 12), "December 2022 (overdue)"),
        (PartialDate.month(2023, 1), "January 2023"),
        (PartialDate.day(date(2023, 1, 30)), "30 January 2023 (overdue)"),
        (ONCE_APPROVED, "To be confirmed once the business case is approved"),
        (None, "No date given"),
    ],
)
def test_a_month_is_overdue_when_it_has_ended(programme, expected, cell):
    UpdateFactory(review__programme=programme, accepted=True, business_case_expected=expected)

    assert table_of(programme).rows[0].business_case_date_cell == cell


def test_a_withdrawn_review_owes_nothing(programme):
    review = ReviewFactory(programme=programme, withdrawn=True)
    UpdateFactory(review=review, accepted=True, business_case_expected=PartialDate.month(2022, 12))

    row = table_of(programme).rows[0]

    assert (row.business_case_date_cell, row.rag) == ("December 2022", "withdrawn")


def test_reviews_of_no_phase_come_first_then_phase_by_phase(programme):
    second = PhaseFactory(programme=programme, name="Phase 2", position=2, starts=None, ends=None)
    first = PhaseFactory(programme=programme, name="Phase 1", position=1)
    for name, phase in (("Legal", second), ("Fraud", first), ("Parking", first), ("Human Resources", None)):
        ReviewFactory(programme=programme, name=name, phase=phase)

    assert [(group.heading, [row.service for row in group.rows]) for group in table_of(programme).groups] == [
        ("", ["Human Resources"]),
        ("Phase 1: October 2022 to April 2023", ["Fraud", "Parking"]),
        ("Phase 2", ["Legal"]),
    ]


def test_nothing_accepted_is_said_and_so_is_a_planned_start(programme):
    ReviewFactory(programme=programme)
    ReviewFactory(programme=programme, not_started=True, planned_start=PartialDate.month(2023, 2))
    ReviewFactory(programme=programme, not_started=True)

    assert [row.business_case for row in table_of(programme).rows] == [
        "No update accepted yet.",
        "Not started. Planned start: February 2023.",
        "Not started.",
    ]


def test_a_row_tells_who_accepted_it_and_when(programme):
    review = ReviewFactory(programme=programme)
    sponsor = sponsor_of(review, name="Alex Morgan")
    period = PeriodFactory(programme=programme, name="Quarter 4")
    late = timezone.make_aware(timezone.datetime(2023, 1, 25, 23, 45))
    UpdateFactory(review=review, period=period, accepted=True, submitted_at=late, decided_at=late, decided_by=sponsor)

    assert table_of(programme).rows[0].source == "Quarter 4: accepted by Alex Morgan on 25 January 2023"


def test_a_row_from_an_earlier_period_says_so(programme):
    earlier = PeriodFactory(programme=programme, closed=True)
    current = PeriodFactory(programme=programme)
    UpdateFactory(review__programme=programme, period=earlier, accepted=True)

    assert [row.is_from_earlier_period for row in table_of(programme, period=current).rows] == [True]
    assert [row.is_from_earlier_period for row in table_of(programme, period=earlier).rows] == [False]


@pytest.mark.parametrize(
    ("name", "starts", "ends", "heading"),
    [
        ("Phase 1", PartialDate.month(2022, 10), PartialDate.month(2023, 4), "Phase 1: October 2022 to April 2023"),
        ("Phase 1: people", PartialDate.year(2022), PartialDate.year(2023), "Phase 1: people (2022 to 2023)"),
        ("Phase 2", PartialDate.year(2023), None, "Phase 2: from 2023"),
        ("Phase 2", None, PartialDate.year(2024), "Phase 2: to 2024"),
        ("Phase 3", None, None, "Phase 3"),
    ],
)
def test_a_phase_is_headed_by_its_name_and_dates(name, starts, ends, heading):
    assert phase_heading(Phase(name=name, starts=starts, ends=ends)) == heading


def test_a_complete_review_owes_nothing_for_the_period(programme):
    earlier = PeriodFactory(programme=programme, closed=True)
    current = PeriodFactory(programme=programme)
    UpdateFactory(review=ReviewFactory(programme=programme, complete=True), period=earlier, accepted=True)

    assert [row.is_from_earlier_period for row in table_of(programme, period=current).rows] == [False]
