"""The reviews of a programme as the history has them at a past moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.db.models import Case, F, QuerySet, When
from django.utils import timezone

from programme.models import Phase
from services.models import ServiceReview

REVIEW_FIELDS = (
    "name",
    "summary",
    "service_id",
    "phase_id",
    "position",
    "sponsor_id",
    "planned_start",
    "joined_on",
    "left_on",
    "left_reason",
    "agreement",
    "agreement_from",
)
"""What can be corrected by hand. The stage and state of a moment are those of the moves recorded by then."""

PHASE_FIELDS = ("programme_id", "code", "name", "starts", "ends", "position")


def end_of_day(day: date) -> datetime:
    """The last moment of a day, in the office's own time."""
    return timezone.make_aware(datetime.combine(day, time.max))


def reviews_as_at(*, reviews: QuerySet[ServiceReview], as_at: datetime) -> list[ServiceReview]:
    """These reviews and their phases as they stood, in the programme's order, in three queries. Not to be saved.

    A review that was loaded after the moment is read as it was loaded, and by its own dates: it is left out when it
    joined later, and has not left when it left later.
    """
    day = timezone.localdate(as_at)
    found = list(reviews.select_related("phase", "programme"))
    known = _known(model=ServiceReview, ids={review.pk for review in found}, fields=REVIEW_FIELDS, as_at=as_at)
    for review in found:
        for name, value in known.get(review.pk, {}).items():  # without any history: as it is today
            setattr(review, name, value)
        if review.left_on is not None and review.left_on > day:
            review.left_on, review.left_reason = None, ""  # it was still there, even if its leaving was known ahead
    ids = {review.phase_id for review in found if review.phase_id is not None}
    said = _known(model=Phase, ids=ids, fields=PHASE_FIELDS, as_at=as_at)
    phases = {identity: Phase(pk=identity, **values) for identity, values in said.items()}
    for review in found:
        if review.phase_id in phases:
            review.phase = phases[review.phase_id]
    return sorted((review for review in found if review.joined_on <= day), key=_programme_order)


def _known(*, model: Any, ids: Iterable[int], fields: Iterable[str], as_at: datetime) -> dict[int, dict[str, Any]]:
    """By row, what its last event up to the moment says; of a row loaded later, the last event of its loading."""
    loaded_later = Case(When(pgh_created_at__gt=as_at, then=F("pgh_created_at")))
    events = (
        model.pgh_event_model.objects.filter(pgh_obj_id__in=ids)
        .order_by("pgh_obj_id", loaded_later.asc(nulls_first=True), "-pgh_id")
        .distinct("pgh_obj_id")
    )
    return {event.pop("pgh_obj_id"): event for event in events.values("pgh_obj_id", *fields)}


def _programme_order(review: ServiceReview) -> tuple[bool, int, int, str, int]:
    """That of `in_programme_order`, by the phases and positions of the moment."""
    phase = review.phase
    return phase is not None, phase.position if phase else 0, review.position, review.name.casefold(), review.pk
