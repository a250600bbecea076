"""Groups of officers and who is in them: by whom they are kept, dated, ended and never deleted."""

from datetime import date

import pytest

from programme.domain.editing import mark_of
from programme.enums import Role
from programme.errors import ChangedByAnother, DomainError, NotAllowed
from services.domain.group import add_group, add_member, change_group, change_member
from services.enums import GroupKind
from services.models import GroupMember
from tests.factories.gates import GroupFactory, GroupMemberFactory
from tests.factories.programme import MembershipFactory, ProgrammeFactory, UserFactory, user_with_role

pytestmark = pytest.mark.django_db


def group_values(**values):
    return {"name": "Project board", "kind": GroupKind.BOARD, "responsibilities": "", "meets": "", **values}


def member_values(**values):
    empty = {"user": None, "post": "", "council": None, "part": "", "joined_on": None, "left_on": None}
    return {**empty, **values}


class TestGroups:
    def test_the_office_adds_groups_of_the_programme_in_their_order(self, programme, office, at):
        first, second = (
            add_group(programme=programme, review=None, values=group_values(name=name), actor=office, at=at)
            for name in (" Project board ", "Core group")
        )

        assert (first.code, first.name, first.position, second.position) == ("project-board", "Project board", 1, 2)

    def test_a_lead_officer_adds_to_their_review_alone(self, programme, review, lead, at):
        made = add_group(programme=programme, review=review, values=group_values(), actor=lead, at=at)

        assert made.review == review
        with pytest.raises(NotAllowed):
            add_group(programme=programme, review=None, values=group_values(name="Other"), actor=lead, at=at)

    def test_who_only_reads_changes_nothing(self, programme, review, sponsor, at):
        group = GroupFactory(programme=programme, review=review)
        with pytest.raises(NotAllowed):
            change_group(group=group, values=group_values(), seen=mark_of(group), actor=sponsor, at=at)
        with pytest.raises(NotAllowed):
            add_member(group=group, values=member_values(post="Clerk"), actor=sponsor, at=at)

    def test_a_lead_officer_does_not_change_the_programmes_groups(self, programme, lead, at):
        group = GroupFactory(programme=programme)
        with pytest.raises(NotAllowed):
            change_group(group=group, values=group_values(), seen=mark_of(group), actor=lead, at=at)

    def test_one_name_among_those_that_work(self, programme, review, office, at):
        GroupFactory(programme=programme, name="Project board")
        GroupFactory(programme=programme, name="Core group", ended_on=date(2023, 1, 1))

        with pytest.raises(DomainError, match="There is a group of this name already"):
            add_group(programme=programme, review=None, values=group_values(name="project BOARD"), actor=office, at=at)
        assert add_group(programme=programme, review=review, values=group_values(), actor=office, at=at)
        assert add_group(programme=programme, review=None, values=group_values(name="Core group"), actor=office, at=at)

    def test_it_is_ended_and_stays(self, programme, office, at):
        group = GroupFactory(programme=programme)

        ended = change_group(
            group=group, values={"ended_on": date(2023, 5, 1)}, seen=mark_of(group), actor=office, at=at
        )

        assert (ended.ended_on, ended.name) == (date(2023, 5, 1), group.name)

    def test_two_people_do_not_overwrite_each_other(self, programme, office, at):
        group = GroupFactory(programme=programme)
        seen = mark_of(group)
        change_group(group=group, values={"name": "First"}, seen=seen, actor=office, at=at)

        with pytest.raises(ChangedByAnother):
            change_group(group=group, values={"name": "Second"}, seen=seen, actor=office, at=at)


class TestMembers:
    def test_a_person_of_the_programme_or_a_post(self, programme, lead, office, at):
        group = GroupFactory(programme=programme)
        person = add_member(group=group, values=member_values(user=lead, part="Chair"), actor=office, at=at)
        post = add_member(group=group, values=member_values(post=" Head of Finance "), actor=office, at=at)

        assert (str(person), person.code, person.position) == ("Lena Lead", "lena-lead", 1)
        assert (str(post), post.code, post.position) == ("Head of Finance", "head-of-finance", 2)

    def test_nobody_and_somebody_from_elsewhere_are_refused(self, programme, office, at):
        group = GroupFactory(programme=programme)
        stranger = user_with_role(Role.PROGRAMME_OFFICE, ProgrammeFactory())
        closed = user_with_role(Role.BOARD_MEMBER, programme, is_active=False)

        for values in ({}, {"post": "  "}, {"user": stranger}, {"user": UserFactory()}, {"user": closed}):
            with pytest.raises(
                DomainError, match=r"Choose a person, or enter a job|holds no role in Harbour and Vale"
            ) as refusal:
                add_member(group=group, values=member_values(**values), actor=office, at=at)
            assert refusal.value.field == "user"

    def test_who_is_in_it_already_may_stay_when_their_role_has_ended(self, programme, office, at):
        member = GroupMemberFactory(group__programme=programme, user=UserFactory(), post="")

        kept = change_member(member=member, values={"part": "Costs"}, seen=mark_of(member), actor=office, at=at)

        assert kept.part == "Costs"

    def test_the_council_is_of_the_programme(self, programme, office, at):
        group = GroupFactory(programme=programme)
        elsewhere = MembershipFactory().council

        with pytest.raises(DomainError, match="is not a member of Harbour and Vale") as refusal:
            add_member(group=group, values=member_values(post="Clerk", council=elsewhere), actor=office, at=at)
        assert refusal.value.field == "council"

    def test_they_leave_on_or_after_their_first_day(self, programme, office, at):
        member = GroupMemberFactory(group__programme=programme, joined_on=date(2023, 2, 1))

        with pytest.raises(DomainError, match="Enter a day on or after the first day") as refusal:
            change_member(
                member=member, values={"left_on": date(2023, 1, 31)}, seen=mark_of(member), actor=office, at=at
            )
        assert refusal.value.field == "left_on"

    def test_the_same_part_once_at_a_time(self, programme, office, at):
        group = GroupFactory(programme=programme)
        GroupMemberFactory(group=group, post="Clerk", left_on=date(2023, 1, 31))

        with pytest.raises(DomainError, match="already"):
            add_member(
                group=group, values=member_values(post="clerk", joined_on=date(2023, 1, 31)), actor=office, at=at
            )
        assert add_member(
            group=group, values=member_values(post="Clerk", joined_on=date(2023, 2, 1)), actor=office, at=at
        )

    def test_two_people_do_not_overwrite_each_other(self, programme, office, at):
        member = GroupMemberFactory(group__programme=programme)
        seen = mark_of(member)
        GroupMember.objects.filter(pk=member.pk).update(part="Theirs")

        with pytest.raises(ChangedByAnother):
            change_member(member=member, values={"part": "Mine"}, seen=seen, actor=office, at=at)
