"""What following a version of a case would do, in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from finance.enums import LineKind, ValueKind
from finance.models import CaseAmount, CaseLine, CaseVersion, SavingsLine, SavingsValue
from finance.queries.savings import Scope
from finance.rules.figures import written_cell
from finance.rules.money import BLANK, Cell, Standing
from finance.rules.savings import together
from finance.rules.savings_cells import cell_of
from services.values.standards import year_label

Plan = Mapping[int, Cell]


@dataclass(frozen=True)
class Taken:
    """A savings line of a version beside the line that follows it (None: not yet followed)."""

    case_line: CaseLine
    plan: Plan
    line: SavingsLine | None = None
    planned: Plan | None = None

    @property
    def is_new(self) -> bool:
        return self.line is None

    @property
    def differs(self) -> bool:
        """Whether the tracker plans something else than the version says, in any year."""
        planned = self.planned or {}
        years = {*self.plan, *planned}
        return self.line is not None and any(self.plan.get(year, BLANK) != planned.get(year, BLANK) for year in years)

    @property
    def can_replace(self) -> bool:
        """Whether its plan differs and may be replaced: a closed line stays as it is."""
        return self.differs and self.line is not None and self.line.closed_on is None

    @property
    def years(self) -> list[int]:
        return sorted({*self.plan, *(self.planned or {})})


def taken_from(version: CaseVersion) -> list[Taken]:
    """What stands in a version against what is followed already, in the order of the case; four queries."""
    lines = list(
        CaseLine.objects.filter(version=version, kind=LineKind.SAVING, removed_at__isnull=True).order_by(
            "position", "code"
        )
    )
    amounts: dict[int, dict[int, Cell]] = {line.pk: dict.fromkeys(_years(version), BLANK) for line in lines}
    for amount in CaseAmount.objects.filter(line__in=lines):
        amounts[amount.line_id][amount.year] = (
            Cell(Standing.WITHHELD, amount.amount) if amount.is_withheld else Cell.of(amount.amount)
        )
    followed = {
        line.case_line.code: line
        for line in SavingsLine.objects.filter(version__case=version.case_id, case_line__isnull=False)
        .select_related("case_line", "version")
        .order_by("version__number", "pk")
        if line.case_line is not None
    }
    planned = planned_by_year(list(followed.values()))
    return [
        Taken(line, amounts[line.pk], found, planned.get(found.pk, {}) if found else None)
        for line in lines
        for found in [followed.get(line.code)]
    ]


def planned_by_year(lines: Collection[SavingsLine]) -> dict[int, dict[int, Cell]]:
    """What lines (by id) plan in each year, of all councils and months together."""
    cells: dict[int, dict[int, list[Cell]]] = {}
    for row in SavingsValue.objects.filter(line__in=lines, kind=ValueKind.PLAN):
        cells.setdefault(row.line_id, {}).setdefault(row.year, []).append(cell_of(row))
    return {line: {year: together(found) for year, found in by_year.items()} for line, by_year in cells.items()}


@dataclass(frozen=True)
class TakenRow:
    """A savings line of the version: whether it is new, and the years in which what is followed differs."""

    name: str
    line: SavingsLine | None
    standing: str
    differences: tuple[str, ...]


def taken_rows(taken: Sequence[Taken], *, scope: Scope) -> list[TakenRow]:
    """In the order of the case. Of a line with a plan that the scope leaves out, it is not told how it differs."""
    plans = SavingsValue.objects.filter(line__in=[one.line for one in taken if one.line], kind=ValueKind.PLAN)
    kept: set[int] = set()
    if scope.readable:
        kept = set(plans.filter(~Q(pk__in=plans.filter(scope.readable).values("pk"))).values_list("line", flat=True))
    return [
        TakenRow(
            one.case_line.name, one.line, _standing(one), () if one.line and one.line.pk in kept else _differences(one)
        )
        for one in taken
    ]


def _standing(one: Taken) -> str:
    if one.line is None:
        return "New: will be added"
    if one.line.closed_on is not None:
        return "Closed in the tracker: stays as it is"
    return "Planned otherwise" if one.differs else "As in the tracker"


def _differences(one: Taken) -> tuple[str, ...]:
    if one.line is None or not one.differs:
        return ()
    planned = one.planned or {}
    return tuple(
        f"{year_label(year)}: {written_cell(one.plan.get(year, BLANK))} in the case, "
        f"{written_cell(planned.get(year, BLANK))} in the tracker"
        for year in one.years
        if one.plan.get(year, BLANK) != planned.get(year, BLANK)
    )


def _years(version: CaseVersion) -> range:
    return range(version.first_year, version.first_year + version.years)
