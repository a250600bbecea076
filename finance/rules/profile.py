"""A line told by its full-year amount: when it starts and how it is phased give the amount of each year. Pure.

A running cost or saving: each part of the profile starts in the same month of the year that is its own, counts for the
months that are left of that financial year, and in full from then on. What is spent once is spread over the years of
its profile as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from finance.enums import LineKind
from finance.rules.appraisal import part_year_effect, phased
from finance.rules.money import BLANK, ZERO, Cell, Standing
from programme.enums import Precision
from programme.values.partial_date import PartialDate, PartialDateInvalid
from services.values.standards import FIRST_MONTH, financial_year_of, year_label

SPENT_ONCE = (LineKind.ONE_OFF, LineKind.CONTINGENCY)
AT_ONCE = (Decimal(100),)
MOST_STEPS = 10
EARLIEST, LATEST = 1974, 2199
PERCENTAGE = re.compile(r"\d{1,3}(?:\.\d{1,2})?", re.ASCII)


class PhasingUnreadable(ValueError):
    """What was written is no profile; the message says how to write one."""


@dataclass(frozen=True)
class Profile:
    """`full_year` in pounds: of a whole year or, of what is spent once, in all. `phasing` in per cent, 100 in all."""

    full_year: Decimal
    starts_on: date
    phasing: tuple[Decimal, ...] = AT_ONCE

    @property
    def first_year(self) -> int:
        """The financial year that it starts in."""
        return financial_year_of(self.starts_on)

    @property
    def last_step(self) -> int:
        """The financial year in which the last part of the profile starts."""
        return self.first_year + len(self.phasing) - 1

    @property
    def months(self) -> int:
        """The months of the financial year from the one that it starts in: 12 from April, 1 from March."""
        return 12 - (self.starts_on.month - FIRST_MONTH) % 12


def cells_by(profile: Profile, *, kind: LineKind, years: Iterable[int]) -> dict[int, Cell]:
    """The amount of each of the years. What is spent once has a cell in the years of its profile only."""
    parts = phased(profile.full_year, profile.phasing)
    steps = {profile.first_year + place: part for place, part in enumerate(parts)}
    if kind in SPENT_ONCE:
        return {year: Cell.of(part) for year, part in steps.items()}
    return {year: Cell.of(_running(steps, year, months=profile.months)) for year in years}


def _running(steps: dict[int, Decimal], year: int, *, months: int) -> Decimal:
    before = sum((part for step, part in steps.items() if step < year), ZERO)
    return before + (part_year_effect(full_year=steps[year], months=months) if year in steps else ZERO)


class ProfileRefused(ValueError):
    """The amounts cannot be worked out from the profile; `year` is the one whose amount stands against it."""

    def __init__(self, message: str, *, year: int | None = None) -> None:
        super().__init__(message)
        self.message, self.year = message, year


def worked_out(
    profile: Profile,
    *,
    kind: LineKind,
    span: range,
    standing: Mapping[int, Cell],
    sent: Mapping[int, Cell],
) -> dict[int, Cell]:
    """What the line comes to in each year. `span` are the years that its table can have amounts in.

    An amount that was `sent` may be the one that stood there before, the one that comes out, or none. Raises
    ProfileRefused for any other, for an amount that is withheld, and for a profile outside the years.
    """
    if any(cell.standing is Standing.WITHHELD for cell in (*standing.values(), *sent.values())):
        raise ProfileRefused("An amount that is withheld is not worked out from a full-year amount. Empty that.")
    if profile.first_year > span[-1]:
        raise ProfileRefused(f"It starts after {year_label(span[-1])}, the last year.")
    if kind in SPENT_ONCE and (profile.first_year < span[0] or profile.last_step > span[-1]):
        raise ProfileRefused(f"Its years are not all from {year_label(span[0])} to {year_label(span[-1])}.")
    cells = cells_by(profile, kind=kind, years={*span, *standing, *sent})
    for year, cell in sent.items():
        if cell not in (BLANK, standing.get(year, BLANK), cells.get(year, BLANK)):
            raise ProfileRefused(
                "This is worked out from the full-year amount. Change that, or empty it to give amounts by year.",
                year=year,
            )
    return {year: cells.get(year, BLANK) for year in {*cells, *standing}}


def read_month(text: str) -> date | None:
    """ "October 2011", "2011-10" or "1 October 2011": its first day; None for nothing. Raises PhasingUnreadable."""
    if not text.strip():
        return None
    try:
        found = PartialDate.parse(text)
    except PartialDateInvalid:
        found = None
    day = found.first_day if found is not None else None
    if found is None or day is None or found.precision not in (Precision.MONTH, Precision.DAY) or day.day != 1:
        raise PhasingUnreadable("Enter a month, for example October 2011.")
    if not EARLIEST <= day.year <= LATEST:
        raise PhasingUnreadable(f"Enter a month from {EARLIEST} to {LATEST}.")
    return day


def read_profile(*, full_year: Cell, starts: str, phasing: str) -> Profile | None:
    """The three together; None where nothing of them is said. Raises PhasingUnreadable."""
    starts_on, steps = read_month(starts), read_phasing(phasing)
    if full_year.standing is Standing.WITHHELD:
        raise PhasingUnreadable("A full-year amount is not withheld. Give the amounts year by year.")
    if full_year.amount is None:
        if starts_on is not None or steps != AT_ONCE:
            raise PhasingUnreadable("Enter the full-year amount too, or empty the month and the phasing.")
        return None
    if starts_on is None:
        raise PhasingUnreadable("Enter the month that it starts in, for example October 2011.")
    return Profile(full_year.amount, starts_on, steps)


def read_phasing(text: str) -> tuple[Decimal, ...]:
    """ "50, 30, 20" or "50% 30% 20%": the profile; nothing is all at once. Raises PhasingUnreadable."""
    typed = [part for part in re.split(r"[,;/\s]+", text.replace("%", " ")) if part]
    if not typed:
        return AT_ONCE
    if len(typed) > MOST_STEPS or any(not PERCENTAGE.fullmatch(part) for part in typed):
        raise PhasingUnreadable(f"Enter percentages with commas between, for example 50, 30, 20; up to {MOST_STEPS}.")
    found = tuple(Decimal(part) for part in typed)
    if sum(found, ZERO) != 100:
        raise PhasingUnreadable(f"The percentages sum to {sum(found, ZERO):f}. They must sum to 100.")
    return found


def written_phasing(phasing: Iterable[Decimal]) -> str:
    """As it is kept and typed: "50, 30, 20"; nothing for all at once."""
    known = tuple(phasing)
    return "" if known == AT_ONCE else ", ".join(_plain(one) for one in known)


def in_words(profile: Profile, *, kind: LineKind, amount: str) -> str:
    """ "£100,000 a full year from October 2011, phased 50%, 30%, 20%". `amount` is the full-year amount as written."""
    if kind in SPENT_ONCE:
        words = f"{amount} in all from {year_label(profile.first_year)}"
    else:
        words = f"{amount} a full year from {profile.starts_on:%B %Y}"
    if profile.phasing == AT_ONCE:
        return words
    return f"{words}, phased {', '.join(f'{_plain(one)}%' for one in profile.phasing)}"


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
