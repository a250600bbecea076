"""When the records of a programme are read: now, or as at a past moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

if TYPE_CHECKING:
    from programme.models import Programme


@dataclass(frozen=True)
class Moment:
    """A moment of a programme; `as_at` None is now. Each reading of it asks the database once for what it needs.

    Without a programme it can only be now, in whatever programmes the rows are of.
    """

    programme: Programme | None
    as_at: datetime | None = None

    @classmethod
    def ending(cls, programme: Programme, day: date | None) -> Moment:
        """The end of a day; now for None."""
        return cls(programme, end_of_day(day) if day else None)

    @property
    def is_now(self) -> bool:
        """Whether the records are read as they are."""
        return self.as_at is None

    @property
    def day(self) -> date:
        """The day by which due and overdue are reckoned: the programme's own today, or the moment's."""
        return self.day_in(self.programme)

    def day_in(self, programme: Programme | None) -> date:
        """The same of one of several programmes."""
        if self.as_at is not None:
            return timezone.localdate(self.as_at)
        return programme.today if programme is not None else timezone.localdate()

    @property
    def time(self) -> datetime:
        """The time itself; for now the time at which this is asked."""
        return self.as_at or timezone.now()

    @property
    def limit(self) -> datetime | None:
        """The last time whose recordings count; None for now.

        What came with the programme's first load counts from the beginning, by its own dates: nothing older is known.
        """
        return self._times[0]

    @property
    def loads(self) -> tuple[datetime, ...]:
        """The later loads of the programme's past: a row that came with one of them counts from the beginning too."""
        return self._times[1]

    def by(self, field: str) -> Q:
        """The rows whose own time had come; for now all."""
        return Q() if self.as_at is None else Q(**{f"{field}__lte": self.as_at})

    def has_come(self, value: date | datetime | None) -> bool:
        """Whether a time or day had come by then; of now, whether there is one."""
        return value is not None and (self.as_at is None or not self.is_before(value))

    def is_before(self, value: Any) -> bool:
        """Whether a time, a day or a partial date lies wholly after the moment; never of now, nor of nothing."""
        if value is None or self.as_at is None:
            return False
        if isinstance(value, datetime):
            return value > self.as_at
        first = value if isinstance(value, date) else value.first_day
        return first is not None and first > self.day

    @cached_property
    def _times(self) -> tuple[datetime | None, tuple[datetime, ...]]:
        """The limit and the loads after it, in one query."""
        as_at, programme = self.as_at, self.programme
        if as_at is None or programme is None:
            return None, ()
        model: Any = type(programme)
        events = model.pgh_event_model.objects.filter(pgh_obj=OuterRef("pk")).order_by("pgh_id")
        began = Subquery(events.values("pgh_created_at")[:1])
        rows = model.objects.filter(pk=programme.pk).annotate(began=began).order_by("loads__loaded_at")
        found = list(rows.values_list("began", "loads__loaded_at"))
        first = next((began for began, _ in found if began), as_at)
        limit = max(as_at, first)
        return limit, tuple(load for _, load in found if load is not None and load > limit)


NOW = Moment(None)
"""Now, in whatever programmes the rows are of."""


def end_of_day(day: date) -> datetime:
    """The last moment of a day, in the office's own time."""
    return timezone.make_aware(datetime.combine(day, time.max))
