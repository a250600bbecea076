"""The one reader of the past: `Moment` says when, `queryset.as_at(moment)` gives the rows, `Past` what a model knew."""

from programme.history.moment import NOW, Moment, end_of_day
from programme.history.past import Past, undone
from programme.history.rows import PastQuerySet, events_as_at, rows_as_at, shared_as_at

__all__ = [
    "NOW",
    "Moment",
    "Past",
    "PastQuerySet",
    "end_of_day",
    "events_as_at",
    "rows_as_at",
    "shared_as_at",
    "undone",
]
