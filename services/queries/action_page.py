"""What the page of one action, and of one scrutiny session, shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from programme.models import Council
from programme.values.ordering import natural_order
from services.models import Action, PlanReference, ScrutinySession, ServiceReview
from services.queries.action_list import recommendation_numbers


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
