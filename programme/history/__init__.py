"""The one reader of the past: `Moment` says when, `queryset.as_at(moment)` gives the rows, `Past` what a model knew."""

from programme.history.breaches import breached_since
from programme.history.moment import NOW, Moment, end_of_day
from programme.history.past import Past, undone
from programme.history.rows import (
    PastQuerySet,
    first_recorded,
    last_recorded,
    recordings,
    rows_as_at,
    shared_as_at,
    unrecorded,
)

__all__ = [
    "NOW",
    "Moment",
    "Past",
    "PastQuerySet",
    "breached_since",
    "end_of_day",
    "first_recorded",
    "last_recorded",
    "recordings",
    "rows_as_at",
    "shared_as_at",
    "undone",
    "unrecorded",
]
