"""The pages of registers: who sees what, what is counted, what a form refuses, and how many queries they take."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from programme.domain.editing import mark_of
from programme.enums import Role
from risks.enums import RiskStatus, ScoreRule
from risks.models import RiskRegister
from tests.factories.programme import CouncilFactory, MembershipFactory, user_with_role
from tests.factories.risks import (
    AssessmentFactory,
    EntryFactory,
    RegisterFactory,
    cell_of,
    make_matrix,
    square_draft,
)
from tests.factories.risks import (
    scored_entry as scored,
)
from tests.factories.services import ParticipationFactory, ReviewFactory, lead_of

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
HOME_QUERIES, REVIEW_QUERIES = 9, 7


class TestHome:
    def test_open_risks_are_counted_by_band_and_unscored_ones_apart(self, office, register, matrix):
        scored(register, "1", 3, 3, next_review=TODAY - timedelta(days=1))
        scored(register, "2", 3, 2)
        scored(register, "3", 1, 1)
        EntryFactory(register=register)
        looked_at = EntryFactory(register=register)
        AssessmentFactory(entry=looked_at, cell=None, reason="No figures yet")
        scored(register, "4", 3, 3, status=RiskStatus.CLOSED, closed_on=TODAY, closed_reason="Over")
        standing = office.get("/programmes/harbour/risks/").context["page"].kept[0]

        assert [(band.name, band.count) for band in standing.bands] == [("High", 2), ("Low", 1)]
        assert (standing.open, standing.unscored, standing.overdue, standing.closed) == (5, 2, 1, 1)

    def test_registers_are_told_together_by_the_names_of_bands_and_a_shared_risk_once(self, office, register, matrix):
        other = RegisterFactory(programme=register.programme)
        make_matrix(other, square_draft(4, score_rule=ScoreRule.SUM))
        shared = scored(register, "1", 3, 3).risk
        there = EntryFactory(register=other, risk=shared, is_home=False, number="A1")
        AssessmentFactory(entry=there, cell=cell_of(other.matrices.get(), 4, 4))
        scored(other, "A2", 1, 1)
        together = office.get("/programmes/harbour/risks/").context["page"].together

        assert [(band.name, band.count) for band in together.bands] == [("High", 1), ("Low", 1)]
        assert (together.open, together.unscored) == (2, 0)

    def test_a_band_without_risks_is_0_and_one_that_the_register_does_not_have_is_not(self, office, register, matrix):
        scored(register, "1", 3, 3)
        other = RegisterFactory(programme=register.programme, position=2)
        make_matrix(other, square_draft(2, names=("Green", "High")))
        scored(other, "A1", 1, 1)
        RegisterFactory(programme=register.programme, position=3)
        page = office.get("/programmes/harbour/risks/")

        assert [band.name for band in page.context["page"].together.bands] == ["High", "Green"]
        assert [counts for _, counts in page.context["page"].grid] == [[1, None], [0, 1], [None, None]]
        cells = html.fromstring(page.content).xpath("//table[.//caption[contains(., 'name of their band')]]/tbody/tr")
        assert [row.xpath("td/text()")[:2] for row in cells] == [["1", "–"], ["0", "1"], ["–", "–"]]

    def test_the_bands_of_two_versions_that_share_a_name_are_counted_together(self, office, register, matrix):
        scored(register, "1", 3, 3)
        make_matrix(register, square_draft(5))
        scored(register, "2", 5, 5)
        standing = office.get("/programmes/harbour/risks/").context["page"].kept[0]

        assert [(band.name, band.count) for band in standing.bands] == [("High", 2)]

    def test_a_confidential_risk_is_counted_for_nobody_but_its_readers(self, office, register, matrix, sign_in):
        scored(register, "1", 3, 3, is_confidential=True)
        for_office = office.get("/programmes/harbour/risks/").context["page"].kept[0]
        auditor = sign_in(user_with_role(Role.AUDITOR, register.programme))
        for_auditor = auditor.get("/programmes/harbour/risks/").context["page"].kept[0]

        assert (for_office.open, for_office.bands) == (0, ())
        assert for_auditor.open == 1

    def test_a_councils_register_is_seen_by_its_own_people(self, programme, register, sign_in):
        council, other = (
            MembershipFactory(programme=programme, council=CouncilFactory(name=name)).council for name in "AB"
        )
        RegisterFactory(programme=programme, council=council, name="Council A only")
        theirs = sign_in(user_with_role(Role.LEAD_OFFICER, programme, other)).get("/programmes/harbour/risks/")
        own = sign_in(user_with_role(Role.LEAD_OFFICER, programme, council)).get("/programmes/harbour/risks/")

        assert "Council A only" not in theirs.content.decode()
        assert "Council A only" in own.content.decode()

    def test_a_register_that_has_ended_stands_apart(self, office, register):
        register.ended_on = TODAY - timedelta(days=1)
        register.save()
        shown = office.get("/programmes/harbour/risks/").context["page"]

        assert [one.register for one in shown.ended] == [register]
        assert shown.kept == ()

    @pytest.mark.parametrize("number", [2, 4])
    def test_as_many_queries_for_two_as_for_four(self, programme, office, django_assert_num_queries, number):
        for _ in range(number):
            register = RegisterFactory(programme=programme, review=ReviewFactory(programme=programme))
            make_matrix(register)
            scored(register, "1", 3, 3)
        office.get("/programmes/harbour/risks/")

        with django_assert_num_queries(HOME_QUERIES):
            office.get("/programmes/harbour/risks/")


class TestChange:
    def test_the_office_adds_a_register_of_a_council(self, programme, office):
        council = MembershipFactory(programme=programme).council
        data = {"name": "Corporate risks", "council": council.pk, "review_every": "6"}
        office.post("/programmes/harbour/risk-registers/new/", data)
        register = RiskRegister.objects.get()

        assert (register.code, register.council, register.review_every) == ("corporate-risks", council, 6)

    @pytest.mark.parametrize(
        ("field", "typed", "sentence"),
        [
            ("name", "", "This field is required"),
            ("name", "x" * 201, "200"),
            ("review_every", "0", "greater than or equal to 1"),
            ("review_every", "61", "less than or equal to 60"),
            ("about", "x" * 5_001, "Shorten this to 5000 characters"),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_stays(self, programme, office, field, typed, sentence):
        data = {"name": "Kept name", "about": "Kept words", field: typed}
        shown = office.post("/programmes/harbour/risk-registers/new/", data).content.decode()

        assert sentence in shown
        assert "Kept words" in shown or field == "about"
        assert RiskRegister.objects.count() == 0

    def test_a_register_is_not_of_a_review_and_a_council(self, programme, office):
        council = MembershipFactory(programme=programme).council
        review = ReviewFactory(programme=programme)
        data = {"name": "Both", "council": council.pk, "review": review.pk}

        assert "not both" in office.post("/programmes/harbour/risk-registers/new/", data).content.decode()
        assert RiskRegister.objects.count() == 0

    def test_two_who_change_it_do_not_overwrite_each_other(self, office, register):
        seen = mark_of(RiskRegister.objects.get())
        address = reverse("register_edit", args=["harbour", "joint"])
        office.post(address, {"name": "First", "seen": seen})
        stale = office.post(address, {"name": "Second", "seen": seen}).content.decode()
        register.refresh_from_db()

        assert "Someone else changed this" in stale
        assert register.name == "First"

    def test_a_register_ends_and_is_kept_again(self, office, register):
        address = reverse("register_end", args=["harbour", "joint"])
        later = {"ended_on": (TODAY + timedelta(days=1)).isoformat(), "seen": mark_of(register)}
        refused = office.post(address, later).content.decode()
        register = RiskRegister.objects.get()
        office.post(address, {"ended_on": TODAY.isoformat(), "seen": mark_of(register)})
        ended = RiskRegister.objects.get()
        office.post(address, {"ended_on": "", "seen": mark_of(ended)})

        assert "Enter today or a day that has passed" in refused
        assert ended.ended_on == TODAY
        assert RiskRegister.objects.get().ended_on is None

    def test_a_lead_officer_changes_the_register_of_the_review_alone(self, programme, register, sign_in):
        review = ReviewFactory(programme=programme)
        own = RegisterFactory(programme=programme, review=review)
        client = sign_in(lead_of(review))

        assert client.get(reverse("register_edit", args=["harbour", own.code])).status_code == 200
        assert client.get(reverse("register_edit", args=["harbour", "joint"])).status_code == 403


class TestReview:
    def test_it_shows_its_registers_and_its_risks_elsewhere(self, programme, office, register, matrix):
        review = ReviewFactory(programme=programme, code="waste")
        RegisterFactory(programme=programme, review=review, name="Register of waste")
        scored(register, "7", 3, 3, review=review, title="About waste")
        scored(register, "8", 3, 3, title="About something else")
        shown = office.get("/programmes/harbour/reviews/waste/risks/").content.decode()

        assert "Register of waste" in shown
        assert "About waste" in shown
        assert "9 High" in shown
        assert "About something else" not in shown

    @pytest.mark.parametrize("number", [1, 3])
    def test_as_many_queries_for_one_as_for_three(
        self, programme, office, register, matrix, django_assert_num_queries, number
    ):
        review = ReviewFactory(programme=programme, code="waste")
        ParticipationFactory(review=review)
        for place in range(number):
            own = RegisterFactory(programme=programme, review=review)
            EntryFactory(register=own)
            owner = user_with_role(Role.RISK_OWNER, programme)
            scored(register, str(place), 3, 3, review=review, owner=owner)
        office.get("/programmes/harbour/reviews/waste/risks/")

        with django_assert_num_queries(REVIEW_QUERIES):
            office.get("/programmes/harbour/reviews/waste/risks/")


class TestMatrices:
    def test_each_version_stays_readable_and_says_how_much_was_scored_by_it(self, office, register):
        make_matrix(register)
        scored(register, "1", 3, 3)
        make_matrix(register, square_draft(5, note="The council changed its scheme"))
        latest = office.get(reverse("matrix_list", args=["harbour", "joint"]))
        first = office.get(reverse("matrix_version", args=["harbour", "joint", 1]))

        assert (latest.context["page"].matrix.version, latest.context["used"]) == (2, 0)
        assert (first.context["page"].matrix.version, first.context["used"]) == (1, 1)
        assert "The council changed its scheme" in latest.content.decode()
        assert "An earlier version" in first.content.decode()

    def test_the_likeliest_stands_on_top(self, office, register, matrix):
        drawn = office.get(reverse("matrix_list", args=["harbour", "joint"])).context["page"]

        assert [row.level.label for row in drawn.rows] == ["3", "2", "1"]
        assert [[cell.score for cell in row.cells] for row in drawn.rows] == [
            ["3", "6", "9"],
            ["2", "4", "6"],
            ["1", "2", "3"],
        ]
