"""How many risks have moved since a moment, and since when they stand where they do. Few queries, however many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from risks.enums import AssessmentKind
from risks.models import Assessment
from risks.queries.scored_cells import scored_cells
from risks.queries.standing_as_at import Entries, as_keys, latest_as_at
from risks.rules.movement import ARROWS, Assessed, Movement, Scored, days_of, last_change, level_since, movement


@dataclass(frozen=True)
class EntryMovement:
    """How a risk in a register moved from one moment to another."""

    moved: Movement
    earlier: Scored | None
    later: Scored | None

    @classmethod
    def between(cls, earlier: Scored | None, later: Scored | None) -> EntryMovement:
        """The movement with where it came from and led to."""
        return cls(movement(earlier, later), earlier, later)

    @property
    def arrow(self) -> str:
        """The sign beside the word, or nothing."""
        return ARROWS.get(self.moved, "")


@dataclass(frozen=True)
class EntryLevel:
    """Since when a risk in a register stands where it does, and how it came there (None: it never was elsewhere)."""

    since: date
    moved: Movement | None

    @property
    def arrow(self) -> str:
        """The sign beside the word, or nothing."""
        return ARROWS.get(self.moved, "") if self.moved else ""


def movements_since(
    *, entries: Entries, since: datetime, until: datetime | None = None, kind: AssessmentKind = AssessmentKind.CURRENT
) -> dict[int, EntryMovement]:
    """How each entry moved, by its key, in four queries. `until` None: up to now.

    What was never scored at either moment is not there.
    """
    return movements_to(
        cells_at(entries=entries, moment=until or timezone.now(), kind=kind), entries=entries, since=since, kind=kind
    )


def movements_to(
    later: Mapping[int, int | None], *, entries: Entries, since: datetime, kind: AssessmentKind
) -> dict[int, EntryMovement]:
    """How each entry moved since a moment to the cell in which it is known to stand, in three queries."""
    earlier = cells_at(entries=entries, moment=since, kind=kind)
    scored = scored_cells({*earlier.values(), *later.values()})
    made: dict[tuple[int | None, int | None], EntryMovement] = {}
    found = {}
    for entry in earlier.keys() | later.keys():
        pair = earlier.get(entry), later.get(entry)
        if pair not in made:
            made[pair] = EntryMovement.between(*(scored.get(cell) if cell is not None else None for cell in pair))
        found[entry] = made[pair]
    return found


def histories(
    *, entries: Entries, moment: datetime | None = None, kind: AssessmentKind = AssessmentKind.CURRENT
) -> dict[int, tuple[Assessed, ...]]:
    """The assessments of each entry, one for each day, in three queries; with `moment`, as they were known then."""
    rows = Assessment.objects.filter(entry__in=as_keys(entries), kind=kind)
    if moment is not None:
        rows = rows.known_at(moment, day=timezone.localdate(moment))
    found = list(rows.order_by("recorded_at", "pk").values_list("entry_id", "assessed_on", "cell_id"))
    scored = scored_cells(cell for _, _, cell in found)
    by_entry: dict[int, list[Assessed]] = defaultdict(list)
    for entry, day, cell in found:
        by_entry[entry].append(Assessed(day, None if cell is None else scored[cell]))
    return {entry: days_of(history) for entry, history in by_entry.items()}


def levels_of(
    *, entries: Entries, moment: datetime | None = None, kind: AssessmentKind = AssessmentKind.CURRENT
) -> dict[int, EntryLevel]:
    """Since when each entry stands where it does, by its key, in three queries. What was never assessed is left out."""
    return levels_in(histories(entries=entries, moment=moment, kind=kind))


def levels_in(found: Mapping[int, tuple[Assessed, ...]]) -> dict[int, EntryLevel]:
    """The same of histories that were read already."""
    levels = {}
    for entry, history in found.items():
        since, changed = level_since(history), last_change(history)
        if since is not None:
            levels[entry] = EntryLevel(since, changed[0] if changed else None)
    return levels


def cells_at(*, entries: Entries, moment: datetime, kind: AssessmentKind) -> dict[int, int | None]:
    """The cell in which each entry stood at a moment, in one query; None: looked at and not scored."""
    rows = latest_as_at(entries=entries, moment=moment, kinds=[kind])
    return dict(rows.values_list("entry_id", "cell_id"))
