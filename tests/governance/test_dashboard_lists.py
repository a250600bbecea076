"""A dashboard of many reviews shows the first of each list, and leads to all of it."""

import csv
import io

import pytest
from django.urls import reverse

from programme.enums import Role
from programme.models import Programme
from programme.values.partial_date import PartialDate
from services.enums import Rag
from tests.factories.programme import PeriodFactory, PhaseFactory, ProgrammeFactory, user_with_role
from tests.factories.services import MilestoneFactory, ReviewFactory, UpdateFactory

pytestmark = pytest.mark.django_db

MANY = 51


@pytest.fixture(scope="module")
def world(module_database):
    """A programme whose every review has turned from green to red, with a business case that is overdue."""
    programme = ProgrammeFactory(code="many")
    phases = [PhaseFactory(programme=programme, position=place) for place in (1, 2)]
    before = PeriodFactory(programme=programme, closed=True)
    period = PeriodFactory(programme=programme)
    for number in range(MANY):
        review = ReviewFactory(
            programme=programme, phase=phases[number // 30], name=f"Review {number:02}", position=number
        )
        for when, rag in ((before, Rag.GREEN), (period, Rag.RED)):
            UpdateFactory(
                review=review,
                period=when,
                accepted=True,
                rag=rag,
                business_case_expected=PartialDate.month(2020, 1),
                implementation_expected=None,
            )
    MilestoneFactory(programme=programme, review=None, name="The first day")


@pytest.fixture
def programme(world):
    return Programme.objects.get(code="many")


@pytest.fixture
def board(programme, sign_in):
    return sign_in(user_with_role(Role.BOARD_MEMBER, programme))


def url_of(programme, name="dashboard"):
    return reverse(name, args=[programme.code])


def shown(response):
    return response.content.decode().count('<tr role="row"><th scope="row" role="rowheader"><div><a href=')


def test_the_progress_table_is_paged_and_its_figures_are_not(programme, board):
    first = board.get(url_of(programme))
    second = board.get(url_of(programme), {"page": 2})

    assert (shown(first), shown(second)) == (50, 1)
    assert "Reviews 1 to 50 of 51." in first.content.decode()
    assert 'href="?page=2#progress"' in first.content.decode()
    for page in (first, second):
        assert page.context["board"].figures["reviews"].count == MANY
        assert page.context["board"].table.count == MANY


def test_each_page_names_the_phase_of_its_rows(programme, board):
    first, second = (board.get(url_of(programme), {"page": page}).context["progress"] for page in (1, 2))

    assert [len(first), len(second)] == [2, 1]
    assert first[1].heading == second[0].heading


@pytest.mark.parametrize("page", ["0", "9", "many"])
def test_a_page_that_is_none_is_the_nearest(programme, board, page):
    assert board.get(url_of(programme), {"page": page}).status_code == 200


def test_the_export_has_every_review(programme, board):
    response = board.get(url_of(programme), {"page": 2, "_export": "csv"})
    rows = list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig"))))

    assert len(rows) == 1 + MANY


def test_all_changes_stand_on_a_page_of_their_own(programme, board):
    dashboard = board.get(url_of(programme), {"rag": "red"})
    changes = dashboard.context["board"].changes
    address = dashboard.context["changes_url"]
    page = board.get(address)

    assert (len(changes.first), len(changes.rest), len(changes.items)) == (12, 38, MANY)
    assert f'href="{address}">All 51 changes</a>' in dashboard.content.decode()
    assert address == f"{url_of(programme, 'dashboard_changes')}?rag=red"
    assert (len(page.context["table"].page.object_list), len(page.context["table"].rows)) == (50, MANY)
    assert "51 changes since the last period" in page.content.decode()


def test_changes_are_exported_in_words(programme, board):
    response = board.get(url_of(programme, "dashboard_changes"), {"_export": "csv"})
    header, first, *_ = csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig")))

    assert header == ["Service review", "What", "From", "To"]
    assert first == ["Review 00", "Rating", "Green", "Red"]


def test_all_dates_stand_on_a_page_of_their_own(programme, board):
    dashboard = board.get(url_of(programme))
    due = dashboard.context["board"].due
    page = board.get(dashboard.context["dates_url"])

    assert (len(due.overdue), len(due.undated)) == (MANY, MANY)
    assert "These 51 and all other dates" in dashboard.content.decode()
    assert len(page.context["table"].rows) == 2 * MANY + 1


def test_dates_are_exported_with_where_they_stand(programme, board):
    response = board.get(url_of(programme, "dashboard_dates"), {"_export": "csv"})
    header, *rows = csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig")))

    assert header == ["What is due", "Kind", "Service review", "Expected", "When"]
    assert rows[0] == ["Review 00", "Business case", "Review 00", "January 2020", "Passed"]
    assert [row[0] for row in rows if row[1] == "Milestone"] == ["The first day"]


def test_a_small_programme_has_everything_on_one_page(sign_in):
    review = ReviewFactory()
    UpdateFactory(review=review, accepted=True)
    client = sign_in(user_with_role(Role.BOARD_MEMBER, review.programme))

    page = client.get(url_of(review.programme))

    assert page.context["pages"] is None
    assert "all other dates" not in page.content.decode()


@pytest.mark.parametrize("name", ["dashboard_changes", "dashboard_dates"])
def test_lists_say_when_they_are_empty(sign_in, name):
    programme = ProgrammeFactory()
    client = sign_in(user_with_role(Role.BOARD_MEMBER, programme))

    assert "Nothing " in client.get(url_of(programme, name)).content.decode()


@pytest.mark.parametrize("name", ["dashboard_changes", "dashboard_dates"])
def test_lists_ask_one_query_more_than_a_figure(programme, board, name, django_assert_num_queries):
    with django_assert_num_queries(11):
        board.get(url_of(programme, name))
