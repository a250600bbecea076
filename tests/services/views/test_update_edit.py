"""Writing an update in the browser: nothing typed is lost, nothing is overwritten silently."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from programme.enums import Role
from programme.values.partial_date import PartialDate
from services.enums import UpdateStatus
from services.models import ProgressUpdate
from tests.conftest import MODEL_BACKEND
from tests.factories.programme import MembershipFactory, PeriodFactory, user_with_role
from tests.factories.services import ReviewFactory, UpdateFactory, lead_of

pytestmark = pytest.mark.django_db

WORDS = {"business_case_update": "The options are compared.", "rag": "amber", "rag_reason": "Two posts are empty."}


@pytest.fixture
def url(review, period):
    return reverse("update_edit", args=["harbour", "parking", "now"])


def sent(action="save", *, edition=0, version=1, **words):
    return {**WORDS, **words, "edition": edition, "version": version, "action": action}


class TestOpening:
    def test_it_opens_on_what_was_said_last_time_and_writes_nothing(self, programme, review, url, lead, sign_in):
        before = PeriodFactory(programme=programme, closed=True, name="Earlier quarter")
        UpdateFactory(
            review=review,
            period=before,
            accepted=True,
            help_wanted="Old.",
            business_case_expected=PartialDate.month(2030, 5),
        )

        response = sign_in(lead).get(url)

        form = response.context["form"]
        assert (form["help_wanted"].value(), form["business_case_expected"].value()) == ("Old.", "May 2030")
        assert (response.context["last_label"], form["edition"].value(), form["version"].value()) == (
            "Earlier quarter",
            0,
            1,
        )
        assert ProgressUpdate.objects.count() == 1

    def test_it_opens_on_the_draft_with_last_time_beside_it(self, programme, review, period, url, lead, sign_in):
        UpdateFactory(
            review=review, period=PeriodFactory(programme=programme, closed=True), accepted=True, help_wanted="Old."
        )
        UpdateFactory(review=review, period=period, help_wanted="New.")

        response = sign_in(lead).get(url)

        assert response.context["form"]["help_wanted"].value() == "New."
        assert response.context["said"]["help_wanted"] == "Old."

    def test_a_correction_opens_on_the_accepted_text(self, review, period, url, lead, sign_in):
        UpdateFactory(review=review, period=period, accepted=True, help_wanted="Accepted.")

        response = sign_in(lead).get(url)

        assert response.context["form"]["help_wanted"].value() == "Accepted."
        assert response.context["form"]["version"].value() == 2

    def test_a_submitted_update_is_shown_instead(self, review, period, url, lead, sign_in):
        update = UpdateFactory(review=review, period=period, submitted=True)

        assert sign_in(lead).get(url).url == update.get_absolute_url()

    def test_a_review_on_hold_has_no_rating_to_choose(self, programme, period, sign_in):
        review = ReviewFactory(programme=programme, on_hold=True)

        response = sign_in(lead_of(review)).get(reverse("update_edit", args=["harbour", review.code, "now"]))

        assert "rag" not in response.context["form"].fields

    @pytest.mark.parametrize("has_history", [False, True])
    def test_it_takes_few_queries(self, review, period, url, lead, sign_in, django_assert_num_queries, has_history):
        if has_history:
            UpdateFactory(review=review, period=period, accepted=True)
            UpdateFactory(review=review, period=period, version=2)
        client = sign_in(lead)

        with django_assert_num_queries(7 if has_history else 8):
            client.get(url)

    def test_who_does_not_write_for_it_is_refused(self, programme, url, sponsor, sign_in):
        assert sign_in(sponsor).get(url).status_code == 403
        elsewhere = user_with_role(Role.LEAD_OFFICER, programme, MembershipFactory(programme=programme).council)
        assert sign_in(elsewhere).get(url).status_code == 404

    def test_a_closed_period_says_so(self, programme, review, lead, sign_in):
        PeriodFactory(programme=programme, closed=True, code="then", name="Old quarter")

        response = sign_in(lead).get(reverse("update_edit", args=["harbour", "parking", "then"]))

        assert response.status_code == 409
        assert "Old quarter is closed" in response.content.decode()


class TestSaving:
    def test_a_draft_is_saved_and_stays_open(self, url, lead, sign_in):
        response = sign_in(lead).post(url, sent(business_case_expected="May 2030"))

        update = ProgressUpdate.objects.get()
        assert (response.status_code, response.url) == (302, url)
        assert (update.status, update.rag, update.business_case_expected) == (
            "draft",
            "amber",
            PartialDate.month(2030, 5),
        )

    def test_it_is_submitted_in_one_press(self, review, url, lead, sign_in):
        response = sign_in(lead).post(url, sent("submit"))

        assert response.url == review.get_absolute_url()
        assert ProgressUpdate.objects.get().status == UpdateStatus.SUBMITTED

    def test_what_lacks_its_reason_comes_back_whole(self, url, lead, sign_in):
        response = sign_in(lead).post(url, sent("submit", rag_reason=""))

        form = response.context["form"]
        assert form.errors == {"rag_reason": ["Give the reason for the rating."]}
        assert form["business_case_update"].value() == WORDS["business_case_update"]
        assert ProgressUpdate.objects.count() == 0

    def test_an_empty_update_is_not_submitted(self, url, lead, sign_in):
        response = sign_in(lead).post(url, sent("submit", business_case_update=" "))

        assert list(response.context["form"].errors) == ["business_case_update"]

    def test_a_preview_shows_the_text_and_saves_nothing(self, url, lead, sign_in):
        response = sign_in(lead).post(url, sent("preview", help_wanted="- one\n- two"))

        assert dict(response.context["preview"])["Help wanted"] == "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"
        assert ProgressUpdate.objects.count() == 0


class TestTwoPeople:
    def test_both_texts_are_shown_and_mine_stays_in_the_form(self, review, period, url, lead, second_lead, sign_in):
        UpdateFactory(
            review=review, period=period, rag="amber", rag_reason=WORDS["rag_reason"], business_case_update="Theirs.",
            edition=3, edited_by=second_lead,
        )  # fmt: skip

        response = sign_in(lead).post(url, sent(edition=2))

        conflict = response.context["conflict"]
        assert response.status_code == 409
        assert [(found.name, found.theirs, found.mine) for found in conflict.differing] == [
            ("business_case_update", "Theirs.", WORDS["business_case_update"])
        ]
        assert response.context["form"]["business_case_update"].value() == WORDS["business_case_update"]
        assert response.context["form"]["edition"].value() == "3"
        assert ProgressUpdate.objects.get().business_case_update == "Theirs."

    def test_i_choose_field_by_field(self, review, period, url, lead, second_lead, sign_in):
        UpdateFactory(
            review=review, period=period, business_case_update="Theirs.", help_wanted="Theirs.", edition=3,
            edited_by=second_lead,
        )  # fmt: skip

        sign_in(lead).post(url, sent(edition=3, help_wanted="Mine.", take_theirs=["business_case_update"]))

        update = ProgressUpdate.objects.get()
        assert (update.business_case_update, update.help_wanted, update.edition) == ("Theirs.", "Mine.", 4)

    def test_an_update_submitted_meanwhile_keeps_my_text_on_the_page(self, review, period, url, lead, sign_in):
        update = UpdateFactory(review=review, period=period, submitted=True)

        response = sign_in(lead).post(url, sent(edition=1, help_wanted="Mine, kept."))

        page = response.content.decode()
        assert response.status_code == 409
        assert "Mine, kept." in page
        assert update.get_absolute_url() in page


class TestRefusals:
    def test_a_closed_period_keeps_the_text(self, programme, review, lead, sign_in):
        PeriodFactory(programme=programme, closed=True, code="then")

        response = sign_in(lead).post(reverse("update_edit", args=["harbour", "parking", "then"]), sent())

        assert response.status_code == 409
        assert WORDS["business_case_update"] in response.content.decode()
        assert ProgressUpdate.objects.count() == 0

    @pytest.mark.parametrize(("code", "status"), [("parking", 404), ("no-such-review", 404)])
    def test_another_councils_review_keeps_the_text_and_tells_nothing(
        self, programme, review, period, sign_in, code, status
    ):
        elsewhere = user_with_role(Role.LEAD_OFFICER, programme, MembershipFactory(programme=programme).council)

        response = sign_in(elsewhere).post(reverse("update_edit", args=["harbour", code, "now"]), sent())

        page = response.content.decode()
        assert response.status_code == status
        assert WORDS["business_case_update"] in page
        assert "Parking" not in page

    def test_who_reads_but_does_not_write_keeps_the_text(self, url, sponsor, sign_in):
        response = sign_in(sponsor).post(url, sent())

        assert response.status_code == 403
        assert WORDS["business_case_update"] in response.content.decode()

    def test_a_session_that_ended_keeps_the_text_and_lets_it_be_sent_again(self, url, client):
        response = client.post(url, sent("submit", help_wanted='<b>"x"</b>'))

        page = response.content.decode()
        assert response.status_code == 403
        assert "You have been signed out" in page
        assert "&lt;b&gt;&quot;x&quot;&lt;/b&gt;" in page
        assert client.get(url).status_code == 302

    def test_an_old_security_token_brings_the_form_back_with_the_text(self, url, lead):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(lead, backend=MODEL_BACKEND)

        response = strict.post(url, sent("submit"))

        assert response.status_code == 200
        assert response.context["form"]["business_case_update"].value() == WORDS["business_case_update"]
        assert ProgressUpdate.objects.count() == 0

        token = response.context["csrf_token"]
        assert strict.post(url, {**sent("submit"), "csrfmiddlewaretoken": str(token)}).status_code == 302


class TestAutosave:
    @pytest.fixture
    def save_url(self, url):
        return url.replace("/edit/", "/save/")

    def test_it_says_when_and_which_edition(self, save_url, lead, sign_in):
        answer = sign_in(lead).post(save_url, sent())

        update = ProgressUpdate.objects.get()
        assert answer.json() == {
            "saved_at": f"{timezone.localtime(update.edited_at):%H:%M}",
            "edition": 1,
            "version": 1,
            "problems": [],
        }

    def test_a_date_that_cannot_be_read_does_not_hold_up_the_rest(self, save_url, lead, sign_in):
        answer = sign_in(lead).post(save_url, sent(business_case_expected="soonish"))

        assert answer.json()["problems"] == [
            "Business case expected: Enter a date such as 12 May 2023, May 2023, April to June 2023, 2023 or "
            "to be confirmed."
        ]
        assert ProgressUpdate.objects.get().rag == "amber"

    def test_a_conflict_with_somebody_else_tells_nothing_of_their_text(
        self, review, period, save_url, lead, second_lead, sign_in
    ):
        UpdateFactory(review=review, period=period, edition=3, edited_by=second_lead)

        answer = sign_in(lead).post(save_url, sent(edition=1))

        assert (answer.status_code, list(answer.json())) == (409, ["message"])

    def test_ones_own_save_whose_answer_was_lost_can_be_recognised(self, review, period, save_url, lead, sign_in):
        UpdateFactory(review=review, period=period, edition=3, edited_by=lead, help_wanted="Mine.")

        answer = sign_in(lead).post(save_url, sent(edition=2)).json()

        assert (answer["edition"], answer["values"]["help_wanted"]) == (3, "Mine.")

    def test_a_closed_period_is_refused(self, programme, review, lead, sign_in):
        PeriodFactory(programme=programme, closed=True, code="then")

        answer = sign_in(lead).post(reverse("update_autosave", args=["harbour", "parking", "then"]), sent())

        assert (answer.status_code, ProgressUpdate.objects.count()) == (422, 0)

    def test_nobody_signed_in_saves_nothing(self, save_url, client):
        assert client.post(save_url, sent()).status_code == 401

    def test_who_does_not_write_for_it_saves_nothing(self, save_url, sponsor, sign_in):
        assert sign_in(sponsor).post(save_url, sent()).status_code == 403

    def test_an_old_token_gets_a_new_one_and_saves_nothing(self, save_url, lead):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(lead, backend=MODEL_BACKEND)

        answer = strict.post(save_url, sent())

        assert (answer.status_code, ProgressUpdate.objects.count()) == (403, 0)
        assert strict.post(save_url, {**sent(), "csrfmiddlewaretoken": answer.json()["token"]}).status_code == 200
