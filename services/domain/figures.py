"""How baselines, standards and measurements are written: a page of cells at once, each cell on its own.

A cell carries the mark of what it showed when it was opened. One that was not changed is left alone, so that the
officers of two councils can fill in the same page at once. One that somebody else changed meanwhile is refused, and
then nothing of the page is written.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from programme.domain.keeping_rules import check_rules
from programme.errors import CellsChangedByAnother, DomainError, NotAllowed
from programme.models import Council, User
from programme.permissions import check_permission
from services.domain.review import lock_review
from services.models import Baseline, Indicator, Measurement, ServiceReview, ServiceStandard
from services.permissions import writes_figures_of
from services.values.figures import plain_figure

CHANGE = "services.change_indicators"
FIRST_DAY = date(1974, 4, 1)
"""The first day of the councils of today; nothing is measured before it."""

CellKey = tuple[int, int | None, int | None]
"""A cell: the ids of its indicator and council (None: all together), and its year (None: every year, or no matter)."""


@dataclass(frozen=True, kw_only=True)
class FigureEntry:
    """One cell as it was sent. `texts` are the words beside the figure by field; `seen` the mark it was opened with."""

    indicator: Indicator
    council: Council | None
    year: int | None = None
    value: Decimal | None
    texts: Mapping[str, str] = field(default_factory=dict)
    seen: str

    @property
    def key(self) -> CellKey:
        return self.indicator.pk, self.council.pk if self.council else None, self.year


def mark_of_figure(value: Decimal | None, texts: Iterable[str]) -> str:
    """A short mark of what a cell says. A cell without a row is the same as one that says nothing.

    Spaces around words do not count: a form sends them without.
    """
    said = [plain_figure(value), *(text.replace("\r\n", "\n").strip() for text in texts)]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:12]


def mark_of_row(row: Any, texts: Sequence[str]) -> str:
    """The mark of a recorded baseline, standard or measurement (None: nothing recorded)."""
    return mark_of_figure(figure_of(row), [getattr(row, name) if row else "" for name in texts])


def figure_of(row: Any) -> Decimal | None:
    """The value of a baseline or measurement, the target of a standard; None for no row."""
    if row is None:
        return None
    figure: Decimal | None = row.target if isinstance(row, ServiceStandard) else row.value
    return figure


@transaction.atomic
def record_baselines(*, review: ServiceReview, entries: Sequence[FigureEntry], actor: User, at: datetime) -> int:
    """Write the cells that were changed; how many. Raises NotAllowed, CellsChangedByAnother, DomainError."""
    known = Baseline.objects.filter(indicator__review=review)
    changed = _changed(review=review, entries=entries, known=known, actor=actor)
    for entry, before in changed:
        row = before or Baseline(indicator=entry.indicator, council=entry.council)
        row.value = entry.value
        _put_texts(row, entry)
    return len(changed)


@transaction.atomic
def set_standards(*, review: ServiceReview, entries: Sequence[FigureEntry], actor: User, at: datetime) -> int:
    """Write the cells that were changed; how many. A cleared one stays as a row that says nothing.

    Raises NotAllowed, CellsChangedByAnother, DomainError.
    """
    known = ServiceStandard.objects.filter(indicator__review=review)
    changed = _changed(review=review, entries=entries, known=known, actor=actor)
    for entry, before in changed:
        row = before or ServiceStandard(indicator=entry.indicator, council=entry.council, year=entry.year)
        row.target = entry.value
        _put_texts(row, entry)
    return len(changed)


@transaction.atomic
def record_measurements(
    *,
    review: ServiceReview,
    measured_from: date,
    measured_to: date,
    entries: Sequence[FigureEntry],
    actor: User,
    at: datetime,
) -> int:
    """Record what the indicators came to in a stretch of days; how many cells. A correction is a new version.

    Raises NotAllowed, CellsChangedByAnother, DomainError.
    """
    check_stretch(measured_from=measured_from, measured_to=measured_to, today=timezone.localdate(at))
    changed = _changed(
        review=review,
        entries=entries,
        known=measured_in(review=review, measured_from=measured_from, measured_to=measured_to),
        actor=actor,
    )
    for entry, before in changed:
        row = Measurement(
            indicator=entry.indicator,
            council=entry.council,
            measured_from=measured_from,
            measured_to=measured_to,
            version=before.version + 1 if before else 1,
            value=entry.value,
            recorded_by=actor,
            recorded_at=at,
        )
        _put_texts(row, entry)
    return len(changed)


def measured_in(*, review: ServiceReview, measured_from: date, measured_to: date) -> QuerySet[Measurement]:
    """The last version of every measurement of the stretch of days."""
    return (
        Measurement.objects.filter(indicator__review=review, measured_from=measured_from, measured_to=measured_to)
        .order_by("indicator_id", "council_id", "-version")
        .distinct("indicator_id", "council_id")
    )


def check_stretch(*, measured_from: date, measured_to: date, today: date) -> None:
    """Raise DomainError unless the days are in order and over."""
    check_rules(Measurement(measured_from=measured_from, measured_to=measured_to))
    if measured_to > today:
        raise DomainError("The last day must be today or earlier: these days are not over yet.", field="measured_to")
    if measured_from < FIRST_DAY:
        raise DomainError("The first day must be 1 April 1974 or later.", field="measured_from")


def _changed(
    *, review: ServiceReview, entries: Sequence[FigureEntry], known: QuerySet[Any], actor: User
) -> list[tuple[FigureEntry, Any]]:
    """The entries that say something new, each with the row it replaces. The review stays locked until the end."""
    review = lock_review(review)
    check_permission(actor, CHANGE, review)
    rows = {(row.indicator_id, row.council_id, getattr(row, "year", None)): row for row in known}
    changed, conflicts = [], {}
    for entry in entries:
        row = rows.get(entry.key)
        said, stands = mark_of_figure(entry.value, entry.texts.values()), mark_of_row(row, list(entry.texts))
        if said in (entry.seen, stands):
            continue
        if stands != entry.seen:
            conflicts[entry.key] = row
        changed.append((entry, row))
    _check_own(review=review, entries=[entry for entry, _ in changed], actor=actor)
    if conflicts:
        raise CellsChangedByAnother(conflicts)
    return changed


def _check_own(*, review: ServiceReview, entries: Sequence[FigureEntry], actor: User) -> None:
    councils = {entry.key[1] for entry in entries}
    if councils - writes_figures_of(actor, review, councils):
        raise NotAllowed(
            "You lead this review for another council. A council's figures are written by its own officer."
        )
    if any(entry.indicator.review_id != review.pk for entry in entries):
        raise DomainError("That indicator belongs to another review.")
    if councils - {None, *review.participations.values_list("council", flat=True)}:
        raise DomainError("That council takes no part in this review.")


def _put_texts(row: Any, entry: FigureEntry) -> None:
    for name, words in entry.texts.items():
        setattr(row, name, words)
    row.save()
