"""The page of an update, its decision, and the list of updates."""

import lxml.html
import pytest
from django.urls import reverse

from programme.enums import Role
from services.enums import UpdateStatus
from services.models import ProgressUpdate
from tests.factories.programme import PeriodFactory, user_with_role
from tests.factories.services import ReviewFactory, UpdateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(review, period, lead):
    return UpdateFactory(review=review, period=period, submitted=True, submitted_by=lead)


def decide(client, update, act, **words):
    codes = ["harbour", update.review.code, update.period.code, update.version]
    return client.post(reverse(f"update_{act}", args=codes), {"edition": update.edition, **words})


def trail_on(response):
    page = lxml.html.document_fromstring(response.content.decode())
    return [step.text_content().strip() for step in page.xpath('//nav[@aria-label="Breadcrumb"]//li')]


class TestPage:
    def test_it_marks_what_changed_since_last_time(self, programme, review, period, sponsor, sign_in):
        UpdateFactory(review=review, period=PeriodFactory(programme=programme, closed=True), accepted=True)
        update = UpdateFactory(review=review, period=period, submitted=True, rag="red", help_wanted="A decision.")

        response = sign_in(sponsor).get(update.get_absolute_url())

        assert [field.name for field in response.context["fields"] if field.is_changed] == ["rag", "help_wanted"]

    def test_a_correction_is_compared_with_what_it_corrects(self, review, period, sponsor, sign_in):
        first = UpdateFactory(review=review, period=period, accepted=True)
        second = UpdateFactory(review=review, period=period, version=2, submitted=True)

        assert sign_in(sponsor).get(second.get_absolute_url()).context["before"] == first

    @pytest.mark.parametrize("number", [1, 3])
    def test_it_takes_the_same_queries(
        self, programme, review, period, sponsor, sign_in, django_assert_num_queries, number
    ):
        for version in range(1, number + 1):
            UpdateFactory(review=review, period=period, version=version, accepted=True)
        update = UpdateFactory(review=review, period=period, version=number + 1, submitted=True)
        client = sign_in(sponsor)

        with django_assert_num_queries(6):
            client.get(update.get_absolute_url())


class TestDecisions:
    def test_the_sponsor_accepts(self, submitted, sponsor, sign_in):
        response = decide(sign_in(sponsor), submitted, "accept", comment="Thank you.")

        assert response.status_code == 302
        submitted.refresh_from_db()
        assert (submitted.status, submitted.decided_by) == (UpdateStatus.ACCEPTED, sponsor)

    def test_a_return_without_a_comment_is_asked_for_one(self, submitted, sponsor, sign_in):
        response = decide(sign_in(sponsor), submitted, "return", comment=" ")

        assert response.context["form"].errors == {"comment": ["Say what should change."]}
        submitted.refresh_from_db()
        assert submitted.status == UpdateStatus.SUBMITTED

    @pytest.mark.parametrize("act", ["accept", "return"])
    def test_a_refused_decision_stands_where_the_update_stands(self, submitted, sponsor, sign_in, act):
        client = sign_in(sponsor)
        page = client.get(submitted.get_absolute_url())

        assert trail_on(page)[-1] == submitted.period.name
        assert trail_on(decide(client, submitted, act, comment="x" * 5001)) == trail_on(page)

    def test_a_decision_on_an_earlier_text_is_refused_and_keeps_the_comment(self, submitted, sponsor, sign_in):
        ProgressUpdate.objects.filter(pk=submitted.pk).update(edition=5)

        response = decide(sign_in(sponsor), submitted, "return", comment="Say when.")

        form = response.context["form"]
        assert response.status_code == 409
        assert form.non_field_errors() == ["This update changed after you opened it. Read it again before you decide."]
        assert (form["comment"].value(), form["edition"].value()) == ("Say when.", "5")

    def test_nobody_accepts_their_own(self, review, period, office, sign_in):
        own = UpdateFactory(review=review, period=period, submitted=True, submitted_by=office)

        assert sign_in(office).get(own.get_absolute_url()).context["can_accept"] is False
        assert decide(sign_in(office), own, "accept").status_code == 403

    def test_a_lead_decides_nothing(self, submitted, lead, sign_in):
        assert decide(sign_in(lead), submitted, "accept").status_code == 403
        assert decide(sign_in(lead), submitted, "return", comment="x").status_code == 403

    def test_a_lead_takes_it_back(self, submitted, lead, sign_in):
        response = decide(sign_in(lead), submitted, "recall")

        assert response.url == reverse("update_edit", args=["harbour", "parking", "now"])
        submitted.refresh_from_db()
        assert submitted.status == UpdateStatus.DRAFT

    def test_what_is_decided_is_not_taken_back(self, review, period, lead, sign_in):
        update = UpdateFactory(review=review, period=period, accepted=True)

        response = decide(sign_in(lead), update, "recall")

        assert response.url == update.get_absolute_url()
        update.refresh_from_db()
        assert update.status == UpdateStatus.ACCEPTED


class TestList:
    def found(self, client, **query):
        response = client.get(reverse("update_list", args=["harbour"]), query)
        return [row.record.review.code for row in response.context["table"].rows]

    def test_it_is_the_queue_of_who_decides(self, programme, submitted, period, sponsor, office, sign_in):
        UpdateFactory(review=ReviewFactory(programme=programme, code="other"), period=period, submitted=True)
        UpdateFactory(review=ReviewFactory(programme=programme, code="done"), period=period, accepted=True)

        assert self.found(sign_in(sponsor), waiting="me") == ["parking"]
        assert self.found(sign_in(office), waiting="me") == ["parking", "other"]
        assert self.found(sign_in(office), status="accepted") == ["done"]
        assert self.found(sign_in(office), review="parking") == ["parking"]

    def test_readers_find_what_is_accepted_only(self, programme, submitted, period, sign_in):
        UpdateFactory(review=ReviewFactory(programme=programme, code="done"), period=period, accepted=True)

        assert self.found(sign_in(user_with_role(Role.BOARD_MEMBER, programme))) == ["done"]
        assert self.found(sign_in(user_with_role(Role.AUDITOR, programme))) == ["parking", "done"]
        councillor = user_with_role(Role.COUNCILLOR, programme, submitted.submitted_by.grants.get().council)
        assert self.found(sign_in(councillor)) == []

    @pytest.mark.parametrize("number", [1, 3])
    def test_it_takes_the_same_queries(self, programme, period, office, sign_in, django_assert_num_queries, number):
        for _ in range(number):
            UpdateFactory(review=ReviewFactory(programme=programme), period=period, submitted=True)
        client = sign_in(office)

        with django_assert_num_queries(10):
            client.get(reverse("update_list", args=["harbour"]))
