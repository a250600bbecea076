"""The business case of programme C: every total of its tables, to the pound, from the lines of the file."""

from __future__ import annotations

from decimal import Decimal

import pytest

from finance.enums import CaseStatus, CostGroup, LineKind
from finance.models import CaseVersion, PrintedFigure
from finance.queries.business_cases import case_of
from finance.queries.case_page import figures_of
from finance.rules.case import Case, Derived, YearTotals, derive
from finance.rules.money import rounded
from tests.programme.file.demos import take_demo

pytestmark = pytest.mark.django_db
YEARLY, ONCE = range(2011, 2016), range(2010, 2014)


@pytest.fixture(scope="module")
def taken(module_database: None) -> None:
    take_demo("dartford-sevenoaks")


@pytest.fixture
def version(taken: None, db: None) -> CaseVersion:
    return CaseVersion.objects.get(case__code="revenues-benefits", case__programme__code="dartford-sevenoaks")


@pytest.fixture
def case(version: CaseVersion) -> Case:
    return case_of(version)


@pytest.fixture
def derived(case: Case) -> Derived:
    return derive(case)


def thousands(row: YearTotals, years: range) -> list[int]:
    """A row by year and in all."""
    amounts = [*row.amounts(years), row.total.amount]
    assert all(amount % 1000 == 0 for amount in amounts)
    return [int(amount / 1000) for amount in amounts]


def test_the_case_is_a_full_one_and_still_proposed(version: CaseVersion):
    assert (version.stage, version.status) == ("full", CaseStatus.DRAFT)
    assert (version.first_year, version.years, version.one_off_first_year) == (2011, 5, 2010)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (lambda d: d.current[CostGroup.DIRECT], [3037] * 5 + [15185]),
        (lambda d: d.current[CostGroup.INDIRECT], [1593] * 5 + [7965]),
        (lambda d: d.total_current, [4630] * 5 + [23150]),
        (lambda d: d.future[CostGroup.DIRECT], [2705, 2705, 2680, 2680, 2680, 13450]),
        (lambda d: d.future[CostGroup.INDIRECT], [1485] * 5 + [7425]),
        (lambda d: d.future[CostGroup.INCOME], [60] * 5 + [300]),
        (lambda d: d.total_future, [4130, 4130, 4105, 4105, 4105, 20575]),
        (lambda d: d.annual_saving, [500, 500, 525, 525, 525, 2575]),
    ],
    ids=["current direct", "current indirect", "current", "direct", "indirect", "income", "future", "saving"],
)
def test_costs_and_saving_of_each_year(derived: Derived, row, expected: list[int]):
    assert thousands(row(derived), YEARLY) == expected


def test_cumulative_saving(derived: Derived):
    assert list(derived.cumulative_saving.values()) == [500_000, 1_000_000, 1_525_000, 2_050_000, 2_575_000]


def test_every_line_comes_to_its_printed_total(case: Case):
    totals = {line.code: sum(cell.amount for cell in line.cells.values()) / 1000 for line in case.lines}

    assert {code: int(total) for code, total in totals.items()} == {
        "now-staff": 12085,
        "now-audit": 1690,
        "now-transport": 55,
        "now-supplies": 1035,
        "now-technology": 310,
        "now-other": 10,
        "now-customers": 2730,
        "now-corporate": 1890,
        "now-property": 800,
        "now-it": 1800,
        "now-management": 745,
        "later-staff": 9915,
        "later-fraud": 630,
        "later-audit": 1690,
        "later-transport": 55,
        "later-supplies": 840,
        "later-technology": 310,
        "later-other": 10,
        "later-customers": 2280,
        "later-corporate": 1890,
        "later-property": 800,
        "later-it": 1710,
        "later-management": 745,
        "later-more-income": 300,
        "once-it": 79,
        "once-home": 20,
        "once-travel": 100,
        "once-other": 30,
        "once-offices": 30,
        "once-redundancy": 250,
        "once-backfill": 100,
        "once-pay": 125,
        "once-project": 100,
        "contingency": 150,
        "save-staff": 1165,
        "save-later-staff": 75,
        "save-fraud": 300,
        "save-audit": 85,
        "save-postage": 50,
        "save-payments": 60,
        "save-customers": 450,
        "save-it": 90,
        "save-overpayments": 150,
        "save-court": 150,
    }


def test_one_off_costs_with_the_contingency_apart(derived: Derived):
    assert thousands(derived.one_off, ONCE) == [437, 234, 138, 25, 834]
    assert derived.contingency.amount == 150_000


def test_savings_by_line_explain_the_saving_and_audit_and_fraud_is_77(derived: Derived):
    assert thousands(derived.stated_saving, YEARLY) == [500, 500, 525, 525, 525, 2575]
    assert thousands(derived.subsets["Audit and fraud"], YEARLY) == [77] * 5 + [385]
    assert derived.unexplained is not None
    assert thousands(derived.unexplained, YEARLY) == [0] * 6


def test_write_off_and_payback(derived: Derived):
    assert derived.write_off == {5: Decimal(166_800), 10: Decimal(83_400)}
    assert rounded(derived.simple_payback or Decimal(0)) == Decimal("1.67")
    assert rounded(derived.cash_flow_payback or Decimal(0)) == Decimal("1.47")


def test_what_the_study_printed_is_what_comes_out_but_for_one_sign(version: CaseVersion, case: Case, derived: Derived):
    printed = list(PrintedFigure.objects.filter(version=version))
    differing = [one for one in figures_of(derived, printed=printed) if one.printed]

    assert len(printed) == 11
    assert [(one.code, one.value, one.printed, one.difference) for one in differing] == [
        ("cumulative_saving/2015", "£2,575,000", "-£2,575,000", "-£5,150,000")
    ]
    assert len(case.of_kind(LineKind.CONTINGENCY)) == 1
