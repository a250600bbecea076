"""For which councils of a review a person may record what a gate asks for."""

from __future__ import annotations

from programme.models import Council, User
from services.models import ReviewParticipation, ServiceReview


def councils_to_record_for(*, review: ServiceReview, actor: User, for_all: bool) -> list[Council]:
    """Those taking part today; unless `for_all`, only those that the person leads for. One query."""
    parts = ReviewParticipation.objects.on(review.programme.today).filter(review=review)
    if not for_all:
        parts = parts.filter(lead_officer=actor)
    return [part.council for part in parts.select_related("council").order_by("council__short_name")]
