"""What the database refuses of groups and their members, whoever writes."""

from datetime import date

import pytest
from django.db import DatabaseError

from services.models import Group, GroupMember
from tests.factories.gates import GroupFactory, GroupMemberFactory
from tests.services.models.test_constraints import refused

pytestmark = pytest.mark.django_db


class TestGroups:
    def test_a_code_once_in_a_programme(self, programme):
        group = GroupFactory(programme=programme)

        with refused("group_code_unique"):
            GroupFactory(programme=programme, code=group.code)

    def test_a_kind_of_the_table(self):
        with refused("group_kind_known"):
            GroupFactory(kind="club")

    def test_its_review_is_of_its_programme(self, review):
        with refused("the review belongs to another programme", DatabaseError):
            GroupFactory(review=review)

    def test_it_is_never_deleted(self):
        GroupFactory()

        with refused("never_deleted", DatabaseError):
            Group.objects.all().delete()


class TestMembers:
    def test_a_code_once_in_a_group(self):
        member = GroupMemberFactory()

        with refused("group_member_code_unique"):
            GroupMemberFactory(group=member.group, code=member.code)

    def test_somebody(self):
        with refused("group_member_is_somebody"):
            GroupMemberFactory(post="")

    def test_they_leave_after_joining(self):
        with refused("group_member_leaves_after_joining"):
            GroupMemberFactory(joined_on=date(2023, 2, 1), left_on=date(2023, 1, 31))

    def test_they_are_never_deleted(self):
        GroupMemberFactory()

        with refused("never_deleted", DatabaseError):
            GroupMember.objects.all().delete()
