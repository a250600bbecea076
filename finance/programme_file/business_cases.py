"""Sections of the programme file: business cases with their versions, lines, amounts and printed figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from finance.enums import CaseStatus, LineKind
from finance.models import BusinessCase, CaseAmount, CaseLine, CaseVersion, PrintedFigure
from finance.queries.business_cases import cell_of, profile_of
from finance.queries.grid_years import possible_years
from finance.rules.money import BLANK
from finance.rules.parameters import SCHEMA, parameter_faults, reach_of, read_parameters
from finance.rules.profile import SPENT_ONCE, PhasingUnreadable, ProfileRefused, read_phasing, worked_out
from programme.file.kinds import Data
from programme.file.plan import Plan, PlanHooks
from programme.file.rows import Row
from programme.file.sections import Section, fields_of
from services.programme_file.removal import is_removed

FROZEN = "a frozen version never changes; add the next version instead"


def _complete_version(row: Row, plan: Plan) -> None:
    if row.is_new:
        row.instance.created_at = row.instance.created_at or row.instance.approved_at or plan.at


def _frozen_version(version: CaseVersion) -> str:
    return "" if version.status == CaseStatus.DRAFT else FROZEN


def _is_frozen(version: Row) -> bool:
    return not version.is_new and version.instance.status != CaseStatus.DRAFT and "status" not in version.columns


def _check_versions(plan: Plan) -> Iterable[tuple[Row, str, str]]:
    for row in plan.rows("case_versions"):
        if not row.is_touched:
            continue
        version = row.instance
        reach = reach_of(read_parameters(version.parameters).bands)
        last = version.first_year + version.years - 1 - version.one_off_first_year
        if reach is not None and last > reach:
            yield row, "years", f"discount rates that reach year {last} from the first year of cost, not {reach}"


def _check_lines(plan: Plan) -> Iterable[tuple[Row, str, str]]:
    amounts: dict[int, list[CaseAmount]] = defaultdict(list)
    for row in plan.rows("case_amounts"):
        amounts[id(row.value("line"))].append(row.instance)
    for row in plan.rows("case_lines"):
        if row.is_touched and _is_frozen(row.value("version")):
            yield row, "version", FROZEN
        yield from _check_profile(row, amounts[id(row)])


def _check_profile(row: Row, amounts: list[CaseAmount]) -> Iterable[tuple[Row, str, str]]:
    """The amounts of a line with a full-year amount are what comes of it."""
    line = row.instance
    if not line.phasing and (line.full_year is None or line.starts_on is None):
        return
    try:
        read_phasing(line.phasing)
    except PhasingUnreadable as error:
        yield row, "phasing", f"percentages that sum to 100. {error}"
        return
    profile = profile_of(line)
    if profile is None:
        return
    if profile.starts_on.day != 1:
        yield row, "starts_on", "the first day of a month"
        return
    version, kind = row.value("version").instance, LineKind(line.kind)
    standing = {amount.year: cell_of(amount) for amount in amounts}
    try:
        cells = worked_out(profile, kind=kind, span=possible_years(version, kind), standing=standing, sent={})
    except ProfileRefused as error:
        yield row, "full_year", f"another. {error.message}"
        return
    for year, cell in sorted(cells.items()):
        if standing.get(year, BLANK) != cell:
            expected = "no amount" if cell.amount is None else f"{cell.amount:f}"
            yield row, "full_year", f"an amount of {expected} in {year}, which is what comes of it"
            return


def _check_amounts(plan: Plan) -> Iterable[tuple[Row, str, str]]:
    for row in plan.rows("case_amounts"):
        line = row.value("line")
        if row.is_touched and not line.is_new and _is_frozen(line.value("version")):
            yield row, "amount", FROZEN
    yield from _check_reach(plan)


def _check_reach(plan: Plan) -> Iterable[tuple[Row, str, str]]:
    """What is spent once falls in years that the discount rates of its version reach, from the first with a cost."""
    spent: dict[int, list[Row]] = defaultdict(list)
    versions: dict[int, Row] = {}
    for row in plan.rows("case_amounts"):
        line = row.value("line")
        if line.instance.kind in SPENT_ONCE and line.instance.removed_at is None:
            version = line.value("version")
            versions[id(version)] = version
            spent[id(version)].append(row)
    for key, rows in spent.items():
        yield from _beyond_the_rates(versions[key], rows)


def _beyond_the_rates(row_of_version: Row, rows: list[Row]) -> Iterable[tuple[Row, str, str]]:
    version = row_of_version.instance
    reach = None if row_of_version.faulty else reach_of(read_parameters(version.parameters).bands)
    if reach is None:
        return
    first, end = version.one_off_first_year, version.first_year + version.years - 1
    last = max([end, *(row.instance.year for row in rows if row.instance.year <= first + reach)])
    for row in rows:
        year = row.instance.year
        if not (row.is_touched or row_of_version.is_touched):
            continue
        if year > first + reach:
            yield row, "year", f"at most {first + reach}, the last year that the discount rates reach from {first}"
        elif year < first and last > year + reach:
            yield row, "year", f"at least {last - reach}, the first year from which the discount rates reach {last}"


BUSINESS_CASES = Section(
    name="business_cases",
    noun="business case",
    about="The cases for changing services.",
    model=BusinessCase,
    key=("code",),
    fields=fields_of(BusinessCase, "code name review summary", references={"review": "reviews"}),
    order=184,
)

CASE_VERSIONS = Section(
    name="case_versions",
    noun="version of a business case",
    about="Versions of the business cases. What is approved or withdrawn is frozen. A line names it as case/number.",
    model=CaseVersion,
    key=("case", "number"),
    fields=fields_of(
        CaseVersion,
        "case number stage status first_year years one_off_first_year price_base parameters note created_by created_at "
        "approved_by approved_at approval approved withdrawn_reason",
        references={"case": "business_cases", "created_by": "people", "approved_by": "people"},
        kinds={"parameters": Data(described_by=SCHEMA, faults=parameter_faults)},
        optional=["created_at"],
        about={
            "first_year": "The financial year, April to March, by the year in which it begins: 2011 for 2011/12.",
            "created_at": "Left out: the time of its approval, or of the import.",
        },
    ),
    order=185,
    programme_path="case__programme",
    frozen=_frozen_version,
)

CASE_LINES = Section(
    name="case_lines",
    noun="line of a business case",
    about="Lines of a version: current and future costs, one-off costs, contingency and savings, all above nothing.",
    model=CaseLine,
    key=("version", "code"),
    fields=fields_of(
        CaseLine,
        "version code kind group name subset council measure is_cashable evidence note full_year starts_on phasing "
        "position",
        references={"version": "case_versions", "council": "councils"},
        about={
            "position": "The order within its table. Left out: the order in the file.",
            "full_year": "What its amounts are worked out from: of a full year or, of what is spent once, in all. "
            "They are given too, and must be what comes out.",
        },
    ),
    order=186,
    sort=("version", "kind", "position", "code"),
    ordinal="position",
    ordinal_within=("version", "kind"),
    programme_path="version__case__programme",
    omitted=is_removed,
)

CASE_AMOUNTS = Section(
    name="case_amounts",
    noun="amount",
    about="What the line comes to in a financial year, in pounds. Left out: not yet known, which is not 0.",
    model=CaseAmount,
    key=("year",),
    fields=fields_of(CaseAmount, "year amount is_withheld"),
    order=187,
    programme_path="line__version__case__programme",
    parent="case_lines",
    parent_column="line",
    nested_as="amounts",
)

PRINTED_FIGURES = Section(
    name="printed_figures",
    noun="printed figure",
    about="Figures as a published paper printed them, shown beside what is worked out where the two differ.",
    model=PrintedFigure,
    key=("version", "figure"),
    fields=fields_of(PrintedFigure, "version figure value source note", references={"version": "case_versions"}),
    order=188,
    programme_path="version__case__programme",
)

SECTIONS = (BUSINESS_CASES, CASE_VERSIONS, CASE_LINES, CASE_AMOUNTS, PRINTED_FIGURES)

HOOKS = (
    PlanHooks("case_versions", complete=_complete_version, check=_check_versions),
    PlanHooks("case_lines", check=_check_lines),
    PlanHooks("case_amounts", check=_check_amounts),
)
