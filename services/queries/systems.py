"""The systems in use of several reviews, now or as at a past moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from programme.history import Moment
from programme.models import Council
from services.models import ServiceReview, SystemInUse
from services.queries.indicator_page import SystemRow, is_in_use, system_rows
from services.queries.participations_as_at import councils_taking_part


def systems_by_review(
    *, reviews: Iterable[ServiceReview], moment: Moment
) -> dict[int, tuple[list[Council], tuple[SystemRow, ...]]]:
    """For each review with systems, its councils and the systems in use by purpose; in a fixed number of queries."""
    found: dict[int, list[SystemInUse]] = defaultdict(list)
    for system in SystemInUse.objects.filter(review__in=list(reviews)).as_at(moment):
        if is_in_use(system, today=moment.day):
            found[system.review_id].append(system)
    parts = councils_taking_part(reviews=found, day=moment.day, moment=moment)
    taking_part = {(review, council.pk) for review, councils in parts.items() for council in councils}
    ids = {council for _, council in taking_part} | {one.council_id for systems in found.values() for one in systems}
    councils = list(Council.objects.filter(pk__in=ids).order_by("short_name"))
    made = {}
    for review, systems in found.items():
        own = {one.council_id for one in systems} | {council for of, council in taking_part if of == review}
        columns = [council for council in councils if council.pk in own]
        ordered = sorted(systems, key=lambda one: (one.position, one.purpose, one.council_id, one.code))
        made[review] = columns, system_rows(ordered, councils=columns)
    return made
