"""Two versions of a business case line by line.

The lines of a version with their amounts, as they are filled in.

A case as it stands and as it would go otherwise, as rows of words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from finance.enums import LineKind
from finance.models import CaseLine, CaseVersion
from finance.queries.business_cases import case_of
from finance.queries.case_page import profile_words
from finance.rules.case import YEARLY, Case, Derived, Line, derive, with_optimism_bias
from finance.rules.figures import unit_of, unknown_words, written_cell, written_figure, written_payback
from finance.rules.money import BLANK, WITHHELD, ZERO, Cell, Standing, total_of
from finance.rules.sensitivity import Variation
from finance.wording.cases import parameter_words


@dataclass(frozen=True)
class ComparedRow:
    """A line or total in both versions, over all years. `change` is "New", "Gone", "Changed" or "" for no change.

    What is not yet known or withheld in either version has no difference: that is not known or withheld too.
    """

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
                ComparedTable(
                    kind.label,
                    tuple(
                        _row(
                            old.get(code),
                            new.get(code),
                            before=_sum(old.get(code), first),
                            after=_sum(new.get(code), second),
                            unit=unit,
                        )
                        for code in codes
                    ),
                )
            )
    one, two = derive(first), derive(second)
    raised = [derive(with_optimism_bias(case) or case) for case in (first, second)]
    totals: Mapping[str, tuple[Cell, Cell]] = {
        "Saving over all years": (one.annual_saving.total.cell, two.annual_saving.total.cell),
        "One-off costs": (one.one_off.total.cell, two.one_off.total.cell),
        "One-off costs with optimism bias": (raised[0].one_off.total.cell, raised[1].one_off.total.cell),
        "Net present value": (_present_value(one), _present_value(two)),
    }
    rows = tuple(_compared(label, *pair, unit=unit) for label, pair in totals.items())
    return (ComparedTable("What it comes to", rows), *tables)


def compare_parameters(*, before: CaseVersion, after: CaseVersion) -> tuple[tuple[str, str, str, bool], ...]:
    """What each version is worked out with: label, words of both, and whether they differ. No query."""
    pairs = zip(parameter_words(before), parameter_words(after), strict=True)
    return tuple((label, old, new, old != new) for (label, old), (_, new) in pairs)


def _row(old: Line | None, new: Line | None, *, before: Cell | None, after: Cell | None, unit: str) -> ComparedRow:
    label = (new or old).name  # type: ignore[union-attr]
    row = _compared(label, before, after, unit=unit)
    if old and new and old.profile != new.profile:
        words = profile_words(new) or "given year by year"
        return replace(row, change=f"{row.change or 'Changed between years'}: {words}")
    if old and new and not row.change and dict(old.cells) != dict(new.cells):
        return ComparedRow(row.label, row.before, row.after, row.difference, "Changed between years")
    if old and new and old.name != new.name:
        return ComparedRow(label, row.before, row.after, row.difference, f"Was called {old.name}")
    return row


def _sum(line: Line | None, case: Case) -> Cell | None:
    """What a line comes to over all years; withheld or blank where none of its amounts is known; None for no line."""
    if line is None:
        return None
    years = {*line.cells, *(case.yearly if line.kind in YEARLY else ())}
    cells = [line.cell(year) for year in years]
    total = total_of(cells)
    return Cell.of(total.amount) if any(cell.standing is Standing.AMOUNT for cell in cells) else total.cell


def _present_value(derived: Derived) -> Cell:
    return derived.unknown or Cell.of(derived.net_present_value)


def _compared(label: str, before: Cell | None, after: Cell | None, *, unit: str) -> ComparedRow:
    change = "New" if before is None else "Gone" if after is None else "Changed" if before != after else ""
    return ComparedRow(
        label,
        written_cell(before or BLANK, unit=unit),
        written_cell(after or BLANK, unit=unit),
        written_cell(_difference(before, after), unit=unit),
        change,
    )


def _difference(before: Cell | None, after: Cell | None) -> Cell:
    """One amount less the other; a line that is not there counts as nothing."""
    there = [cell for cell in (before, after) if cell is not None]
    for unknown in (WITHHELD, BLANK):
        if unknown in there:
            return unknown
    amounts = [ZERO if cell is None or cell.amount is None else cell.amount for cell in (before, after)]
    return Cell.of(amounts[1] - amounts[0])


def lines_of(version: CaseVersion, kind: LineKind | None = None) -> list[CaseLine]:
    """Those that are not taken out, of one table or of all, in their order; two queries."""
    lines = CaseLine.objects.filter(version=version, removed_at__isnull=True)
    if kind is not None:
        lines = lines.filter(kind=kind)
    return list(lines.prefetch_related("amounts").order_by("kind", "position", "code"))


@dataclass(frozen=True)
class SensitivityRow:
    """What a case comes to if something goes otherwise."""

    label: str
    saving: str
    one_off: str
    payback: str
    value: str


def sensitivity_rows(derived: Derived, moved: Sequence[Variation]) -> tuple[SensitivityRow, ...]:
    """The case first, then each variation; written as the derived figures of the case are."""
    cases = [("As in the case", derived), *((one.label, one.derived) for one in moved)]
    return tuple(
        SensitivityRow(
            label=label,
            saving=unknown_words(one.annual_saving.total) or written_figure(one.annual_saving.total.amount),
            one_off=unknown_words(one.one_off.total) or written_figure(one.one_off.total.amount),
            payback=written_cell(one.unknown) if one.unknown else written_payback(one.simple_payback),
            value=written_cell(one.unknown) if one.unknown else written_figure(one.net_present_value),
        )
        for label, one in cases
    )
