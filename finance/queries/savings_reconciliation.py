"""Whether the tracker of a review plans what its approved cases say, line by line and year by year, to the penny."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from finance.enums import CaseStatus, LineKind
from finance.models import CaseAmount, CaseLine, CaseVersion, SavingsLine, SavingsSuccession
from finance.queries.cases_as_at import withheld_since
from finance.queries.savings import Scope
from finance.queries.savings_as_at import is_open, lines_at, plans_by_year
from finance.rules.figures import EXEMPT, written_cell, written_pounds
from finance.rules.money import BLANK, Cell, Standing
from finance.rules.savings import Difference, reconcile
from programme.history import Moment
from services.models import ServiceReview
from services.values.standards import year_label


@dataclass(frozen=True)
class Compared:
    """A line of a case (or several that were merged) with the lines that follow it, in a year."""

    version: CaseVersion | None
    case_lines: tuple[str, ...]
    names: str
    lines: tuple[SavingsLine, ...]
    difference: Difference[str]
    why: str

    @property
    def case_name(self) -> str:
        """The case with its version; empty where no case has the line."""
        return f"{self.version.case.name}, version {self.version.number}" if self.version else ""

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
        """How much more the tracker plans; not told where one side is withheld, not known where one is blank."""
        return EXEMPT if is_withheld(self.difference) else written_pounds(self.difference.amount)


@dataclass(frozen=True)
class Reconciliation:
    """All of them, and the open lines that have no case to answer to."""

    rows: tuple[Compared, ...]
    without_case: tuple[SavingsLine, ...]

    @property
    def differences(self) -> list[Compared]:
        return [row for row in self.rows if not row.difference.reconciles]


def reconciliation_of(review: ServiceReview, *, scope: Scope) -> Reconciliation:
    """Compare a review as it stands; six queries."""
    return reconciliation_at(reviews=[review.pk], scope=scope, moment=Moment(review.programme))


def reconciliation_at(*, reviews: Collection[int], scope: Scope, moment: Moment) -> Reconciliation:
    """Compare some reviews as they stand, or as was known at a past moment; six queries, then seven.

    Lines that were merged or split are compared together with what became of them. What a line plans in a year is
    withheld where it has a value that the scope leaves out: it, or how far it is off, would tell that value.
    """
    lines = lines_at(reviews=reviews, moment=moment, related=("case_line", "version"))
    lines.sort(key=lambda line: (line.review_id, line.position, line.pk))
    group = _groups(lines, moment=moment)
    versions = _approved(reviews, moment=moment)
    followers: dict[tuple[int, str], int] = {}
    for line in lines:
        if line.version is not None and line.case_line is not None:
            followers[line.version.case_id, line.case_line.code] = line.pk
    names: dict[str, list[str]] = defaultdict(list)
    cases: dict[str, CaseVersion] = {}
    codes: dict[str, list[str]] = defaultdict(list)
    told: dict[tuple[str, int], list[Cell]] = defaultdict(list)
    key_of_case_line: dict[int, str] = {}
    for case_line in _case_lines(versions, moment=moment):
        version = versions[case_line.version_id]
        follower = followers.pop((version.case_id, case_line.code), None)
        key = f"{group[follower]:09}" if follower else f"case-{case_line.pk:09}"
        key_of_case_line[case_line.pk] = key
        names[key].append(case_line.name)
        codes[key].append(case_line.code)
        cases[key] = version
    stated = CaseAmount.objects.filter(line__in=key_of_case_line).as_at(moment)
    for amount in withheld_since(stated, moment=moment):
        cell = Cell(Standing.WITHHELD, amount.amount) if amount.is_withheld else Cell.of(amount.amount)
        told[key_of_case_line[amount.line_id], amount.year].append(cell)
    gone = {f"{group[line]:09}" for line in followers.values()}
    with_case = {*key_of_case_line.values(), *gone}
    planned: dict[tuple[str, int], list[Cell]] = defaultdict(list)
    open_lines = {line.pk: line for line in lines if is_open(line, moment)}
    for pk, year, sum_of_plan, withheld in plans_by_year(list(open_lines), moment=moment, readable=scope.readable):
        key = f"{group[pk]:09}"
        cell = Cell(Standing.WITHHELD, sum_of_plan) if withheld else Cell.of(sum_of_plan)
        if key in with_case and (cell != BLANK or (key, year) in told):
            planned[key, year].append(cell)
    members: dict[str, list[SavingsLine]] = defaultdict(list)
    for line in lines:
        members[f"{group[line.pk]:09}"].append(line)
    rows = []
    for difference in reconcile(case=told, tracker=planned):
        key = difference.key
        found = members.get(key, [])
        rows.append(
            Compared(
                cases.get(key),
                tuple(codes.get(key, ())),
                ", ".join(names.get(key) or [line.name for line in found if line.case_line is not None]),
                tuple(line for line in found if line.pk in open_lines) or tuple(found),
                difference,
                _why(difference, found, has_case=key in names, is_open=any(line.pk in open_lines for line in found)),
            )
        )
    return Reconciliation(
        tuple(rows), tuple(line for line in open_lines.values() if f"{group[line.pk]:09}" not in with_case)
    )


def _why(difference: Difference[str], lines: list[SavingsLine], *, has_case: bool, is_open: bool) -> str:
    if difference.reconciles:
        return ""
    reasons = (
        (not lines, "Not in the tracker"),
        (not has_case, "No longer in the case"),
        (not is_open, "Closed in the tracker"),
        (is_withheld(difference), "Withheld in one of them"),
        (difference.tracker == BLANK, "No plan in the tracker"),
        (difference.case == BLANK, "Blank in the case"),
    )
    return next((words for holds, words in reasons if holds), "Planned otherwise")


def is_withheld(difference: Difference[str]) -> bool:
    """Whether one side is withheld, so that how much they differ is too."""
    return Standing.WITHHELD in (difference.case.standing, difference.tracker.standing)


def _approved(reviews: Collection[int], *, moment: Moment) -> dict[int, CaseVersion]:
    """The last version of each case that was approved, by its id."""
    last: dict[int, CaseVersion] = {}
    for version in CaseVersion.objects.filter(case__review__in=reviews).as_at(moment, "case"):
        best = last.get(version.case_id)
        if version.status == CaseStatus.APPROVED and (best is None or best.number < version.number):
            last[version.case_id] = version
    return {version.pk: version for version in last.values()}


def _case_lines(versions: Collection[int], *, moment: Moment) -> list[CaseLine]:
    """The savings lines of versions that were not removed."""
    lines = CaseLine.objects.filter(version__in=versions, kind=LineKind.SAVING).as_at(moment)
    kept = (line for line in lines if line.removed_at is None)
    return sorted(kept, key=lambda line: (line.version_id, line.position, line.code))


def _groups(lines: list[SavingsLine], *, moment: Moment) -> dict[int, int]:
    """For each line the lowest id of those that it was merged or split with, directly or not."""
    root = {line.pk: line.pk for line in lines}

    def find(pk: int) -> int:
        while root[pk] != pk:
            pk = root[pk]
        return pk

    for succession in SavingsSuccession.objects.filter(line__in=root).as_at(moment):
        if succession.before_id in root:
            one, other = sorted((find(succession.line_id), find(succession.before_id)))
            root[other] = one
    return {pk: find(pk) for pk in root}
