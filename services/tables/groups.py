"""The table and filters of groups of officers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet

from programme.models import Programme
from programme.tables.columns import DateColumn, LinkColumn, ListTable, NumberColumn, Route, TagColumn, TextColumn
from services.enums import GroupKind
from services.filters.reviews import ListFilter
from services.models import Group, GroupMember, ServiceReview
from services.queries.groups import words_of


def members_of(group: Any) -> str:
    """Who is in a listed group now."""
    return "; ".join(words_of(member) for member in group.here)


class GroupTable(ListTable):
    """Groups, each leading to its page. Hidden columns stand in the export only."""

    caption = "Groups"

    name = LinkColumn(verbose_name="Group", url=Route("group_detail", "code"))
    kind = TagColumn()
    of_what = TextColumn(verbose_name="Works for", empty_values=(), order_by=("of_what", "position"))
    meets = TextColumn(verbose_name="Meets")
    how_many = NumberColumn(verbose_name="Members")
    ended_on = DateColumn(verbose_name="Until", default="No end")
    members = TextColumn(read=members_of, visible=False, verbose_name="Who is in it")
    responsibilities = TextColumn(visible=False, verbose_name="What it is there for")
    code = TextColumn(visible=False)

    def render_of_what(self, value: str) -> str:
        return value or "The programme"


class GroupFilter(ListFilter):
    """Groups by words, kind, review, and whether they still work."""

    q = filters.CharFilter(label="Words", method="by_words")
    kind = filters.ChoiceFilter(label="Kind", choices=GroupKind.choices, empty_label="All")
    review = filters.ChoiceFilter(label="Works for", method="by_review", choices=(), empty_label="All")
    standing = filters.ChoiceFilter(
        label="Standing", method="by_standing", choices=[("now", "Works now"), ("ended", "Ended")], empty_label="All"
    )

    def __init__(self, *args: Any, programme: Programme, reviews: Iterable[ServiceReview], **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = programme.today
        self.choices_of("review", [("none", "The programme"), *((review.code, review.name) for review in reviews)])

    def by_words(self, groups: QuerySet[Group], name: str, value: str) -> QuerySet[Group]:
        for word in value.split()[:8]:
            members = GroupMember.objects.filter(
                Q(post__icontains=word) | Q(user__name__icontains=word) | Q(part__icontains=word)
            )
            groups = groups.filter(
                Q(name__icontains=word) | Q(responsibilities__icontains=word) | Q(pk__in=members.values("group"))
            )
        return groups

    def by_review(self, groups: QuerySet[Group], name: str, value: str) -> QuerySet[Group]:
        return groups.filter(review__isnull=True) if value == "none" else groups.filter(review__code=value)

    def by_standing(self, groups: QuerySet[Group], name: str, value: str) -> QuerySet[Group]:
        if value == "ended":
            return groups.filter(ended_on__lt=self.today)
        return groups.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=self.today))
