"""The years across a table of a case as it is filled in."""

from __future__ import annotations

from collections.abc import Iterable

from finance.enums import LineKind
from finance.models import CaseLine, CaseVersion
from finance.rules.profile import SPENT_ONCE

LATER_YEARS = 2
"""One-off costs may fall into so many years after the first of the case, and into any that they are in already."""


def years_of(version: CaseVersion, kind: LineKind, lines: Iterable[CaseLine]) -> range:
    """The years of the case or, for what is spent once, from the first year of such costs. Amounts are read already."""
    last = version.first_year + version.years
    if kind not in SPENT_ONCE:
        return range(version.first_year, last)
    there = [amount.year for line in lines for amount in line.amounts.all()]
    return range(
        min([version.one_off_first_year, *there]),
        max([min(last, version.first_year + LATER_YEARS + 1), *(year + 1 for year in there)]),
    )


def possible_years(version: CaseVersion, kind: LineKind) -> range:
    """Every year that a workbook may have an amount of: for what is spent once, to the end of the case."""
    first = version.one_off_first_year if kind in SPENT_ONCE else version.first_year
    return range(first, version.first_year + version.years)
