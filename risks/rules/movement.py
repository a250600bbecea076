"""How a risk has moved between two assessments, and since when it stands where it does.

Ranks compare inside one version of one matrix, never scores. Across versions or registers only bands compare, and only
where both matrices have a band of each name, in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from risks.enums import RiskKind


class Movement(Enum):
    """Where a later assessment stands to an earlier one; the value is the word on screen.

    Up is towards a higher rank, more serious for a risk, and better for an opportunity.
    """

    UP = "up"
    DOWN = "down"
    SAME = "same"
    NEWLY_SCORED = "newly scored"
    NO_LONGER_SCORED = "no longer scored"
    NOT_COMPARABLE = "not comparable"
    UNSCORED = "unscored"


ARROWS = {Movement.UP: "↑", Movement.DOWN: "↓", Movement.SAME: "→"}
"""The signs that stand beside the words; the others have none."""


@dataclass(frozen=True)
class Scored:
    """A cell of a matrix: `matrix` tells one version of one register's matrix from every other.

    `bands` are the names of that matrix's bands from the least serious; `band` is one of them.
    """

    matrix: int
    rank: int
    band: str
    bands: tuple[str, ...]
    score: str = ""


@dataclass(frozen=True)
class Assessed:
    """What was found on a day; `at` None: looked at and not scored."""

    day: date
    at: Scored | None


def movement(earlier: Scored | None, later: Scored | None) -> Movement:
    """How a risk moved from one score to another; None: it was not scored, or not there."""
    if earlier is None or later is None:
        if earlier is later:
            return Movement.UNSCORED
        return Movement.NEWLY_SCORED if earlier is None else Movement.NO_LONGER_SCORED
    if earlier.matrix == later.matrix:
        return _by_order(earlier.rank, later.rank)
    return _by_band(earlier, later)


def worsened(moved: Movement, kind: str = RiskKind.RISK) -> bool:
    """Whether the movement is for the worse: a risk goes up, an opportunity goes down."""
    return moved == (Movement.DOWN if kind == RiskKind.OPPORTUNITY else Movement.UP)


def improved(moved: Movement, kind: str = RiskKind.RISK) -> bool:
    """Whether the movement is for the better: a risk goes down, an opportunity goes up."""
    return moved == (Movement.UP if kind == RiskKind.OPPORTUNITY else Movement.DOWN)


def days_of(history: Iterable[Assessed]) -> tuple[Assessed, ...]:
    """One for each day, the earliest first. Of several on a day, the last given counts: it corrects those before."""
    last = {one.day: one for one in history}
    return tuple(last[day] for day in sorted(last))


def level_since(history: Iterable[Assessed]) -> date | None:
    """The first day of the present unbroken level: how long the risk has stood at this rank, or unscored.

    `history` is of one kind, in the order of recording within a day. None where nothing was assessed.
    """
    days = days_of(history)
    if not days:
        return None
    first = len(days) - 1
    while first and _unbroken(days[first - 1].at, days[-1].at):
        first -= 1
    return days[first].day


def last_change(history: Iterable[Assessed]) -> tuple[Movement, date] | None:
    """The last time that the level changed: how, and on which day. None where it never has."""
    days = days_of(history)
    since = level_since(days)
    place = next((place for place, one in enumerate(days) if one.day == since), 0)
    if place == 0:
        return None
    return movement(days[place - 1].at, days[place].at), days[place].day


def standing_on(history: Sequence[Assessed], day: date) -> Scored | None:
    """Where the risk stood at the end of a day; None: not scored, or not yet assessed."""
    found = [one for one in days_of(history) if one.day <= day]
    return found[-1].at if found else None


def _unbroken(before: Scored | None, now: Scored | None) -> bool:
    return movement(before, now) in (Movement.SAME, Movement.UNSCORED)


def _by_order(earlier: int, later: int) -> Movement:
    if later == earlier:
        return Movement.SAME
    return Movement.UP if later > earlier else Movement.DOWN


def _by_band(earlier: Scored, later: Scored) -> Movement:
    before, after = _named(earlier.bands), _named(later.bands)
    band, other = _name(earlier.band), _name(later.band)
    if not {band, other} <= before.keys() & after.keys():
        return Movement.NOT_COMPARABLE
    moved = _by_order(after[band], after[other])
    return moved if moved == _by_order(before[band], before[other]) else Movement.NOT_COMPARABLE


def _named(bands: Iterable[str]) -> dict[str, int]:
    """The place of each band by its name, whatever its capitals."""
    return {_name(band): place for place, band in enumerate(bands)}


def _name(band: str) -> str:
    return " ".join(band.casefold().split())
