"""The lists of actions, areas, delivery plan references and scrutiny sessions that a reader sees.

What the page of one action, and of one scrutiny session, shows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from programme.models import Council, Programme, User
from programme.queries.my_work import WorkItem
from programme.values.ordering import natural_order
from services.enums import OPEN_ACTION_STATUSES, ActionStatus
from services.models import (
    Action,
    ActionReference,
    Area,
    PlanReference,
    ScrutinySession,
    ServiceReview,
    SessionCouncil,
)
from services.models.action import ActionQuerySet
from services.rules.stages import record_place

SOON = timedelta(days=28)
"""How long before its date an action stands among what its owner has to do."""


def listed_actions(*, programme: Programme, user: Any) -> ActionQuerySet:
    """The actions of a programme that a person may see, in the order of the record, each with `said_references`."""
    links = ActionReference.objects.filter(removed_at__isnull=True).select_related("reference")
    return (
        Action.objects.visible_to(user)
        .filter(programme=programme)
        .select_related("area", "review", "owner")
        .prefetch_related(Prefetch("references", queryset=links.order_by("pk"), to_attr="said_references"))
        .in_record_order()
    )


def references_of(action: Any) -> list[PlanReference]:
    """The references of a listed action, MT3 before MT11."""
    return sorted((link.reference for link in action.said_references), key=lambda one: natural_order(one.code))


def recommendation_numbers(programme: Programme) -> dict[int, int]:
    """The number of every recommendation by its id, whoever may see it: one run over the areas in their order.

    What is no longer needed keeps its number, so that the others keep theirs.
    """
    recommendations = Action.objects.filter(programme=programme, is_recommendation=True).order_by("pk")
    places = recommendations.values_list("area__position", "area__code", "position", "code", "pk")
    run = sorted(places, key=lambda place: record_place(*place[:4]))
    return {key: number for number, (*_, key) in enumerate(run, 1)}


def overdue(today: date) -> Q:
    """Still to be done although the date has passed: the rule of `Action.is_overdue`."""
    return Q(status__in=OPEN_ACTION_STATUSES, due__last_day__lt=today)


def due_soon(today: date) -> Q:
    """Still to be done within four weeks."""
    return Q(status__in=OPEN_ACTION_STATUSES, due__last_day__gte=today, due__last_day__lte=today + SOON)


def listed_areas(*, programme: Programme, user: Any) -> QuerySet[Any]:
    """The areas of a programme with how many of their actions, as the reader sees them, are of which kind."""
    seen = Action.objects.visible_to(user).filter(area=OuterRef("pk"))
    found: QuerySet[Any] = (
        Area.objects.visible_to(user)
        .filter(programme=programme)
        .annotate(
            open_actions=_count(seen.filter(status__in=OPEN_ACTION_STATUSES), by="area"),
            finished=_count(seen.filter(status=ActionStatus.COMPLETE), by="area"),
            recommendations=_count(seen.filter(is_recommendation=True), by="area"),
        )
        .order_by("position", "code")
    )
    return found


def listed_references(*, programme: Programme, user: Any) -> QuerySet[Any]:
    """The delivery plan references of a programme with how many actions that the reader sees stand under each."""
    links = ActionReference.objects.filter(
        reference=OuterRef("pk"), removed_at__isnull=True, action__in=Action.objects.visible_to(user)
    )
    found: QuerySet[Any] = (
        PlanReference.objects.visible_to(user)
        .filter(programme=programme)
        .annotate(
            all_actions=_count(links, by="reference"),
            open_actions=_count(links.filter(action__status__in=OPEN_ACTION_STATUSES), by="reference"),
        )
        .order_by("plan", "code")
    )
    return found


def listed_sessions(*, programme: Programme, user: Any) -> QuerySet[ScrutinySession]:
    """The scrutiny sessions that a person may see, the latest first, each with `there` and `action_count`."""
    there = SessionCouncil.objects.filter(removed_at__isnull=True).select_related("council")
    seen = Action.objects.visible_to(user).filter(session=OuterRef("pk"))
    return (
        ScrutinySession.objects.visible_to(user)
        .filter(programme=programme)
        .select_related("review", "group")
        .prefetch_related(Prefetch("attendances", queryset=there.order_by("council__short_name"), to_attr="there"))
        .annotate(action_count=_count(seen, by="session"))
        .order_by("-held_on", "code")
    )


def councils_there(session: Any) -> str:
    """The councils whose officers came to a listed session."""
    return ", ".join(attendance.council.short_name for attendance in session.there)


def actions_to_do(user: User) -> Iterable[WorkItem]:
    """A person's own actions that are overdue or due within four weeks, in one query."""
    actions = (
        Action.objects.visible_to(user)
        .filter(owner=user, status__in=OPEN_ACTION_STATUSES, due__isnull=False)
        .select_related("programme", "review")
        .order_by("pk")
    )
    for action in actions:
        today, last_day = action.programme.today, action.due.last_day if action.due else None
        if last_day is None or last_day > today + SOON:
            continue
        late = action.is_overdue(today)
        yield WorkItem(
            label=action.title,
            url=reverse("action_report", args=[action.programme.code, action.code]),
            programme=action.programme.name,
            due=last_day,
            status="" if late else str(ActionStatus(action.status).label),
            note=action.review.name if action.review else "",
            is_overdue=late,
        )


def actions_of_review(*, review: ServiceReview, user: Any) -> ActionQuerySet:
    """The actions of one review that a person may see, as `listed_actions`."""
    return listed_actions(programme=review.programme, user=user).filter(review=review)


def _count(rows: QuerySet[Any], *, by: str) -> Any:
    counted = rows.order_by().values(by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


@dataclass(frozen=True)
class NumberedRecommendation:
    """A recommendation with its number in the one run."""

    number: int
    action: Action


@dataclass(frozen=True)
class ActionPage:
    """Everything on the page but what depends on what the reader may do. `number` is a recommendation's."""

    number: int | None
    references: tuple[PlanReference, ...]
    carries_out: tuple[NumberedRecommendation, ...]
    carried_out_by: tuple[Action, ...]
    is_overdue: bool
    sees_review: bool


def action_page(*, action: Action, user: Any) -> ActionPage:
    """Read the page of an action that the user may see. Other actions are shown as far as they may see those."""
    numbers = recommendation_numbers(action.programme)
    seen = Action.objects.visible_to(user).filter(programme=action.programme)
    carried = seen.filter(
        carried_out_by__action=action, carried_out_by__removed_at__isnull=True, is_recommendation=True
    )
    carriers = seen.filter(carries_out__recommendation=action, carries_out__removed_at__isnull=True)
    references = PlanReference.objects.filter(actions__action=action, actions__removed_at__isnull=True)
    return ActionPage(
        number=numbers.get(action.pk),
        references=tuple(sorted(references, key=lambda one: (one.plan, natural_order(one.code)))),
        carries_out=tuple(NumberedRecommendation(numbers[one.pk], one) for one in carried.in_record_order()),
        carried_out_by=tuple(carriers.in_record_order()),
        is_overdue=action.is_overdue(action.programme.today),
        sees_review=bool(
            action.review_id and ServiceReview.objects.visible_to(user).filter(pk=action.review_id).exists()
        ),
    )


def councils_of_session(session: ScrutinySession) -> list[Council]:
    """The councils whose officers came."""
    here = session.attendances.filter(removed_at__isnull=True).values("council")
    return list(Council.objects.filter(pk__in=here).order_by("short_name"))
