"""The pages of actions: list, filters, export, page, forms, My work, the review's tab."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from programme.domain.editing import mark_of
from programme.enums import Role
from programme.models import User
from programme.my_work import work_of
from programme.partial_date import PartialDate
from services.domain.action import mark_of_action
from services.models import Action
from tests.factories.actions import ActionFactory, AreaFactory, PlanReferenceFactory, SessionFactory, carry_out, refer
from tests.factories.programme import ProgrammeFactory, user_with_role
from tests.factories.services import ReviewFactory, lead_of

pytestmark = pytest.mark.django_db

LIST = "/programmes/harbour/actions/"
NEW = "/programmes/harbour/actions/new/"


def day(days):
    return PartialDate.day(timezone.localdate() + timedelta(days=days))


def titles(page):
    return [row.record.title for row in page.context["table"].rows]


def sent(**values):
    return {"title": "Survey the depots", "status": "not_started", **values}


def errors(page):
    return {name: list(messages) for name, messages in page.context["form"].errors.items()}


class TestList:
    def test_it_stands_in_the_order_of_the_record(self, programme, office, sign_in):
        second, first = (AreaFactory(programme=programme, position=place) for place in (2, 1))
        for title, area in (("C", None), ("B", second), ("A", first)):
            ActionFactory(programme=programme, title=title, area=area)
        ActionFactory(title="Of another programme")

        assert titles(sign_in(office).get(LIST)) == ["A", "B", "C"]

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ({"area": "members"}, ["Late"]),
            ({"area": "none"}, ["Soon", "Undated", "Done", "Dropped", "Proposed"]),
            ({"status": "open"}, ["Late", "Soon", "Undated", "Proposed"]),
            ({"status": "complete"}, ["Done"]),
            ({"due": "overdue"}, ["Late"]),
            ({"due": "soon"}, ["Soon"]),
            ({"due": "none"}, ["Undated", "Proposed"]),
            ({"owner": "me"}, ["Soon"]),
            ({"review": "parking"}, ["Undated"]),
            ({"review": "none"}, ["Late", "Soon", "Done", "Dropped", "Proposed"]),
            ({"kind": "recommendations"}, ["Proposed"]),
            ({"kind": "actions", "status": "open"}, ["Late", "Soon", "Undated"]),
            ({"q": "head FINANCE"}, ["Late"]),
            ({"q": "0"}, []),
            ({"status": "<b>", "due": "\x00", "reference": "nowhere"}, None),
        ],
    )
    def test_filters(self, programme, review, office, sign_in, query, found):
        area = AreaFactory(programme=programme, code="members")
        ActionFactory(programme=programme, title="Late", area=area, due=day(-1), owner_post="Head of Finance")
        ActionFactory(programme=programme, title="Soon", due=day(27), owner=office)
        ActionFactory(programme=programme, title="Undated", review=review, due=PartialDate.to_be_confirmed())
        refer(ActionFactory(programme=programme, title="Done", complete=True, due=day(-9)), "C4")
        ActionFactory(programme=programme, title="Dropped", dropped=True, due=day(-9))
        ActionFactory(programme=programme, title="Proposed", recommended=True)

        everything = ["Late", "Soon", "Undated", "Done", "Dropped", "Proposed"]
        assert titles(sign_in(office).get(LIST, query)) == (everything if found is None else found)

    @pytest.mark.parametrize(
        ("sort", "found"),
        [
            ("number", ["Second", "First", "Plain"]),
            ("-number", ["First", "Second", "Plain"]),
            ("due", ["First", "Second", "Plain"]),
            ("-due", ["Second", "First", "Plain"]),
            ("owner", ["Plain", "First", "Second"]),
            ("title", ["First", "Plain", "Second"]),
            ("area", ["Plain", "Second", "First"]),
            ("status", ["First", "Second", "Plain"]),
        ],
    )
    def test_sorted(self, programme, office, sign_in, sort, found):
        early, late = (AreaFactory(programme=programme, position=place, name=f"Area {place}") for place in (1, 2))
        ActionFactory(programme=programme, area=late, title="First", is_recommendation=True, due=day(1), owner_post="A")
        ActionFactory(
            programme=programme, area=early, title="Second", is_recommendation=True, due=day(2), owner_post="B"
        )
        ActionFactory(programme=programme, area=early, title="Plain", owner=office, recommended=True)
        Action.objects.filter(title="Plain").update(is_recommendation=False, position=0)

        assert titles(sign_in(office).get(LIST, {"sort": sort})) == found

    def test_the_export_has_references_in_one_cell_and_the_number_in_a_column(self, programme, office, sign_in):
        area = AreaFactory(programme=programme, name="Members")
        action = ActionFactory(
            programme=programme, area=area, title="=1+1", code="a", due=PartialDate.month(2020, 5), recommended=True
        )
        refer(action, "MT11", "MT3")

        answer = sign_in(office).get(LIST, {"_export": "csv"})

        head, row = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
        assert head == (
            "Action,Number,Area,Delivery plan,Owner,Due,Status,Service review,Commentary,Reason for the status,"
            "Completed,Code"
        )
        assert row == '\'=1+1,1,Members,"MT3, MT11",,May 2020,Not started,,,,,a'

    def test_a_workbook_is_given_too(self, programme, office, sign_in):
        ActionFactory(programme=programme)
        answer = sign_in(office).get(LIST, {"_export": "xlsx"})
        assert b"".join(answer.streaming_content)[:2] == b"PK"

    def test_without_actions_it_says_what_to_do_next(self, office, programme, sign_in):
        page = sign_in(office).get(LIST).content.decode()
        assert "No actions yet" in page
        assert f'href="{NEW}"' in page

    def test_what_one_may_not_see_is_neither_listed_nor_counted(self, programme, review, sign_in):
        reader = lead_of(ReviewFactory(programme=programme))
        area = AreaFactory(programme=programme, code="members")
        for place, (title, of) in enumerate((("Hidden", review), ("Own", None)), 1):
            action = ActionFactory(
                programme=programme, title=title, review=of, area=area, position=place, recommended=True
            )
            refer(action, "C4")
        client = sign_in(reader)

        page = client.get(LIST)
        assert titles(page) == ["Own"]
        assert page.context["table"].numbers[action.pk] == 2
        for address in ("areas/", "areas/members/", "plan-references/", "plan-references/C4/", "recommendations/"):
            html = client.get(f"/programmes/harbour/{address}").content.decode()
            assert "Hidden" not in html
        counts = client.get("/programmes/harbour/areas/").context["table"].rows[0].record
        assert (counts.recommendations, counts.open_actions) == (1, 1)

    @pytest.mark.parametrize("number", [1, 3])
    def test_as_many_queries_for_one_as_for_three(
        self, programme, review, office, sign_in, django_assert_num_queries, number
    ):
        for _ in range(number):
            area = AreaFactory(programme=programme)
            action = ActionFactory(programme=programme, review=review, area=area, owner=office, recommended=True)
            refer(action, "C4", "C5")
        client = sign_in(office)
        client.get(LIST)

        with django_assert_num_queries(LIST_QUERIES):
            client.get(LIST)


LIST_QUERIES = 12


class TestPage:
    def test_it_shows_what_hangs_together(self, programme, review, office, sign_in):
        session = SessionFactory(review=review)
        recommendation = ActionFactory(programme=programme, title="That it be done", recommended=True)
        action = refer(
            ActionFactory(
                programme=programme, review=review, session=session, due=day(-2), commentary="*Half* done.", code="it"
            ),
            "C4",
        )
        carry_out(action, recommendation)
        client = sign_in(office)

        page = client.get(action.get_absolute_url())
        assert (page.context["page"].number, page.context["page"].is_overdue) == (None, True)
        html = page.content.decode()
        for words in ("<em>Half</em> done.", "Recommendation 1:", "That it be done", "Scrutiny session of", ">C4</a>"):
            assert words in html
        other = client.get(recommendation.get_absolute_url())
        assert [one.pk for one in other.context["page"].carried_out_by] == [action.pk]
        assert "Recommendation 1" in other.content.decode()

    def test_a_recommendation_of_a_review_one_does_not_see_is_left_out(self, programme, review, sign_in):
        reader = lead_of(ReviewFactory(programme=programme))
        action = ActionFactory(programme=programme)
        carry_out(action, ActionFactory(programme=programme, review=review, title="Hidden", recommended=True))

        assert "Hidden" not in sign_in(reader).get(action.get_absolute_url()).content.decode()

    def test_a_page_has_as_many_queries_whatever_hangs_on_it(
        self, programme, office, sign_in, django_assert_max_num_queries
    ):
        action = ActionFactory(programme=programme)
        for number in range(5):
            refer(action, f"C{number}")
            carry_out(action, ActionFactory(programme=programme, recommended=True))
        client = sign_in(office)
        client.get(action.get_absolute_url())
        with django_assert_max_num_queries(13):
            client.get(action.get_absolute_url())


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


class TestMyWork:
    def test_own_actions_overdue_or_due_within_four_weeks(self, programme, review, office):
        ActionFactory(programme=programme, title="Late", owner=office, due=day(-1))
        ActionFactory(programme=programme, title="Soon", owner=office, due=day(28), review=review)
        ActionFactory(programme=programme, title="Later", owner=office, due=day(29))
        ActionFactory(programme=programme, title="Undated", owner=office)
        ActionFactory(programme=programme, title="Done", owner=office, due=day(-1), complete=True)
        ActionFactory(programme=programme, title="Another's", due=day(-1))

        groups = {group.title: [item.label for item in group.items] for group in work_of(office)}

        assert groups["Overdue"] == ["Late"]
        assert groups["Your actions"] == ["Soon"]

    def test_an_owner_who_no_longer_sees_it_is_not_asked(self, programme, review):
        owner = user_with_role(Role.SPONSOR, programme)
        ActionFactory(programme=programme, owner=owner, review=review, due=day(-1))
        owner.grants.update(ended_on=timezone.localdate() - timedelta(days=1))

        assert work_of(User.objects.get(pk=owner.pk)) == ()

    @pytest.mark.parametrize("number", [1, 3])
    def test_one_query_however_many(self, programme, office, django_assert_num_queries, number):
        from services.queries.action_list import actions_to_do

        for _ in range(number):
            ActionFactory(programme=programme, owner=office, due=day(1))
        with django_assert_num_queries(1):
            assert len([*actions_to_do(office)]) == number


class TestReviewTab:
    def test_it_has_the_reviews_actions_and_sessions(self, programme, review, office, sign_in):
        ActionFactory(programme=programme, review=review, title="Own")
        ActionFactory(programme=programme, title="Of the programme")
        session = SessionFactory(review=review)
        SessionFactory(review=ReviewFactory(programme=programme))

        page = sign_in(office).get(reverse("review_actions", args=["harbour", "parking"]))

        assert [row.record.title for row in page.context["actions"].rows] == ["Own"]
        assert [row.record.pk for row in page.context["sessions"].rows] == [session.pk]

    @pytest.mark.parametrize("number", [1, 3])
    def test_as_many_queries_for_one_as_for_three(
        self, programme, review, office, sign_in, django_assert_num_queries, number
    ):
        for _ in range(number):
            session = SessionFactory(review=review)
            refer(ActionFactory(programme=programme, review=review, session=session, owner=office), "C4")
        client = sign_in(office)
        address = reverse("review_actions", args=["harbour", "parking"])
        client.get(address)

        with django_assert_num_queries(TAB_QUERIES):
            client.get(address)


TAB_QUERIES = 9
