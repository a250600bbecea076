"""The page of a risk and the forms that add and change it: what they say, to whom, what they refuse."""

from datetime import timedelta

import pytest
from django.urls import reverse

from programme.enums import Role
from risks.models import Risk
from tests.factories.programme import MembershipFactory, user_with_role
from tests.factories.risks import (
    AssessmentFactory,
    EntryFactory,
    MitigationFactory,
    RegisterFactory,
    cell_of,
    make_matrix,
)
from tests.factories.services import ReviewFactory

pytestmark = pytest.mark.django_db

DETAIL_QUERIES = 26


def at(name, risk, **more):
    return reverse(name, kwargs={"programme_code": risk.programme.code, "risk_code": risk.code, **more})


def creating(register):
    return reverse("risk_create", args=[register.programme.code, register.code])


def values_of(form, **changed):
    return {name: form[name].value() if form[name].value() is not None else "" for name in form.fields} | changed


class TestDetail:
    def test_scores_side_by_side(self, entry, risk, matrix, board, sign_in):
        AssessmentFactory(entry=entry, kind="inherent", cell=cell_of(matrix, 3, 3))
        AssessmentFactory(entry=entry, kind="current", cell=cell_of(matrix, 1, 2), reason="A new roof")

        page = sign_in(board).get(at("risk_detail", risk))

        scores = page.context["page"].entries[0].scores
        assert [(score.label, score.words) for score in scores] == [
            ("Inherent", "9 High"),
            ("Current", "2 Low"),
            ("Target", "—"),
        ]
        assert "A new roof" in page.content.decode()

    def test_corrections_stay_visible(self, entry, risk, matrix, board, sign_in, at):
        day = risk.programme.today - timedelta(days=9)
        AssessmentFactory(entry=entry, assessed_on=day, recorded_at=at - timedelta(days=8), cell=cell_of(matrix, 1, 1))
        AssessmentFactory(entry=entry, assessed_on=day, recorded_at=at, cell=cell_of(matrix, 2, 3))

        page = sign_in(board).get(reverse("risk_detail", args=[risk.programme.code, risk.code]))

        rows = [(str(row.record.cell), row.record.is_corrected) for row in page.context["table"].rows]
        assert rows == [("6 (High)", False), ("1 (Low)", True)]

    def test_another_register_is_shown_to_those_alone_who_see_it(
        self, risk, entry, council_register, lead, owner, sign_in, programme
    ):
        EntryFactory(risk=risk, register=council_register, number="V-3", is_home=False)
        clerk = user_with_role(Role.CLERK, programme, MembershipFactory(programme=programme).council)

        def registers(person):
            return [
                shown.entry.number for shown in sign_in(person).get(at("risk_detail", risk)).context["page"].entries
            ]

        assert registers(lead) == ["7", "V-3"]
        assert registers(clerk) == ["7"]

    def test_the_councils_people_see_their_own_entry_of_a_risk_kept_elsewhere(
        self, programme, council_register, lead, sign_in
    ):
        other = RegisterFactory(programme=programme, review=ReviewFactory(programme=programme), name="Bins register")
        home = EntryFactory(register=other, number="B-1")
        AssessmentFactory(entry=home, cell=cell_of(make_matrix(other), 3, 3), reason="Only for the review")
        EntryFactory(risk=home.risk, register=council_register, number="V-3", is_home=False)

        page = sign_in(lead).get(at("risk_detail", home.risk))

        assert [shown.entry.number for shown in page.context["page"].entries] == ["V-3"]
        assert [text for text in ("B-1", "Bins register", "Only for the review") if text in page.content.decode()] == []

    @pytest.mark.parametrize("number", [1, 3])
    def test_queries(self, entry, risk, matrix, office, owner, sign_in, number, django_assert_num_queries):
        for days in range(number):
            AssessmentFactory(
                entry=entry,
                cell=cell_of(matrix, 1, 1),
                recorded_by=office,
                assessed_on=risk.programme.today - timedelta(days=days),
            )
            MitigationFactory(risk=risk, owner=owner)
        client = sign_in(office)

        with django_assert_num_queries(DETAIL_QUERIES):
            client.get(at("risk_detail", risk))


class TestCreate:
    def test_adds_and_leads_to_the_risk(self, register, entry, office, sign_in):
        client = sign_in(office)
        form = client.get(creating(register)).context["form"]

        answer = client.post(creating(register), values_of(form, title="The quay\nfloods"))

        risk = Risk.objects.exclude(pk=entry.risk_id).get()
        assert answer.url == risk.get_absolute_url()
        assert (risk.title, risk.entries.get().number) == ("The quay floods", "8")

    @pytest.mark.parametrize(
        ("field", "value", "said"),
        [
            ("title", "", "This field is required."),
            ("title", "x" * 301, "Shorten this to 300 characters or fewer. It has 301."),
            ("title", "a\0b", "Null characters are not allowed."),
            ("number", "7", "Number 7 is taken by “The roof falls in”. Choose another; gaps do no harm."),
            ("number", "9" * 21, "Shorten this to 20 characters or fewer. It has 21."),
            ("kind", "both", "Select a valid choice. both is not one of the available choices."),
            ("owner", "999999", "Select a valid choice. That choice is not one of the available choices."),
            ("opened_on", "31/02/2024", "Enter a valid date."),
            ("cause", "x" * 5001, "Shorten this to 5000 characters or fewer. It has 5001."),
        ],
    )
    def test_what_is_wrong_comes_back_with_a_sentence(self, register, entry, office, sign_in, field, value, said):
        client = sign_in(office)
        form = client.get(creating(register)).context["form"]

        page = client.post(creating(register), values_of(form, **({"title": "Kept"} | {field: value})))

        assert page.context["form"].errors[field] == [said]
        assert page.context["form"]["title"].value() in ("Kept", value)
        assert Risk.objects.count() == 1

    def test_markup_is_shown_as_text(self, register, office, sign_in):
        client = sign_in(office)
        form = client.get(creating(register)).context["form"]
        hostile = "<script>alert(1)</script>"

        page = client.post(creating(register), values_of(form, title=hostile, number=hostile[:20]), follow=True)

        assert "&lt;script&gt;alert(1)" in page.content.decode()
        assert hostile not in page.content.decode()


class TestChange:
    def test_two_at_once(self, risk, office, sign_in):
        client = sign_in(office)
        form = client.get(at("risk_edit", risk)).context["form"]
        client.post(at("risk_edit", risk), values_of(form, category="People"))

        page = client.post(at("risk_edit", risk), values_of(form, category="Money"))

        assert page.context["form"].non_field_errors()[0].startswith("Someone else changed this")
        assert dict(page.context["form"].stands_now)["Category"] == "People"
        assert page.context["form"]["category"].value() == "Money"

    def test_closing_and_opening_again(self, risk, office, sign_in):
        client = sign_in(office)
        form = client.get(at("risk_close", risk)).context["form"]
        page = client.post(at("risk_close", risk), values_of(form, closed_reason="It was pulled down."), follow=True)
        assert "It was pulled down." in page.content.decode()

        form = client.get(at("risk_reopen", risk)).context["form"]
        page = client.post(at("risk_reopen", risk), values_of(form, reason="It was rebuilt."), follow=True)

        assert "It was rebuilt." in page.content.decode()
        assert page.context["is_open"]
