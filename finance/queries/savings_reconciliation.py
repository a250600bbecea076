"""Whether the tracker of a review plans what its approved cases say, line by line and year by year, to the penny."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from finance.enums import CaseStatus, LineKind, ValueKind
from finance.figures import EXEMPT, written_cell, written_pounds
from finance.models import CaseAmount, CaseLine, CaseVersion, SavingsLine, SavingsSuccession, SavingsValue
from finance.rules.money import BLANK, Cell, Standing
from finance.rules.savings import Difference, reconcile
from finance.savings_cells import cell_of
from services.models import ServiceReview
from services.standards import year_label


@dataclass(frozen=True)
class Compared:
    """A line of a case (or several that were merged) with the lines that follow it, in a year."""

    case_name: str
    names: str
    lines: tuple[SavingsLine, ...]
    difference: Difference[str]
    why: str

    @property
    def year(self) -> str:
        return year_label(self.difference.year)

    @property
    def case(self) -> str:
        return written_cell(self.difference.case)

    @property
    def tracker(self) -> str:
        return written_cell(self.difference.tracker)

    @property
    def amount(self) -> str:
        """How much more the tracker plans; not told where one side is withheld."""
        return EXEMPT if is_withheld(self.difference) else written_pounds(self.difference.amount)


@dataclass(frozen=True)
class Reconciliation:
    """All of them, and the open lines that have no case to answer to."""

    rows: tuple[Compared, ...]
    without_case: tuple[SavingsLine, ...]

    @property
    def differences(self) -> list[Compared]:
        return [row for row in self.rows if not row.difference.reconciles]


def reconciliation_of(review: ServiceReview) -> Reconciliation:
    """Compare; six queries. Lines that were merged or split are compared together with what became of them."""
    lines = list(SavingsLine.objects.filter(review=review).select_related("case_line", "version").order_by("position"))
    group = _groups(lines)
    versions = {
        version.case_id: version
        for version in CaseVersion.objects.filter(case__review=review, status=CaseStatus.APPROVED)
        .select_related("case")
        .order_by("case_id", "number")
    }
    followers: dict[tuple[int, str], int] = {}
    for line in lines:
        if line.version is not None and line.case_line is not None:
            followers[line.version.case_id, line.case_line.code] = line.pk
    names: dict[str, list[str]] = defaultdict(list)
    cases: dict[str, str] = {}
    told: dict[tuple[str, int], list[Cell]] = defaultdict(list)
    key_of_case_line: dict[int, str] = {}
    case_lines = CaseLine.objects.filter(version__in=versions.values(), kind=LineKind.SAVING, removed_at__isnull=True)
    for case_line in case_lines.order_by("version_id", "position", "code"):
        version = next(one for one in versions.values() if one.pk == case_line.version_id)
        follower = followers.pop((version.case_id, case_line.code), None)
        key = f"{group[follower]:09}" if follower else f"case-{case_line.pk:09}"
        key_of_case_line[case_line.pk] = key
        names[key].append(case_line.name)
        cases[key] = f"{version.case.name}, version {version.number}"
    for amount in CaseAmount.objects.filter(line__in=key_of_case_line):
        cell = Cell(Standing.WITHHELD, amount.amount) if amount.is_withheld else Cell.of(amount.amount)
        told[key_of_case_line[amount.line_id], amount.year].append(cell)
    gone = {f"{group[line]:09}" for line in followers.values()}
    with_case = {*key_of_case_line.values(), *gone}
    planned: dict[tuple[str, int], list[Cell]] = defaultdict(list)
    open_lines = {line.pk: line for line in lines if line.closed_on is None}
    for row in SavingsValue.objects.filter(line__in=open_lines, kind=ValueKind.PLAN):
        key = f"{group[row.line_id]:09}"
        if key in with_case and cell_of(row) != BLANK:
            planned[key, row.year].append(cell_of(row))
    members: dict[str, list[SavingsLine]] = defaultdict(list)
    for line in lines:
        members[f"{group[line.pk]:09}"].append(line)
    rows = []
    for difference in reconcile(case=told, tracker=planned):
        key = difference.key
        found = members.get(key, [])
        rows.append(
            Compared(
                cases.get(key, ""),
                ", ".join(names.get(key) or [line.name for line in found if line.case_line is not None]),
                tuple(line for line in found if line.closed_on is None) or tuple(found),
                difference,
                _why(difference, found, has_case=key in names),
            )
        )
    return Reconciliation(
        tuple(rows), tuple(line for line in open_lines.values() if f"{group[line.pk]:09}" not in with_case)
    )


def _why(difference: Difference[str], lines: list[SavingsLine], *, has_case: bool) -> str:
    if difference.reconciles:
        return ""
    reasons = (
        (not lines, "Not in the tracker"),
        (not has_case, "No longer in the case"),
        (all(line.closed_on is not None for line in lines), "Closed in the tracker"),
        (is_withheld(difference), "Withheld in one of them"),
        (difference.tracker == BLANK, "No plan in the tracker"),
        (difference.case == BLANK, "Blank in the case"),
    )
    return next((words for holds, words in reasons if holds), "Planned otherwise")


def is_withheld(difference: Difference[str]) -> bool:
    """Whether one side is withheld, so that how much they differ is too."""
    return Standing.WITHHELD in (difference.case.standing, difference.tracker.standing)


def _groups(lines: list[SavingsLine]) -> dict[int, int]:
    """For each line the lowest id of those that it was merged or split with, directly or not."""
    root = {line.pk: line.pk for line in lines}

    def find(pk: int) -> int:
        while root[pk] != pk:
            pk = root[pk]
        return pk

    for line, before in SavingsSuccession.objects.filter(line__in=root).values_list("line_id", "before_id"):
        if before in root:
            one, other = sorted((find(line), find(before)))
            root[other] = one
    return {pk: find(pk) for pk in root}
