"""What the versions of business cases come to, as tables that another tool can check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from finance.enums import CostGroup
from finance.models import BusinessCase
from finance.programme_file.computed_kinds import EMPTY, FACTOR, LEFT_OUT, MONEY, WHY_EMPTY, YEAR, told_total
from finance.queries.case_page import printed_difference, running_totals, unknown_figures, valued_figures
from finance.queries.cases_as_at import CaseThen, versions_at
from finance.rules.case import Derived, YearTotals
from finance.rules.discounting import discount_factors, discounted, rate_in
from finance.rules.money import Standing, Total
from finance.rules.sensitivity import variations
from programme.file.computed import Asked, Column, Computation, ComputedTable, Rows
from programme.file.kinds import Choice, Text, WholeNumber

VERSION = Column(name="version", kind=Text(), about="The version, as case/number.")
FIGURE = Column(name="figure", kind=Text(), about="The figure by the code that printed figures have.")
VALUE = Column(name="value", kind=MONEY, about="In pounds, in years for a payback, or a ratio.")

TOTALS = ComputedTable(
    name="case_totals",
    about="Totals of each table of a version of a business case: by group and year, and over all years.",
    key=("version", "table", "group", "year"),
    columns=(
        VERSION,
        Column(
            name="table",
            kind=Choice(
                values=(
                    "current",
                    "future",
                    "annual_saving",
                    "cumulative_saving",
                    "saving",
                    "unexplained",
                    "subset",
                    "one_off",
                    "contingency",
                )
            ),
            about="saving is the sum of the savings lines; unexplained what they leave of the annual saving.",
        ),
        Column(name="group", kind=Text(), about="The group of costs, or the sub-total. Left out: all of the table."),
        Column(name="year", kind=YEAR, about="The year in which the financial year begins. Nothing: all years."),
        Column(name="amount", kind=MONEY),
        *LEFT_OUT,
    ),
)

FIGURES = ComputedTable(
    name="case_figures",
    about="The derived figures of a version: saving, one-off cost, payback, write-off, present value and ratio.",
    key=("version", "figure"),
    columns=(VERSION, FIGURE, VALUE, Column(name="empty", kind=WHY_EMPTY, about=EMPTY)),
)

PRINTED = ComputedTable(
    name="case_printed_figures",
    about="What a published paper printed beside what is worked out. Not told of a version with a withheld amount.",
    key=("version", "figure"),
    columns=(
        VERSION,
        FIGURE,
        Column(name="printed", kind=MONEY),
        Column(name="worked_out", kind=MONEY),
        Column(name="difference", kind=MONEY, about="Printed less worked out; 0 where both round to the same penny."),
    ),
)

FACTORS = ComputedTable(
    name="case_discount_factors",
    about="The discount factors of a version, from the first year of any cost, and the flow of each year.",
    key=("version", "year"),
    columns=(
        VERSION,
        Column(name="year", kind=YEAR),
        Column(name="number", kind=WholeNumber(), about="0 is the first year of any cost."),
        Column(name="rate", kind=FACTOR, about="0.035 for 3.5 %. Nothing in year 0."),
        Column(name="factor", kind=FACTOR),
        Column(name="flow", kind=MONEY, about="Saving less one-off costs, in pounds."),
        Column(name="present_value", kind=MONEY),
    ),
)

SENSITIVITY = ComputedTable(
    name="case_sensitivity",
    about="The derived figures when savings are lower or later, or one-off costs higher.",
    key=("version", "variation", "figure"),
    columns=(
        VERSION,
        Column(name="variation", kind=Text()),
        FIGURE,
        VALUE,
        Column(name="empty", kind=WHY_EMPTY, about=EMPTY),
    ),
)


def compute(asked: Asked) -> dict[str, Rows]:
    """Every version that the reader sees; six queries, eight for a past moment."""
    cases = asked.seen(BusinessCase.objects.filter(programme=asked.programme))
    found = versions_at(programme=asked.programme, cases=cases, as_at=asked.as_at)
    return {
        TOTALS.name: list(_of_each(found, _totals)),
        FIGURES.name: list(_of_each(found, lambda then: _figures(then.derived))),
        PRINTED.name: list(_of_each(found, _printed)),
        FACTORS.name: list(_of_each(found, _factors)),
        SENSITIVITY.name: list(_of_each(found, _sensitivity)),
    }


def _of_each(found: Iterable[CaseThen], rows_of: Any) -> Iterator[dict[str, Any]]:
    for then in found:
        for row in rows_of(then):
            yield {"version": f"{then.code}/{then.version.number}", **row}


def _totals(then: CaseThen) -> Iterator[dict[str, Any]]:
    derived = then.derived
    for table, groups, whole in (
        ("current", derived.current, derived.total_current),
        ("future", derived.future, derived.total_future),
    ):
        if groups:
            for group, totals in groups.items():
                yield from _by_year(table, CostGroup(group).value, totals)
            yield from _by_year(table, "", whole)
    yield from _by_year("annual_saving", "", derived.annual_saving)
    for year, total in running_totals(derived).items():
        yield {"table": "cumulative_saving", "year": year, **told_total(total)}
    yield from _by_year("saving", "", derived.stated_saving)
    for year, amount in derived.unexplained.items():
        yield {"table": "unexplained", "year": year, "amount": amount, "blank": 0, "withheld": 0}
    for name, totals in derived.subsets.items():
        yield from _by_year("subset", name, totals)
    yield from _by_year("one_off", "", derived.one_off)
    yield _total("contingency", "", None, derived.contingency)


def _by_year(table: str, group: str, totals: YearTotals) -> Iterator[dict[str, Any]]:
    for year, total in totals.by_year.items():
        yield _total(table, group, year, total)
    yield _total(table, group, None, totals.total)


def _total(table: str, group: str, year: int | None, total: Total) -> dict[str, Any]:
    return {"table": table, "group": group, "year": year, **told_total(total)}


def _figures(derived: Derived) -> Iterator[dict[str, Any]]:
    unknown = unknown_figures(derived)
    for code, _, value, _, _ in valued_figures(derived):
        if cell := unknown.get(code):
            empty = "withheld" if cell.standing is Standing.WITHHELD else "not_known"
            yield {"figure": code, "value": None, "empty": empty}
        else:
            yield {"figure": code, "value": value, "empty": "none" if value is None else ""}


def _printed(then: CaseThen) -> Iterator[dict[str, Any]]:
    if then.derived.has_withheld:
        return
    unknown = unknown_figures(then.derived)
    worked_out = {code: value for code, _, value, _, _ in valued_figures(then.derived) if code not in unknown}
    for one in sorted(then.printed, key=lambda one: one.figure):
        value = worked_out.get(one.figure)
        yield {
            "figure": one.figure,
            "printed": one.value,
            "worked_out": value,
            "difference": printed_difference(one.value, value),
        }


def _factors(then: CaseThen) -> Iterator[dict[str, Any]]:
    case, flows = then.case, then.derived.flows
    factors = discount_factors(max(len(flows) - 1, 0), case.bands)
    values = discounted(flows, case.bands)
    for number, (year, flow) in enumerate(zip(case.every_year, flows, strict=True)):
        yield {
            "year": year,
            "number": number,
            "rate": rate_in(number, case.bands) if number else None,
            "factor": factors[number],
            "flow": flow,
            "present_value": values[number],
        }


def _sensitivity(then: CaseThen) -> Iterator[dict[str, Any]]:
    for variation in variations(then.case, then.derived):
        for row in _figures(variation.derived):
            if "/" not in row["figure"]:
                yield {"variation": variation.code, **row}


COMPUTATIONS = (Computation(tables=(TOTALS, FIGURES, PRINTED, FACTORS, SENSITIVITY), compute=compute, order=10),)
