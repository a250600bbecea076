"""Two versions of a business case line by line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from finance.enums import LineKind
from finance.figures import unit_of, written_amount
from finance.models import CaseVersion
from finance.parameter_words import parameter_words
from finance.queries.business_cases import case_of
from finance.queries.case_page import profile_words
from finance.rules.case import Line, derive, with_optimism_bias
from finance.rules.money import ZERO


@dataclass(frozen=True)
class ComparedRow:
    """A line or total in both versions, over all years. `change` is "New", "Gone", "Changed" or "" for no change."""

    label: str
    before: str
    after: str
    difference: str
    change: str


@dataclass(frozen=True)
class ComparedTable:
    title: str
    rows: tuple[ComparedRow, ...]


def compare_versions(*, before: CaseVersion, after: CaseVersion) -> tuple[ComparedTable, ...]:
    """Every table with a line in either, lines known by their code; four queries."""
    unit = unit_of(after)
    first, second = case_of(before), case_of(after)
    tables = []
    for kind in LineKind:
        old = {line.code: line for line in first.of_kind(kind)}
        new = {line.code: line for line in second.of_kind(kind)}
        codes = [*new, *(code for code in old if code not in new)]
        if codes:
            tables.append(
                ComparedTable(kind.label, tuple(_row(old.get(code), new.get(code), unit=unit) for code in codes))
            )
    one, two = derive(first), derive(second)
    raised = [derive(with_optimism_bias(case) or case) for case in (first, second)]
    totals: Mapping[str, tuple[Decimal, Decimal]] = {
        "Saving over all years": (one.annual_saving.total.amount, two.annual_saving.total.amount),
        "One-off costs": (one.one_off.total.amount, two.one_off.total.amount),
        "One-off costs with optimism bias": (raised[0].one_off.total.amount, raised[1].one_off.total.amount),
        "Net present value": (one.net_present_value, two.net_present_value),
    }
    rows = tuple(_compared(label, *pair, unit=unit) for label, pair in totals.items())
    return (ComparedTable("What it comes to", rows), *tables)


def compare_parameters(*, before: CaseVersion, after: CaseVersion) -> tuple[tuple[str, str, str, bool], ...]:
    """What each version is worked out with: label, words of both, and whether they differ. No query."""
    pairs = zip(parameter_words(before), parameter_words(after), strict=True)
    return tuple((label, old, new, old != new) for (label, old), (_, new) in pairs)


def _row(old: Line | None, new: Line | None, *, unit: str) -> ComparedRow:
    label = (new or old).name  # type: ignore[union-attr]
    before = _sum(old) if old else None
    after = _sum(new) if new else None
    row = _compared(label, before, after, unit=unit)
    if old and new and old.profile != new.profile:
        words = profile_words(new) or "given year by year"
        return replace(row, change=f"{row.change or 'Changed between years'}: {words}")
    if old and new and not row.change and dict(old.cells) != dict(new.cells):
        return ComparedRow(row.label, row.before, row.after, row.difference, "Changed between years")
    if old and new and old.name != new.name:
        return ComparedRow(label, row.before, row.after, row.difference, f"Was called {old.name}")
    return row


def _sum(line: Line) -> Decimal:
    return sum((cell.amount for cell in line.cells.values() if cell.amount is not None), ZERO)


def _compared(label: str, before: Decimal | None, after: Decimal | None, *, unit: str) -> ComparedRow:
    change = "New" if before is None else "Gone" if after is None else "Changed" if before != after else ""
    return ComparedRow(
        label,
        written_amount(before, unit=unit),
        written_amount(after, unit=unit),
        written_amount((after or ZERO) - (before or ZERO), unit=unit),
        change,
    )
