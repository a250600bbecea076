"""The reviews of a programme, now or as they stood at a moment."""

from __future__ import annotations

from django.db.models import QuerySet

from programme.history import Moment, unrecorded
from programme.models import Phase
from services.models import ServiceReview


def reviews_at(*, reviews: QuerySet[ServiceReview], moment: Moment) -> list[ServiceReview]:
    """These reviews in the programme's order, each with its phase and programme; of a past moment not to be saved.

    One query, for a past moment three. Reviews that had not joined by then are left out, and one whose leaving was
    recorded ahead of its day was still there.
    """
    if moment.is_now:
        return list(reviews.select_related("phase", "programme").in_programme_order())  # type: ignore[attr-defined]
    recorded = reviews.as_at(moment, foreseen=False)  # type: ignore[attr-defined]
    found = [review for review in (*recorded, *unrecorded(reviews)) if not moment.is_before(review.joined_on)]
    phases = Phase.objects.filter(pk__in={review.phase_id for review in found if review.phase_id is not None})
    by_key = {phase.pk: phase for phase in phases.as_at(moment)}
    for review in found:
        review.programme = moment.programme
        if review.phase_id in by_key:
            review.phase = by_key[review.phase_id]
    return sorted(found, key=_programme_order)


def _programme_order(review: ServiceReview) -> tuple[bool, int, int, str, int]:
    """That of `in_programme_order`, by the phases and positions of the moment."""
    phase = review.phase
    return phase is not None, phase.position if phase else 0, review.position, review.name.casefold(), review.pk
