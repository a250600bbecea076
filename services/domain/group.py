"""What can be done to the groups of officers of a programme or review, and to who is in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from programme.domain.codes import new_code, next_place
from programme.domain.editing import fill, lock_unchanged
from programme.domain.keeping_rules import check_rules
from programme.errors import DomainError
from programme.models import Council, Programme, ProgrammeMembership, RoleGrant, User
from programme.permissions import check_permission
from services.models import Group, GroupMember, ServiceReview

GROUP_FIELDS = ("name", "kind", "responsibilities", "meets", "position", "ended_on")
MEMBER_FIELDS = ("user", "post", "council", "part", "joined_on", "left_on", "position")


@transaction.atomic
def add_group(
    *, programme: Programme, review: ServiceReview | None, values: Mapping[str, Any], actor: User, at: datetime
) -> Group:
    """Begin a group of the programme or, with `review`, of that review. `values` are of GROUP_FIELDS.

    Raises NotAllowed, DomainError.
    """
    if review is None:
        check_permission(actor, "services.add_programme_group", programme)
    else:
        check_permission(actor, "services.add_review_group", review)
    _lock(programme)
    group = Group(programme=programme, review=review, position=next_place(programme.groups.all()))
    fill(group, values, GROUP_FIELDS)
    group.code = new_code(group.name, among=programme.groups.all())
    _check_group(group)
    group.save()
    return group


@transaction.atomic
def change_group(*, group: Group, values: Mapping[str, Any], seen: str, actor: User, at: datetime) -> Group:
    """Change a group, or end it by its last day. `seen` is its mark as it was opened.

    Raises NotAllowed, ChangedByAnother, DomainError.
    """
    group = lock_unchanged(group, seen=seen)
    check_permission(actor, "services.change_group", group)
    fill(group, values, GROUP_FIELDS)
    _check_group(group)
    group.save()
    return group


@transaction.atomic
def add_member(*, group: Group, values: Mapping[str, Any], actor: User, at: datetime) -> GroupMember:
    """Put somebody into a group. `values` are of MEMBER_FIELDS. Raises NotAllowed, DomainError."""
    group = Group.objects.select_for_update(of=("self",)).select_related("programme", "review").get(pk=group.pk)
    check_permission(actor, "services.change_group", group)
    member = GroupMember(group=group, position=next_place(group.members.all()))
    fill(member, values, MEMBER_FIELDS)
    member.code = new_code(str(member) or "member", among=group.members.all())
    _check_member(member, before=None)
    member.save()
    return member


@transaction.atomic
def change_member(
    *, member: GroupMember, values: Mapping[str, Any], seen: str, actor: User, at: datetime
) -> GroupMember:
    """Change somebody's part in a group; a last day is how they leave. `seen` is the mark as it was opened.

    Raises NotAllowed, ChangedByAnother, DomainError.
    """
    member = lock_unchanged(member, seen=seen)
    check_permission(actor, "services.change_group", member.group)
    before = (member.user_id, member.council_id)
    fill(member, values, MEMBER_FIELDS)
    _check_member(member, before=before)
    member.save()
    return member


def people_of(programme: Programme) -> Q:
    """The people who may be named in a group: those who hold a role in the programme today."""
    return Q(pk__in=RoleGrant.objects.current().filter(programme=programme).values("user"), is_active=True)


def _lock(programme: Programme) -> None:
    """One group is added at a time, so that codes and places stay apart; rows that point at it are not kept waiting."""
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)


def _check_group(group: Group) -> None:
    same = Group.objects.filter(
        programme=group.programme_id, review=group.review_id, name__iexact=group.name, ended_on=None
    ).exclude(pk=group.pk)
    if group.ended_on is None and same.exists():
        raise DomainError("There is a group of this name already. Choose another name.", field="name")


def _check_member(member: GroupMember, *, before: tuple[int | None, int | None] | None) -> None:
    programme = member.group.programme
    check_rules(member)
    known_user, known_council = before or (None, None)
    if member.user is not None and member.user_id != known_user:
        _check_user(member.user, programme=programme)
    if member.council is not None and member.council_id != known_council:
        _check_council(member.council, programme=programme)
    if any(_same(member, other) for other in member.group.members.exclude(pk=member.pk)):
        raise DomainError("They are in the group with this part at that time already.", field="user")


def _check_user(user: User, *, programme: Programme) -> None:
    if not User.objects.filter(people_of(programme), pk=user.pk).exists():
        raise DomainError(f"{user} holds no role in {programme}. Enter their job title instead.", field="user")


def _check_council(council: Council, *, programme: Programme) -> None:
    if not ProgrammeMembership.objects.filter(programme=programme, council=council).exists():
        raise DomainError(f"{council} is not a member of {programme}.", field="council")


def _same(member: GroupMember, other: GroupMember) -> bool:
    """The same person or post with the same part, at the same time."""
    is_same = (member.user_id, member.post.casefold(), member.council_id, member.part.casefold()) == (
        other.user_id,
        other.post.casefold(),
        other.council_id,
        other.part.casefold(),
    )
    return (
        is_same
        and (member.joined_on or date.min) <= (other.left_on or date.max)
        and ((other.joined_on or date.min) <= (member.left_on or date.max))
    )
