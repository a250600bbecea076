"""The reviews of a programme as the history has them at a past moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, When
from django.utils import timezone

from programme.models import Phase, Programme
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

    A review that was loaded with its programme after the moment is read as it was loaded, and by its own dates: it is
    left out when it joined later, and has not left when it left later. One that was recorded after the moment in a
    programme that was here already is left out, whatever its dates say. Each says in `programme_began` when that was.
    """
    day = timezone.localdate(as_at)
    found = list(reviews.select_related("phase", "programme").annotate(programme_began=programme_began("programme")))
    ids = {review.pk for review in found}
    known = last_known(model=ServiceReview, conditions={"pgh_obj_id__in": ids}, fields=REVIEW_FIELDS, as_at=as_at)
    late = set()
    for review in found:
        said = known.get(review.pk, {})  # without any history: as it is today
        if said and came_later(said.pop("pgh_created_at"), as_at=as_at, began=review.programme_began):
            late.add(review.pk)
        for name, value in said.items():
            setattr(review, name, value)
        if review.left_on is not None and review.left_on > day:
            review.left_on, review.left_reason = None, ""  # it was still there, even if its leaving was known ahead
    phase_ids = {review.phase_id for review in found if review.phase_id is not None}
    said_of = last_known(model=Phase, conditions={"pgh_obj_id__in": phase_ids}, fields=PHASE_FIELDS, as_at=as_at)
    phases = {
        identity: Phase(pk=identity, **{name: values[name] for name in PHASE_FIELDS})
        for identity, values in said_of.items()
    }
    for review in found:
        if review.phase_id in phases:
            review.phase = phases[review.phase_id]
    there = (review for review in found if review.joined_on <= day and review.pk not in late)
    return sorted(there, key=_programme_order)


def programme_began(path: str) -> Subquery:
    """When the history of the programme at the end of the path begins; to be annotated."""
    events: Any = Programme.pgh_event_model.objects  # type: ignore[attr-defined]
    return Subquery(events.filter(pgh_obj=OuterRef(path)).order_by("pgh_id").values("pgh_created_at")[:1])


def came_later(recorded_at: datetime, *, as_at: datetime, began: datetime | None) -> bool:
    """Whether a row of which nothing older is known came after the moment, and not with its programme's first load:
    what came with that counts from the beginning.
    """
    return recorded_at > as_at and (began is None or recorded_at > began)


def last_known(
    *, model: Any, conditions: dict[str, Any], fields: Iterable[str], as_at: datetime, programme: str = ""
) -> dict[int, dict[str, Any]]:
    """By row, what its last event up to the moment says, and when it was recorded (`pgh_created_at`).

    Of a row that came later, the last event of its coming. The conditions are on what never changes of a row. With
    `programme`, the path to it, each also says when the history of its programme began (`programme_began`).
    """
    loaded_later = Case(When(pgh_created_at__gt=as_at, then=F("pgh_created_at")))
    events = (
        model.pgh_event_model.objects.filter(**conditions)
        .order_by("pgh_obj_id", loaded_later.asc(nulls_first=True), "-pgh_id")
        .distinct("pgh_obj_id")
    )
    if programme:
        events = events.annotate(programme_began=programme_began(programme))
        fields = [*fields, "programme_began"]
    return {event.pop("pgh_obj_id"): event for event in events.values("pgh_obj_id", "pgh_created_at", *fields)}


def _programme_order(review: ServiceReview) -> tuple[bool, int, int, str, int]:
    """That of `in_programme_order`, by the phases and positions of the moment."""
    phase = review.phase
    return phase is not None, phase.position if phase else 0, review.position, review.name.casefold(), review.pk
