"""The reporting grid: who sees which rows, what stands in them, entering a row, deciding on many."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from programme.enums import Role
from services.enums import UpdateStatus
from services.models import ProgressUpdate
from tests.factories.programme import PeriodFactory, ProgrammeFactory, user_with_role
from tests.factories.services import ParticipationFactory, ReviewFactory, UpdateFactory, lead_of, office_of, sponsor_of

pytestmark = pytest.mark.django_db


def grid_url(programme, query=""):
    return reverse("reporting_grid", args=[programme.code]) + query


def names_in(page) -> list[str]:
    return [row.record.name for row in page.context["table"].paginated_rows]


def add_reviews(programme, period, number):
    made = []
    for _ in range(number):
        review = ReviewFactory(programme=programme)
        lead_of(review)
        UpdateFactory(review=review, period=period, submitted=True)
        made.append(review)
    return made


class TestGrid:
    def test_the_office_sees_every_live_review_and_its_update(self, programme, period, review, lead, office, sign_in):
        UpdateFactory(review=review, period=period, rag="amber", rag_reason="Two posts are empty.")
        ReviewFactory(programme=programme, name="Waste")
        ReviewFactory(programme=programme, name="Gone", withdrawn=True)

        page = sign_in(office).get(grid_url(programme))
        text = page.content.decode()

        assert names_in(page) == ["Parking", "Waste"]
        assert "Two posts are empty." in text
        assert [(label, number) for label, number, _ in page.context["figures"]] == [
            ("Reviews", 2),
            ("Not begun", 1),
            ("Draft", 1),
            ("Returned", 0),
            ("Submitted", 0),
            ("Accepted", 0),
            ("Overdue", 0),
        ]

    def test_each_count_opens_its_rows(self, programme, period, office, sign_in):
        period.deadline = programme.today - timedelta(days=1)
        period.save()
        for trait in ("submitted", "returned", "accepted"):
            UpdateFactory(review=ReviewFactory(programme=programme), period=period, **{trait: True})
        UpdateFactory(review=ReviewFactory(programme=programme), period=period)
        ReviewFactory(programme=programme)
        corrected = UpdateFactory(review=ReviewFactory(programme=programme), period=period, accepted=True)
        UpdateFactory(review=corrected.review, period=period, submitted=True, version=2)
        client = sign_in(office)

        assert client.get(grid_url(programme)).context["figures"][-1][:2] == ("Waiting for a decision", 2)
        for _, number, url in client.get(grid_url(programme)).context["figures"]:
            assert len(names_in(client.get(url))) == number, url

    def test_a_sponsor_and_a_lead_officer_see_their_own(self, programme, period, review, lead, sponsor, sign_in):
        ReviewFactory(programme=programme, name="Waste")

        for person in (lead, sponsor):
            assert names_in(sign_in(person).get(grid_url(programme))) == ["Parking"]

    def test_a_lead_officer_of_the_council_does_not_see_a_colleagues_draft(
        self, programme, period, review, lead, sign_in
    ):
        colleague = user_with_role(Role.LEAD_OFFICER, programme, lead.grants.get().council)
        UpdateFactory(review=review, period=period, rag_reason="Not yet said aloud.")

        page = sign_in(colleague).get(grid_url(programme))

        assert names_in(page) == []
        assert "Not yet said aloud." not in page.content.decode()

    def test_another_programmes_reviews_do_not_leak(self, programme, period, review, office, sign_in):
        other = PeriodFactory()
        UpdateFactory(review=ReviewFactory(programme=other.programme, name="Elsewhere"), period=other)

        assert names_in(sign_in(office).get(grid_url(programme))) == ["Parking"]

    @pytest.mark.parametrize(
        ("query", "names"),
        [
            ("?rag=red", ["Red one"]),
            ("?rag=unrated", ["Parking"]),
            ("?update=none", ["Parking"]),
            ("?update=draft", ["Red one"]),
            ("?phase=none", ["Parking", "Red one"]),
            ("?q=park", ["Parking"]),
            ("?sort=rag", ["Red one", "Parking"]),
            ("?sort=-name", ["Red one", "Parking"]),
            ("?sort=standing", ["Red one", "Parking"]),
            ("?update=nonsense&rag=%00&phase=<b>", ["Parking", "Red one"]),
        ],
    )
    def test_filters_and_order(self, programme, period, review, office, sign_in, query, names):
        UpdateFactory(review=ReviewFactory(programme=programme, name="Red one"), period=period, rag="red")

        assert names_in(sign_in(office).get(grid_url(programme, query))) == names

    def test_rows_of_one_council(self, programme, period, review, office, sign_in):
        part = ParticipationFactory(review=review)
        ReviewFactory(programme=programme, name="Waste")

        assert names_in(sign_in(office).get(grid_url(programme, f"?council={part.council.code}"))) == ["Parking"]

    def test_a_closed_period_says_what_was_not_handed_in(self, programme, review, office, sign_in):
        period = PeriodFactory(programme=programme, closed=True)
        UpdateFactory(review=review, period=period, created_at=period.closed_at - timedelta(days=9), submitted=True)

        page = sign_in(office).get(grid_url(programme, f"?period={period.code}")).content.decode()

        assert "Not handed in: submitted" in page
        assert "Edit<" not in page
        assert 'name="chosen"' not in page

    def test_without_a_period_it_says_what_to_do(self, programme, office, sign_in):
        page = sign_in(office).get(grid_url(programme))

        assert "Open a reporting period" in page.content.decode()

    def test_the_export_has_the_whole_texts(self, programme, period, review, office, sign_in):
        words = "=SUM(1) " + "word " * 100
        UpdateFactory(review=review, period=period, business_case_update=words)

        answer = sign_in(office).get(grid_url(programme, "?_export=csv"))
        lines = b"".join(answer.streaming_content).decode()

        assert f"'{words}" in lines
        assert lines.startswith("\ufeffService review,Phase,Lead officers,Update,RAG,Reason,Business case,")

    @pytest.mark.parametrize("number", [1, 3])
    def test_the_queries_do_not_grow(self, programme, period, office, sign_in, django_assert_num_queries, number):
        add_reviews(programme, period, number)
        client = sign_in(office)
        client.get(grid_url(programme))

        with django_assert_num_queries(12):
            client.get(grid_url(programme))

    def test_four_hundred_rows_on_one_page_take_as_many(
        self, programme, period, office, sign_in, django_assert_num_queries
    ):
        add_reviews(programme, period, 60)
        client = sign_in(office)
        client.get(grid_url(programme))

        assert len(names_in(client.get(grid_url(programme)))) == 50
        with django_assert_num_queries(12):
            page = client.get(grid_url(programme, "?show=all"))
        assert len(names_in(page)) == 60


class TestRow:
    def url(self, review, period):
        return reverse("reporting_row", args=[review.programme.code, period.code, review.code])

    def typed(self, **changes: Any) -> dict[str, Any]:
        return {
            "rag": "green",
            "rag_reason": "On track.",
            "business_case_update": "Costed.",
            "business_case_expected": "",
            "implementation_update": "",
            "implementation_expected": "",
            "help_wanted": "",
            "edition": "0",
            "version": "1",
            "action": "save",
            **changes,
        }

    def test_it_opens_is_saved_and_shows_what_was_saved(self, review, period, office, sign_in):
        client = sign_in(office)
        opened = client.get(self.url(review, period), headers={"HX-Request": "true"})
        assert opened.content.decode().startswith('<tr role="row" class="concordat-grid__editing">')

        saved = client.post(self.url(review, period), self.typed(), headers={"HX-Request": "true"})

        assert saved.status_code == 200
        assert saved.content.decode().startswith('<tr role="row">')
        assert "Parking: saved as a draft at" in saved.headers["HX-Trigger"]
        update = ProgressUpdate.objects.get()
        assert (update.status, update.rag_reason, update.edition) == (UpdateStatus.DRAFT, "On track.", 1)

    def test_it_is_submitted(self, review, period, lead, sign_in):
        saved = sign_in(lead).post(self.url(review, period), self.typed(action="submit"))

        assert saved.status_code == 200
        assert ProgressUpdate.objects.get().submitted_by == lead

    def test_someone_elses_save_is_not_overwritten(self, review, period, office, lead, sign_in):
        UpdateFactory(review=review, period=period, rag_reason="Theirs.", edited_by=lead, edition=4)

        refused = sign_in(office).post(self.url(review, period), self.typed(rag_reason="Mine.", edition="3"))

        text = refused.content.decode()
        assert refused.status_code == 409
        assert "Theirs." in text
        assert "Mine." in text
        assert 'name="edition" value="4"' in text
        assert ProgressUpdate.objects.get().rag_reason == "Theirs."

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"rag_reason": "", "action": "submit"}, "Give the reason for the rating."),
            ({"business_case_update": "", "rag": "", "action": "submit"}, "Say something of the business case"),
            ({"rag": "purple"}, "purple is not one of the available choices"),
            ({"business_case_expected": "soonish"}, "soonish"),
            ({"implementation_update": "x" * 20_001}, "Shorten this to 20000 characters"),
            ({"edition": "never"}, "Enter a whole number"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_typed_is_lost(self, review, period, office, sign_in, changes, sentence):
        sent = self.typed(**{"help_wanted": "<b>typed</b>", **changes})

        refused = sign_in(office).post(self.url(review, period), sent)

        text = refused.content.decode()
        assert refused.status_code == 422
        assert sentence in text
        assert "&lt;b&gt;typed&lt;/b&gt;" in text
        assert ProgressUpdate.objects.count() == 0

    def test_a_closed_period_takes_nothing(self, programme, review, office, sign_in):
        period = PeriodFactory(programme=programme, closed=True)

        refused = sign_in(office).post(self.url(review, period), self.typed())

        assert refused.status_code == 422
        assert "is closed: nothing in it changes any more" in refused.content.decode()

    def test_a_page_without_scripts_is_the_updates_own_and_leads_back(self, review, period, office, sign_in):
        client = sign_in(office)
        page = client.get(self.url(review, period))
        assert page.url == reverse("update_edit", args=["harbour", "parking", "now"]) + "?to=reporting"

        done = client.post(page.url, self.typed(action="submit"))

        assert done.url == grid_url(review.programme, "?period=now")

    def test_who_was_signed_out_is_told(self, review, period, client):
        assert client.post(self.url(review, period), self.typed()).status_code == 401


class TestDeciding:
    def url(self, period):
        return reverse("reporting_decide", args=[period.programme.code, period.code])

    def mark(self, update, edition=None):
        return f"{update.pk}:{edition or update.edition}"

    def test_many_are_shown_and_then_accepted(self, programme, period, office, sign_in):
        updates = [review.updates.get() for review in add_reviews(programme, period, 3)]
        client = sign_in(office)
        chosen = [self.mark(update) for update in updates]

        shown = client.post(self.url(period), {"chosen": chosen})
        assert "Accept 3 updates" in shown.content.decode()
        assert ProgressUpdate.objects.filter(status=UpdateStatus.ACCEPTED).count() == 0

        done = client.post(self.url(period), {"chosen": chosen, "action": "accept", "comment": ""})
        assert "3 updates accepted" in done.content.decode()
        assert set(ProgressUpdate.objects.values_list("status", "decided_by")) == {("accepted", office.pk)}

    def test_what_cannot_be_is_said_and_holds_up_no_other(self, programme, period, office, sign_in):
        good, own, changed, draft = (
            UpdateFactory(
                review=ReviewFactory(programme=programme, name=name), period=period, **{"submitted": True, **extra}
            )
            for name, extra in (
                ("Good", {}),
                ("Own", {"submitted_by": office}),
                ("Changed", {"edition": 5}),
                ("Back", {"submitted": False}),
            )
        )
        chosen = [self.mark(good), self.mark(own), self.mark(changed, edition=4), self.mark(draft)]
        client = sign_in(office)

        shown = client.post(self.url(period), {"chosen": chosen})
        assert [(choice.update.review.name, choice.obstacle) for choice in shown.context["hindered"]] == [
            ("Back", "It is not submitted."),
            ("Changed", "It changed after you opened the list. Read it again before you decide."),
            ("Own", "You submitted it yourself. Someone else must decide on it."),
        ]
        assert [choice.update for choice in shown.context["ready"]] == [good]

        done = client.post(self.url(period), {"chosen": chosen, "action": "accept", "comment": ""})
        assert [outcome.update for outcome in done.context["done"]] == [good]
        assert [outcome.update.review.name for outcome in done.context["refused"]] == ["Back", "Changed", "Own"]
        assert ProgressUpdate.objects.filter(status=UpdateStatus.ACCEPTED).get() == good

    def test_many_are_returned_with_one_comment(self, programme, period, office, sign_in):
        updates = [review.updates.get() for review in add_reviews(programme, period, 2)]
        chosen = [self.mark(update) for update in updates]
        client = sign_in(office)

        refused = client.post(self.url(period), {"chosen": chosen, "action": "return", "comment": " "})
        assert "Say what should change." in refused.content.decode()
        client.post(self.url(period), {"chosen": chosen, "action": "return", "comment": "Say when."})

        assert set(ProgressUpdate.objects.values_list("status", "comment")) == {("returned", "Say when.")}

    def test_a_sponsor_decides_on_their_own_reviews_alone(self, programme, period, review, lead, sponsor, sign_in):
        own = UpdateFactory(review=review, period=period, submitted=True, submitted_by=lead)
        other = UpdateFactory(review=ReviewFactory(programme=programme), period=period, submitted=True)
        marks = [self.mark(own), self.mark(other)]
        client = sign_in(sponsor)

        shown = client.post(self.url(period), {"chosen": marks})
        assert [choice.update for choice in shown.context["ready"]] == [own]
        client.post(self.url(period), {"chosen": marks, "action": "accept", "comment": ""})

        assert ProgressUpdate.objects.filter(status=UpdateStatus.ACCEPTED).get() == own

    @pytest.mark.parametrize("chosen", [[], ["nonsense"], ["1:1", "9999999999999999999:1"], ["\x00:1"], ["<b>:1"]])
    def test_what_is_no_choice_is_no_choice(self, period, office, sign_in, chosen):
        page = sign_in(office).post(self.url(period), {"chosen": chosen, "action": "accept", "comment": ""})

        assert page.status_code == 200
        assert "0 updates accepted" in page.content.decode()

    def test_another_programmes_updates_are_out_of_reach(self, period, office, sign_in):
        other = ProgrammeFactory()
        update = UpdateFactory(
            review=ReviewFactory(programme=other), period=PeriodFactory(programme=other), submitted=True
        )

        sign_in(office).post(self.url(period), {"chosen": [self.mark(update)], "action": "accept", "comment": ""})

        update.refresh_from_db()
        assert update.status == UpdateStatus.SUBMITTED

    def test_all_boxes_of_a_page_are_ticked_without_scripts(self, programme, period, office, sign_in):
        add_reviews(programme, period, 2)

        page = sign_in(office).get(grid_url(programme, "?choose=all")).content.decode()

        assert page.count(" checked>") == 2

    def test_the_queries_of_the_page_to_confirm_do_not_grow(
        self, programme, period, office, sign_in, django_assert_num_queries
    ):
        sponsor_of(add_reviews(programme, period, 1)[0])
        client = sign_in(office)

        def chosen():
            return {"chosen": [self.mark(update) for update in ProgressUpdate.objects.all()]}

        sent = chosen()
        with django_assert_num_queries(6):
            client.post(self.url(period), sent)
        add_reviews(programme, period, 3)
        office_of(programme)
        sent = chosen()
        with django_assert_num_queries(6):
            client.post(self.url(period), sent)
