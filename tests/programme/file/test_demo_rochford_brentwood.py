"""Programme D as its paper has it: the figures are worked out from the rows of the demo file."""

from __future__ import annotations

from datetime import date

import pytest

from governance.models import Report
from programme.models import Programme
from services.enums import Stage, State
from services.models import ProgressUpdate, ReviewMove, ServiceReview
from tests.programme.file.demos import gates_open, take_demo

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def taken(module_database: None) -> None:
    take_demo("rochford-brentwood")


@pytest.fixture
def programme(taken: None, db: None) -> Programme:
    return Programme.objects.get(code="rochford-brentwood")


def test_progress_table_has_the_papers_rows_in_the_papers_order(programme: Programme):
    table = []
    for review in ServiceReview.objects.filter(programme=programme).in_programme_order():
        update = ProgressUpdate.objects.latest_accepted(reviews=[review.pk]).get()
        approved = ReviewMove.objects.filter(review=review, from_stage=Stage.APPROVAL, to_stage=Stage.IMPLEMENTATION)
        case = f"Approved {approved.get().effective}" if approved else str(update.business_case_expected)
        table.append(
            (review.phase.code if review.phase else "", review.code, case, str(update.implementation_expected))
        )

    later = "To be confirmed once the business case is approved"
    assert table == [
        ("", "human-resources", "Approved April 2022", "August 2023"),
        ("", "communications-digital", "Approved November 2022", "May 2023"),
        ("phase-1", "ict-data-protection", "April 2023", later),
        ("phase-1", "revenues-benefits", "June 2023", later),
        ("phase-1", "economic-development", "April 2023", later),
        ("phase-1", "risk-insurance", "March 2023", later),
        ("phase-1", "emergency-planning", "May 2023", later),
        ("phase-1", "accountancy-finance", "May 2023", later),
        ("phase-1", "customer-contact", "April 2023", later),
        ("phase-1", "waste-open-spaces", "May 2023", later),
        ("phase-1", "parking", "May 2023", later),
        ("phase-1", "democratic-services", "June 2023", later),
        ("phase-1", "legal", "April 2023", later),
        ("phase-1", "fraud", "May 2023", later),
        ("phase-1", "procurement", "March 2023", later),
    ]


def test_two_reviews_are_on_hold_with_reasons(programme: Programme):
    held = ServiceReview.objects.filter(programme=programme, state=State.ON_HOLD).order_by("code")

    assert list(held.values_list("code", "state_reason")) == [
        ("democratic-services", "Key members of the team are away."),
        ("emergency-planning", "The scope of the review is being confirmed."),
    ]


def test_thirteen_reviews_of_phase_1_will_have_started_by_the_end_of_february(programme: Programme):
    reviews = ServiceReview.objects.filter(programme=programme, phase__code="phase-1")
    started = reviews.filter(moves__to_stage__in=[stage for stage in Stage if stage != Stage.NOT_STARTED]).distinct()
    planned = reviews.exclude(pk__in=started).filter(planned_start__last_day__lte=date(2023, 2, 28))

    assert (started.count(), planned.count()) == (11, 2)


def test_today_is_the_last_day_with_the_quarter_still_open_and_every_update_in(programme: Programme):
    period = programme.periods.get(code="q4-2022")

    assert programme.today == date(2023, 1, 31)
    assert period.is_open(programme.today)
    assert ProgressUpdate.objects.filter(period=period).accepted().count() == 15
    assert ProgressUpdate.objects.filter(period__code="q3-2022").accepted().count() == 5
    assert not ProgressUpdate.objects.exclude(rag="").exists()


def test_report_has_its_sections_and_recommendations(programme: Programme):
    report = Report.objects.get(programme=programme, code="q4-update")

    assert [section.heading for section in report.sections.all() if section.heading] == [
        "Purpose of report",
        "Introduction",
        "Progress to date",
        "Budget update",
        "Overall summary",
        "Risk implications",
        "Environmental implications",
        "Resource implications",
        "Legal implications",
        "Equality and diversity implications",
        "Recommendation",
        "Exception risk log",
    ]
    assert [section.block for section in report.sections.all() if section.block] == [
        "progress_table",
        "budget",
        "reviews_started",
        "exceptions",
    ]
    assert report.recommendations.count() == 2
    assert report.background_papers.count() == 0


def test_two_business_cases_are_approved_by_each_council(programme: Programme):
    passed = [
        review.code
        for review in programme.reviews.in_programme_order()
        if gates_open(programme, review.code, Stage.IMPLEMENTATION)["approved-case"]
    ]

    assert passed == ["human-resources", "communications-digital"]
