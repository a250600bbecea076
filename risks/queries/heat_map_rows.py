"""The risks behind a heat map: those of one cell, and those that moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from risks.models import RegisterEntry
from risks.queries.heat_map import HeatMapReading, Standing, in_order
from risks.queries.movements import EntryMovement
from risks.rules.movement import Movement

MOST_MOVED = 50
"""How many movements are listed one by one."""
STILL = (Movement.SAME, Movement.UNSCORED)


@dataclass(frozen=True)
class Row:
    """A risk of the register, who owns it, and how it moved (None: not asked, or never scored)."""

    entry: RegisterEntry
    movement: EntryMovement | None

    @property
    def owner(self) -> str:
        risk = self.entry.risk
        return risk.owner.name if risk.owner else risk.owner_post


@dataclass(frozen=True)
class Moved:
    """Those that moved, the first `MOST_MOVED` of them, and how many there are in all."""

    rows: tuple[Row, ...]
    total: int


def rows_of(standing: Sequence[Standing], *, movements: Mapping[int, EntryMovement]) -> list[Row]:
    """These risks in their order, in one query."""
    entries = RegisterEntry.objects.select_related("risk__programme", "risk__owner").in_bulk(
        [one.entry for one in standing]
    )
    return [Row(entries[one.entry], movements.get(one.entry)) for one in standing]


def moved_rows(reading: HeatMapReading) -> Moved:
    """The open risks that did not stay where they were, in the order of their numbers, in one query."""
    moved = in_order(
        one
        for one in reading.standing
        if one.entry in reading.movements and reading.movements[one.entry].moved not in STILL
    )
    return Moved(tuple(rows_of(moved[:MOST_MOVED], movements=reading.movements)), len(moved))
