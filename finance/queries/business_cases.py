"""Business cases as their rules want them: every figure is worked out by `finance.rules`, whoever asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from finance.enums import CostGroup, LineKind
from finance.models import CaseAmount, CaseVersion
from finance.rules.case import Case, Derived, Line, derive
from finance.rules.discounting import GREEN_BOOK, RateBand
from finance.rules.money import WITHHELD, Cell

WRITE_OFF_YEARS = (5, 10)


def case_of(version: CaseVersion) -> Case:
    """The lines of a version and what they are worked out with; two queries."""
    lines = list(version.lines.filter(removed_at__isnull=True).order_by("kind", "position", "code"))
    return case_from(version, lines=lines, amounts=CaseAmount.objects.filter(line__in=[line.pk for line in lines]))


def derived_of(version: CaseVersion) -> Derived:
    """What a version comes to."""
    return derive(case_of(version))


def case_from(version: CaseVersion, *, lines: Iterable[Any], amounts: Iterable[Any]) -> Case:
    """The same from rows already read (records, or their fields alone), now or as at a past moment."""
    cells: dict[int, dict[int, Cell]] = defaultdict(dict)
    for amount in amounts:
        cells[amount.line_id][amount.year] = cell_of(amount)
    return Case(
        first_year=version.first_year,
        years=version.years,
        one_off_first_year=version.one_off_first_year,
        lines=[
            Line(
                code=line.code,
                name=line.name,
                kind=LineKind(line.kind),
                cells=cells[line.pk],
                group=CostGroup(line.group) if line.group else None,
                subset=line.subset,
            )
            for line in lines
        ],
        write_off_years=tuple(version.parameters.get("write_off_years", WRITE_OFF_YEARS)),
        bands=bands_of(version.parameters),
    )


def cell_of(row: Any) -> Cell:
    """The cell of a row with an amount that may be empty or withheld. A withheld amount goes no further than this."""
    return WITHHELD if row.is_withheld else Cell.of(row.amount)


def bands_of(parameters: Mapping[str, Any]) -> tuple[RateBand, ...]:
    """The discount rates that a version pins; without any, those of the Green Book."""
    rates = parameters.get("discount_rates")
    if not rates:
        return GREEN_BOOK
    return tuple(RateBand(Decimal(str(rate)), last_year) for rate, last_year in rates)
