"""The rules of service standards: which one applies, whether it is met, how much of the way to it is done.

Pure functions on figures: no database, no person.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Protocol, TypeVar

from services.enums import Direction
from services.values.figures import is_additive, round_half_up

FIRST_MONTH = 4
"""A financial year runs from April to March."""


class Standard(Protocol):
    """What a service standard says of whom it is for and when. No council: shared by all. No year: every year."""

    council_id: int | None
    year: int | None
    target: Decimal | None
    words: str


StandardT = TypeVar("StandardT", bound=Standard)


def financial_year_of(day: date) -> int:
    """The year in which the day's financial year begins: 31 March 2012 is in 2011."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def year_label(year: int | None) -> str:
    """ "2011/12", or "Every year"."""
    return "Every year" if year is None else f"{year}/{(year + 1) % 100:02}"


def says_something(standard: Standard) -> bool:
    """A standard that was cleared stays as a row and says nothing: it applies to nobody."""
    return standard.target is not None or bool(standard.words)


def applying_standard(standards: Iterable[StandardT], *, council: int | None, year: int) -> StandardT | None:
    """The standard of an indicator that applies to a council (its id; None: all together) in a financial year.

    That of the council and the year; else that of the council for every year; else the shared one of the year; else
    the shared one for every year; else none.
    """
    known = {(one.council_id, one.year): one for one in standards if says_something(one)}
    for key in ((council, year), (council, None), (None, year), (None, None)):
        if key in known:
            return known[key]
    return None


class AchievementKind(Enum):
    """Whether achievement is a figure, has no meaning, or cannot be told because a figure is missing."""

    FIGURE = "figure"
    UNDEFINED = "undefined"
    BLANK = "blank"


@dataclass(frozen=True)
class Achievement:
    """How much of the way from the baseline to the target is done. `percent` has one place; only a FIGURE has it."""

    kind: AchievementKind
    percent: Decimal | None = None
    missing: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """ "62.5%"; "Undefined: the target is the baseline"; or which figure is missing."""
        if self.percent is not None:
            return f"{self.percent:,f}%"
        if self.kind == AchievementKind.UNDEFINED:
            return "Undefined: the target is the baseline"
        return f"Blank: no {' and no '.join(self.missing)}"

    @property
    def short(self) -> str:
        """The figure or one word."""
        return self.text if self.percent is not None else self.kind.value.capitalize()


def achievement(*, baseline: Decimal | None, target: Decimal | None, actual: Decimal | None) -> Achievement:
    """(actual − baseline) ÷ (target − baseline) × 100, rounded half up to one place.

    Over 100 is beyond the target, negative is further from it than at the start. Undefined where the target is the
    baseline; blank where one of the three is missing, which is not 0.
    """
    named = (("baseline", baseline), ("target", target), ("measurement", actual))
    missing = tuple(name for name, value in named if value is None)
    if baseline is None or target is None or actual is None:
        return Achievement(AchievementKind.BLANK, missing=missing)
    if target == baseline:
        return Achievement(AchievementKind.UNDEFINED)
    percent = round_half_up((actual - baseline) / (target - baseline) * 100, places=1)
    return Achievement(AchievementKind.FIGURE, percent=abs(percent) if percent == 0 else percent)


class Verdict(Enum):
    """Whether a standard is met, in a word, with the shape that goes with it (a name of the rating shapes)."""

    MET = "met", "Met", "tick"
    NOT_MET = "not_met", "Not met", "cross"
    UNKNOWN = "unknown", "Not known", "ring"
    NONE = "none", "No standard in figures", "square"

    def __init__(self, code: str, label: str, shape: str) -> None:
        self.code, self.label, self.shape = code, label, shape


def verdict_of(*, direction: str, target: Decimal | None, actual: Decimal | None) -> Verdict:
    """Whether what was measured meets the target: at least it where higher is better, at most it where lower is.

    Where neither is better, exactly it.
    """
    if target is None:
        return Verdict.NONE
    if actual is None:
        return Verdict.UNKNOWN
    if direction == Direction.HIGHER:
        return Verdict.MET if actual >= target else Verdict.NOT_MET
    if direction == Direction.LOWER:
        return Verdict.MET if actual <= target else Verdict.NOT_MET
    return Verdict.MET if actual == target else Verdict.NOT_MET


@dataclass(frozen=True)
class Together:
    """The figure of all councils together: as the source states it, and as the sum of the councils' own.

    Either may be missing. Where both are there and differ, both are shown with the difference.
    """

    stated: Decimal | None
    computed: Decimal | None

    @property
    def value(self) -> Decimal | None:
        """The figure to reckon with: the stated one, else the sum."""
        return self.computed if self.stated is None else self.stated

    @property
    def difference(self) -> Decimal | None:
        """Stated − sum, where they differ; None where they agree or one is missing."""
        if self.stated is None or self.computed is None or self.stated == self.computed:
            return None
        return self.stated - self.computed


def together(values: Sequence[Decimal | None], *, stated: Decimal | None, unit: str) -> Together:
    """The joint figure. The sum is made only where every council's figure is there and the unit can be added up."""
    known = [value for value in values if value is not None]
    complete = len(known) == len(values) and len(values) > 1
    return Together(stated=stated, computed=sum(known, Decimal(0)) if complete and is_additive(unit) else None)
