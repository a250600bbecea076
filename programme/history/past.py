"""What a kind of record says, once, of its own past."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Q

from programme.history.moment import Moment


@dataclass(frozen=True, kw_only=True)
class Undone:
    """A date on a row with what it put into force: before the date neither was there.

    `back_to` gives the other fields' values of before. `unless_only` names fields of which one must hold something for
    the date to be taken away: the row cannot be without any.
    """

    on: str
    back_to: Mapping[str, Any] = field(default_factory=dict)
    unless_only: tuple[str, ...] = ()

    def undo(self, row: Any, moment: Moment) -> None:
        """Take it back where the date lies after the moment."""
        if not moment.is_before(getattr(row, self.on)):
            return
        if self.unless_only and all(getattr(row, name) is None for name in self.unless_only):
            return
        setattr(row, self.on, None)
        for name, value in self.back_to.items():
            setattr(row, name, value)


@dataclass(frozen=True, kw_only=True)
class Past:
    """How rows of a model are read as at a past moment, beyond what the history tables hold.

    `known_on` is the field with the time or day from which a row was known by its own account; empty: always. It is
    asked of rows that came with a load after the moment, which the history cannot know. `undone_after` takes out of
    such a row what its dates put later: a function, or the dates. Rows that `written_once` picks out carry the time of
    their own recording in `known_on` and never change after it: they are read as they are, without the history.
    `begun` says which rows had begun where another record, not the row itself, says when.
    """

    known_on: str = ""
    undone_after: tuple[Undone, ...] | Callable[[Any, Moment], None] = ()
    written_once: Q | None = None
    begun: Callable[[Moment], Q] | None = None

    def is_read_as_is(self, model: Any) -> bool:
        """Whether some rows of the model are read without the history."""
        return self.written_once is not None or not hasattr(model, "pgh_event_model")

    def is_always_read_as_is(self, model: Any) -> bool:
        """Whether all are."""
        return self.written_once == Q() or not hasattr(model, "pgh_event_model")

    def knew(self, row: Any, moment: Moment) -> bool:
        """Whether the row, by its own account, was known then; one that is still being written tells nothing of it."""
        return self.written_once is None and not (self.known_on and moment.is_before(getattr(row, self.known_on)))

    def known(self, model: type[models.Model], moment: Moment) -> Q:
        """The same as a condition on rows of the model."""
        if not self.known_on or moment.is_now:
            return Q()
        limit = moment.as_at if self.tells_time(model) else moment.day
        return Q(**{f"{self.known_on}__lte": limit})

    def undo(self, row: Any, moment: Moment) -> None:
        """Take out of the row what by its own dates came later."""
        if callable(self.undone_after):
            self.undone_after(row, moment)
            return
        for one in self.undone_after:
            one.undo(row, moment)

    def tells_time(self, model: type[models.Model]) -> bool:
        """Whether rows say the time of their recording themselves, not only a day."""
        return bool(self.known_on) and isinstance(model._meta.get_field(self.known_on), models.DateTimeField)


NOTHING_OWN = Past()


def undone(on: str, *, unless_only: tuple[str, ...] = (), **back_to: Any) -> tuple[Undone, ...]:
    """A date and what it put into force, for `Past.undone_after`; several are added up."""
    return (Undone(on=on, back_to=back_to, unless_only=unless_only),)


def past_of(model: Any) -> Past:
    """What a model declares as `past`; of one that declares nothing the history alone tells."""
    found: Past = getattr(model, "past", NOTHING_OWN)
    return found
