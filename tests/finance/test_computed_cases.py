"""What business cases come to, as the programme file tells it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from finance.enums import CaseStatus, CostGroup, LineKind
from finance.models import PrintedFigure
from tests.factories.finance import (
    CaseAmountFactory,
    CaseLineFactory,
    CaseVersionFactory,
)
from tests.finance.computed import amounts, figures, told, version_of_flows
from tests.programme.file.demos import take_demo

pytestmark = pytest.mark.django_db


def test_the_case_of_programme_c_to_the_pound():
    data = told(take_demo("dartford-sevenoaks"))

    def of_years(*thousands: int) -> dict[Any, int]:
        return {
            **dict(zip(range(2011, 2016), (1000 * one for one in thousands), strict=True)),
            None: 1000 * sum(thousands),
        }

    assert amounts(data, "current", CostGroup.DIRECT) == of_years(*[3037] * 5)
    assert amounts(data, "current", CostGroup.INDIRECT) == of_years(*[1593] * 5)
    assert amounts(data, "current") == of_years(*[4630] * 5)
    assert amounts(data, "future", CostGroup.DIRECT) == of_years(2705, 2705, 2680, 2680, 2680)
    assert amounts(data, "future", CostGroup.INCOME) == of_years(*[60] * 5)
    assert amounts(data, "future") == of_years(4130, 4130, 4105, 4105, 4105)
    assert amounts(data, "annual_saving") == amounts(data, "saving") == of_years(500, 500, 525, 525, 525)
    assert list(amounts(data, "cumulative_saving").values()) == [500_000, 1_000_000, 1_525_000, 2_050_000, 2_575_000]
    assert amounts(data, "subset", "Audit and fraud") == of_years(*[77] * 5)
    assert amounts(data, "one_off") == {
        2010: 437_000,
        2011: 234_000,
        2012: 138_000,
        2013: 25_000,
        2014: 0,
        2015: 0,
        None: 834_000,
    }
    assert amounts(data, "contingency") == {None: 150_000}
    said = figures(data)
    assert (said["write_off/5"], said["write_off/10"]) == (166_800, 83_400)
    assert {
        row["council"]: (row["saving"], row["one_off"]) for row in data["council_shares"] if row["year"] is None
    } == {"dartford": (1_287_500, 417_000), "sevenoaks": (1_287_500, 417_000)}
    assert (said["simple_payback"], round(said["cash_flow_payback"], 2)) == (1.668, 1.47)
    printed = {row["figure"]: (row["printed"], row["difference"]) for row in data["case_printed_figures"]}
    assert len(printed) == 11
    assert printed.pop("cumulative_saving/2015") == (-2_575_000, -5_150_000)
    assert {difference for _, difference in printed.values()} == {0}


def test_present_values_with_the_factors_that_make_them():
    data = told(version_of_flows().case.programme)

    said = figures(data)
    assert round(said["net_present_value"], 2) == 35.45
    rows = data["case_discount_factors"]
    assert [(row["year"], row["number"], row["rate"]) for row in rows[:2]] == [(2010, 0, None), (2011, 1, 0.035)]
    assert [row["flow"] for row in rows] == [-100, 30, 30, 30, 30, 30]
    assert [row["factor"] for row in rows[:3]] == [1, 0.966183574879, 0.933510700366]
    assert round(sum(row["flow"] * row["factor"] for row in rows), 6) == said["net_present_value"]
    assert round(sum(row["present_value"] for row in rows), 5) == round(said["net_present_value"], 5)


def test_each_variation_says_what_the_case_comes_to_then():
    data = told(version_of_flows().case.programme)

    assert figures(data, "case_sensitivity", variation="savings-down-10")["total_saving"] == 135
    assert figures(data, "case_sensitivity", variation="costs-up-20")["one_off"] == 120
    assert figures(data, "case_sensitivity", variation="a-year-late")["total_saving"] == 120


def test_no_payback_is_told_as_none():
    data = told(version_of_flows(-1000).case.programme)

    rows = {row["figure"]: row for row in data["case_figures"]}
    for payback in ("simple_payback", "cash_flow_payback", "discounted_payback"):
        assert (rows[payback]["value"], rows[payback]["empty"]) == (None, "none")


def test_blank_amounts_are_nothing_and_counted():
    version = version_of_flows(later=None)

    data = told(version.case.programme)

    assert amounts(data, "annual_saving") == dict.fromkeys([*range(2011, 2016), None])
    (row,) = (row for row in data["case_totals"] if row["table"] == "annual_saving" and row["year"] is None)
    assert (row["blank"], row["withheld"]) == (5, 0)
    assert {row["figure"]: row.get("empty") for row in data["case_figures"]}["total_saving"] == "not_known"


def test_withheld_amounts_stand_in_no_figure():
    version = version_of_flows()
    line = CaseLineFactory(version=version, kind=LineKind.ONE_OFF, group="")
    CaseAmountFactory(line=line, year=2011, amount=Decimal(54_321), is_withheld=True)
    PrintedFigure.objects.create(version=version, figure="one_off", value=54_421)

    data = told(version.case.programme)

    assert figures(data)["one_off"] == 100
    assert "case_printed_figures" not in data
    assert "54321" not in str(data)
    assert "54421" not in str(data)


def test_every_version_is_told_withdrawn_ones_too():
    version = version_of_flows(status=CaseStatus.WITHDRAWN, withdrawn_reason="Wrong.")
    CaseVersionFactory(case=version.case, number=2)

    data = told(version.case.programme)

    code = version.case.code
    assert {row["version"] for row in data["case_figures"]} == {f"{code}/1", f"{code}/2"}


@pytest.mark.parametrize("withheld", [False, True])
def test_savings_wholly_unknown_or_withheld_are_no_figure_of_nothing_in_any_variation(withheld):
    version = version_of_flows(later=None)
    version.lines.get(kind=LineKind.SAVING).amounts.update(is_withheld=withheld, amount=54_321 if withheld else None)
    PrintedFigure.objects.create(version=version, figure="net_present_value", value=-100)

    data = told(version.case.programme)

    empty = "withheld" if withheld else "not_known"
    resting = ("total_saving", "simple_payback", "cash_flow_payback", "net_present_value", "benefit_cost_ratio")
    for table, rows in (("case_figures", 1), ("case_sensitivity", 5)):
        for figure in resting:
            found = [(row["value"], row["empty"]) for row in data[table] if row["figure"] == figure]
            assert found == [(None, empty)] * rows
    assert {figures(data)[f"cumulative_saving/{year}"] for year in range(2011, 2016)} == {None}
    assert set(amounts(data, "cumulative_saving").values()) == {None}
    assert figures(data, "case_sensitivity", variation="costs-up-20")["one_off"] == 120
    assert [row["worked_out"] for row in data.get("case_printed_figures", [])] == ([] if withheld else [None])
    assert "54321" not in str(data)


def test_a_year_late_may_leave_nothing_that_is_known():
    version = version_of_flows(later=None)
    version.lines.get(kind=LineKind.SAVING).amounts.filter(year=2015).update(amount=500)

    data = told(version.case.programme)

    assert figures(data, "case_sensitivity", variation="savings-down-10")["total_saving"] == 450
    assert figures(data, "case_sensitivity", variation="a-year-late")["total_saving"] is None


def test_what_all_the_current_costs_being_unknown_leaves_of_a_saving():
    version = CaseVersionFactory(years=2)
    for kind, told_of in ((LineKind.CURRENT, {2011: None, 2012: 900}), (LineKind.FUTURE, {2011: 400, 2012: 400})):
        line = CaseLineFactory(version=version, kind=kind)
        for year, amount in told_of.items():
            CaseAmountFactory(line=line, year=year, amount=amount)
    saving = CaseLineFactory(version=version, kind=LineKind.SAVING, group="")
    for year in (2011, 2012):
        CaseAmountFactory(line=saving, year=year, amount=450)
    cost = CaseLineFactory(version=version, kind=LineKind.ONE_OFF, group="")
    CaseAmountFactory(line=cost, year=2011, amount=100)

    data = told(version.case.programme)

    assert amounts(data, "annual_saving") == {2011: None, 2012: 500, None: 500}
    assert amounts(data, "cumulative_saving") == {2011: None, 2012: 500}
    assert amounts(data, "unexplained") == {2011: None, 2012: 50}
    lacks = {row["year"]: row.get("lacks") for row in data["case_totals"] if row["table"] == "annual_saving"}
    assert lacks == {2011: "current", 2012: None, None: None}
    rows = data["case_discount_factors"]
    flows = {row["year"]: (row["saving"], row["one_off"], row["flow"], row["blank"]) for row in rows}
    assert flows == {2010: (0, 0, 0, 0), 2011: (None, 100, None, 1), 2012: (500, 0, 500, 0)}
    told_of = [(row["saving"] or 0, row["one_off"], row["factor"]) for row in rows]
    by_parts = sum((saved - spent) * factor for saved, spent, factor in told_of)
    assert round(by_parts, 6) == figures(data)["net_present_value"]


def test_optimism_bias_is_a_figure_of_its_own():
    factors = [{"name": "Contract", "contribution": 100, "mitigation": 92}]
    version = version_of_flows(parameters={"optimism_bias": {"upper": 51, "lower": 4, "factors": factors}})

    data = told(version.case.programme)

    (bias,) = data["case_optimism_bias"]
    assert {name: bias[name] for name in ("upper", "lower", "mitigated", "uplift", "added")} == {
        "upper": 51, "lower": 4, "mitigated": 92, "uplift": 0.0408, "added": 4.08,
    }  # fmt: skip
    assert amounts(data, "one_off_with_bias")[2010] == amounts(data, "one_off_with_bias")[None] == 104.08
    raised = figures(data, "case_figures_with_bias")
    assert raised["one_off"] == figures(data)["one_off"] + bias["added"] == 104.08
    assert (
        raised["net_present_value"] == figures(data, "case_sensitivity", variation="optimism-bias")["net_present_value"]
    )


def test_without_optimism_bias_there_is_no_figure_of_it():
    data = told(version_of_flows().case.programme)

    assert not {"case_optimism_bias", "case_figures_with_bias"} & set(data)
    assert amounts(data, "one_off_with_bias") == {}
