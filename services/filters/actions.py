"""Filters of the lists of actions and scrutiny sessions. Their names and values are addresses that pages link to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.forms import CheckboxSelectMultiple, TextInput

from programme.models import Council, Programme, User
from programme.values.ordering import natural_order
from services.enums import OPEN_ACTION_STATUSES, ActionStatus
from services.filters.reviews import ListFilter
from services.models import Action, ActionReference, Area, Group, PlanReference, ScrutinySession, ServiceReview
from services.queries.actions import due_soon, overdue

STATUSES = [("open", "To be done"), *ActionStatus.choices]
DUE = [("overdue", "Overdue"), ("soon", "Due within four weeks"), ("none", "No date yet")]
CLOSE = {"class": "govuk-checkboxes--small concordat-choices"}
KINDS = [("recommendations", "Recommendations"), ("actions", "Other actions")]


@dataclass(frozen=True)
class ActionChoices:
    """What a programme's actions can be filtered by, read once for a page."""

    areas: list[Area]
    references: list[PlanReference]
    owners: list[User]
    reviews: list[ServiceReview]


def action_choices(*, programme: Programme, user: Any) -> ActionChoices:
    """The areas, references, owners and reviews of the actions that a person may see, in four queries."""
    actions = Action.objects.visible_to(user).filter(programme=programme)
    return ActionChoices(
        areas=list(Area.objects.visible_to(user).filter(programme=programme)),
        references=sorted(
            PlanReference.objects.visible_to(user).filter(programme=programme), key=lambda one: natural_order(one.code)
        ),
        owners=list(User.objects.filter(pk__in=actions.values("owner")).only("name", "email").order_by("name", "pk")),
        reviews=list(ServiceReview.objects.filter(pk__in=actions.values("review")).order_by("name", "pk")),
    )


class ActionFilter(ListFilter):
    """Actions by words, area, references, status, owner, review, date and kind."""

    q = filters.CharFilter(label="Words", method="by_words", widget=TextInput(attrs={"type": "search"}))
    area = filters.ChoiceFilter(label="Area", method="by_area", choices=(), empty_label="All")
    status = filters.ChoiceFilter(label="Status", method="by_status", choices=STATUSES, empty_label="All")
    due = filters.ChoiceFilter(label="Date", method="by_due", choices=DUE, empty_label="All")
    owner = filters.ChoiceFilter(label="Owner", method="by_owner", choices=(), empty_label="Anybody")
    review = filters.ChoiceFilter(label="Service review", method="by_review", choices=(), empty_label="All")
    kind = filters.ChoiceFilter(label="Kind", method="by_kind", choices=KINDS, empty_label="All")
    reference = filters.MultipleChoiceFilter(
        label="Delivery plan reference", method="by_reference", choices=(), widget=CheckboxSelectMultiple(attrs=CLOSE)
    )

    def __init__(self, *args: Any, programme: Programme, user: User, choices: ActionChoices, **extra: Any) -> None:
        super().__init__(*args, **extra)
        self.programme, self.user = programme, user
        self.choices_of("area", [*((area.code, area.name) for area in choices.areas), ("none", "No area")])
        self.choices_of("owner", [("me", "Myself"), *((str(one.pk), one.name) for one in choices.owners)])
        self.choices_of("review", [*((one.code, one.name) for one in choices.reviews), ("none", "No review")])
        self.choices_of("reference", [(one.code, one.code) for one in choices.references])
        if not choices.references:
            del self.filters["reference"]

    def by_words(self, actions: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        for word in value.split()[:8]:
            actions = actions.filter(
                Q(title__icontains=word)
                | Q(commentary__icontains=word)
                | Q(status_reason__icontains=word)
                | Q(owner__name__icontains=word)
                | Q(owner_post__icontains=word)
                | Q(code__icontains=word)
            )
        return actions

    def by_area(self, actions: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return actions.filter(area__isnull=True) if value == "none" else actions.filter(area__code=value)

    def by_status(self, actions: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return actions.filter(status__in=OPEN_ACTION_STATUSES if value == "open" else [value])

    def by_due(self, actions: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        today = self.programme.today
        if value == "none":
            return actions.filter(status__in=OPEN_ACTION_STATUSES, due__last_day__isnull=True)
        return actions.filter(overdue(today) if value == "overdue" else due_soon(today))

    def by_owner(self, actions: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return actions.filter(owner=self.user.pk if value == "me" else value)

    def by_review(self, actions: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return actions.filter(review__isnull=True) if value == "none" else actions.filter(review__code=value)

    def by_kind(self, actions: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return actions.filter(is_recommendation=value == "recommendations")

    def by_reference(self, actions: QuerySet[Any], name: str, value: list[str]) -> QuerySet[Any]:
        """Actions under any of the references."""
        if not value:
            return actions
        found = PlanReference.objects.filter(programme=self.programme, code__in=value)
        links = ActionReference.objects.filter(reference__in=found, removed_at__isnull=True)
        return actions.filter(pk__in=links.values("action"))


class SessionFilter(ListFilter):
    """Scrutiny sessions by words, review, who held them, council and days."""

    q = filters.CharFilter(label="Words", method="by_words", widget=TextInput(attrs={"type": "search"}))
    review = filters.ChoiceFilter(label="Service review", field_name="review__code", choices=(), empty_label="All")
    group = filters.ChoiceFilter(label="Held by", field_name="group__code", choices=(), empty_label="Anybody")
    council = filters.ChoiceFilter(label="Officers of", method="by_council", choices=(), empty_label="All")
    held_from = filters.DateFilter(label="Held on or after", field_name="held_on", lookup_expr="gte")
    held_to = filters.DateFilter(label="Held on or before", field_name="held_on", lookup_expr="lte")

    def __init__(self, *args: Any, programme: Programme, user: Any, **extra: Any) -> None:
        super().__init__(*args, **extra)
        sessions = ScrutinySession.objects.visible_to(user).filter(programme=programme)
        reviews = ServiceReview.objects.filter(pk__in=sessions.values("review")).order_by("name", "pk")
        groups = Group.objects.filter(pk__in=sessions.values("group")).order_by("name", "pk")
        councils = Council.objects.filter(session_attendances__session__in=sessions).distinct().order_by("short_name")
        self.choices_of("review", [(one.code, one.name) for one in reviews])
        self.choices_of("group", [(one.code, one.name) for one in groups])
        self.choices_of("council", [(one.code, one.short_name) for one in councils])

    def by_words(self, sessions: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        for word in value.split()[:8]:
            sessions = sessions.filter(
                Q(review__name__icontains=word)
                | Q(challenged__icontains=word)
                | Q(approved__icontains=word)
                | Q(notes__icontains=word)
            )
        return sessions

    def by_council(self, sessions: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        there = ScrutinySession.objects.filter(attendances__council__code=value, attendances__removed_at__isnull=True)
        return sessions.filter(pk__in=there.values("pk"))
