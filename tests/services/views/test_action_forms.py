"""The forms of actions: who fills in what, what is refused at which field, and what two people do at once."""

from __future__ import annotations

import pytest
from django.urls import reverse

from programme.domain.editing import mark_of
from programme.enums import Role
from services.domain.action import mark_of_action
from services.models import Action
from tests.factories.actions import ActionFactory, AreaFactory, PlanReferenceFactory, SessionFactory, carry_out, refer
from tests.factories.programme import ProgrammeFactory, user_with_role
from tests.factories.services import ReviewFactory

pytestmark = pytest.mark.django_db

LIST = "/programmes/harbour/actions/"
NEW = "/programmes/harbour/actions/new/"


def sent(**values):
    return {"title": "Survey the depots", "status": "not_started", **values}


def errors(page):
    return {name: list(messages) for name, messages in page.context["form"].errors.items()}


class TestForms:
    def test_the_office_adds_a_recommendation(self, programme, review, office, sign_in):
        area = AreaFactory(programme=programme)
        references = [PlanReferenceFactory(programme=programme, code=code) for code in ("C4", "C5")]

        answer = sign_in(office).post(
            NEW,
            sent(
                title="That  one list\nbe kept",
                is_recommendation="on",
                area=area.pk,
                references=[one.pk for one in references],
                due="to be confirmed once agreed",
                owner_post="Head of Finance",
            ),
        )

        action = Action.objects.get()
        assert answer.url == action.get_absolute_url()
        assert (action.title, action.is_recommendation, action.area) == ("That one list be kept", True, area)
        assert str(action.due) == "To be confirmed once agreed"
        assert action.references.count() == 2

    def test_an_address_may_say_what_it_is_for(self, programme, review, office, sign_in):
        session = SessionFactory(review=review, code="first")
        area = AreaFactory(programme=programme, code="members")
        client = sign_in(office)
        form = client.get(NEW, {"session": "first", "area": "members"}).context["form"]
        assert (form.initial["session"], form.initial["review"], form.initial["area"]) == (session, review, area)
        assert client.get(NEW, {"session": "nowhere", "area": "\x00", "review": "<b>"}).status_code == 200

    def test_a_lead_officer_is_offered_own_reviews_and_must_choose(self, programme, review, lead, sign_in):
        ReviewFactory(programme=programme)
        client = sign_in(lead)
        assert list(client.get(NEW).context["form"].fields["review"].queryset) == [review]
        assert list(errors(client.post(NEW, sent()))) == ["review"]
        assert client.post(NEW, sent(review=review.pk)).status_code == 302

    def test_it_is_changed(self, programme, office, sign_in):
        action = refer(ActionFactory(programme=programme), "C4")
        address = reverse("action_edit", args=["harbour", action.code])
        client = sign_in(office)
        form = client.get(address).context["form"]
        assert [one.code for one in form.initial["references"]] == ["C4"]

        answer = client.post(address, sent(title="New words", seen=mark_of_action(action), status="in_progress"))

        assert answer.status_code == 302
        action.refresh_from_db()
        assert (action.title, action.references.filter(removed_at=None).count()) == ("New words", 0)

    def test_what_two_people_change_is_shown_and_not_overwritten(self, programme, office, sign_in):
        action = refer(ActionFactory(programme=programme, title="Before"), "C4")
        address = reverse("action_edit", args=["harbour", action.code])
        seen = mark_of_action(action)
        refer(action, "C5")

        page = sign_in(office).post(address, sent(title="Mine", seen=seen))

        assert ("Delivery plan references", "C4, C5") in page.context["form"].stands_now
        assert page.context["form"]["title"].value() == "Mine"
        assert (
            sign_in(office).post(address, sent(title="Mine", seen=page.context["form"]["seen"].value())).status_code
            == 302
        )

    def test_a_recommendation_that_a_writer_does_not_see_stays_carried_out(self, programme, review, lead, sign_in):
        action = ActionFactory(programme=programme, review=review)
        hidden = ActionFactory(programme=programme, review=ReviewFactory(programme=programme), recommended=True)
        seen = ActionFactory(programme=programme, recommended=True)
        carry_out(action, hidden)
        address = reverse("action_edit", args=["harbour", action.code])

        answer = sign_in(lead).post(
            address, sent(review=review.pk, carries_out=[seen.pk], seen=mark_of_action(action), status="in_progress")
        )

        assert answer.status_code == 302
        assert set(action.carries_out.values_list("recommendation", flat=True)) == {hidden.pk, seen.pk}

    def test_what_stands_now_does_not_name_what_a_writer_does_not_see(self, programme, review, lead, sign_in):
        action = ActionFactory(programme=programme, review=review)
        elsewhere = ReviewFactory(programme=programme)
        hidden = ActionFactory(programme=programme, review=elsewhere, recommended=True, title="Close the depot")
        carry_out(action, hidden)
        ActionFactory(programme=programme, recommended=True)
        address = reverse("action_edit", args=["harbour", action.code])

        page = sign_in(lead).post(address, sent(review=review.pk, seen="stale"))

        assert page.context["form"].stands_now
        assert "Close the depot" not in page.content.decode()

    def test_the_owner_says_how_it_goes(self, programme, sign_in):
        owner = user_with_role(Role.SPONSOR, programme)
        action = ActionFactory(programme=programme, owner=owner)
        address = reverse("action_report", args=["harbour", action.code])
        client = sign_in(owner)

        refused = client.post(address, {"status": "complete", "commentary": "All done.", "seen": mark_of(action)})
        assert errors(refused) == {
            "completed": ["Enter when it was completed: a day, month, quarter or year that has begun."]
        }
        assert refused.context["form"]["commentary"].value() == "All done."
        done = {"status": "complete", "completed": "May 2023", "commentary": "All done.", "seen": mark_of(action)}
        assert client.post(address, done).status_code == 302
        action.refresh_from_db()
        assert (action.status, str(action.completed), action.commentary) == ("complete", "May 2023", "All done.")

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"title": " "}, "title"),
            ({"title": "x" * 501}, "title"),
            ({"title": "a\x00b"}, "title"),
            ({"status": "lost"}, "status"),
            ({"due": "next May"}, "due"),
            ({"due": "tbc: " + "x" * 300}, "due"),
            ({"commentary": "x" * 20_001}, "commentary"),
            ({"position": "0"}, "position"),
            ({"position": "99999999999"}, "position"),
            ({"area": "x"}, "area"),
            ({"review": "9999999999999999999999"}, "review"),
            ({"owner": "-1"}, "owner"),
            ({"owner_post": "x" * 201}, "owner_post"),
            ({"status": "complete", "completed": "2999"}, "completed"),
            ({"status": "not_needed"}, "status_reason"),
        ],
    )
    def test_what_is_wrong_is_told_at_its_field_and_nothing_is_lost(self, programme, office, sign_in, values, field):
        page = sign_in(office).post(NEW, sent(**{"status_reason": "", "commentary": "Kept.", **values}))

        assert list(errors(page)) == [field]
        assert page.context["form"]["title"].value() == values.get("title", "Survey the depots")
        assert not Action.objects.exists()

    @pytest.mark.parametrize("field", ["area", "review", "session", "references", "carries_out", "owner"])
    def test_what_is_of_another_programme_cannot_be_chosen(self, programme, office, sign_in, field):
        other = ProgrammeFactory()
        PlanReferenceFactory(programme=programme)
        ActionFactory(programme=programme, recommended=True)
        made = {
            "area": lambda: AreaFactory(programme=other),
            "review": lambda: ReviewFactory(programme=other),
            "session": lambda: SessionFactory(review=ReviewFactory(programme=other)),
            "references": lambda: PlanReferenceFactory(programme=other),
            "carries_out": lambda: ActionFactory(programme=other, recommended=True),
            "owner": lambda: user_with_role(Role.SPONSOR, other),
        }
        page = sign_in(office).post(NEW, sent(**{field: made[field]().pk}))
        assert list(errors(page)) == [field]

    def test_markup_is_shown_as_words(self, programme, office, sign_in):
        area = AreaFactory(
            programme=programme, name="<script>alert(1)</script>", ambition="<img src=x onerror=alert(1)>"
        )
        action = ActionFactory(
            programme=programme,
            area=area,
            title="<script>alert(1)</script>",
            commentary="[go](javascript:alert(1)) <iframe></iframe>",
            owner_post="<b>",
        )
        client = sign_in(office)
        for address in (LIST, action.get_absolute_url(), area.get_absolute_url(), "/programmes/harbour/areas/"):
            html = client.get(address).content.decode()
            for harm in ("<script>alert", "<img", "<iframe", 'href="javascript', "<b>"):
                assert harm not in html
