"""What the page of a version shows: its tables as rows of words, and its derived figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from finance.enums import CostGroup, LineKind
from finance.models import CaseVersion, PrintedFigure
from finance.queries.business_cases import case_of
from finance.rules.case import Case, Derived, Line, YearTotals, derive, less, row_of, subsets_of, with_optimism_bias
from finance.rules.figures import (
    left_out,
    unit_of,
    written_amount,
    written_cell,
    written_figure,
    written_payback,
    written_pounds,
    written_total,
)
from finance.rules.money import Cell, Standing, Total, rounded, total_of
from finance.rules.profile import in_words
from finance.wording.cases import parameter_words, uplift_words, why_no_saving
from services.values.standards import year_label

UNEXPLAINED = "Not explained by the savings lines"
AGAINST = ("simple_payback", "cash_flow_payback", "discounted_payback", "net_present_value", "benefit_cost_ratio")
"""The figures that set savings against one-off costs."""


@dataclass(frozen=True)
class CaseRow:
    """A row of a table: its words by year and in total. `tone` is "line", "subtotal", "total" or "memo"."""

    label: str
    cells: tuple[str, ...]
    total: str
    tone: str = "line"
    note: str = ""


@dataclass(frozen=True)
class CaseTable:
    """A table of the case, and the kind of lines that is edited there ("" for a table of derived figures)."""

    title: str
    years: tuple[str, ...]
    rows: tuple[CaseRow, ...]
    kind: str = ""


@dataclass(frozen=True)
class DerivedFigure:
    """A figure worked out from the lines; `printed` is what a published paper says, `difference` what it is off by."""

    code: str
    label: str
    value: str
    rule: str
    printed: str = ""
    difference: str = ""
    source: str = ""
    note: str = ""
    raised: str = ""
    """The same with optimism bias; empty where the case has none."""


@dataclass(frozen=True)
class CasePage:
    """A version worked out; `worked_out_with` is what with, as labels and words."""

    unit: str
    worked_out_with: tuple[tuple[str, str], ...]
    tables: tuple[CaseTable, ...]
    figures: tuple[DerivedFigure, ...]
    derived: Derived
    case: Case

    @property
    def no_saving(self) -> str:
        """Why some years have no saving, in words."""
        return why_no_saving(self.derived)


def case_page(version: CaseVersion) -> CasePage:
    """Read and work out a version; three queries."""
    case = case_of(version)
    derived = derive(case)
    raised = with_optimism_bias(case)
    unit = unit_of(version)
    return CasePage(
        unit=unit,
        worked_out_with=parameter_words(version),
        tables=tables_of(case, derived, unit=unit),
        figures=figures_of(
            derived, printed=list(version.printed_figures.all()), raised=derive(raised) if raised else None
        ),
        derived=derived,
        case=case,
    )


def tables_of(case: Case, derived: Derived, *, unit: str) -> tuple[CaseTable, ...]:
    """Every table of the case that has a line, one-off costs beside the savings always."""
    yearly = tuple(year_label(year) for year in case.yearly)
    tables = []
    for kind, groups, whole in (
        (LineKind.CURRENT, derived.current, derived.total_current),
        (LineKind.FUTURE, derived.future, derived.total_future),
    ):
        rows: list[CaseRow] = []
        for group, total in groups.items():
            rows += [line_row(line, case.yearly, unit=unit) for line in case.of_kind(kind) if line.group == group]
            rows.append(total_row(total_label(group), total, unit=unit, tone="subtotal"))
        if rows:
            rows.append(total_row(f"Total {kind.label.lower()}", whole, unit=unit, tone="total"))
        tables.append(CaseTable(kind.label, yearly, tuple(rows), kind))
    tables.append(CaseTable("Saving", yearly, tuple(_saving_rows(derived, unit=unit))))
    tables.append(_savings_table(case, derived, yearly, unit=unit))
    tables += [_one_off_table(case, derived, unit=unit)]
    return tuple(tables)


def total_label(group: CostGroup) -> str:
    """What the total of a group of costs is called: "Total income (taken off)"."""
    label = f"Total {group.label.lower()}"
    return f"{label} (taken off)" if group == CostGroup.INCOME else label


def line_row(line: Line, years: Iterable[int], *, unit: str) -> CaseRow:
    """A line as a row of words, with its total over the years."""
    known = list(years)
    cells = [line.cell(year) for year in known]
    amounts = [cell.amount for cell in cells if cell.amount is not None]
    whole = total_of(cells)
    total = written_amount(whole.amount, unit=unit) if amounts else written_total(whole, unit=unit)
    note = "; ".join(words for words in (line.subset, profile_words(line)) if words)
    return CaseRow(line.name, tuple(written_cell(cell, unit=unit) for cell in cells), total, note=note)


def profile_words(line: Line) -> str:
    """What the amounts of a line are worked out from, in pounds; nothing where they are given year by year."""
    if line.profile is None:
        return ""
    return in_words(line.profile, kind=line.kind, amount=written_pounds(line.profile.full_year))


def total_row(label: str, totals: YearTotals, *, unit: str, tone: str) -> CaseRow:
    """A row of totals, saying what they leave out."""
    return CaseRow(
        label,
        tuple(written_total(total, unit=unit) for total in totals.by_year.values()),
        written_total(totals.total, unit=unit),
        tone,
        left_out(totals.total),
    )


def _saving_rows(derived: Derived, *, unit: str) -> list[CaseRow]:
    running = running_totals(derived)
    saving = total_row("Saving a year", derived.annual_saving, unit=unit, tone="total")
    why = why_no_saving(derived)
    rows = [
        replace(saving, note=f"{saving.note}; {why[:1].lower()}{why[1:-1]}") if why else saving,
        CaseRow("Cumulative saving", tuple(written_total(one, unit=unit) for one in running.values()), "", "subtotal"),
    ]
    rest = derived.unexplained
    if rest is not None and any(one.amount or not one.is_complete for one in rest.by_year.values()):
        rows.append(replace(total_row(UNEXPLAINED, rest, unit=unit, tone="memo"), note=""))
    return rows


def _savings_table(case: Case, derived: Derived, years: tuple[str, ...], *, unit: str) -> CaseTable:
    rows = [line_row(line, case.yearly, unit=unit) for line in case.of_kind(LineKind.SAVING)]
    if rows:
        rows.append(total_row("Total savings", derived.stated_saving, unit=unit, tone="total"))
    rows += _subset_rows(derived.subsets, unit=unit)
    return CaseTable("Savings by line", years, tuple(rows), LineKind.SAVING)


def _subset_rows(subsets: Mapping[str, YearTotals], *, unit: str) -> list[CaseRow]:
    return [
        total_row(f"Of which {name[:1].lower()}{name[1:]}", totals, unit=unit, tone="memo")
        for name, totals in subsets.items()
    ]


def _one_off_table(case: Case, derived: Derived, *, unit: str) -> CaseTable:
    years = list(derived.one_off.by_year)
    rows = [line_row(line, years, unit=unit) for line in case.of_kind(LineKind.ONE_OFF)]
    if rows:
        rows.append(total_row("Total one-off costs", derived.one_off, unit=unit, tone="total"))
    raised = with_optimism_bias(case)
    if rows and raised and case.bias:
        whole = row_of(raised.of_kind(LineKind.ONE_OFF), years)
        label = f"Optimism bias, {uplift_words(case.bias)}"
        rows.append(total_row(label, bias_row(whole, derived.one_off), unit=unit, tone="memo"))
        rows.append(total_row("One-off costs with optimism bias", whole, unit=unit, tone="subtotal"))
    rows += [
        CaseRow(row.label, row.cells, row.total, "memo", "Held apart")
        for row in (line_row(line, years, unit=unit) for line in case.of_kind(LineKind.CONTINGENCY))
    ]
    return CaseTable("One-off costs", tuple(year_label(year) for year in years), tuple(rows), LineKind.ONE_OFF)


def bias_row(whole: YearTotals, plain: YearTotals) -> YearTotals:
    """What is added to each year's one-off costs; it leaves out what they leave out."""
    return YearTotals(
        by_year={
            year: replace(total, amount=total.amount - plain.by_year[year].amount)
            for year, total in whole.by_year.items()
        },
        total=replace(whole.total, amount=whole.total.amount - plain.total.amount),
    )


def figures_of(
    derived: Derived, *, printed: Sequence[PrintedFigure] = (), raised: Derived | None = None
) -> tuple[DerivedFigure, ...]:
    """The derived figures in order, each with what a paper printed where the two differ.

    `raised` is what the case comes to with optimism bias; then each figure has that beside it.
    Of a case with a withheld amount nothing printed is told: the difference would be that amount.
    """
    said = {} if derived.has_withheld else {one.figure: one for one in printed}
    found: list[DerivedFigure] = []
    with_bias = {one.code: one.value for one in figures_of(raised)} if raised else {}
    unknown = unknown_figures(derived)
    for code, label, worked_out, is_money, rule in valued_figures(derived):
        value = None if code in unknown else worked_out
        words = written_figure(value) if is_money else _plain(value, code)
        if code in unknown:
            words = written_cell(unknown[code])
        one = said.get(code)
        difference = None if one is None else printed_difference(one.value, value)
        if one is None or difference == 0:
            found.append(DerivedFigure(code, label, words, rule, raised=with_bias.get(code, "")))
            continue
        off = "" if difference is None else (written_figure(difference) if is_money else _plain(difference, code))
        found.append(
            DerivedFigure(
                code,
                label,
                words,
                rule,
                printed=written_figure(one.value) if is_money else _plain(one.value, code),
                difference=off,
                source=one.source,
                note=one.note,
                raised=with_bias.get(code, ""),
            )
        )
    return tuple(found)


def printed_difference(printed: Decimal, worked_out: Decimal | None) -> Decimal | None:
    """What a printed figure is off by; 0 where both round to the same; None where there is nothing to compare with."""
    if worked_out is None:
        return None
    return Decimal(0) if rounded(printed) == rounded(worked_out) else printed - worked_out


def valued_figures(derived: Derived) -> list[tuple[str, str, Decimal | None, bool, str]]:
    """The derived figures in order: code, label, value (None: there is none), whether it is money, and its rule."""
    rows: list[tuple[str, str, Decimal | None, bool, str]] = [
        ("total_saving", "Saving over all years", derived.annual_saving.total.amount, True,
         "Current costs less future costs of every year."),
        *(
            (f"cumulative_saving/{year}", f"Cumulative saving to {year_label(year)}", amount, True,
             "The savings of the years so far.")
            for year, amount in derived.cumulative_saving.items()
        ),
        ("one_off", "One-off costs", derived.one_off.total.amount, True, "Every line and year, without contingency."),
        ("contingency", "Contingency held apart", derived.contingency.amount, True, "In no total."),
        *(
            (f"write_off/{years}", f"Written off over {years} years, a year", amount, True,
             "One-off costs ÷ the number of years.")
            for years, amount in derived.write_off.items()
        ),
        ("simple_payback", "Simple payback (years)", derived.simple_payback, False,
         "Savings from year 1 against the whole one-off cost, evenly within a year."),
        ("cash_flow_payback", "Cash-flow payback (years)", derived.cash_flow_payback, False,
         "Every cost in its own year, counted from the start of year 1."),
        ("discounted_payback", "Discounted payback (years)", derived.discounted_payback, False,
         "As cash flow, at present values."),
        ("net_present_value", "Net present value", derived.net_present_value, True,
         "Savings less one-off costs at present values, the first year of cost as year 0."),
        ("benefit_cost_ratio", "Benefit to cost ratio", derived.benefit_cost_ratio, False,
         "Present value of savings ÷ that of one-off costs."),
    ]  # fmt: skip
    return rows


def unknown_figures(derived: Derived) -> dict[str, Cell]:
    """The figures of which nothing is known, with what stands for each: blank or withheld."""
    against = derived.unknown or Cell.of(Decimal(0))
    one_off = derived.one_off.total.cell
    cells = {
        "total_saving": derived.annual_saving.total.cell,
        **{f"cumulative_saving/{year}": total.cell for year, total in running_totals(derived).items()},
        "one_off": one_off,
        "contingency": derived.contingency.cell,
        **{f"write_off/{years}": one_off for years in derived.write_off},
        **dict.fromkeys(AGAINST, against),
    }
    return {code: cell for code, cell in cells.items() if cell.standing is not Standing.AMOUNT}


def running_totals(derived: Derived) -> dict[int, Total]:
    """The cumulative saving to each year, with what it leaves out."""
    blank, withheld, found = 0, 0, {}
    for year, amount in derived.cumulative_saving.items():
        total = derived.annual_saving.by_year[year]
        blank, withheld = blank + total.blank, withheld + total.withheld
        found[year] = Total(amount, blank, withheld)
    return found


def _plain(value: Decimal | None, code: str) -> str:
    if code.endswith("payback"):
        return written_payback(value)
    return "None" if value is None else f"{rounded(value):f}"


def typed_totals(form: Any, *, years: Sequence[int]) -> tuple[CaseTable, int]:
    """The totals of a grid as it was typed, and how many of its cells cannot be read."""
    lines = [
        Line(
            code=str(place),
            name=form.cleaned_data.get(f"{place}-name", ""),
            kind=form.kind,
            cells={
                year: form.cleaned_data[f"{place}-{year}"] for year in years if f"{place}-{year}" in form.cleaned_data
            },
            group=CostGroup(group) if (group := form.cleaned_data.get(f"{place}-group")) else None,
            subset=form.cleaned_data.get(f"{place}-subset") or "",
            profile=form.profiles.get(place),
        )
        for place in range(form.count)
        if form.cleaned_data.get(f"{place}-name") and not form.cleaned_data.get(f"{place}-remove")
    ]
    rows = [line_row(line, years, unit=form.unit) for line in lines if line.profile is not None]
    rows += [
        total_row(
            total_label(group),
            row_of([line for line in lines if line.group == group], years),
            unit=form.unit,
            tone="subtotal",
        )
        for group in CostGroup
        if any(line.group == group for line in lines)
    ]
    if lines and sum(row.tone == "subtotal" for row in rows) != 1:
        kept = [line for line in lines if line.group != CostGroup.INCOME]
        income = [line for line in lines if line.group == CostGroup.INCOME]
        whole = less(row_of(kept, years), row_of(income, years), years)
        rows.append(total_row(f"Total {form.kind.label.lower()}", whole, unit=form.unit, tone="total"))
    rows += _subset_rows(subsets_of(lines, years), unit=form.unit)
    faults = sum(1 for name in form.errors if name.rpartition("-")[2].isdigit())
    return CaseTable("Totals", tuple(year_label(year) for year in years), tuple(rows)), faults
