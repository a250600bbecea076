"""The pages of actions: list, filters, export, page, My work, the review's tab."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from programme.enums import Role
from programme.models import User
from programme.queries.my_work import work_of
from programme.values.partial_date import PartialDate
from services.models import Action
from tests.factories.actions import ActionFactory, AreaFactory, SessionFactory, carry_out, refer
from tests.factories.programme import user_with_role
from tests.factories.services import ReviewFactory, lead_of

pytestmark = pytest.mark.django_db

LIST = "/programmes/harbour/actions/"
NEW = "/programmes/harbour/actions/new/"


def day(days):
    return PartialDate.day(timezone.localdate() + timedelta(days=days))


def titles(page):
    return [row.record.title for row in page.context["table"].rows]


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
            ({"q": "zebra"}, []),
            ({"status": "<b>", "due": "\x00", "reference": "nowhere"}, None),
        ],
    )
    def test_filters(self, programme, review, office, sign_in, query, found):
        area = AreaFactory(programme=programme, code="members")
        ActionFactory(
            programme=programme, code="late", title="Late", area=area, due=day(-1), owner_post="Head of Finance"
        )
        ActionFactory(programme=programme, code="soon", title="Soon", due=day(27), owner=office)
        ActionFactory(
            programme=programme, code="undated", title="Undated", review=review, due=PartialDate.to_be_confirmed()
        )
        refer(ActionFactory(programme=programme, code="done", title="Done", complete=True, due=day(-9)), "C4")
        ActionFactory(programme=programme, code="dropped", title="Dropped", dropped=True, due=day(-9))
        ActionFactory(programme=programme, code="proposed", title="Proposed", recommended=True)

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
        from services.queries.actions import actions_to_do

        for _ in range(number):
            ActionFactory(programme=programme, owner=office, due=day(1))
        with django_assert_num_queries(2):  # the grants of the reader, once
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
