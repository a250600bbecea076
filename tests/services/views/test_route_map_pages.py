"""The pages of the route map: what they draw, filter, page and export, and the programme's own milestones."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from programme.domain.editing import mark_of
from programme.enums import Role
from programme.values.partial_date import PartialDate
from services.enums import Stage
from services.models import Milestone
from tests.factories.programme import PhaseFactory, ProgrammeFactory, user_with_role
from tests.factories.services import (
    DependencyFactory,
    MilestoneFactory,
    MoveFactory,
    ParticipationFactory,
    ProjectFactory,
    ReviewFactory,
    lead_of,
    office_of,
)

pytestmark = pytest.mark.django_db

PROGRAMME_QUERIES = 14
REVIEW_QUERIES = 13


@pytest.fixture
def board(programme):
    return user_with_role(Role.BOARD_MEMBER, programme)


def map_of(programme, **query):
    return reverse("route_map", args=[programme.code], query=query or None)


def labels_of(response):
    return [row.label for row in response.context["chart"].rows]


def fill(programme, number):
    for place in range(number):
        one = ReviewFactory(programme=programme, name=f"Review {place}")
        ParticipationFactory(review=one)
        MoveFactory(review=one)
        MilestoneFactory(review=one, baseline=PartialDate.month(2030, 2))
        MilestoneFactory(programme=programme, review=None)
        DependencyFactory(project=ProjectFactory(review=one), needs=ProjectFactory(review=one))


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_ask_the_same_of_the_database_however_much_they_draw(
    sign_in, board, programme, number, django_assert_num_queries
):
    fill(programme, number)
    client = sign_in(board)
    with django_assert_num_queries(PROGRAMME_QUERIES):
        client.get(map_of(programme))
    review = programme.reviews.get(name="Review 0")
    for factory in (MoveFactory, MilestoneFactory, ProjectFactory):
        factory.create_batch(number, review=review)
    with django_assert_num_queries(REVIEW_QUERIES):
        client.get(reverse("review_route_map", args=[programme.code, review.code]))


def test_the_drawing_and_its_table_say_the_same(sign_in, board, programme, review):
    MilestoneFactory(review=review, name="Contract <b>", baseline=PartialDate.month(2030, 2))
    page = sign_in(board).get(map_of(programme)).content.decode()

    assert page.count("Contract &lt;b&gt;") == 2
    assert 'role="img" aria-labelledby="route-map-title route-map-description"' in page
    assert "3 months later than first promised" in page


class TestFilters:
    def test_by_phase_council_and_state(self, sign_in, board, programme, review):
        phase = PhaseFactory(programme=programme, code="one", name="Phase one")
        legal = ReviewFactory(programme=programme, name="Legal", phase=phase, on_hold=True)
        part = ParticipationFactory(review=legal)
        client = sign_in(board)

        assert labels_of(client.get(map_of(programme, phase="one"))) == ["Phase one", "Legal"]
        assert labels_of(client.get(map_of(programme, phase="none"))) == ["Parking"]
        assert labels_of(client.get(map_of(programme, council=part.council.code))) == ["Phase one", "Legal"]
        assert labels_of(client.get(map_of(programme, state="on_hold"))) == ["Phase one", "Legal"]
        assert labels_of(client.get(map_of(programme, state="left"))) == []

    def test_by_dates_the_chart_is_cut_and_reviews_without_any_in_them_are_left_out(
        self, sign_in, board, programme, review
    ):
        MoveFactory(review=review)
        late = ReviewFactory(
            programme=programme, name="Legal", not_started=True, planned_start=PartialDate.month(2040, 3)
        )
        response = sign_in(board).get(map_of(programme, first="1/2/2040", last="30/4/2040"))

        assert labels_of(response) == [late.name]
        assert response.context["chart"].shown.first == date(2040, 2, 1)

    @pytest.mark.parametrize(
        ("query", "words"),
        [
            ({"as_at": "1/1/1990"}, "Enter a day from"),
            ({"first": "1/5/2030", "last": "1/4/2030"}, "Enter a day on or after the first."),
            ({"first": "1/5/9999"}, "Enter a day from"),
            ({"first": "nonsense"}, "Enter a valid date."),
            ({"phase": "<script>"}, "Select a valid choice."),
            ({"show": "\x00"}, "Select a valid choice."),
        ],
    )
    def test_a_wrong_choice_is_told_and_narrows_nothing(self, sign_in, board, programme, review, query, words):
        response = sign_in(board).get(map_of(programme, **query))

        assert words in response.content.decode()
        assert labels_of(response) == ["Parking"]

    def test_a_past_day_shows_the_position_of_then(self, sign_in, board, programme, review, at):
        MoveFactory(review=review, recorded_at=at - timedelta(days=30))
        MoveFactory(review=review, from_stage=Stage.SCOPING, to_stage=Stage.AS_IS, recorded_at=at)
        day = (at - timedelta(days=10)).date()
        response = sign_in(board).get(map_of(programme, as_at=day.isoformat()))

        assert [bar.name for bar in response.context["chart"].rows[0].bars] == ["Scoping"]
        assert "This is a past position" in response.content.decode()


class TestPages:
    def test_many_reviews_come_in_pages_and_the_programmes_milestones_on_the_first(self, sign_in, board, programme):
        for place in range(30):
            ReviewFactory(programme=programme, name=f"Review {place:02}", position=place)
        MilestoneFactory(programme=programme, review=None, name="Board agrees")
        client = sign_in(board)
        first, second = client.get(map_of(programme)), client.get(map_of(programme, page=2))

        assert (len(labels_of(first)), labels_of(first)[0]) == (27, "The programme")
        assert labels_of(second) == [f"Review {place:02}" for place in range(25, 30)]
        assert "Board agrees" in second.content.decode()

    def test_the_export_has_every_review_as_filtered(self, sign_in, board, programme):
        for place in range(30):
            ReviewFactory(programme=programme, name=f"=Review {place:02}")
        response = sign_in(board).get(map_of(programme, _export="xlsx"))
        sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active

        assert [cell.value for cell in sheet[1]] == [
            "What",
            "Of",
            "Kind",
            "From",
            "To or on",
            "First promised",
            "Remarks",
        ]
        assert sheet.max_row == 31
        assert sheet["B2"].value == "'=Review 00"

    def test_an_empty_map_says_what_to_do_next(self, sign_in, programme):
        office = office_of(programme)
        assert "Add a review" in sign_in(office).get(map_of(programme)).content.decode()


class TestWhoSeesWhat:
    def test_a_council_sees_its_own_reviews_alone(self, sign_in, programme, review, lead):
        ReviewFactory(programme=programme, name="Secret")
        page = sign_in(lead).get(map_of(programme))

        assert labels_of(page) == ["Parking"]
        assert "Secret" not in page.content.decode()

    def test_an_unseen_review_has_no_map(self, sign_in, programme, lead):
        other = ReviewFactory(programme=programme)

        assert sign_in(lead).get(reverse("review_route_map", args=[programme.code, other.code])).status_code == 404


class TestMilestonesOfTheProgramme:
    DATES = {"name": "Board agrees", "baseline": "May 2030", "forecast": "", "achieved": ""}

    def test_the_office_adds_one(self, sign_in, programme, office):
        response = sign_in(office).post(reverse("programme_milestone_create", args=[programme.code]), self.DATES)

        milestone = Milestone.objects.get(programme=programme)
        assert response.url == map_of(programme)
        assert (milestone.review, milestone.name, str(milestone.baseline)) == (None, "Board agrees", "May 2030")

    def test_the_office_changes_one(self, sign_in, programme, office):
        milestone = MilestoneFactory(programme=programme, review=None)
        address = reverse("programme_milestone_edit", args=[programme.code, milestone.code])
        sign_in(office).post(address, {**self.DATES, "seen": mark_of(milestone)})

        milestone.refresh_from_db()
        assert milestone.name == "Board agrees"

    def test_two_people_never_overwrite_each_other(self, sign_in, programme, office):
        milestone = MilestoneFactory(programme=programme, review=None, name="First")
        address = reverse("programme_milestone_edit", args=[programme.code, milestone.code])
        seen = mark_of(milestone)
        Milestone.objects.filter(pk=milestone.pk).update(name="Second")
        page = sign_in(office).post(address, {**self.DATES, "seen": seen}).content.decode()

        milestone.refresh_from_db()
        assert milestone.name == "Second"
        assert "Current values" in page
        assert 'value="Board agrees"' in page

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ({"baseline": ""}, "Enter at least one date."),
            ({"baseline": "someday"}, "Enter a date such as"),
            ({"name": ""}, "This field is required."),
            ({"name": "x" * 201}, "at most 200 characters"),
            ({"achieved": "2090"}, "Enter when it was achieved"),
            ({"achieved": "tbc"}, "Enter when it was achieved"),
        ],
    )
    def test_wrong_input_is_told_and_kept(self, sign_in, programme, office, given, words):
        response = sign_in(office).post(
            reverse("programme_milestone_create", args=[programme.code]), {**self.DATES, **given}
        )

        assert words in response.content.decode()
        assert not Milestone.objects.exists()

    def test_a_lead_officer_adds_none(self, sign_in, programme, lead):
        address = reverse("programme_milestone_create", args=[programme.code])

        assert sign_in(lead).post(address, self.DATES).status_code == 403

    def test_a_milestone_of_a_review_or_of_another_programme_is_not_found(self, sign_in, programme, office, review):
        client = sign_in(office)
        other = ProgrammeFactory()
        for milestone in (MilestoneFactory(review=review), MilestoneFactory(programme=other, review=None)):
            address = reverse("programme_milestone_edit", args=[programme.code, milestone.code])
            assert client.get(address).status_code == 404

    def test_who_leads_a_review_still_changes_its_milestones(self, sign_in, programme, review):
        milestone = MilestoneFactory(review=review)
        address = reverse("milestone_edit", args=[programme.code, review.code, milestone.code])

        assert sign_in(lead_of(review)).get(address).status_code == 200
