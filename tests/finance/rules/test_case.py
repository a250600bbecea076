"""Section 11 of the feasibility study, table by table, from its lines."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from finance.enums import CostGroup, LineKind
from finance.rules.case import Case, Line, derive
from finance.rules.money import BLANK, WITHHELD, Total, rounded
from finance.rules.sensitivity import variations
from tests.finance.rules.study import SAVINGS, STUDY, every_year, spread

HUNDREDTH = Decimal("0.01")


@pytest.fixture(scope="module")
def study():
    return derive(STUDY)


def numbers(row):
    return [int(row.by_year[year].amount) for year in row.by_year]


def test_current_costs_of_the_study(study):
    assert numbers(study.current[CostGroup.DIRECT]) == [3037] * 5
    assert numbers(study.current[CostGroup.INDIRECT]) == [1593] * 5
    assert numbers(study.total_current) == [4630] * 5
    assert study.total_current.total == Total(Decimal(23150))


def test_future_costs_of_the_study(study):
    assert numbers(study.future[CostGroup.DIRECT]) == [2705, 2705, 2680, 2680, 2680]
    assert numbers(study.future[CostGroup.INDIRECT]) == [1485] * 5
    assert numbers(study.future[CostGroup.INCOME]) == [60] * 5
    assert numbers(study.total_future) == [4130, 4130, 4105, 4105, 4105]
    assert study.total_future.total.amount == 20575


def test_savings_of_the_study(study):
    assert numbers(study.annual_saving) == [500, 500, 525, 525, 525]
    assert study.annual_saving.total.amount == 2575
    assert list(study.cumulative_saving.values()) == [500, 1000, 1525, 2050, 2575]


def test_savings_by_line_sum_to_the_same(study):
    assert numbers(study.stated_saving) == [500, 500, 525, 525, 525]
    assert numbers(study.unexplained) == [0] * 5


def test_audit_and_fraud_is_a_subset_and_adds_nothing(study):
    assert numbers(study.subsets["Audit and fraud"]) == [77] * 5


def test_one_off_costs_of_the_study(study):
    assert [int(study.one_off.by_year[year].amount) for year in range(2010, 2014)] == [437, 234, 138, 25]
    assert study.one_off.total.amount == 834
    assert study.contingency.amount == 150


def test_write_off_and_payback_of_the_study(study):
    assert study.write_off == {5: Decimal("166.8"), 10: Decimal("83.4")}
    assert rounded(study.simple_payback, HUNDREDTH) == Decimal("1.67")
    assert rounded(study.cash_flow_payback, HUNDREDTH) == Decimal("1.47")


def test_a_case_of_savings_lines_alone():
    case = derive(replace(STUDY, lines=SAVINGS))

    assert numbers(case.annual_saving) == [500, 500, 525, 525, 525]
    assert case.unexplained is None


def test_savings_lines_that_do_not_foot_are_told():
    case = derive(replace(STUDY, lines=[line for line in STUDY.lines if line.name != "Court fees"]))

    assert numbers(case.unexplained) == [30] * 5


def test_blank_and_withheld_cells_are_told_in_every_total_they_are_left_out_of():
    line = Line("odd", "Odd", LineKind.FUTURE, {**every_year(1), 2011: BLANK, 2012: WITHHELD}, CostGroup.DIRECT)
    case = derive(replace(STUDY, lines=[*STUDY.lines, line]))

    assert case.total_future.by_year[2011] == Total(Decimal(4130), blank=1)
    assert case.annual_saving.total == Total(Decimal(2572), blank=1, withheld=1)
    assert not case.is_complete


def test_one_off_costs_after_the_years_of_the_case_are_in_the_total():
    late = Line("late", "Late", LineKind.ONE_OFF, spread(y2020=6))
    case = derive(replace(STUDY, lines=[*STUDY.lines, late]))

    assert case.one_off.total.amount == 840
    assert sum(case.flows) == case.annual_saving.total.amount - 840


def test_present_values_of_a_hundred_spent_and_thirty_saved_for_five_years():
    case = derive(
        Case(
            first_year=2011,
            years=5,
            one_off_first_year=2010,
            lines=[
                Line("cost", "Cost", LineKind.ONE_OFF, spread(y2010=100)),
                Line("saving", "Saving", LineKind.SAVING, every_year(30)),
            ],
        )
    )

    assert rounded(case.net_present_value, HUNDREDTH) == Decimal("35.45")
    assert rounded(case.benefit_cost_ratio, HUNDREDTH) == Decimal("1.35")
    assert rounded(case.cash_flow_payback, HUNDREDTH) == Decimal("3.33")
    assert rounded(case.discounted_payback, HUNDREDTH) == Decimal("3.61")


def test_an_empty_case_comes_to_nothing():
    case = derive(Case(first_year=2011, years=3, one_off_first_year=2011, lines=[]))

    assert case.annual_saving.total == Total(Decimal(0))
    assert case.benefit_cost_ratio is None
    assert case.simple_payback == 0


def test_variations_of_the_study():
    totals = {one.code: one.derived.annual_saving.total.amount for one in variations(STUDY, derive(STUDY))}
    paybacks = {one.code: rounded(one.derived.simple_payback, HUNDREDTH) for one in variations(STUDY, derive(STUDY))}

    assert totals == {
        "savings-down-10": Decimal("2317.5"),
        "savings-down-20": Decimal(2060),
        "costs-up-10": Decimal(2575),
        "costs-up-20": Decimal(2575),
        "a-year-late": Decimal(2050),
    }
    assert paybacks["costs-up-20"] == Decimal("2.00")
    assert paybacks["a-year-late"] == Decimal("2.67")


def test_a_zero_is_not_a_blank():
    case = derive(replace(STUDY, lines=[Line("zero", "Zero", LineKind.SAVING, every_year(0))]))

    assert case.annual_saving.total == Total(Decimal(0))
