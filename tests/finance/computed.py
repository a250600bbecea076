"""What finance works out, for tests to read."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from finance.enums import LineKind
from finance.models import CaseVersion
from programme.file.computed import asked_of, computed_data
from programme.models import Programme
from tests.factories.finance import (
    BudgetLineFactory,
    CaseAmountFactory,
    CaseLineFactory,
    CaseVersionFactory,
    CommitmentFactory,
    LedgerEntryFactory,
)


def told(programme: Programme, **asked: Any) -> dict[str, Any]:
    return computed_data(asked_of(programme=programme, **asked))


def amounts(data: dict[str, Any], table: str, group: str | None = None) -> dict[Any, Any]:
    """The amounts of a table of totals by year; None is all years."""
    return {
        row["year"]: row["amount"] for row in data["case_totals"] if row["table"] == table and row.get("group") == group
    }


def figures(data: dict[str, Any], table: str = "case_figures", **key: str) -> dict[str, Any]:
    return {
        row["figure"]: row["value"] for row in data[table] if all(row[name] == value for name, value in key.items())
    }


def version_of_flows(first: int = -100, later: int | None = 30, **more: Any) -> CaseVersion:
    """The worked example of present values: 100 spent in year 0, 30 saved in each of five years."""
    version: CaseVersion = CaseVersionFactory(**more)
    cost = CaseLineFactory(version=version, kind=LineKind.ONE_OFF, group="")
    saving = CaseLineFactory(version=version, kind=LineKind.SAVING, group="")
    CaseAmountFactory(line=cost, year=2010, amount=Decimal(-first))
    for year in range(2011, 2016):
        CaseAmountFactory(line=saving, year=year, amount=later)
    return version


def budget(**more: Any) -> Any:
    """Programme D's line: of 247, 173 are spent, 50 committed, 10 expected."""
    line = BudgetLineFactory(**{"code": "office", "budget": 247, "forecast": 260, **more})
    LedgerEntryFactory(line=line, amount=173)
    CommitmentFactory(line=line, amount=50)
    CommitmentFactory(line=line, amount=10, is_expected=True)
    return line
