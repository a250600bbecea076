"""The board's dashboard in the browser: who reads it, what it counts, and the rows behind every figure."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from governance.queries.dashboard import dashboard_of
from governance.queries.dashboard_figures import RULES
from governance.queries.dashboard_rows import dashboard_rows, position_of
from programme.enums import COUNCIL_ROLES, PROGRAMME_WIDE_ROLES, Role
from programme.values.partial_date import PartialDate
from services.enums import Rag, Stage
from services.models import Milestone, ServiceReview
from tests.factories.governance import MeetingFactory
from tests.factories.programme import (
    CouncilFactory,
    MembershipFactory,
    PeriodFactory,
    PhaseFactory,
    ProgrammeFactory,
    user_with_role,
)
from tests.factories.services import (
    MilestoneFactory,
    MoveFactory,
    ParticipationFactory,
    ReviewFactory,
    UpdateFactory,
    lead_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return ProgrammeFactory(name="Two councils, one team")


@pytest.fixture
def board(programme, sign_in):
    return sign_in(user_with_role(Role.BOARD_MEMBER, programme))


def url_of(programme, figure=None):
    if figure is None:
        return reverse("dashboard", args=[programme.code])
    return reverse("dashboard_figure", args=[programme.code, figure])


def full_review(programme, **options):
    """A review with everything that the page draws."""
    review = ReviewFactory(programme=programme, **options)
    lead_of(review)
    MoveFactory(review=review)
    UpdateFactory(
        review=review,
        accepted=True,
        rag=Rag.RED,
        business_case_expected=PartialDate.month(2020, 1),
        help_wanted="An accountant.",
    )
    MilestoneFactory(review=review)
    return review


@pytest.mark.parametrize("role", sorted(PROGRAMME_WIDE_ROLES | COUNCIL_ROLES - {Role.COUNCILLOR}))
def test_who_works_on_the_programme_reads_it(programme, sign_in, role):
    assert sign_in(user_with_role(role, programme)).get(url_of(programme)).status_code == 200


def test_a_councillor_does_not(programme, sign_in):
    client = sign_in(user_with_role(Role.COUNCILLOR, programme))

    assert client.get(url_of(programme)).status_code == 403
    assert client.get(url_of(programme, "red")).status_code == 403


def test_another_programme_is_not_found(programme, sign_in):
    client = sign_in(user_with_role(Role.BOARD_MEMBER))

    assert client.get(url_of(programme)).status_code == 404
    assert client.get(url_of(programme, "red")).status_code == 404


def test_an_unknown_figure_is_not_found(programme, board):
    assert board.get(url_of(programme, "purple")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_the_same_of_the_database_however_many_reviews(programme, board, count, django_assert_num_queries):
    PeriodFactory(programme=programme, closed=True)
    for _ in range(count):
        full_review(programme, phase=PhaseFactory(programme=programme))

    with django_assert_num_queries(14):
        assert board.get(url_of(programme)).status_code == 200
    with django_assert_num_queries(16):
        assert board.get(url_of(programme), {"as_at": programme.today.isoformat()}).status_code == 200
    with django_assert_num_queries(10):
        assert board.get(url_of(programme, "red")).status_code == 200


def test_a_council_role_sees_its_own_councils_reviews_and_is_told(programme, sign_in, django_assert_num_queries):
    PeriodFactory(programme=programme)
    council = CouncilFactory(short_name="Ashmere")
    MembershipFactory(programme=programme, council=council)
    own = ReviewFactory(programme=programme)
    ParticipationFactory(review=own, council=council)
    ReviewFactory(programme=programme)
    client = sign_in(user_with_role(Role.FINANCE_OFFICER, programme, council))

    with django_assert_num_queries(15):
        response = client.get(url_of(programme))

    assert [row.review for row in response.context["board"].table.rows] == [own]
    scope = response.context["scope"]
    assert (scope.councils, scope.visible, scope.total) == (("Ashmere",), 1, 2)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_figure_opens_exactly_the_rows_it_counts(programme, board, rule):
    PeriodFactory(programme=programme, overdue=True)
    for trait in ("on_hold", "not_started", "withdrawn", "complete", "left"):
        ReviewFactory(programme=programme, **{trait: True})
    full_review(programme)
    UpdateFactory(review__programme=programme, accepted=True, rag="", rag_reason="")
    UpdateFactory(review__programme=programme, submitted=True)

    figure = board.get(url_of(programme)).context["board"].figures[rule.code.replace("-", "_")]
    page = board.get(figure.url)

    assert (len(page.context["table"].rows), page.context["among"]) == (figure.count, figure.of)


def test_filters_narrow_every_figure_and_stay_on_the_way_to_the_rows(programme, board):
    phase = PhaseFactory(programme=programme)
    full_review(programme, phase=phase)
    full_review(programme)

    response = board.get(url_of(programme), {"phase": phase.code, "council": ""})
    drawn = response.context["board"]

    assert (response.context["is_filtered"], drawn.figures["red"].count, drawn.table.count) == (True, 1, 1)
    assert drawn.figures["red"].url == f"{url_of(programme)}red/?phase={phase.code}"
    assert len(board.get(drawn.figures["red"].url).context["table"].rows) == 1
    assert [item.name for item in drawn.due.upcoming] == []


def test_a_filter_that_matches_nothing_says_so(programme, board):
    full_review(programme)

    page = board.get(url_of(programme), {"stage": Stage.APPROVAL}).content.decode()

    assert page.count("No review matches these filters") == 1


def test_a_value_nobody_knows_is_told_and_does_not_narrow(programme, board):
    full_review(programme)

    response = board.get(url_of(programme), {"phase": "'; drop table", "as_at": "soon", "period": "x"})

    assert sorted(response.context["form"].errors) == ["as_at", "period", "phase"]
    assert response.context["board"].table.count == 1


def test_a_day_after_today_is_refused(programme, board):
    tomorrow = programme.today + timedelta(days=1)

    response = board.get(url_of(programme), {"as_at": tomorrow.isoformat()})

    assert [error[:16] for error in response.context["form"].errors["as_at"]] == ["Enter a day from"]
    assert response.context["moment"].as_at is None


def test_a_programme_without_reviews_says_what_to_do(programme, board):
    page = board.get(url_of(programme)).content.decode()

    assert page.count("No service reviews yet") == 1


def test_a_programme_without_periods_expects_no_updates(programme, board):
    review = ReviewFactory(programme=programme)

    response = board.get(url_of(programme))
    drawn = response.context["board"]

    assert (drawn.figures["missing"].of, drawn.missing.count, drawn.changes.items) == (0, 0, ())
    assert [row.review for row in drawn.table.rows] == [review]
    assert response.content.decode().count("No reporting period has begun") == 1


def test_officers_words_are_shown_as_safe_prose(programme, board):
    UpdateFactory(
        review__programme=programme,
        accepted=True,
        rag=Rag.RED,
        rag_reason="<script>alert(1)</script> **late**",
        business_case_update="[here](javascript:alert(1))",
    )

    page = board.get(url_of(programme)).content.decode()

    assert page.count("<strong>late</strong>") == 1
    assert page.count("javascript:alert") == 0


def test_milestones_to_come_are_listed_and_those_reached_are_not(programme, board):
    review = full_review(programme)
    Milestone.objects.filter(review=review).update(forecast=PartialDate.day(programme.today + timedelta(days=20)))
    MilestoneFactory(programme=programme, review=None, name="Reached", achieved=PartialDate.day(programme.today))

    drawn = board.get(url_of(programme)).context["board"]

    assert [item.kind for item in drawn.due.upcoming] == ["Milestone"]


def test_meetings_of_the_next_ninety_days_lead_to_their_pages(programme, board):
    full_review(programme)
    now = timezone.now()
    soon = MeetingFactory(body__programme=programme, starts_at=now + timedelta(days=7))
    MeetingFactory(body__programme=programme, starts_at=now + timedelta(days=100))
    MeetingFactory(body__programme=programme, starts_at=now - timedelta(days=2))
    MeetingFactory(starts_at=now + timedelta(days=7))

    response = board.get(url_of(programme))

    assert response.context["board"].meetings == (soon,)
    assert response.content.decode().count(soon.get_absolute_url()) == 1


def test_the_progress_table_downloads(programme, board):
    review = full_review(programme, name="=Parking", phase=PhaseFactory(programme=programme, name="Phase 1"))

    response = board.get(url_of(programme), {"_export": "csv"})
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    workbook = board.get(url_of(programme), {"_export": "xlsx"})

    assert rows[0][:5] == [
        "Phase",
        "Service",
        "Business case update",
        "Expected business case completion date",
        "Implementation update",
    ]
    assert [row[:4] for row in rows[1:]] == [
        [
            "Phase 1: October 2022 to April 2023",
            "'=Parking",
            "The options are being compared.",
            "January 2020 (overdue)",
        ]
    ]
    assert rows[1][6:9] == ["Red", review.get_stage_display(), "Active"]
    assert workbook["Content-Disposition"] == f'attachment; filename="{programme.code}-progress.xlsx"'


def test_the_rows_behind_a_figure_download(programme, board):
    full_review(programme, name="Parking")

    response = board.get(url_of(programme, "red"), {"_export": "csv"})
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))

    assert [row[0] for row in rows] == ["Service review", "Parking"]


def test_the_page_and_the_query_agree(programme):
    """The dashboard can be asked without a page: a report or the API gets the same figures."""
    reviewer = user_with_role(Role.BOARD_MEMBER, programme)
    full_review(programme)
    periods = list(programme.periods.all())
    position = position_of(programme=programme, periods=periods)
    rows = dashboard_rows(programme=programme, reviews=ServiceReview.objects.visible_to(reviewer), position=position)

    drawn = dashboard_of(
        programme=programme,
        user=reviewer,
        rows=rows,
        position=position,
        periods=periods,
        is_filtered=False,
        url_of=lambda code, **filters: "",
    )

    assert (drawn.overall.rag, drawn.red.count, drawn.help_wanted.count, drawn.is_quiet) == ("red", 1, 1, False)
