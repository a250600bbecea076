"""The quick review of a risk in the browser, and what waits for its owner."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from programme.enums import Role
from programme.queries.my_work import work_of
from programme.values.partial_date import PartialDate
from risks.domain.risk_review import review_mark
from risks.models import Assessment
from risks.queries.reviews_due import mitigation_work, review_work
from risks.rules.review_due import months_after
from tests.conftest import MODEL_BACKEND
from tests.factories.programme import ProgrammeFactory, user_with_role
from tests.factories.risks import (
    AssessmentFactory,
    EntryFactory,
    MitigationFactory,
    RegisterFactory,
    cell_of,
    make_matrix,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def register():
    programme = ProgrammeFactory(starts_on=timezone.localdate() - timedelta(days=900))
    return RegisterFactory(programme=programme, review_every=3)


@pytest.fixture
def matrix(register):
    return make_matrix(register)


@pytest.fixture
def owner(register, client):
    person = user_with_role(Role.RISK_OWNER, register.programme)
    client.force_login(person, backend=MODEL_BACKEND)
    return person


def ago(days: int):
    return timezone.localdate() - timedelta(days=days)


def owned(register, owner, number="R1", *, cell=None, looked_at=200, **values):
    entry = EntryFactory(
        register=register,
        number=number,
        risk__owner=owner,
        **{f"risk__{name}": value for name, value in values.items()},
    )
    if cell is not None:
        when = timezone.now() - timedelta(days=looked_at)
        AssessmentFactory(
            entry=entry, cell=cell, assessed_on=timezone.localdate(when), recorded_at=when, reason="As before."
        )
        entry.refresh_from_db()
    return entry


def url_of(entry) -> str:
    return reverse("risk_review", args=[entry.register.programme.code, entry.risk.code])


def filled(entry, **values):
    return {
        "seen": review_mark(entry.risk),
        "likelihood": "2",
        "impact": "2",
        "reason": "",
        "action_outstanding": "",
        "status_note": "",
        "next_review": "",
        **values,
    }


class TestPage:
    def test_it_opens_on_what_was_found_last(self, client, register, matrix, owner):
        entry = owned(register, owner, cell=cell_of(matrix, 2, 2))
        MitigationFactory(risk=entry.risk, name="Train two more")

        page = html.fromstring(client.get(url_of(entry)).content)

        words = " ".join(page.text_content().split())
        assert "4, High" in words
        assert "As before." in words
        assert "Train two more" in words
        chosen = [page.xpath(f"//select[@name='{name}']/option[@selected]/@value") for name in ("likelihood", "impact")]
        assert chosen == [["2"], ["2"]]
        day = months_after(timezone.localdate(), 3)
        assert page.xpath("//input[@name='next_review']/@value")[0] == f"{day:%d/%m/%Y}"

    def test_saving_leads_back_to_the_risk(self, client, register, matrix, owner):
        entry = owned(register, owner, cell=cell_of(matrix, 2, 2))

        response = client.post(url_of(entry), filled(entry, status_note="Stands."))

        assert (response.status_code, response.url) == (302, entry.risk.get_absolute_url())
        assert Assessment.objects.filter(entry=entry).count() == 2

    def test_saving_leads_on_to_the_next_that_is_due(self, client, register, matrix, owner):
        entry = owned(register, owner, "R1", cell=cell_of(matrix, 2, 2))
        later = owned(register, owner, "R3", next_review=ago(2))
        first = owned(register, owner, "R2", next_review=ago(9))

        on = client.post(url_of(entry), filled(entry, then="next"))
        assert on.url == url_of(first)
        for one in (first, later):
            one.risk.next_review = ago(-100)
            one.risk.save()
        home = client.post(url_of(entry), filled(entry, then="next"))

        assert home.url == reverse("home")

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"likelihood": "3"}, "Say why the score has changed."),
            ({"likelihood": ""}, "Choose both, or neither"),
            ({"likelihood": "", "impact": ""}, "Say why the risk cannot be scored yet."),
            ({"likelihood": "99"}, "Select a valid choice"),
            ({"next_review": "some day"}, "Enter a valid date"),
            ({"next_review": "1/1/2001"}, "a day after today"),
            ({"status_note": "x" * 5001}, "Shorten this to 5000 characters"),
        ],
    )
    def test_what_is_refused_stays_on_screen(self, client, register, matrix, owner, typed, said):
        entry = owned(register, owner, cell=cell_of(matrix, 2, 2))

        response = client.post(url_of(entry), filled(entry, action_outstanding="Kept words", **typed))

        words = " ".join(html.fromstring(response.content).text_content().split())
        assert response.status_code == 200
        assert said in words
        assert "Kept words" in words
        assert Assessment.objects.filter(entry=entry).count() == 1

    def test_an_action_dropped_without_a_reason_is_refused_at_its_field(self, client, register, matrix, owner):
        entry = owned(register, owner, cell=cell_of(matrix, 2, 2))
        action = MitigationFactory(risk=entry.risk)

        response = client.post(
            url_of(entry), filled(entry, **{f"status_{action.pk}": "dropped", f"progress_{action.pk}": ""})
        )

        page = html.fromstring(response.content)
        assert "Say why it is dropped." in page.xpath(f"//*[@id='id_progress_{action.pk}_error']")[0].text_content()

    def test_a_change_of_someone_else_is_not_overwritten(self, client, register, matrix, owner):
        entry = owned(register, owner, cell=cell_of(matrix, 2, 2))
        stale = filled(entry, status_note="Mine")
        entry.risk.status_note = "Theirs"
        entry.risk.save()
        MitigationFactory(risk=entry.risk, name="Added meanwhile")

        response = client.post(url_of(entry), stale)

        words = " ".join(html.fromstring(response.content).text_content().split())
        assert "Nothing has been overwritten" in words
        assert "Mine" in words
        assert "Theirs" in words
        entry.risk.refresh_from_db()
        assert entry.risk.status_note == "Theirs"

    def test_a_confidential_risk_of_another_is_not_found(self, client, register, matrix, owner):
        entry = owned(register, None, is_confidential=True)

        assert client.get(url_of(entry)).status_code == 404

    def test_a_risk_of_another_is_refused(self, client, register, matrix, owner):
        entry = owned(register, None)

        assert client.get(url_of(entry)).status_code == 403

    @pytest.mark.parametrize("many", [1, 3])
    def test_query_counts_do_not_grow(self, client, register, matrix, owner, many, django_assert_max_num_queries):
        entry = owned(register, owner, cell=cell_of(matrix, 2, 2))
        MitigationFactory.create_batch(many, risk=entry.risk, owner=owner)
        for number in range(many):
            owned(register, owner, f"N{number}", next_review=ago(1))
        client.get(url_of(entry))

        with django_assert_max_num_queries(26):
            client.get(url_of(entry))


class TestMyWork:
    def test_reviews_by_their_own_day_or_their_registers_rule(self, register, matrix, owner):
        owned(register, owner, "A", next_review=ago(20))
        owned(register, owner, "B", next_review=ago(-10))
        owned(register, owner, "C", next_review=ago(-30))
        owned(register, owner, "D", cell=cell_of(matrix, 1, 1), looked_at=200)
        owned(register, owner, "E", cell=cell_of(matrix, 1, 1), looked_at=10)
        owned(register, owner, "F", cell=cell_of(matrix, 1, 1), looked_at=200, next_review=ago(-200))
        owned(register, None, "G", next_review=ago(20))
        owned(register, owner, "H", status="closed", closed_on=ago(1), closed_reason="Done.", next_review=ago(20))

        found = {item.label.split()[0]: item.is_overdue for item in review_work(owner)}

        assert found == {"A": True, "B": False, "D": True}

    def test_of_one_day_they_stand_as_people_count(self, register, owner):
        for number in ("100", "20", "3"):
            owned(register, owner, number, next_review=ago(20))

        assert [item.label.split()[0] for item in work_of(owner)[0].items] == ["3", "20", "100"]

    def test_without_a_rule_or_a_day_nothing_is_due(self, register, owner):
        register.review_every = None
        register.save()
        owned(register, owner, "A")

        assert review_work(owner) == []

    def test_who_holds_no_role_any_more_has_nothing_to_do(self, register, owner):
        owned(register, owner, "A", next_review=ago(20))
        owner.grants.update(ended_on=ago(1), starts_on=ago(100))
        owner.__dict__.pop("current_grants", None)

        assert review_work(owner) == []

    def test_own_actions_that_are_due(self, register, owner):
        risk = owned(register, None).risk
        for name, due in (("late", ago(5)), ("soon", ago(-5)), ("far", ago(-60))):
            MitigationFactory(risk=risk, name=name, owner=owner, due=PartialDate.day(due))
        MitigationFactory(risk=risk, name="undated", owner=owner)
        MitigationFactory(risk=risk, name="done", owner=owner, due=PartialDate.day(ago(5)), status="done")
        MitigationFactory(risk=risk, name="another's", due=PartialDate.day(ago(5)))

        assert [(item.label, item.is_overdue) for item in mitigation_work(owner)] == [("late", True), ("soon", False)]

    def test_overdue_risks_stand_at_the_top_of_my_work(self, register, owner):
        owned(register, owner, "A", next_review=ago(20), title="The depot floods")

        group = work_of(owner)[0]

        assert (group.code, [item.label for item in group.items]) == ("overdue", ["A The depot floods"])

    @pytest.mark.parametrize("many", [1, 3])
    def test_query_counts_do_not_grow(self, register, owner, many, django_assert_num_queries):
        for number in range(many):
            risk = owned(register, owner, f"N{number}", next_review=ago(1)).risk
            MitigationFactory(risk=risk, owner=owner, due=PartialDate.day(ago(5)))
        review_work(owner)

        with django_assert_num_queries(2):
            assert len(review_work(owner)) + len(mitigation_work(owner)) == 2 * many
