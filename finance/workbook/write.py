"""A version → a workbook: a sheet for each table, years across, totals as values; no cell runs as a formula."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import IO, Any

from openpyxl.cell import WriteOnlyCell

from finance.enums import CostGroup, Evidence, LineKind
from finance.models import CaseLine
from finance.queries.case_page import (
    AGAINST,
    UNEXPLAINED,
    running_totals,
    total_label,
    unknown_figures,
    valued_figures,
)
from finance.rules.case import Case, Derived, YearTotals, derive, with_optimism_bias
from finance.rules.figures import EXEMPT, UNIT_LABELS, UNITS, left_out, unknown_words
from finance.rules.money import BLANK, Cell, Standing, Total, total_of
from finance.rules.profile import Profile, written_phasing
from finance.wording.cases import why_no_saving
from finance.workbook.layout import FIGURES_SHEET, OF_PROFILE, PARAMETERS_SHEET, TOTAL_MARK, Column
from finance.workbook.settings import HEADINGS, setting_rows
from programme.file.workbook import WorkbookWriter, bold_cell, xlsx_cell
from services.values.standards import year_label

WIDTHS = (18, 44, 16, 24, 18)
BESIDE = (Column.CODE, Column.NAME, Column.GROUP, Column.SUBSET, Column.EVIDENCE)
LEAVES_OUT = "Leaves out"
OF_ONE_FIGURE = ("contingency", *AGAINST)
AFTER = (Column.TOTAL, *OF_PROFILE, Column.NOTE)


def case_workbook(
    *,
    case: Case,
    derived: Derived,
    lines: Sequence[CaseLine],
    years: Mapping[LineKind, range],
    unit: str,
    settings: Mapping[str, Any],
) -> IO[bytes]:
    """The workbook in a temporary file, at its beginning; the file goes when it is closed.

    `settings` is what the form of the version begins with.
    """
    book = WorkbookWriter(_money_cell)
    raised = with_optimism_bias(case)
    _write_figures(book, case, derived, derive(raised) if raised else None)
    _write_settings(book, settings)
    for kind in LineKind:
        _write_table(book, kind, case=case, derived=derived, lines=lines, years=years[kind], unit=unit)
    return book.saved()


def _write_settings(book: WorkbookWriter, settings: Mapping[str, Any]) -> None:
    add = book.sheet(PARAMETERS_SHEET, HEADINGS, widths=[34, 40, 100])
    for row in setting_rows(settings):
        add(row)


def _write_figures(book: WorkbookWriter, case: Case, derived: Derived, raised: Derived | None) -> None:
    years = list(case.every_year)
    heading = ["Figure (£)", Column.TOTAL.value, *(year_label(year) for year in years), LEAVES_OUT]
    add = book.sheet(FIGURES_SHEET, heading, widths=[44, 16, *([14] * len(years)), 40], freeze="B2")
    unexplained = [(UNEXPLAINED, derived.unexplained)] if derived.unexplained is not None else []
    for label, row in (
        ("Total current costs", derived.total_current),
        ("Total future costs", derived.total_future),
        ("Saving a year", derived.annual_saving),
        ("Savings by line", derived.stated_saving),
        ("One-off costs", derived.one_off),
        *([("One-off costs with optimism bias", raised.one_off)] if raised else []),
        *unexplained,
    ):
        by_year = [_total(row.by_year[year]) if year in row.by_year else None for year in years]
        add([label, _total(row.total), *by_year, _why(row, derived)])
    running = running_totals(derived)
    add(["Cumulative saving", None, *(_total(running[year]) if year in running else None for year in years)])
    for one, ending in ((derived, ""), *([(raised, " with optimism bias")] if raised else [])):
        unknown = unknown_figures(one)
        for code, label, value, _, _ in valued_figures(one):
            if code.startswith("write_off/") or code in (AGAINST if ending else OF_ONE_FIGURE):
                shown = _unknown(unknown[code]) if code in unknown else "None" if value is None else round(value, 4)
                add([f"{label}{ending}", shown])


def _why(row: YearTotals, derived: Derived) -> str:
    why = why_no_saving(derived) if row is derived.annual_saving else ""
    return ". ".join(words for words in (left_out(row.total), why) if words)


def _write_table(
    book: WorkbookWriter,
    kind: LineKind,
    *,
    case: Case,
    derived: Derived,
    lines: Sequence[CaseLine],
    years: range,
    unit: str,
) -> None:
    name = f"{Column.NAME} ({UNIT_LABELS[unit]})"
    beside = [name if column is Column.NAME else column.value for column in BESIDE]
    heading = [*beside, *(year_label(year) for year in years), *(column.value for column in AFTER)]
    widths = [*WIDTHS, *([14] * (len(years) + 1)), 18, 18, 18, 40]
    add = book.sheet(str(kind.label), heading, widths=widths, freeze="C2")
    cells = {line.code: line for line in case.of_kind(kind)}
    for line in lines:
        if line.kind != kind:
            continue
        amounts: list[Cell] = [cells[line.code].cells.get(year, BLANK) for year in years]
        group = CostGroup(line.group).label if line.group else ""
        whole = total_of(amounts)
        is_known = any(cell.standing is Standing.AMOUNT for cell in amounts) or whole.is_complete
        add(
            [
                line.code,
                line.name,
                group,
                line.subset,
                Evidence(line.evidence).label,
                *(_amount(cell, unit) for cell in amounts),
                whole.amount / UNITS[unit] if is_known else _unknown(whole.cell),
                *_profile(cells[line.code].profile, unit),
                line.note,
            ],
        )
    for label, row in _totals(kind, derived):
        by_year = [_total(row.by_year[year], unit) if year in row.by_year else None for year in years]
        note = [None] * len(OF_PROFILE) + [left_out(row.total)]
        add([TOTAL_MARK, label, None, None, None, *by_year, _total(row.total, unit), *note], is_bold=True)


def _totals(kind: LineKind, derived: Derived) -> Iterable[tuple[str, YearTotals]]:
    if kind in (LineKind.CURRENT, LineKind.FUTURE):
        groups, whole = (
            (derived.current, derived.total_current)
            if kind == LineKind.CURRENT
            else (derived.future, derived.total_future)
        )
        for group, row in groups.items():
            yield total_label(group), row
        yield f"Total {kind.label.lower()}", whole
    elif kind == LineKind.SAVING:
        yield "Total savings", derived.stated_saving
        yield from ((f"Of which {name[:1].lower()}{name[1:]}", row) for name, row in derived.subsets.items())
    elif kind == LineKind.ONE_OFF:
        yield "Total one-off costs", derived.one_off


def _profile(profile: Profile | None, unit: str) -> tuple[Any, Any, Any]:
    if profile is None:
        return None, None, None
    return profile.full_year / UNITS[unit], f"{profile.starts_on:%B %Y}", written_phasing(profile.phasing)


def _total(total: Total, unit: str = "pounds") -> Any:
    """A sum as a number; in words where it comes to nothing only because amounts are left out."""
    return _unknown(total.cell) if unknown_words(total) else total.amount / UNITS[unit]


def _unknown(cell: Cell) -> str:
    return EXEMPT.lower() if cell.standing is Standing.WITHHELD else "not known"


def _amount(cell: Cell, unit: str) -> Any:
    if cell.standing is Standing.WITHHELD:
        return EXEMPT.lower()
    return None if cell.amount is None else cell.amount / UNITS[unit]


def _money_cell(sheet: Any, value: Any, is_bold: bool) -> Any:
    """Nothing for what is empty; amounts with commas, and pence where there are any."""
    content = None if value is None or value == "" else xlsx_cell(value)
    if not is_bold and not isinstance(value, Decimal):
        return content
    cell = bold_cell(sheet, content) if is_bold else WriteOnlyCell(sheet, value=content)
    if isinstance(value, Decimal):
        cell.number_format = "#,##0.00" if value != value.to_integral_value() else "#,##0"
    return cell
