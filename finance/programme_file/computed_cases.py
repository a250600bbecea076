"""What the versions of business cases come to, as tables that another tool can check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from finance.enums import CostGroup
from finance.models import BusinessCase
from finance.programme_file.computed_kinds import (
    EMPTY,
    FACTOR,
    LEFT_OUT,
    MONEY,
    WHY_EMPTY,
    YEAR,
    told_amount,
    told_total,
)
from finance.queries.case_page import bias_row, printed_difference, running_totals, unknown_figures, valued_figures
from finance.queries.cases_as_at import CaseThen, versions_at
from finance.rules.appraisal import discount_factors, rate_in
from finance.rules.case import Derived, YearTotals, derive, with_optimism_bias
from finance.rules.money import ZERO, Standing, Total, difference
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
                    "one_off_with_bias",
                    "contingency",
                )
            ),
            about="saving is the sum of the savings lines; unexplained what they leave of the annual saving; "
            "one_off_with_bias the one-off costs raised by the optimism bias, told where there is one.",
        ),
        Column(name="group", kind=Text(), about="The group of costs, or the sub-total. Left out: all of the table."),
        Column(name="year", kind=YEAR, about="The year in which the financial year begins. Nothing: all years."),
        Column(name="amount", kind=MONEY),
        *LEFT_OUT,
        Column(
            name="lacks",
            kind=Choice(values=("current", "future", "current and future")),
            about="The costs of which nothing is known, so that a year has no saving.",
        ),
    ),
)

FIGURES = ComputedTable(
    name="case_figures",
    about="The derived figures of a version: saving, one-off cost, payback, write-off, present value and ratio.",
    key=("version", "figure"),
    columns=(VERSION, FIGURE, VALUE, Column(name="empty", kind=WHY_EMPTY, about=EMPTY)),
)

BIAS = ComputedTable(
    name="case_optimism_bias",
    about="What the one-off costs of a version are raised by. No row: it has no optimism bias.",
    key=("version",),
    columns=(
        VERSION,
        Column(name="upper", kind=MONEY, about="The upper bound, in per cent."),
        Column(name="lower", kind=MONEY, about="The lower bound, in per cent."),
        Column(name="mitigated", kind=MONEY, about="How much of it is mitigated, in per cent."),
        Column(name="uplift", kind=FACTOR, about="0.0408 for 4.08 %: upper × (1 - mitigated), not below lower."),
        Column(name="added", kind=MONEY, about="What it adds to the one-off costs of all years, in pounds."),
    ),
)

WITH_BIAS = ComputedTable(
    name="case_figures_with_bias",
    about="The derived figures of a version with its one-off costs raised by the optimism bias.",
    key=FIGURES.key,
    columns=FIGURES.columns,
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
        Column(name="saving", kind=MONEY, about="In pounds. Nothing where it is not yet known or withheld."),
        Column(name="one_off", kind=MONEY, about="In pounds. Nothing where all of it is not yet known or withheld."),
        Column(name="flow", kind=MONEY, about="Saving less one-off costs. Nothing where either is nothing."),
        Column(
            name="present_value",
            kind=MONEY,
            about="The flow × the factor. The net present value of the case counts what is told: a saving or a one-off "
            "cost × the factor where the other is nothing.",
        ),
        *LEFT_OUT,
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
    found = versions_at(cases=cases, moment=asked.moment)
    return {
        TOTALS.name: list(_of_each(found, _totals)),
        FIGURES.name: list(_of_each(found, lambda then: _figures(then.derived))),
        BIAS.name: list(_of_each(found, _bias)),
        WITH_BIAS.name: list(_of_each(found, _with_bias)),
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
    lacking = derived.lacking
    for row in _by_year("annual_saving", "", derived.annual_saving):
        yield row | {"lacks": " and ".join(lacking.get(row["year"], ()))}
    for year, total in running_totals(derived).items():
        yield {"table": "cumulative_saving", "year": year, **told_total(total)}
    yield from _by_year("saving", "", derived.stated_saving)
    if derived.unexplained is not None:
        for year, total in derived.unexplained.by_year.items():
            yield _total("unexplained", "", year, total)
    for name, totals in derived.subsets.items():
        yield from _by_year("subset", name, totals)
    yield from _by_year("one_off", "", derived.one_off)
    if raised := with_optimism_bias(then.case):
        yield from _by_year("one_off_with_bias", "", derive(raised).one_off)
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


def _bias(then: CaseThen) -> Iterator[dict[str, Any]]:
    bias, raised = then.case.bias, with_optimism_bias(then.case)
    if bias is None:
        return
    plain = then.derived.one_off
    whole = derive(raised).one_off if raised else plain
    yield {
        "upper": bias.upper,
        "lower": bias.lower,
        "mitigated": bias.mitigated,
        "uplift": bias.uplift,
        "added": told_amount(bias_row(whole, plain).total),
    }


def _with_bias(then: CaseThen) -> Iterator[dict[str, Any]]:
    if raised := with_optimism_bias(then.case):
        yield from _figures(derive(raised))


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
    case, saving, cost = then.case, then.derived.annual_saving.by_year, then.derived.one_off.by_year
    factors = discount_factors(len(case.every_year) - 1, case.bands)
    for number, year in enumerate(case.every_year):
        saved, spent = saving.get(year, Total(ZERO)), cost[year]
        flow = difference(saved, spent)
        yield {
            "year": year,
            "number": number,
            "rate": rate_in(number, case.bands) if number else None,
            "factor": factors[number],
            "saving": told_amount(saved),
            "one_off": told_amount(spent),
            "flow": told_amount(flow),
            "present_value": told_amount(replace(flow, amount=flow.amount * factors[number])),
            "blank": flow.blank,
            "withheld": flow.withheld,
        }


def _sensitivity(then: CaseThen) -> Iterator[dict[str, Any]]:
    for variation in variations(then.case, then.derived):
        for row in _figures(variation.derived):
            if "/" not in row["figure"]:
                yield {"variation": variation.code, **row}


COMPUTATIONS = (
    Computation(tables=(TOTALS, FIGURES, BIAS, WITH_BIAS, PRINTED, FACTORS, SENSITIVITY), compute=compute, order=10),
)
