"""How the values of the savings tracker are written: many cells at once, each on its own.

A cell carries the mark of what it showed when it was opened. One that was not changed is left alone; one that somebody
else changed meanwhile is refused, and then nothing of the page is written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from finance.domain.savings import check_open, check_theirs, lock_tracker
from finance.enums import ValueKind
from finance.models import SavingsLine, SavingsValue
from finance.rules.money import BLANK, WITHHELD, Cell, Standing
from finance.rules.savings import WHOLE_YEAR, cell_of
from programme.errors import CellsChangedByAnother, DomainError
from programme.models import Council, User
from services.models import ServiceReview

CellKey = tuple[int, int | None, int, int, str]
"""A cell: the ids of its line and council (None: all together), the year, the month (0: the whole year), the kind."""


@dataclass(frozen=True, kw_only=True)
class ValueEntry:
    """One cell as it was sent; `seen` is the mark it was opened with."""

    line: SavingsLine
    council: Council | None
    year: int
    month: int
    kind: ValueKind
    cell: Cell
    seen: str

    @property
    def key(self) -> CellKey:
        return self.line.pk, self.council.pk if self.council else None, self.year, self.month, str(self.kind)


def mark_of_cell(cell: Cell) -> str:
    """A short mark of what a cell says; of a withheld one not the amount behind it."""
    amount = "" if cell.amount is None or cell.standing is Standing.WITHHELD else f"{cell.amount:.2f}"
    return hashlib.sha256(f"{cell.standing.value} {amount}".encode()).hexdigest()[:12]


@transaction.atomic
def record_savings(*, review: ServiceReview, entries: Sequence[ValueEntry], actor: User, at: datetime) -> int:
    """Write the cells that were changed; how many. A cleared one stays as a row that is blank.

    Raises NotAllowed, CellsChangedByAnother, DomainError.
    """
    review = lock_tracker(review, actor=actor)
    lines = {entry.line.pk: entry.line for entry in entries}
    rows = {key_of(row): row for row in SavingsValue.objects.filter(line__in=lines).order_by("pk")}
    changed, conflicts = _changed(entries, rows)
    _check_theirs(review=review, entries=changed, actor=actor)
    if conflicts:
        raise CellsChangedByAnother(conflicts)
    _check_whole_or_months(changed, rows)
    for entry in changed:
        write(rows.get(entry.key), entry)
    return len(changed)


def key_of(row: SavingsValue) -> CellKey:
    """The cell that a row is of."""
    return row.line_id, row.council_id, row.year, row.month, row.kind


def write(row: SavingsValue | None, entry: ValueEntry) -> None:
    """Put what a cell says into its row. A withheld one keeps the amount that stood there."""
    row = row or SavingsValue(
        line=entry.line, council=entry.council, year=entry.year, month=entry.month, kind=entry.kind
    )
    row.is_withheld = entry.cell.standing is Standing.WITHHELD
    if entry.cell != WITHHELD:
        row.amount = entry.cell.amount
    row.save()


def _changed(
    entries: Sequence[ValueEntry], rows: Mapping[CellKey, SavingsValue]
) -> tuple[list[ValueEntry], dict[CellKey, Any]]:
    changed, conflicts = [], {}
    for entry in entries:
        said, stands = mark_of_cell(entry.cell), mark_of_cell(cell_of(rows.get(entry.key)))
        if said in (entry.seen, stands):
            continue
        if stands != entry.seen:
            conflicts[entry.key] = rows.get(entry.key)
        changed.append(entry)
    return changed, conflicts


def _check_theirs(*, review: ServiceReview, entries: Sequence[ValueEntry], actor: User) -> None:
    councils = {entry.key[1] for entry in entries}
    check_theirs(review, councils, actor=actor)
    if any(entry.line.review_id != review.pk for entry in entries):
        raise DomainError("That savings line belongs to another review.")
    if councils - {None, *review.participations.values_list("council", flat=True)}:
        raise DomainError("That council takes no part in this review.")
    if any(not 0 <= entry.month <= 12 or not 1974 <= entry.year <= 2199 for entry in entries):
        raise DomainError("Choose a month of a financial year from 1974/75 on.")
    for line in SavingsLine.objects.filter(pk__in={entry.line.pk for entry in entries}):
        check_open(line)


def _check_whole_or_months(entries: Sequence[ValueEntry], rows: Mapping[CellKey, SavingsValue]) -> None:
    after = {key: cell_of(row) for key, row in rows.items()} | {entry.key: entry.cell for entry in entries}
    told: dict[tuple[Any, ...], set[bool]] = {}
    for (line, council, year, month, kind), cell in after.items():
        if cell != BLANK:
            told.setdefault((line, council, year, kind), set()).add(month == WHOLE_YEAR)
    for entry in entries:
        if len(told.get((entry.key[0], entry.key[1], entry.year, entry.key[4]), ())) > 1:
            raise DomainError(
                f"{entry.line.name}: the {ValueKind(entry.kind).label.lower()} is told both by month and for the whole "
                "year. Clear one of them, so that nothing counts twice."
            )
