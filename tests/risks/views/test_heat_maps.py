"""The page of a register's heat map."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import html

from programme.enums import Role
from programme.history import Moment
from risks.enums import AssessmentKind
from risks.models import RegisterEntry
from risks.queries.heat_map import Asked, heat_map
from tests.conftest import MODEL_BACKEND
from tests.factories.programme import ProgrammeFactory, UserFactory, user_with_role
from tests.factories.risks import AssessmentFactory, EntryFactory, RegisterFactory, cell_of, make_matrix, square_draft

pytestmark = pytest.mark.django_db
DAYS = {name: timedelta(days=days) for name, days in (("long", 60), ("middle", 30), ("late", 5))}


@pytest.fixture
def programme():
    return ProgrammeFactory(starts_on=timezone.localdate() - timedelta(days=400))


@pytest.fixture
def register(programme):
    return RegisterFactory(programme=programme)


@pytest.fixture
def matrix(register):
    return make_matrix(register)


@pytest.fixture
def office(programme, client):
    person = user_with_role(Role.PROGRAMME_OFFICE, programme)
    client.force_login(person, backend=MODEL_BACKEND)
    return person


def entry_at(register, number, *scores, kind=AssessmentKind.CURRENT, **values):
    """An entry scored on past days: (cell or None, how long ago)."""
    entry = EntryFactory(register=register, number=number, **values)
    for cell, ago in scores:
        when = timezone.now() - DAYS[ago]
        AssessmentFactory(
            entry=entry,
            kind=kind,
            cell=cell,
            reason="" if cell else "Not known.",
            assessed_on=timezone.localdate(when),
            recorded_at=when,
        )
    return entry


def day(ago: timedelta) -> str:
    return f"{timezone.localdate() - ago:%-d/%-m/%Y}"


def asked_for(client, register, **query):
    response = client.get(f"/programmes/{register.programme.code}/risk-registers/{register.code}/heat-map/", query)
    assert response.status_code == 200
    return html.fromstring(response.content)


def words(page) -> str:
    return " ".join(page.text_content().split())


def counts(reading):
    return {(one.likelihood, one.impact): one.count for one in reading.told.squares if one.count}


class TestReading:
    def read(self, register, **asked):
        return heat_map(register=register, entries=RegisterEntry.objects.all(), asked=Asked(**asked))

    def test_open_risks_stand_in_their_cells_and_unscored_ones_apart(self, register, matrix):
        entry_at(register, "1", (cell_of(matrix, 3, 3), "long"))
        entry_at(register, "2", (cell_of(matrix, 3, 3), "long"))
        entry_at(register, "3", (cell_of(matrix, 1, 2), "long"))
        entry_at(register, "4", (cell_of(matrix, 1, 2), "long"), (None, "late"))
        entry_at(register, "5")
        entry_at(
            register,
            "6",
            (cell_of(matrix, 1, 1), "long"),
            risk__status="closed",
            risk__closed_on=timezone.localdate(),
            risk__closed_reason="Done.",
        )
        entry_at(RegisterFactory(programme=register.programme), "7")

        reading = self.read(register)

        assert counts(reading) == {(3, 3): 2, (1, 2): 1}
        assert (reading.unscored, reading.told.total, reading.told.outside) == (2, 3, 2)

    def test_other_kinds_of_score(self, register, matrix):
        entry_at(register, "1", (cell_of(matrix, 1, 1), "long"), kind=AssessmentKind.TARGET)

        assert counts(self.read(register, kind=AssessmentKind.TARGET)) == {(1, 1): 1}
        assert counts(self.read(register)) == {}

    def test_as_at_a_past_moment_nothing_later_leaks_in(self, register, matrix):
        entry_at(register, "1", (cell_of(matrix, 2, 2), "long"), (cell_of(matrix, 3, 3), "late"))

        reading = self.read(register, moment=Moment(register.programme, timezone.now() - DAYS["middle"]))

        assert counts(reading) == {(2, 2): 1}
        assert reading.is_latest

    def test_what_an_earlier_matrix_scored_is_counted_apart_and_has_its_own_map(self, register, matrix):
        entry_at(register, "1", (cell_of(matrix, 3, 3), "long"))
        larger = make_matrix(register, square_draft(5))
        entry_at(register, "2", (cell_of(larger, 5, 5), "late"))

        reading = self.read(register)
        earlier = self.read(register, version=1)

        assert (counts(reading), reading.earlier) == ({(5, 5): 1}, ((1, 1),))
        assert (counts(earlier), earlier.earlier, earlier.is_latest) == ({(3, 3): 1}, ((2, 1),), False)
        assert self.read(register, version=9) is None

    def test_before_the_new_matrix_the_map_is_that_of_the_old(self, register, matrix):
        entry_at(register, "1", (cell_of(matrix, 3, 3), "long"))
        larger = make_matrix(register, square_draft(5))
        assert larger.created_at > timezone.now() - DAYS["middle"]

        reading = self.read(register, moment=Moment(register.programme, timezone.now() - DAYS["middle"]))

        assert (reading.matrix, counts(reading)) == (matrix, {(3, 3): 1})

    def test_numbers_in_their_natural_order_with_the_sign_of_a_movement(self, register, matrix):
        entry_at(register, "10", (cell_of(matrix, 2, 2), "long"))
        entry_at(register, "9", (cell_of(matrix, 1, 1), "long"), (cell_of(matrix, 2, 2), "late"))

        reading = self.read(register, shows_numbers=True, since=timezone.now() - DAYS["middle"])
        square = next(one for one in reading.told.squares if one.count)

        assert (square.numbers, square.up, square.down) == (("9↑", "10"), 1, 0)

    def test_without_a_matrix_there_is_no_map(self, register):
        entry_at(register, "1")

        assert self.read(register) is None

    @pytest.mark.parametrize("many", [1, 3])
    def test_query_counts_do_not_grow(self, many, register, matrix, django_assert_num_queries):
        for number in range(many):
            entry_at(register, str(number), (cell_of(matrix, 1, 1), "long"), (cell_of(matrix, 2, 2), "late"))

        with django_assert_num_queries(4):
            self.read(register)
        with django_assert_num_queries(11):
            self.read(
                register, moment=Moment(register.programme, timezone.now()), since=timezone.now() - DAYS["middle"]
            )


class TestPage:
    def test_every_cell_with_risks_opens_them(self, client, office, register, matrix):
        entry_at(register, "R7", (cell_of(matrix, 3, 3), "long"), risk__title="The depot floods")
        entry_at(register, "R8", (cell_of(matrix, 1, 1), "long"), risk__title="The lift fails")

        page = asked_for(client, register, kind="current")
        links = page.xpath("//*[local-name()='svg']//*[local-name()='a'][@aria-label]")
        opened = asked_for(client, register, kind="current", likelihood="3", impact="3")

        assert [link.get("aria-label") for link in links] == [
            "1 risk. Likelihood 3, impact 3: score 9, High, outside tolerance",
            "1 risk. Likelihood 1, impact 1: score 1, Low",
        ]
        assert links[0].get("href").endswith("?kind=current&likelihood=3&impact=3#cell")
        assert opened.xpath("//*[@id='cell']")[0].text_content() == "1 risk in this cell"
        assert "The depot floods" in words(opened)
        assert "The lift fails" not in words(opened)

    def test_many_risks_of_a_cell_come_page_by_page(self, client, office, register, matrix):
        for number in range(51):
            entry_at(register, str(number), (cell_of(matrix, 3, 3), "long"))

        page = asked_for(client, register, likelihood="3", impact="3", page="2")

        assert [row.text_content() for row in page.xpath("//th[@role='rowheader']")] == ["50"]

    def test_an_unknown_cell_or_version_is_passed_over_or_told(self, client, office, register, matrix):
        entry_at(register, "1", (cell_of(matrix, 3, 3), "long"))

        assert not asked_for(client, register, likelihood="9", impact="<b>").xpath("//*[@id='cell']")
        assert "No matrix yet" in words(asked_for(client, register, version="7"))

    def test_a_past_day_says_so(self, client, office, register, matrix):
        entry_at(register, "1", (cell_of(matrix, 2, 2), "long"), (cell_of(matrix, 3, 3), "late"))

        page = words(asked_for(client, register, as_at=day(DAYS["middle"])))

        assert "This is a past position" in page
        assert "1 open risk in the map, 1 outside tolerance" in page

    def test_movement_is_told_in_words(self, client, office, register, matrix):
        entry_at(register, "1", (cell_of(matrix, 1, 1), "long"), (cell_of(matrix, 3, 3), "late"))
        entry_at(register, "2", (cell_of(matrix, 1, 1), "long"))

        page = asked_for(client, register, since=day(DAYS["middle"]))

        cells = [cell.text_content().strip() for cell in page.xpath("//td[@data-label='Movement']")]
        assert cells == ["↑ Up, from 1 (Low) to 9 (High)"]

    @pytest.mark.parametrize(
        ("query", "said"),
        [
            ({"as_at": "soon"}, "Enter a valid date"),
            ({"since": f"{timezone.localdate() + timedelta(days=2):%-d/%-m/%Y}"}, "Enter a day before the one"),
            ({"kind": "worst"}, "Select a valid choice"),
            ({"version": "-1"}, ""),
        ],
    )
    def test_bad_choices_are_told_and_change_nothing(self, client, office, register, matrix, query, said):
        entry_at(register, "1", (cell_of(matrix, 3, 3), "long"))

        page = words(asked_for(client, register, **query))

        assert said in page
        assert "1 open risk in the map" in page

    def test_a_confidential_risk_is_counted_for_nobody_else(self, client, office, register, matrix):
        owner = user_with_role(Role.RISK_OWNER, register.programme)
        entry_at(register, "1", (cell_of(matrix, 3, 3), "long"), risk__is_confidential=True, risk__owner=owner)

        seen_by_office = words(asked_for(client, register, likelihood="3", impact="3"))
        client.force_login(owner, backend=MODEL_BACKEND)
        seen_by_owner = words(asked_for(client, register, likelihood="3", impact="3"))

        assert "0 open risks in the map" in seen_by_office
        assert "1 open risk in the map" in seen_by_owner

    def test_a_register_out_of_sight_is_not_found(self, client, register):
        client.force_login(UserFactory(), backend=MODEL_BACKEND)

        response = client.get(f"/programmes/{register.programme.code}/risk-registers/{register.code}/heat-map/")

        assert response.status_code == 404

    @pytest.mark.parametrize("many", [1, 3])
    def test_query_counts_do_not_grow(self, many, client, office, register, matrix, django_assert_max_num_queries):
        for number in range(many):
            entry_at(register, str(number), (cell_of(matrix, 1, 1), "long"), (cell_of(matrix, 2, 2), "late"))
        query = {"likelihood": "2", "impact": "2", "since": day(DAYS["middle"])}
        asked_for(client, register, **query)

        with django_assert_max_num_queries(22):
            asked_for(client, register, **query)


class TestTrendPage:
    def test_open_risks_by_band_and_month(self, client, office, register, matrix):
        entry_at(register, "1", (cell_of(matrix, 3, 3), "long"))

        page = html.fromstring(client.get(_trend(register)).content)

        assert page.xpath("//figcaption")[0].text_content() == f"Open risks by band: {register.name}"
        assert len(page.xpath("//table//tbody/tr")) == 13

    @pytest.mark.parametrize(("months", "rows"), [("6", 7), ("99", 13), ("x", 13)])
    def test_how_far_back(self, client, office, register, matrix, months, rows):
        entry_at(register, "1", (cell_of(matrix, 3, 3), "long"))

        page = html.fromstring(client.get(_trend(register), {"months": months}).content)

        assert len(page.xpath("//table//tbody/tr")) == rows

    def test_nothing_to_show_yet(self, client, office, register, matrix):
        assert "No risks yet" in client.get(_trend(register)).content.decode()

    def test_a_register_out_of_sight_is_not_found(self, client, register):
        client.force_login(UserFactory(), backend=MODEL_BACKEND)

        assert client.get(_trend(register)).status_code == 404


def _trend(register) -> str:
    return f"/programmes/{register.programme.code}/risk-registers/{register.code}/trend/"
