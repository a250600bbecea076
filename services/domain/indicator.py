"""What can be done to an indicator of a review: added, changed, ended. Nothing is deleted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from programme.domain.codes import new_code, next_place
from programme.domain.editing import fill, lock_unchanged
from programme.errors import DomainError
from programme.models import User
from programme.permissions import check_permission
from services.domain.review import lock_review
from services.models import Indicator, ServiceReview

CHANGE = "services.change_indicators"
INDICATOR_FIELDS = (
    "name",
    "heading",
    "category",
    "unit",
    "direction",
    "decimal_places",
    "position",
    "note",
    "ended_on",
)


@transaction.atomic
def add_indicator(*, review: ServiceReview, actor: User, at: datetime, **values: Any) -> Indicator:
    """Add an indicator to a review; without a position, after the others. `values` are INDICATOR_FIELDS.

    Raises NotAllowed, DomainError.
    """
    review = lock_review(review)
    check_permission(actor, CHANGE, review)
    indicator = Indicator(programme=review.programme, review=review)
    _put(indicator, values=values, at=at)
    indicator.code = new_code(f"{review.code} {indicator.name}", among=review.programme.indicators.all())
    indicator.save()
    return indicator


@transaction.atomic
def change_indicator(*, indicator: Indicator, seen: str, actor: User, at: datetime, **values: Any) -> Indicator:
    """Change an indicator; `seen` is its mark as it was opened. Its figures stay as they are.

    Raises NotAllowed, ChangedByAnother, DomainError.
    """
    review = ServiceReview.objects.select_for_update(of=("self",)).get(pk=indicator.review_id)
    check_permission(actor, CHANGE, review)
    indicator = lock_unchanged(indicator, seen=seen)
    _put(indicator, values=values, at=at)
    indicator.save()
    return indicator


def _put(indicator: Indicator, *, values: Mapping[str, Any], at: datetime) -> None:
    fill(indicator, values, INDICATOR_FIELDS)
    others = Indicator.objects.filter(review=indicator.review_id).exclude(pk=indicator.pk)
    if others.filter(name__iexact=indicator.name, heading__iexact=indicator.heading).exists():
        where = f" under {indicator.heading}" if indicator.heading else ""
        raise DomainError(
            f"This review already has an indicator called {indicator.name}{where}. Choose another name.", field="name"
        )
    _check_end(indicator.ended_on, today=timezone.localdate(at))
    if indicator.position is None:
        indicator.position = next_place(others)


def _check_end(ended_on: date | None, *, today: date) -> None:
    if ended_on is not None and ended_on > today:
        raise DomainError("Enter today or an earlier day: the last day on which it was measured.", field="ended_on")
