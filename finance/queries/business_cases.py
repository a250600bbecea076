"""Business cases as their rules want them: every figure is worked out by `finance.rules`, whoever asks.

The business cases of a list, each with its last version and what it comes to; a fixed number of queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from finance.enums import CostGroup, LineKind
from finance.models import BusinessCase, CaseAmount, CaseLine, CaseVersion
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


@dataclass
class ListedCase:
    """A case, its last version, and what that comes to, worked out when it is first asked for.

    One-off costs stand beside the savings always.
    """

    case: BusinessCase
    version: CaseVersion
    lines: Sequence[Any]
    amounts: Sequence[Any]

    @cached_property
    def derived(self) -> Derived:
        return derive(case_from(self.version, lines=self.lines, amounts=self.amounts))

    @property
    def payback(self) -> Decimal | None:
        """In years; None where there is none, or where savings or one-off costs are wholly unknown."""
        return None if self.derived.unknown else self.derived.simple_payback


def with_last_version(cases: QuerySet[BusinessCase]) -> QuerySet[BusinessCase]:
    """The cases with the kind (`last_stage`) and status (`last_status`) of their last version."""
    last = CaseVersion.objects.filter(case=OuterRef("pk")).order_by("-number")
    return cases.annotate(
        last_stage=Subquery(last.values("stage")[:1]), last_status=Subquery(last.values("status")[:1])
    )


def case_lines_of(cases: QuerySet[BusinessCase]) -> list[ListedCase]:
    """Read the cases by name; four queries however many they are."""
    found = list(cases.select_related("review", "programme").order_by("name", "pk"))
    last = CaseVersion.objects.filter(case__in=found).order_by("case_id", "-number").distinct("case_id")
    versions = {version.case_id: version for version in last}
    lines: dict[int, list[Any]] = defaultdict(list)
    version_of: dict[int, int] = {}
    present = CaseLine.objects.filter(version__in=versions.values(), removed_at__isnull=True).order_by("pk")
    for line in present.values_list("pk", "version_id", *LINE_FIELDS, named=True):
        lines[line.version_id].append(line)
        version_of[line.pk] = line.version_id
    amounts: dict[int, list[Any]] = defaultdict(list)
    known = CaseAmount.objects.filter(line__in=present.values("pk")).order_by("pk")
    for amount in known.values_list(*AMOUNT_FIELDS, named=True):
        amounts[version_of[amount.line_id]].append(amount)
    return [
        ListedCase(case, version, lines[version.pk], amounts[version.pk])
        for case in found
        if (version := versions.get(case.pk)) is not None
    ]
