"""Whether the tracker of a review plans what its approved cases say, line by line and year by year, to the penny.

What following a version of a case would do, in words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from finance.enums import CaseStatus, LineKind, ValueKind
from finance.models import CaseAmount, CaseLine, CaseVersion, SavingsLine, SavingsSuccession, SavingsValue
from finance.queries.cases_as_at import withheld_since
from finance.queries.savings import Scope
from finance.queries.savings_as_at import is_open, lines_at, plans_by_year
from finance.rules.figures import EXEMPT, written_cell, written_pounds
from finance.rules.money import BLANK, Cell, Standing
from finance.rules.savings import Difference, cell_of, reconcile, together
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
