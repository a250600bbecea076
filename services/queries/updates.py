"""The updates that somebody ticked to decide on at once, and what stands in the way of each.

What differs between two updates, field by field and word by word.

What the update form opens on: the draft there is, or else what was said last time. Reading it writes nothing.

Which submitted updates wait for whose decision.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db.models import Q, QuerySet

from programme.enums import Role
from programme.models import Programme, ReportingPeriod, User
from programme.models.grants import programmes_of
from services.enums import OPEN_STATUSES, Rag, UpdateStatus
from services.models import ProgressUpdate, ServiceReview
from services.queries.reporting_grid import Reader, reader_in


@dataclass(frozen=True)
class Choice:
    """One update that somebody ticked, in the edition they saw. `obstacle`: why it cannot be decided; "" if it can."""

    update: ProgressUpdate
    edition: int
    obstacle: str


def read_choices(*, marks: Mapping[int, int], programme: Programme, period: ReportingPeriod, user: Any) -> list[Choice]:
    """The updates that stand behind the ticks (edition by id), by review; of those not the reader's, nothing."""
    reader = reader_in(programme=programme, period=period, user=user)
    updates = (
        ProgressUpdate.objects.visible_to(user)
        .filter(pk__in=list(marks), period=period)
        .select_related("review__programme", "period", "submitted_by")
        .order_by("review__name", "pk")
    )
    return [Choice(update, marks[update.pk], _obstacle(update, marks[update.pk], reader=reader)) for update in updates]


def _obstacle(update: ProgressUpdate, edition: int, *, reader: Reader) -> str:
    decides = reader.is_office or (reader.is_sponsor and update.review.sponsor_id == reader.user.pk)
    obstacles = (
        (not reader.is_open, "The period is closed, so nothing in it changes."),
        (not decides, "You do not decide on this review's updates."),
        (update.status == UpdateStatus.ACCEPTED, "It has been accepted already."),
        (update.edition != edition, "It changed after you opened the list. Read it again before you decide."),
        (update.status != UpdateStatus.SUBMITTED, "It is not submitted."),
        (update.submitted_by_id == reader.user.pk, "You submitted it yourself. Someone else must decide on it."),
    )
    return next((sentence for stands, sentence in obstacles if stands), "")


LONGEST_WORDS = 1_500
"""Longer texts are compared whole: word by word would hold up the page."""


@dataclass(frozen=True)
class Piece:
    """Some words of a text, and whether the other text has them."""

    text: str
    is_new: bool


@dataclass(frozen=True)
class FieldSaid:
    """One field of an update as it is read: its words now, before, and whether they differ.

    `pieces` is the text now with what is new marked; empty where the text was not compared word by word.
    """

    name: str
    label: str
    value: Any
    before: Any
    is_changed: bool
    pieces: tuple[Piece, ...] = ()

    @property
    def is_prose(self) -> bool:
        return isinstance(self.value, str) and self.name != "rag"


def field_label(name: str) -> str:
    """A field's name as the form and the pages write it."""
    label = str(ProgressUpdate._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return label[:1].upper() + label[1:]


def fields_said(update: ProgressUpdate, *, before: ProgressUpdate | None) -> list[FieldSaid]:
    """Every field of an update beside what was said before it."""
    found = []
    for name in ProgressUpdate.TEXT_FIELDS:
        value, old = getattr(update, name), getattr(before, name) if before else None
        changed = before is not None and _plain(value) != _plain(old)
        pieces = tuple(new_words(str(old or ""), value)) if changed and isinstance(value, str) and name != "rag" else ()
        found.append(FieldSaid(name, field_label(name), value, old, changed, pieces))
    return found


@dataclass(frozen=True)
class Difference:
    """A field in which two people's words differ."""

    name: str
    label: str
    theirs: str
    mine: str


def differences(*, theirs: ProgressUpdate, mine: Mapping[str, Any]) -> list[Difference]:
    """The fields in which what is stored differs from what a person typed."""
    return [
        Difference(name, field_label(name), in_words(name, getattr(theirs, name)), in_words(name, mine[name]))
        for name in ProgressUpdate.TEXT_FIELDS
        if name in mine and _plain(getattr(theirs, name)) != _plain(mine[name])
    ]


def in_words(name: str, value: Any) -> str:
    """A field's value as a person reads it."""
    if name == "rag":
        return str(Rag(value).label) if value in Rag.values else "Unrated"
    return "" if value is None else str(value)


def new_words(before: str, after: str) -> Iterable[Piece]:
    """The words of `after`, in pieces, with those that `before` lacks marked."""
    old, new = _words(before), _words(after)
    if len(old) > LONGEST_WORDS or len(new) > LONGEST_WORDS:
        return
    matcher = SequenceMatcher(a=[word.strip() for word in old], b=[word.strip() for word in new], autojunk=False)
    for kind, _, _, start, end in matcher.get_opcodes():
        if start != end:
            yield Piece("".join(new[start:end]), kind != "equal")


def _words(text: str) -> list[str]:
    """Words with the space that follows them."""
    return re.findall(r"\S+\s*|\s+", text)


def _plain(value: Any) -> str:
    return " ".join(str("" if value is None else value).split())


@dataclass(frozen=True)
class Opening:
    """The state of a review's update in a period as a writer finds it.

    `edition` and `version` go with the form, so that a save on top of someone else's is refused. `last_time` is the
    accepted update beside the form: this period's own when it is being corrected, else the latest before it.
    """

    review: ServiceReview
    period: ReportingPeriod
    on_its_way: ProgressUpdate | None
    last_time: ProgressUpdate | None
    version: int

    @property
    def edition(self) -> int:
        return self.on_its_way.edition if self.on_its_way else 0

    @property
    def is_correction(self) -> bool:
        """The period has an accepted update, which a new version is to correct."""
        return self.last_time is not None and self.last_time.period_id == self.period.pk

    @property
    def is_submitted(self) -> bool:
        """It waits for a decision, so its words cannot be changed."""
        return self.on_its_way is not None and self.on_its_way.status == UpdateStatus.SUBMITTED

    @property
    def stored(self) -> ProgressUpdate | None:
        """What anybody has saved for the period: the draft, or else the accepted update."""
        return self.on_its_way or (self.last_time if self.is_correction else None)

    def values(self) -> dict[str, Any]:
        """What the form's fields show at first."""
        source = self.on_its_way or self.last_time
        return {name: getattr(source, name) for name in ProgressUpdate.TEXT_FIELDS} if source else {}


def opening_of(*, review: ServiceReview, period: ReportingPeriod) -> Opening:
    """Read the opening in two queries at most."""
    people = ("author", "edited_by", "submitted_by", "decided_by")
    of_period = list(review.updates.filter(period=period).select_related("period", *people).order_by("version"))
    accepted = [update for update in of_period if update.status == UpdateStatus.ACCEPTED]
    on_its_way = next((update for update in of_period if update.status in OPEN_STATUSES), None)
    last_time = accepted[-1] if accepted else _before(review=review, period=period)
    last_version = of_period[-1].version if of_period else 0
    return Opening(
        review=review,
        period=period,
        on_its_way=on_its_way,
        last_time=last_time,
        version=on_its_way.version if on_its_way else last_version + 1,
    )


def last_said_before(update: ProgressUpdate) -> ProgressUpdate | None:
    """The accepted update that came before this one: an earlier version of its period, or of an earlier period."""
    same = (
        update.review.updates.accepted()
        .filter(period=update.period, version__lt=update.version)
        .select_related("period")
        .order_by("-version")
        .first()
    )
    return same or _before(review=update.review, period=update.period)


def _before(*, review: ServiceReview, period: ReportingPeriod) -> ProgressUpdate | None:
    return (
        review.updates.accepted()
        .filter(period__starts_on__lt=period.starts_on)
        .select_related("period")
        .order_by("-period__starts_on", "-version")
        .first()
    )


def decidable_by(user: User) -> QuerySet[ProgressUpdate]:
    """Submitted updates that this person may accept or return: the office's and the sponsor's, never one's own."""
    return (
        ProgressUpdate.objects.filter(status=UpdateStatus.SUBMITTED)
        .exclude(submitted_by=user)
        .filter(
            Q(review__programme__in=programmes_of(user, [Role.PROGRAMME_OFFICE]))
            | Q(review__sponsor=user, review__programme__in=programmes_of(user, [Role.SPONSOR]))
        )
    )
