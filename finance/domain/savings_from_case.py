"""How an approved version of a business case becomes lines of the savings tracker, and the next version after it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from finance.domain.savings import lock_tracker, new_savings_code, next_position
from finance.domain.savings_values import WHOLE_YEAR, cell_of
from finance.enums import CaseStatus, LineKind, Measure, ValueKind
from finance.models import CaseAmount, CaseLine, CaseVersion, SavingsLine, SavingsValue
from finance.rules.money import BLANK, Cell, Standing
from finance.rules.savings import together
from programme.errors import DomainError
from programme.models import User

Plan = Mapping[int, Cell]


class VersionNotApproved(DomainError):
    """Only an approved version is followed in the tracker."""


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


@transaction.atomic
def take_from_version(
    *, version: CaseVersion, replace: Collection[str], actor: User, at: datetime
) -> tuple[list[SavingsLine], list[SavingsLine]]:
    """Follow every savings line of an approved version; the lines made, and those whose plan was replaced.

    A line that is followed already now answers to this version. Its plan stays as it is, unless its code (that of the
    case's line) is among `replace`: then it becomes that of the version, for whole years. Raises NotAllowed,
    ReviewHasLeft, VersionNotApproved.
    """
    review = lock_tracker(version.case.review, actor=actor)
    if version.status != CaseStatus.APPROVED:
        raise VersionNotApproved(
            f"Version {version.number} is {version.get_status_display().lower()}. Only an approved version is followed."
        )
    made, replaced = [], []
    position = next_position(review)
    for taken in taken_from(version):
        case_line, line = taken.case_line, taken.line
        if line is None:
            line = SavingsLine.objects.create(
                programme=review.programme,
                review=review,
                version=version,
                case_line=case_line,
                code=new_savings_code(review, case_line.name),
                name=case_line.name,
                measure=case_line.measure or Measure.RECURRING,
                is_cashable=case_line.is_cashable,
                evidence=case_line.evidence,
                position=position + len(made),
            )
            _plan(line, taken)
            made.append(line)
            continue
        if line.closed_on is None and line.version is not None and line.version.number < version.number:
            line.version, line.case_line = version, case_line
            line.save()
        if line.closed_on is None and taken.differs and case_line.code in replace:
            _plan(line, taken)
            replaced.append(line)
    return made, replaced


def _plan(line: SavingsLine, taken: Taken) -> None:
    """Make the version's amounts the plan of a line; what stood in other cells of the plan is cleared."""
    rows = {(row.council_id, row.year, row.month): row for row in line.values.filter(kind=ValueKind.PLAN)}
    council = taken.case_line.council_id
    for (whose, year, month), row in rows.items():
        if (whose, month) != (council, WHOLE_YEAR) or year not in taken.plan:
            row.amount, row.is_withheld = None, False
            row.save()
    for year, cell in taken.plan.items():
        row = rows.get((council, year, WHOLE_YEAR)) or SavingsValue(
            line=line, council_id=council, year=year, month=WHOLE_YEAR, kind=ValueKind.PLAN
        )
        row.amount, row.is_withheld = cell.amount, cell.standing is Standing.WITHHELD
        row.save()


def _years(version: CaseVersion) -> range:
    return range(version.first_year, version.first_year + version.years)
