"""Everything that a business case comes to, worked out from its lines. Nothing of it is ever typed in.

The rules are those of a feasibility study's business case: yearly totals by group, the annual and cumulative saving,
one-off costs by year with contingency held apart, payback, write-off, and present values (HM Treasury, Green Book).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from finance.enums import CostGroup, LineKind
from finance.rules.appraisal import (
    GREEN_BOOK,
    RateBand,
    benefit_cost_ratio,
    cash_flow_payback,
    discounted_payback,
    net_present_value,
    simple_payback,
    write_off,
)
from finance.rules.money import (
    BLANK,
    WITHHELD,
    ZERO,
    Cell,
    Standing,
    Total,
    added,
    difference,
    rounded,
    total_of,
)
from finance.rules.parameters import OptimismBias
from finance.rules.profile import Profile

YEARLY = (LineKind.CURRENT, LineKind.FUTURE, LineKind.SAVING)
NOTHING = Cell.of(ZERO)


@dataclass(frozen=True)
class Line:
    """A line of a case with cells by financial year.

    A running cost or saving without a cell in a year is blank there: not yet known. A one-off cost without a cell has
    nothing there: such costs fall in some years only.
    """

    code: str
    name: str
    kind: LineKind
    cells: Mapping[int, Cell]
    group: CostGroup | None = None
    subset: str = ""
    profile: Profile | None = None

    def cell(self, year: int) -> Cell:
        return self.cells.get(year, BLANK if self.kind in YEARLY else NOTHING)


@dataclass(frozen=True)
class Case:
    """The lines of a version and what they are worked out with. Years are those in which financial years begin."""

    first_year: int
    years: int
    one_off_first_year: int
    lines: Sequence[Line]
    write_off_years: Sequence[int] = (5, 10)
    bands: Sequence[RateBand] = GREEN_BOOK
    bias: OptimismBias | None = None

    @property
    def yearly(self) -> range:
        """The years of running costs and savings."""
        return range(self.first_year, self.first_year + self.years)

    @property
    def every_year(self) -> range:
        """From the first year of any cost to the last year of any cost or saving."""
        spent = [year for line in self.of_kind(LineKind.ONE_OFF, LineKind.CONTINGENCY) for year in line.cells]
        return range(min([self.one_off_first_year, *spent]), max([self.first_year + self.years - 1, *spent]) + 1)

    def of_kind(self, *kinds: LineKind) -> list[Line]:
        return [line for line in self.lines if line.kind in kinds]


@dataclass(frozen=True)
class YearTotals:
    """A row of totals: one for each year, and their sum."""

    by_year: Mapping[int, Total]
    total: Total

    def amounts(self, years: Iterable[int]) -> list[Decimal]:
        return [self.by_year[year].amount if year in self.by_year else ZERO for year in years]


@dataclass(frozen=True)
class Derived:
    """What a case comes to. Amounts in pounds, payback in years; None where there is no such figure.

    `stated_saving` is what the savings lines sum to; where the case has current and future costs too, the annual saving
    is their difference, and `unexplained` what the savings lines leave of it (None: there are not both). A year has no
    saving where all of either cost is blank or withheld; `flows` and what is worked out from them leave it out.
    """

    current: Mapping[CostGroup, YearTotals]
    future: Mapping[CostGroup, YearTotals]
    total_current: YearTotals
    total_future: YearTotals
    annual_saving: YearTotals
    cumulative_saving: Mapping[int, Decimal]
    stated_saving: YearTotals
    unexplained: YearTotals | None
    one_off: YearTotals
    contingency: Total
    subsets: Mapping[str, YearTotals]
    simple_payback: Decimal | None
    cash_flow_payback: Decimal | None
    discounted_payback: Decimal | None
    write_off: Mapping[int, Decimal]
    net_present_value: Decimal
    benefit_cost_ratio: Decimal | None
    flows: Sequence[Decimal] = field(default=())

    @property
    def is_complete(self) -> bool:
        """Whether no cell that counts is blank or withheld."""
        return self.annual_saving.total.is_complete and self.one_off.total.is_complete

    @property
    def unknown(self) -> Cell | None:
        """What stands for a figure of savings against one-off costs where all of either is blank or withheld."""
        cells = (self.annual_saving.total.cell, self.one_off.total.cell)
        return next((unknown for unknown in (WITHHELD, BLANK) if unknown in cells), None)

    @property
    def lacking(self) -> dict[int, dict[LineKind, Cell]]:
        """By year without a saving, the costs of which nothing is known, with what stands for them."""
        found: dict[int, dict[LineKind, Cell]] = {}
        for kind, row in ((LineKind.CURRENT, self.total_current), (LineKind.FUTURE, self.total_future)):
            for year, total in row.by_year.items():
                if total.cell.standing is not Standing.AMOUNT:
                    found.setdefault(year, {})[kind] = total.cell
        return dict(sorted(found.items()))

    @property
    def has_withheld(self) -> bool:
        """Whether any amount is withheld. What a paper printed of such a case would give it away."""
        totals = (self.annual_saving.total, self.stated_saving.total, self.one_off.total, self.contingency)
        return any(total.withheld for total in totals)


def derive(case: Case) -> Derived:
    """Work out a case."""
    current = _by_group(case, LineKind.CURRENT)
    future = _by_group(case, LineKind.FUTURE)
    total_current, total_future = _costs(current, case.yearly), _costs(future, case.yearly)
    stated = row_of(case.of_kind(LineKind.SAVING), case.yearly)
    has_costs = bool(case.of_kind(LineKind.CURRENT, LineKind.FUTURE))
    saving = less(total_current, total_future, case.yearly) if has_costs else stated
    one_off = row_of(case.of_kind(LineKind.ONE_OFF), case.every_year)
    amounts = saving.amounts(case.yearly)
    spent = one_off.total.amount
    flows = [
        saving_of - cost
        for saving_of, cost in zip(saving.amounts(case.every_year), one_off.amounts(case.every_year), strict=True)
    ]
    before = sum((-cost for cost in one_off.amounts(range(case.every_year.start, case.first_year))), ZERO)
    later = flows[case.first_year - case.every_year.start :]
    return Derived(
        current=current,
        future=future,
        total_current=total_current,
        total_future=total_future,
        annual_saving=saving,
        cumulative_saving=_running(amounts, case.yearly),
        stated_saving=stated,
        unexplained=less(saving, stated, case.yearly) if has_costs and case.of_kind(LineKind.SAVING) else None,
        one_off=one_off,
        contingency=row_of(case.of_kind(LineKind.CONTINGENCY), case.every_year).total,
        subsets=subsets_of(case.lines, case.yearly),
        simple_payback=simple_payback(one_off=spent, savings=amounts),
        cash_flow_payback=cash_flow_payback(before=before, flows=later),
        discounted_payback=discounted_payback(flows, case.bands),
        write_off={years: write_off(one_off=spent, years=years) for years in case.write_off_years},
        net_present_value=net_present_value(flows, case.bands),
        benefit_cost_ratio=benefit_cost_ratio(
            benefits=saving.amounts(case.every_year), costs=one_off.amounts(case.every_year), bands=case.bands
        ),
        flows=tuple(flows),
    )


def with_optimism_bias(case: Case) -> Case | None:
    """The case with each one-off cost raised by its optimism bias, to the penny; None where it has none.

    Contingency is held apart and is not raised: it is for what is known to be uncertain.
    """
    if case.bias is None or not case.bias.uplift:
        return None
    by = 1 + case.bias.uplift
    return replace(
        case, bias=None, lines=[_raised(one, by) if one.kind == LineKind.ONE_OFF else one for one in case.lines]
    )


def _raised(line: Line, by: Decimal) -> Line:
    cells = {
        year: cell if cell.amount is None else replace(cell, amount=rounded(cell.amount * by))
        for year, cell in line.cells.items()
    }
    return replace(line, cells=cells, profile=None)


def row_of(lines: Sequence[Line], years: Iterable[int]) -> YearTotals:
    """The total of some lines, year by year and in all."""
    return _row({year: total_of(line.cell(year) for line in lines) for year in years})


def _by_group(case: Case, kind: LineKind) -> dict[CostGroup, YearTotals]:
    lines = case.of_kind(kind)
    groups = [group for group in CostGroup if any(line.group == group for line in lines)]
    return {group: row_of([line for line in lines if line.group == group], case.yearly) for group in groups}


def _costs(groups: Mapping[CostGroup, YearTotals], years: Sequence[int]) -> YearTotals:
    """The groups together; income is taken off."""
    kept = together([row for group, row in groups.items() if group != CostGroup.INCOME], years)
    income = groups.get(CostGroup.INCOME)
    return less(kept, income, years) if income is not None else kept


def together(rows: Sequence[YearTotals], years: Iterable[int]) -> YearTotals:
    """Some rows of totals added up."""
    return _row({year: added(*(row.by_year[year] for row in rows)) for year in years})


def less(first: YearTotals, second: YearTotals, years: Iterable[int]) -> YearTotals:
    """One row of totals less another; a year of which either is wholly unknown is in no total."""
    return _row({year: difference(first.by_year[year], second.by_year[year]) for year in years})


def _row(by_year: Mapping[int, Total]) -> YearTotals:
    return YearTotals(by_year, added(*by_year.values()))


def _running(amounts: Sequence[Decimal], years: Iterable[int]) -> dict[int, Decimal]:
    running, found = ZERO, {}
    for year, amount in zip(years, amounts, strict=True):
        running += amount
        found[year] = running
    return found


def subsets_of(lines: Iterable[Line], years: Iterable[int]) -> dict[str, YearTotals]:
    """The sub-totals of running costs and savings that are shown on their own and never added again."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        if line.subset and line.kind in YEARLY:
            found.setdefault(line.subset, []).append(line)
    known = list(years)
    return {name: row_of(part, known) for name, part in found.items()}
