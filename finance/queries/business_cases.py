"""Business cases as their rules want them: every figure is worked out by `finance.rules`, whoever asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from finance.enums import CostGroup, LineKind
from finance.models import CaseAmount, CaseVersion
from finance.rules.case import Case, Derived, Line, derive
from finance.rules.money import WITHHELD, Cell, Standing
from finance.rules.parameters import read_parameters
from finance.rules.profile import Profile, read_phasing

LINE_FIELDS = ("code", "name", "kind", "group", "subset", "full_year", "starts_on", "phasing")
AMOUNT_FIELDS = ("line_id", "year", "amount", "is_withheld")
"""What a case is worked out from: its rows are read without the rest."""


def case_of(version: CaseVersion) -> Case:
    """The lines of a version and what they are worked out with; two queries."""
    present = version.lines.filter(removed_at__isnull=True).order_by("kind", "position", "code")
    lines = list(present.values_list("pk", *LINE_FIELDS, named=True))
    amounts = CaseAmount.objects.filter(line__in=[line.pk for line in lines]).order_by("pk")
    return case_from(version, lines=lines, amounts=amounts.values_list(*AMOUNT_FIELDS, named=True))


def derived_of(version: CaseVersion) -> Derived:
    """What a version comes to."""
    return derive(case_of(version))


def case_from(version: CaseVersion, *, lines: Iterable[Any], amounts: Iterable[Any]) -> Case:
    """The same from rows already read (records, or their fields alone), now or as at a past moment."""
    parameters = read_parameters(version.parameters)
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
                profile=_told_profile(line, cells[line.pk].values()),
            )
            for line in lines
        ],
        write_off_years=parameters.write_off_years,
        bands=parameters.bands,
        bias=parameters.bias,
    )


def profile_of(line: Any) -> Profile | None:
    """What the amounts of a line are worked out from; None where they are given year by year."""
    if line.full_year is None or line.starts_on is None:
        return None
    return Profile(line.full_year, line.starts_on, read_phasing(line.phasing))


def _told_profile(line: Any, cells: Iterable[Cell]) -> Profile | None:
    """A profile would tell an amount that is withheld, so such a line has none."""
    return None if any(cell.standing is Standing.WITHHELD for cell in cells) else profile_of(line)


def cell_of(row: Any) -> Cell:
    """The cell of a row with an amount that may be empty or withheld. A withheld amount goes no further than this."""
    return WITHHELD if row.is_withheld else Cell.of(row.amount)
