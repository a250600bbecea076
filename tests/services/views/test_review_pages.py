"""The list of reviews and the page of one: what they say, to whom, and what they ask of the database."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from programme.enums import Role
from programme.values.partial_date import PartialDate
from tests.factories.gates import GroupMemberFactory
from tests.factories.programme import MembershipFactory, PeriodFactory, PhaseFactory, ProgrammeFactory, user_with_role
from tests.factories.services import (
    MilestoneFactory,
    MoveFactory,
    ParticipationFactory,
    ReviewFactory,
    UpdateFactory,
    lead_of,
    office_of,
)

pytestmark = pytest.mark.django_db

LIST_QUERIES = 11
PAGE_QUERIES = 20


@pytest.fixture
def board(programme):
    return user_with_role(Role.BOARD_MEMBER, programme)


def page_of(name, review, **more):
    codes = {"programme_code": review.programme.code, "review_code": review.code}
    return reverse(name, kwargs={**codes, **more})


def fill(review, number):
    """Rows of every kind on a review's page."""
    programme = review.programme
    for place in range(number):
        begins = programme.starts_on + timedelta(days=40 * place)
        before = PeriodFactory(
            programme=programme,
            starts_on=begins,
            ends_on=begins + timedelta(days=30),
            deadline=begins + timedelta(days=31),
            cut_off=begins + timedelta(days=32),
        )
        UpdateFactory(review=review, period=before, accepted=True)
        UpdateFactory(review=review, period=before, accepted=True, version=2)
        MoveFactory(review=review)
        MilestoneFactory(review=review)
        GroupMemberFactory(group__programme=programme, group__review=review)
        lead_of(review)


class TestList:
    @pytest.mark.parametrize("number", [1, 3])
    def test_it_asks_the_same_of_the_database_however_many_reviews(
        self, programme, period, office, sign_in, django_assert_num_queries, number
    ):
        for _ in range(number):
            review = ReviewFactory(programme=programme, phase=PhaseFactory(programme=programme))
            fill_with_councils(review)
            UpdateFactory(review=review, period=period)
        client = sign_in(office)

        with django_assert_num_queries(LIST_QUERIES):
            client.get(reverse("review_list", args=[programme.code]))
        with django_assert_num_queries(LIST_QUERIES):
            client.get(
                reverse("review_list", args=[programme.code]),
                {"state": "live", "update": "missing", "sort": "-rating"},
            )

    def test_it_says_what_to_do_while_there_are_none(self, programme, office, board, sign_in):
        url = reverse("review_list", args=[programme.code])

        assert "Add the first review" in sign_in(office).get(url).content.decode()
        assert "Ask the programme office" in sign_in(board).get(url).content.decode()

    @pytest.mark.parametrize(
        "sort",
        [
            "name",
            "phase",
            "stage",
            "rating",
            "business_case_expected",
            "implementation_expected",
            "standing",
            "nothing",
        ],
    )
    def test_every_column_sorts_both_ways(self, programme, period, board, sign_in, sort):
        ReviewFactory(programme=programme)
        url = reverse("review_list", args=[programme.code])

        for order in (sort, f"-{sort}"):
            assert sign_in(board).get(url, {"sort": order}).status_code == 200

    def test_the_worst_rating_comes_first(self, programme, period, board, sign_in):
        for rag in ("green", "red", ""):
            UpdateFactory(
                review=ReviewFactory(programme=programme, name=rag or "none"), period=period, accepted=True, rag=rag
            )

        response = sign_in(board).get(reverse("review_list", args=[programme.code]), {"sort": "rating"})

        assert [row.record.name for row in response.context["table"].rows] == ["red", "green", "none"]

    def test_the_export_has_every_filtered_row_with_plain_values(self, programme, period, board, sign_in):
        review = ReviewFactory(programme=programme, name="=Parking", code="parking", on_hold=True)
        ReviewFactory(programme=programme, name="Legal", code="legal")
        UpdateFactory(
            review=review,
            period=period,
            accepted=True,
            business_case_expected=PartialDate.to_be_confirmed("once funded"),
        )
        url = reverse("review_list", args=[programme.code])
        client = sign_in(board)

        lines = b"".join(client.get(url, {"state": "on_hold", "_export": "csv"}).streaming_content).decode()
        header, row = lines.strip("\ufeff\r\n").split("\r\n")
        assert header.split(",")[:3] == ["Service review", "Phase", "Councils"]
        assert row.split(",") == [
            "'=Parking", "", "", "", "Scoping", "On hold", "To be confirmed once funded", "", "Accepted", "On hold",
            "Waiting for the budget.", "", "parking",
        ]  # fmt: skip

        book = load_workbook(BytesIO(b"".join(client.get(url, {"_export": "xlsx"}).streaming_content)))
        assert [row[0].value for row in book.active.iter_rows()] == ["Service review", "'=Parking", "Legal"]

    def test_a_programme_that_is_not_ones_own_is_not_found(self, programme, sign_in):
        stranger = office_of(ProgrammeFactory())

        assert sign_in(stranger).get(reverse("review_list", args=[programme.code])).status_code == 404


def fill_with_councils(review):
    ParticipationFactory(review=review, is_host=True, lead_officer=lead_of(review))


class TestPage:
    @pytest.mark.parametrize("number", [1, 3])
    def test_it_asks_the_same_of_the_database_however_much_was_said(
        self, review, period, sponsor, office, sign_in, django_assert_num_queries, number
    ):
        fill(review, number)
        UpdateFactory(review=review, period=period, submitted=True)
        client = sign_in(office)

        with django_assert_num_queries(PAGE_QUERIES):
            response = client.get(page_of("review_detail", review))

        assert [len(said.earlier) for said in response.context["page"].said] == [1] * number

    def test_it_says_where_the_review_is_and_what_is_late(self, programme, period, board, sign_in):
        review = ReviewFactory(programme=programme, name="Legal")
        UpdateFactory(
            review=review,
            period=period,
            accepted=True,
            rag="red",
            rag_reason="Key staff left.",
            business_case_expected=PartialDate.month(2023, 1),
        )

        page = sign_in(board).get(page_of("review_detail", review)).content.decode()

        assert "Stage 2 of 9: <strong>Scoping</strong>" in page
        assert "Key staff left." in page
        assert page.count("Overdue") == 1

    def test_a_board_member_sees_no_draft_and_no_button(self, review, period, board, sign_in):
        UpdateFactory(review=review, period=period, business_case_update="Secret words")

        response = sign_in(board).get(page_of("review_detail", review))

        assert "Secret words" not in response.content.decode()
        assert response.context["writings"] == ()
        assert (response.context["can_move"], response.context["can_change"]) == (False, False)
        assert sign_in(board).get(page_of("update_detail", review, period_code="now", version=1)).status_code == 404

    def test_a_lead_finds_what_to_write_in_each_open_period(self, review, period, lead, sign_in):
        def offered():
            writings = sign_in(lead).get(page_of("review_detail", review)).context["writings"]
            return [(writing.label, writing.url) for writing in writings]

        edit = page_of("update_edit", review, period_code="now")
        assert offered() == [("Write the update", edit)]
        UpdateFactory(review=review, period=period, accepted=True)
        assert offered() == [("Correct the accepted update", edit)]
        UpdateFactory(review=review, period=period, version=2, submitted=True)
        assert offered() == [
            ("Read the submitted update", page_of("update_detail", review, period_code="now", version=2))
        ]

    @pytest.mark.parametrize("role", [Role.LEAD_OFFICER, Role.FINANCE_OFFICER])
    def test_another_councils_officer_does_not_find_it(self, programme, review, lead, sign_in, role):
        elsewhere = user_with_role(role, programme, MembershipFactory(programme=programme).council)

        assert sign_in(elsewhere).get(page_of("review_detail", review)).status_code == 404

    def test_a_councillor_does_not_find_it(self, programme, review, lead, sign_in):
        councillor = user_with_role(Role.COUNCILLOR, programme, lead.grants.get().council)

        assert sign_in(councillor).get(page_of("review_detail", review)).status_code == 404

    def test_an_auditor_reads_the_history_and_a_board_member_does_not(self, programme, review, board, sign_in):
        auditor = user_with_role(Role.AUDITOR, programme)

        assert sign_in(auditor).get(page_of("review_history", review)).status_code == 200
        assert sign_in(board).get(page_of("review_history", review)).status_code == 403

    def test_a_review_on_hold_leads_the_office_to_taking_it_up_again(self, programme, office, board, sign_in):
        review = ReviewFactory(programme=programme, on_hold=True)
        resume = page_of("review_state", review, act="resume")

        assert resume in sign_in(office).get(page_of("review_detail", review)).content.decode()
        assert resume not in sign_in(board).get(page_of("review_detail", review)).content.decode()

    def test_a_review_that_left_says_so(self, programme, office, sign_in):
        review = ReviewFactory(programme=programme, left=True)

        page = sign_in(office).get(page_of("review_detail", review)).content.decode()

        assert "This review left the programme on" in page
        assert "Run by one council again." in page


class TestForms:
    def test_the_office_moves_a_review(self, review, office, sign_in):
        url = page_of("review_move", review)

        response = sign_in(office).post(
            url, {"to_stage": "as_is", "to_state": "active", "effective": "March 2023", "reason": "The board agreed."}
        )

        assert (response.status_code, response.url) == (302, review.get_absolute_url())
        assert str(review.moves.get().effective) == "March 2023"

    def test_a_move_that_is_not_allowed_is_answered_with_those_that_are_and_keeps_the_reason(
        self, review, office, sign_in
    ):
        response = sign_in(office).post(
            page_of("review_move", review),
            {"to_stage": "implementation", "to_state": "active", "effective": "tomorrowish", "reason": "Because."},
        )
        form = response.context["form"]
        assert form.errors["effective"] == [
            "Enter a date such as 12 May 2023, May 2023, April to June 2023, 2023 or to be confirmed."
        ]

        response = sign_in(office).post(
            page_of("review_move", review),
            {"to_stage": "implementation", "to_state": "active", "effective": "2023", "reason": "Because."},
        )
        form = response.context["form"]
        assert form.errors["to_stage"] == [
            "A review cannot move from Scoping to Implementation. From Scoping it can move to "
            "Not started, Data gathering, As-is, To-be or Business case."
        ]
        assert form["reason"].value() == "Because."

    def test_only_allowed_moves_are_offered(self, review, office, sign_in):
        form = sign_in(office).get(page_of("review_move", review)).context["form"]

        assert [value for value, _ in form.fields["to_stage"].widget.choices] == [
            "not_started", "scoping", "data_gathering", "as_is", "to_be", "business_case",
        ]  # fmt: skip
        assert [value for value, _ in form.fields["to_state"].widget.choices] == ["active", "on_hold", "withdrawn"]

    def test_the_office_adds_a_review(self, programme, office, sign_in):
        council = MembershipFactory(programme=programme).council
        lead = user_with_role(Role.LEAD_OFFICER, programme, council)

        response = sign_in(office).post(
            reverse("review_create", args=[programme.code]),
            {
                "name": "Legal services",
                "position": "1",
                "joined_on": "22/01/2026",
                f"takes_part_{council.pk}": "on",
                f"lead_{council.pk}": str(lead.pk),
            },
        )

        review = programme.reviews.get()
        assert (response.status_code, response.url) == (302, review.get_absolute_url())
        assert review.participations.get().lead_officer == lead

    def test_a_review_without_a_council_is_refused_and_keeps_what_was_typed(self, programme, office, sign_in):
        response = sign_in(office).post(
            reverse("review_create", args=[programme.code]),
            {"name": "Legal services", "position": "1", "joined_on": "22/01/2026"},
        )

        assert response.context["form"].errors == {"councils": ["Choose at least one council."]}
        assert response.context["form"]["name"].value() == "Legal services"

    def test_the_page_says_the_agreement_and_what_each_council_hosts(self, programme, review, office, sign_in):
        part = ParticipationFactory(review=review)
        url = page_of("review_edit", review)
        form = sign_in(office).get(url).context["form"]
        sent = {name: form[name].value() or "" for name in form.fields}
        sent |= {
            f"takes_part_{part.council_id}": "on",
            f"host_{part.council_id}": "on",
            f"functions_{part.council_id}": "billing and recovery",
            "agreement": "Partnership deed <of> two",
            "agreement_from": "April 2019",
        }

        response = sign_in(office).post(url, sent, follow=True)

        page = response.content.decode()
        assert "Partnership deed &lt;of&gt; two, in force from April 2019" in page
        assert "Hosts billing and recovery" in page

    def test_what_a_council_hosts_needs_that_it_hosts(self, programme, review, office, sign_in):
        part = ParticipationFactory(review=review)
        url = page_of("review_edit", review)
        form = sign_in(office).get(url).context["form"]
        sent = {name: form[name].value() or "" for name in form.fields}
        sent |= {f"takes_part_{part.council_id}": "on", f"functions_{part.council_id}": "billing"}
        del sent[f"host_{part.council_id}"]

        errors = sign_in(office).post(url, sent).context["form"].errors

        assert errors == {
            f"functions_{part.council_id}": [f"Tick that {part.council} hosts, or leave empty what it hosts."]
        }

    def test_an_edit_over_somebody_elses_is_refused_once_and_can_be_saved_again(self, review, lead, office, sign_in):
        url = page_of("review_edit", review)
        client = sign_in(office)
        form = client.get(url).context["form"]
        sent = {
            "name": "Mine",
            "position": "1",
            "joined_on": "22/01/2024",
            "seen": form.initial["seen"],
            f"takes_part_{lead.grants.get().council_id}": "on",
        }
        review.summary = "Theirs."
        review.save()

        refused = client.post(url, sent).context["form"]
        assert refused.non_field_errors()[0].startswith("Someone else changed this review")

        again = client.post(url, {**sent, "seen": refused["seen"].value()})
        assert again.status_code == 302
        review.refresh_from_db()
        assert review.name == "Mine"

    def test_a_review_leaves_and_comes_back(self, review, office, sign_in):
        client = sign_in(office)
        today = review.programme.today

        client.post(page_of("review_leave", review), {"left_on": f"{today:%d/%m/%Y}", "reason": "One council again."})
        review.refresh_from_db()
        assert review.left_on == today

        client.post(page_of("review_rejoin", review))
        review.refresh_from_db()
        assert review.left_on is None

    def test_a_lead_adds_and_changes_a_milestone(self, review, lead, sign_in):
        client = sign_in(lead)

        client.post(page_of("milestone_create", review), {"name": "Board decides", "forecast": "May 2030"})
        milestone = review.milestones.get()
        url = page_of("milestone_edit", review, milestone_code=milestone.code)
        seen = client.get(url).context["form"].initial["seen"]
        client.post(url, {"name": "Board decides", "forecast": "June 2030", "seen": seen})

        milestone.refresh_from_db()
        assert str(milestone.forecast) == "June 2030"

    @pytest.mark.parametrize(
        ("name", "queries"),
        [("review_move", 7), ("review_edit", 12), ("review_leave", 4), ("milestone_create", 4), ("review_history", 8)],
    )
    @pytest.mark.parametrize("number", [1, 3])
    def test_they_ask_the_same_of_the_database(
        self, review, office, sign_in, django_assert_num_queries, name, queries, number
    ):
        fill(review, number)
        client = sign_in(office)

        with django_assert_num_queries(queries):
            client.get(page_of(name, review))
