"""The groups of officers of a programme and its reviews, and who is in them on a day or as at a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, IntegerField, Prefetch, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from programme.history import NOW, Moment
from programme.models import Council, Programme, User
from services.models import Group, GroupMember, ServiceReview


@dataclass(frozen=True, kw_only=True)
class GroupPage:
    """Who is in a group on a day, who was before, and who will be."""

    members: tuple[GroupMember, ...]
    former: tuple[GroupMember, ...]
    to_come: tuple[GroupMember, ...]


@dataclass(frozen=True, kw_only=True)
class GroupRow:
    """A group and its members as they stood, for a report."""

    name: str
    review_id: int | None
    responsibilities: str
    meets: str
    members: tuple[str, ...]


def is_ended(group: Any, day: date) -> bool:
    return group.ended_on is not None and group.ended_on < day


def in_group_on(member: Any, day: date) -> bool:
    """Whether somebody is in their group on a day: the rule of `GroupMember.objects.on`."""
    return (member.joined_on is None or member.joined_on <= day) and (member.left_on is None or member.left_on >= day)


def listed_groups(*, programme: Programme, user: Any) -> QuerySet[Group]:
    """The groups that the reader may see: the programme's own, then those of its reviews; those that ended, last.

    `here` are those in it today, read in one more query; `how_many` counts them.
    """
    today = programme.today
    here = GroupMember.objects.on(today)
    in_it = Q(members__in=here.values("pk"))
    return (
        Group.objects.visible_to(user)
        .filter(programme=programme)
        .annotate(
            of_what=Coalesce("review__name", Value("")),
            has_ended=Case(When(ended_on__lt=today, then=Value(1)), default=Value(0), output_field=IntegerField()),
            how_many=Count("members", filter=in_it, distinct=True),
        )
        .select_related("review")
        .prefetch_related(
            Prefetch(
                "members",
                queryset=here.select_related("user", "council").order_by("position", "code"),
                to_attr="here",
            )
        )
        .order_by("has_ended", "of_what", "position", "name", "pk")
    )


def groups_of_review(*, review: ServiceReview, day: date) -> list[Group]:
    """The groups that work on one review on a day, each with who is in it (`here`); two queries."""
    groups = review.groups.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=day))
    members = GroupMember.objects.on(day).select_related("user", "council").order_by("position", "code")
    return list(
        groups.prefetch_related(Prefetch("members", queryset=members, to_attr="here")).order_by("position", "name")
    )


def group_page(*, group: Group, day: date) -> GroupPage:
    """Who is, was and will be in a group, seen from a day; one query."""
    members = list(group.members.select_related("user__council", "council").order_by("position", "code"))
    return GroupPage(
        members=tuple(member for member in members if in_group_on(member, day)),
        former=tuple(member for member in members if member.left_on is not None and member.left_on < day),
        to_come=tuple(member for member in members if member.joined_on is not None and member.joined_on > day),
    )


def group_rows(*, programme: Programme, review_ids: Collection[int], moment: Moment = NOW) -> list[GroupRow]:
    """The programme's own groups and those of these reviews, with who is in them on that day; four queries."""
    groups = [
        group
        for group in Group.objects.filter(programme=programme).as_at(moment)
        if not is_ended(group, moment.day_in(programme)) and (group.review_id is None or group.review_id in review_ids)
    ]
    members: dict[int, list[GroupMember]] = defaultdict(list)
    for member in GroupMember.objects.filter(group__in=[group.pk for group in groups]).as_at(moment):
        if in_group_on(member, moment.day_in(programme)):
            members[member.group_id].append(member)
    everyone = [member for found in members.values() for member in found]
    users = User.objects.only("name", "post").in_bulk({member.user_id for member in everyone if member.user_id})
    councils = Council.objects.in_bulk({member.council_id for member in everyone if member.council_id})
    return [
        GroupRow(
            name=group.name,
            review_id=group.review_id,
            responsibilities=group.responsibilities,
            meets=group.meets,
            members=tuple(
                member_words(
                    name=users[member.user_id].name if member.user_id else "",
                    post=member.post or (users[member.user_id].post if member.user_id else ""),
                    council=councils[member.council_id].short_name if member.council_id else "",
                    part=member.part,
                )
                for member in sorted(members[group.pk], key=lambda member: (member.position, member.code))
            ),
        )
        for group in sorted(groups, key=lambda group: (group.review_id is not None, group.position, group.name))
    ]


def member_words(*, name: str, post: str, council: str, part: str) -> str:
    """ "Alex Morgan, Head of Finance (Ashmere): costs"."""
    who = ", ".join(word for word in (name, post) if word)
    return f"{who}{f' ({council})' if council else ''}{f': {part}' if part else ''}"


def words_of(member: GroupMember) -> str:
    """A member in words, from rows that are read with their person and council."""
    return member_words(
        name=member.user.name if member.user else "",
        post=member.post or (member.user.post if member.user else ""),
        council=member.council.short_name if member.council else "",
        part=member.part,
    )
