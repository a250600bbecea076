"""The issue log as a list, and what it can be filtered by."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.forms import TextInput

from programme.models import Council, Programme, User
from programme.tables.columns import DateColumn, LinkColumn, ListTable, TagColumn, TextColumn
from risks.enums import IssueStatus
from risks.models import Issue, RiskRegister
from services.filters.reviews import ListFilter

DUE = [("overdue", "Overdue"), ("none", "No date yet")]


def is_overdue(issue: Issue, today: Any) -> bool:
    """Whether an open issue should have been resolved before today."""
    return issue.status == IssueStatus.OPEN and issue.due is not None and bool(issue.due.is_overdue(today))


def owner_of(issue: Issue) -> str:
    """The person who deals with it, or the post."""
    return issue.owner.name if issue.owner is not None else issue.owner_post


def in_order_of_log(issues: QuerySet[Any], is_descending: bool) -> QuerySet[Any]:
    """Register by register, in the order of the log."""
    order = ("register__position", "register__name", "position", "code")
    return issues.order_by(*(f"-{field}" for field in order) if is_descending else order)


class IssueStatusColumn(TagColumn):
    """The status of an issue, in the tone of what is overdue where it is."""

    def reader(self, bound_column: Any, table: Any) -> Any:
        today = table.today
        return lambda issue: "overdue" if is_overdue(issue, today) else issue.status


class IssueTable(ListTable):
    """Issues as `listed_issues` reads them. Hidden columns stand in the export only."""

    caption = "Issues"

    number = TextColumn(order=in_order_of_log)
    title = LinkColumn(verbose_name="Issue")
    register = TextColumn(accessor="register__name", verbose_name="Register")
    owner = TextColumn(read=owner_of, verbose_name="Owner", order=("owner__name", "owner_post", "title"))
    raised_on = DateColumn(verbose_name="Raised")
    due = DateColumn(verbose_name="To be resolved by", order=("due__last_day", "title"))
    status = IssueStatusColumn()
    risk = TextColumn(accessor="risk__title", verbose_name="Risk that it was", visible=False)
    council = TextColumn(accessor="council__short_name", verbose_name="Council", visible=False)
    description = TextColumn(visible=False, verbose_name="What has happened")
    impact = TextColumn(visible=False)
    resolution = TextColumn(visible=False, verbose_name="What was done")
    resolved_on = DateColumn(visible=False, verbose_name="Resolved on")
    code = TextColumn(visible=False)

    def __init__(self, *args: Any, programme: Programme, **options: Any) -> None:
        super().__init__(*args, programme=programme, **options)
        self.today = programme.today

    def render_status(self, record: Issue) -> str:
        return "Overdue, open" if is_overdue(record, self.today) else str(IssueStatus(record.status).label)

    def value_status(self, record: Issue) -> str:
        return str(IssueStatus(record.status).label)


class IssueFilter(ListFilter):
    """Issues by words, register, status, owner, council and date."""

    q = filters.CharFilter(label="Words", method="by_words", widget=TextInput(attrs={"type": "search"}))
    register = filters.ChoiceFilter(label="Register", field_name="register__code", choices=(), empty_label="All")
    status = filters.ChoiceFilter(label="Status", choices=IssueStatus.choices, empty_label="All")
    owner = filters.ChoiceFilter(label="Owner", method="by_owner", choices=(), empty_label="Anybody")
    council = filters.ChoiceFilter(label="Council", field_name="council__code", choices=(), empty_label="All")
    due = filters.ChoiceFilter(label="Date", method="by_due", choices=DUE, empty_label="All")

    def __init__(self, *args: Any, programme: Programme, user: User, **extra: Any) -> None:
        super().__init__(*args, **extra)
        self.programme, self.user = programme, user
        seen = Issue.objects.visible_to(user).filter(programme=programme)
        registers = RiskRegister.objects.filter(pk__in=seen.values("register")).order_by("position", "name", "pk")
        owners = User.objects.filter(pk__in=seen.values("owner")).only("name", "email").order_by("name", "pk")
        councils = Council.objects.filter(pk__in=seen.values("council")).order_by("short_name", "pk")
        self.choices_of("register", [(one.code, one.name) for one in registers])
        self.choices_of("owner", [("me", "Myself"), *((str(one.pk), one.name) for one in owners)])
        self.choices_of("council", [(one.code, one.short_name) for one in councils])

    def by_words(self, issues: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        for word in value.split()[:8]:
            issues = issues.filter(
                Q(title__icontains=word)
                | Q(number__iexact=word)
                | Q(description__icontains=word)
                | Q(impact__icontains=word)
                | Q(resolution__icontains=word)
                | Q(owner__name__icontains=word)
                | Q(owner_post__icontains=word)
            )
        return issues

    def by_owner(self, issues: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return issues.filter(owner=self.user.pk if value == "me" else value)

    def by_due(self, issues: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        still = issues.filter(status=IssueStatus.OPEN)
        if value == "none":
            return still.filter(due__last_day__isnull=True)
        return still.filter(due__last_day__lt=self.programme.today)
