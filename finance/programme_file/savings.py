"""Sections of the programme file: the savings tracker."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from finance.enums import LineKind, ValueKind
from finance.models import SavingsLine, SavingsSuccession, SavingsValue
from finance.rules.savings import WHOLE_YEAR
from programme.file.plan import CheckResult, Plan, PlanHooks
from programme.file.rows import Row
from programme.file.sections import Section, fields_of
from services.values.standards import year_label


def _check_by_month_or_whole(plan: Plan) -> CheckResult:
    """A kind of value is told by month or for the whole year, not both, so that nothing counts twice."""
    told: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in plan.rows("savings_values"):
        value = row.instance
        if value.amount is not None or value.is_withheld:
            told[id(row.parent), id(row.value("council")), value.year, value.kind].append(row)
    for rows in told.values():
        whole = next((row for row in rows if row.instance.month == WHOLE_YEAR), None)
        if whole is None or len(rows) == 1:
            continue
        touched = [row for row in rows if row.is_touched]
        for row in touched if whole not in touched else [whole]:
            kind = ValueKind(row.instance.kind).label.lower()
            yield (
                row,
                "month",
                f"the {kind} of {year_label(row.instance.year)} is told both by month and for the whole year; "
                "leave one of them out, so that nothing counts twice",
            )


def _check_case(plan: Plan) -> CheckResult:
    """A line answers to a line of savings of the version it names, of a case of its own review."""
    for row in plan.rows("savings"):
        if not row.is_touched:
            continue
        version, case_line = row.value("version"), row.value("case_line")
        if case_line is not None and (version is None or case_line.value("version") is not version):
            yield row, "case_line", "expected a line of the version that this line names"
        elif case_line is not None and case_line.instance.kind != LineKind.SAVING:
            yield row, "case_line", "expected a line of the version's savings"
        if version is not None and version.value("case").value("review") is not row.value("review"):
            yield row, "version", "expected a version of a business case of the same review"


SAVINGS = Section(
    name="savings",
    noun="savings line",
    about="Savings and in-year pressures, followed from plan to delivery.",
    model=SavingsLine,
    key=("code",),
    fields=fields_of(
        SavingsLine,
        "code name review version case_line measure is_cashable evidence state state_reason owner position closed_on "
        "closed_reason",
        references={
            "review": "reviews",
            "version": "case_versions",
            "case_line": "case_lines",
            "owner": "people",
        },
        about={"position": "The order within its review. Left out: the order in the file."},
    ),
    order=196,
    sort=("review", "position", "code"),
    ordinal="position",
    ordinal_within=("review",),
)

SAVINGS_VALUES = Section(
    name="savings_values",
    noun="value of a savings line",
    about="Plan, forecast or actual, in pounds, of a month (1 is April) or of the whole year (month left out).",
    model=SavingsValue,
    key=("council", "year", "month", "kind"),
    fields=fields_of(SavingsValue, "council year month kind amount is_withheld", references={"council": "councils"}),
    order=197,
    sort=("kind", "year", "month", "council"),
    programme_path="line__programme",
    parent="savings",
    parent_column="line",
    nested_as="values",
)

SAVINGS_SUCCESSIONS = Section(
    name="savings_successions",
    noun="succession",
    about="Lines that were merged into this one, or that it was split off from.",
    model=SavingsSuccession,
    key=("before",),
    fields=fields_of(SavingsSuccession, "before on reason", references={"before": "savings"}),
    order=198,
    programme_path="line__programme",
    parent="savings",
    parent_column="line",
    nested_as="came_from",
)

SECTIONS = (SAVINGS, SAVINGS_VALUES, SAVINGS_SUCCESSIONS)

HOOKS = (
    PlanHooks("savings", check=_check_case),
    PlanHooks("savings_values", check=_check_by_month_or_whole),
)
