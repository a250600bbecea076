"""The pages of groups: who is in them on a day, and who may change that."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from services.models import Group, GroupMember
from tests.factories.gates import GroupFactory, GroupMemberFactory
from tests.factories.programme import MembershipFactory
from tests.factories.services import ReviewFactory

pytestmark = pytest.mark.django_db

LIST_QUERIES = 8
PAGE_QUERIES = 6


def address(name, programme, **more):
    return reverse(name, kwargs={"programme_code": programme.code, **more})


def text_of(response):
    return " ".join(response.content.decode().split())


def fill(programme, number, review=None):
    for _ in range(number):
        group = GroupFactory(programme=programme, review=review)
        for _ in range(number):
            council = MembershipFactory(programme=programme).council
            GroupMemberFactory(group=group, council=council)
            GroupMemberFactory(group=group, council=council, left_on=date(2022, 1, 1))
    return group


class TestList:
    @pytest.mark.parametrize("number", [1, 3])
    def test_it_asks_the_same_of_the_database_however_many(
        self, number, programme, review, office, sign_in, django_assert_num_queries
    ):
        fill(programme, number, review=review)
        client = sign_in(office)

        with django_assert_num_queries(LIST_QUERIES):
            client.get(address("group_list", programme))

    def test_a_lead_officer_sees_the_programmes_and_those_of_their_reviews(self, programme, review, lead, sign_in):
        GroupFactory(programme=programme, name="Project board")
        GroupFactory(programme=programme, review=review, name="Own team")
        GroupFactory(programme=programme, review=ReviewFactory(programme=programme), name="Another team")

        page = sign_in(lead).get(address("group_list", programme))

        assert [row.record.name for row in page.context["table"].rows] == ["Project board", "Own team"]

    def test_filters_find_by_member_kind_and_review(self, programme, review, office, sign_in):
        GroupMemberFactory(group=GroupFactory(programme=programme, name="Costs"), post="Finance Manager")
        GroupFactory(programme=programme, review=review, name="Team", kind="core_group")
        GroupFactory(programme=programme, name="Old", ended_on=date(2022, 1, 1))
        client = sign_in(office)

        def found(query):
            table = client.get(f"{address('group_list', programme)}?{query}").context["table"]
            return [row.record.name for row in table.rows]

        assert found("q=finance") == ["Costs"]
        assert found("kind=core_group") == ["Team"]
        assert found(f"review={review.code}") == ["Team"]
        assert found("review=none&standing=now") == ["Costs"]
        assert found("standing=ended") == ["Old"]

    def test_as_a_workbook_it_says_who_is_in_it(self, programme, office, sign_in):
        group = GroupFactory(programme=programme, name="+Board")
        council = MembershipFactory(programme=programme, council__short_name="Alder").council
        GroupMemberFactory(group=group, post="Head of Finance", council=council, part="Costs")

        answer = sign_in(office).get(f"{address('group_list', programme)}?_export=xlsx")

        header, row = load_workbook(BytesIO(answer.getvalue())).active.iter_rows(values_only=True)
        assert header[:5] == ("Group", "Kind", "Works for", "Meets", "Members")
        assert (row[0], row[2], row[6]) == ("'+Board", "The programme", "Head of Finance (Alder): Costs")

    def test_empty_it_says_what_to_do_next(self, programme, office, sign_in):
        assert "Add the project board first" in text_of(sign_in(office).get(address("group_list", programme)))


class TestGroup:
    @pytest.mark.parametrize("number", [1, 3])
    def test_it_asks_the_same_of_the_database_however_many(
        self, number, programme, office, sign_in, django_assert_num_queries
    ):
        group = fill(programme, number)
        client = sign_in(office)

        with django_assert_num_queries(PAGE_QUERIES):
            client.get(address("group_detail", programme, group_code=group.code))

    def test_who_was_in_it_on_a_day(self, programme, office, sign_in):
        group = GroupFactory(programme=programme, responsibilities="- <b>Plans</b>")
        GroupMemberFactory(group=group, post="First Clerk", joined_on=date(2022, 1, 1), left_on=date(2022, 6, 30))
        GroupMemberFactory(group=group, post="Second Clerk", joined_on=date(2022, 7, 1))
        client, url = sign_in(office), address("group_detail", programme, group_code=group.code)

        def posts(query):
            page = client.get(f"{url}{query}").context["page"]
            return [[member.post for member in part] for part in (page.members, page.former, page.to_come)]

        assert posts("") == [["Second Clerk"], ["First Clerk"], []]
        assert posts("?on=2022-06-30") == [["First Clerk"], [], ["Second Clerk"]]
        assert "<b>Plans" not in text_of(client.get(url))

    @pytest.mark.parametrize("day", ["yesterday", "99999-01-01", "2022-13-01", "\0"])
    def test_a_day_that_is_none_is_said_at_its_field(self, programme, office, sign_in, day):
        group = GroupFactory(programme=programme)

        page = sign_in(office).get(address("group_detail", programme, group_code=group.code), {"on": day})

        assert (page.status_code, list(page.context["form"].errors)) == (200, ["on"])

    def test_added_changed_and_ended_by_its_pages(self, programme, office, sign_in):
        client = sign_in(office)
        client.post(address("group_create", programme), {"name": "Project board", "kind": "board"})
        group = Group.objects.get()
        url = address("group_edit", programme, group_code=group.code)
        seen = client.get(url).context["form"]["seen"].value()
        values = {"name": "Board", "kind": "board", "position": "1", "ended_on": "2023-05-01", "seen": seen}

        assert client.post(url, values).status_code == 302
        group.refresh_from_db()
        assert (group.name, group.ended_on) == ("Board", date(2023, 5, 1))
        page = client.post(url, {**values, "name": "Mine"})
        assert "Someone else changed this" in text_of(page)

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [({"name": ""}, "name"), ({"name": "x" * 201}, "name"), ({"kind": "club"}, "kind"), ({"name": "\0"}, "name")],
    )
    def test_what_is_wrong_is_said_at_its_field(self, programme, office, sign_in, wrong, field):
        values = {"name": "Board", "kind": "board", "responsibilities": "Much.", **wrong}

        page = sign_in(office).post(address("group_create", programme), values)

        assert list(page.context["form"].errors) == [field]
        assert page.context["form"]["responsibilities"].value() == "Much."


class TestMembers:
    def test_a_lead_officer_fills_the_groups_of_their_review(self, programme, review, lead, sign_in):
        client = sign_in(lead)
        client.post(
            reverse("review_group_create", args=[programme.code, review.code]), {"name": "Team", "kind": "team"}
        )
        group = Group.objects.get()
        add = address("member_add", programme, group_code=group.code)

        assert list(client.post(add, {"part": "Lead"}).context["form"].errors) == ["user"]
        assert client.post(add, {"user": lead.pk, "part": "Lead", "joined_on": "2023-01-01"}).status_code == 302
        member = GroupMember.objects.get()
        edit = address("member_edit", programme, group_code=group.code, member_code=member.code)
        seen = client.get(edit).context["form"]["seen"].value()
        values = {"user": lead.pk, "part": "Lead", "joined_on": "2023-01-01", "position": 1, "seen": seen}
        refused = client.post(edit, {**values, "left_on": "2022-12-31"})
        assert list(refused.context["form"].errors) == ["left_on"]
        assert client.post(edit, {**values, "left_on": "2023-06-30"}).status_code == 302
        member.refresh_from_db()
        assert (group.review, member.left_on) == (review, date(2023, 6, 30))

    def test_the_review_says_who_works_on_it(self, programme, review, lead, sign_in):
        GroupMemberFactory(group=GroupFactory(programme=programme, review=review, name="Depot team"), post="Surveyor")
        GroupFactory(programme=programme, review=review, name="Gone", ended_on=date(2022, 1, 1))

        page = sign_in(lead).get(reverse("review_detail", args=[programme.code, review.code]))

        assert [(group.name, [str(one) for one in group.here]) for group in page.context["groups"]] == [
            ("Depot team", ["Surveyor"])
        ]
        assert "Who works on it" in text_of(page)
