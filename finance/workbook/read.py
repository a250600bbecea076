"""A workbook → the lines that it has, with their place; every cell that cannot be read is told with its sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from math import isfinite
from typing import Any

from finance.enums import CostGroup, Evidence, LineKind
from finance.rules.figures import AmountUnreadable, plain_amount, read_amount
from finance.rules.money import Cell
from finance.rules.profile import PhasingUnreadable, read_profile
from finance.workbook.layout import (
    FIGURES_SHEET,
    OF_PROFILE,
    PARAMETERS_SHEET,
    TOTAL_MARK,
    Column,
    choice_of,
    column_of,
    kind_of_sheet,
    unit_of_heading,
    year_of_heading,
)
from finance.workbook.settings import Said, read_settings
from programme.file.faults import FaultLog
from programme.file.nodes import described
from programme.file.workbook import MOST_SHEETS, Limits, Sheet, SheetRow, open_workbook, unreadable_is_fault
from programme.wording.prose import one_line
from services.values.standards import year_label

LARGEST_WORKBOOK = 5 * 1024 * 1024
MOST_LINES = 1_000
MOST_COLUMNS = 100
HEADINGS_WITHIN = 30
"""The row of headings is looked for so far down: a table copied from a paper has its title above."""
LONGEST = {Column.NAME: 300, Column.SUBSET: 120, Column.NOTE: 5_000, Column.CODE: 60}


@dataclass(frozen=True, kw_only=True)
class SheetLine:
    """A line of a sheet. What is None has no column there."""

    place: str
    name: str
    code: str = ""
    group: str | None = None
    subset: str | None = None
    evidence: str | None = None
    note: str | None = None
    profile: tuple[str, str, str] | None = None
    """Its full-year amount in pounds, the month that it starts in, and its phasing, as `read_profile` takes them."""
    cells: Mapping[int, Cell] = field(default_factory=dict)


@dataclass(frozen=True)
class ReadWorkbook:
    """The lines by table, in the order of the sheets; `left_out` says what was passed over.

    `settings` is what the sheet of what the version is worked out with says.
    """

    tables: Mapping[LineKind, tuple[SheetLine, ...]]
    left_out: tuple[str, ...]
    settings: Mapping[str, Said] = field(default_factory=dict)


@dataclass
class Headings:
    """Where the columns of a sheet stand."""

    columns: dict[int, Column]
    years: dict[int, int]
    unit: str

    def of(self, column: Column) -> int | None:
        return next((place for place, one in self.columns.items() if one is column), None)


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What the version says of its tables: the unit of amounts without one, and the years that there can be."""

    unit: str
    first_year: int
    years: Callable[[LineKind], range]
    only: LineKind | None = None
    """The table that the first sheet is, whatever it is called; None: as the sheets are named."""


FrameOf = Callable[[Mapping[str, Said]], Frame]


def read_workbook(data: bytes, *, frame: Frame, faults: FaultLog, frame_of: FrameOf | None = None) -> ReadWorkbook:
    """Read the sheets that are tables of a case. What is wrong goes to `faults`; then nothing is to be believed.

    Where the workbook says what the version is worked out with, `frame_of` gives the frame that holds then.
    """
    with unreadable_is_fault(faults):
        book = open_workbook(data, faults=faults)
        if book is not None:
            return _Reader(frame, faults, frame_of).read(book)
    return ReadWorkbook({}, ())


class _Reader:
    def __init__(self, frame: Frame, faults: FaultLog, frame_of: FrameOf | None) -> None:
        self.frame, self.faults, self.frame_of = frame, faults, frame_of
        self.tables: dict[LineKind, tuple[SheetLine, ...]] = {}
        self.left_out: list[str] = []
        self.settings: dict[str, Said] = {}

    def read(self, book: Any) -> ReadWorkbook:
        if PARAMETERS_SHEET in book.sheetnames and self.frame.only is None:
            self._read_settings(book[PARAMETERS_SHEET])
        for title in book.sheetnames[:MOST_SHEETS]:
            kind = self._kind(title, is_first=title == book.sheetnames[0])
            if kind is None:
                if title not in (FIGURES_SHEET, PARAMETERS_SHEET):
                    self.left_out.append(f"The sheet {described(title)} was left out: it is not named after a table.")
            elif kind in self.tables:
                message = f"a second sheet for {kind.label.lower()}; put its lines into one"
                self.faults.add(place=f"sheet {title}", path="", message=message)
            elif hasattr(book[title], "iter_rows"):
                sheet = Sheet(book[title], limits=Limits(columns=MOST_COLUMNS + 1), faults=self.faults)
                self.tables[kind] = self._read_sheet(sheet, kind)
        if len(book.sheetnames) > MOST_SHEETS:
            self.left_out.append(f"The sheets after the first {MOST_SHEETS} were left out.")
        if not self.tables and not self.settings:
            names = ", ".join(one.label for one in LineKind)
            message = f"no sheet is named after a table; name one {names}, or choose the table of the first"
            self.faults.add(place="", path="", message=message)
        elif not any(self.tables.values()) and not self.settings and not self.faults:
            self.faults.add(place="", path="", message="no sheet has a line")
        return ReadWorkbook(self.tables, tuple(self.left_out), self.settings)

    def _read_settings(self, sheet: Any) -> None:
        if hasattr(sheet, "iter_rows"):
            self.settings = read_settings(Sheet(sheet, limits=Limits(columns=2), faults=self.faults))
            if self.settings and self.frame_of is not None:
                self.frame = self.frame_of(self.settings)

    def _kind(self, title: str, *, is_first: bool) -> LineKind | None:
        if self.frame.only is not None:
            return self.frame.only if is_first else None
        return kind_of_sheet(title)

    def _read_sheet(self, sheet: Sheet, kind: LineKind) -> tuple[SheetLine, ...]:
        rows = sheet.rows()
        headings = self._headings(sheet, rows, kind)
        lines: list[SheetLine] = []
        seen: dict[tuple[str, str], str] = {}
        if headings is None:
            return ()
        for row in rows:
            if len(lines) >= MOST_LINES:
                sheet.fault(f"more than {MOST_LINES:,} lines in one sheet")
                break
            line = self._line(row, headings, kind)
            if line is not None:
                _check_once(row, line, seen)
                lines.append(line)
        return tuple(lines)

    def _headings(self, sheet: Sheet, rows: Iterator[SheetRow], kind: LineKind) -> Headings | None:
        """The first row with a year, and what its columns are."""
        for row in rows:
            if row.number > HEADINGS_WITHIN:
                break
            years = {
                column: year
                for column, cell in enumerate(row.cells, start=1)
                if cell.value is not None
                and (year := year_of_heading(cell.value, first_year=self.frame.first_year)) is not None
            }
            if years:
                return self._columns(row, years, kind)
        sheet.fault(f"no row of headings with a year, such as {year_label(self.frame.first_year)}, was found")
        return None

    def _columns(self, row: SheetRow, years: dict[int, int], kind: LineKind) -> Headings:
        headings = Headings({}, years, self.frame.unit)
        _check_years(row, years, self.frame.years(kind))
        for column, cell in enumerate(row.cells, start=1):
            if cell.value is None or column in years:
                continue
            words = str(cell.value).strip()
            found = column_of(words)
            if found is None and column < min(years) and Column.NAME not in headings.columns.values():
                found = Column.NAME  # however a paper heads the names of its lines
            if column > MOST_COLUMNS:
                row.fault(f"more than {MOST_COLUMNS} columns", column=column)
            elif found is None:
                known = ", ".join(one.value for one in Column)
                message = f"expected a year such as {year_label(self.frame.first_year)}, or one of {known}"
                row.fault(f"{message}, not {described(words)}", column=column)
            elif found in headings.columns.values():
                row.fault(f"the heading {described(words)} is written twice", column=column)
            else:
                headings.columns[column] = found
                headings.unit = unit_of_heading(words) or headings.unit
        if Column.NAME not in headings.columns.values():
            first = next((column for column in range(1, min(years)) if column not in headings.columns), None)
            if first is None:
                row.fault("no column for the names of the lines; head it Line")
            else:
                headings.columns[first] = Column.NAME
        return headings

    def _line(self, row: SheetRow, headings: Headings, kind: LineKind) -> SheetLine | None:
        words: dict[Column, str] = {
            found: _words(row, column, found)
            for column, found in headings.columns.items()
            if found not in (Column.TOTAL, Column.FULL_YEAR)
        }
        name, code = words.get(Column.NAME, ""), words.get(Column.CODE, "")
        if code == TOTAL_MARK:
            return None
        if not code and name.casefold().startswith(("total", "sub-total", "subtotal", "grand total")):
            self.left_out.append(f"{row.place()}, {described(name)}, was taken for a total and left out.")
            return None
        amounts = {year: _amount(row, column, headings.unit) for column, year in headings.years.items()}
        if not name:
            if code or any(cell is not None and cell.amount is not None for cell in amounts.values()):
                row.fault("amounts without the name of a line")
            return None
        has_group = kind in (LineKind.CURRENT, LineKind.FUTURE)
        return SheetLine(
            place=row.place(),
            name=name,
            code=code,
            group=_choice(row, words, Column.GROUP, CostGroup, headings) if has_group else None,
            subset=words.get(Column.SUBSET),
            evidence=_choice(row, words, Column.EVIDENCE, Evidence, headings),
            note=words.get(Column.NOTE),
            profile=_profile(row, words, headings),
            cells={year: cell for year, cell in amounts.items() if cell is not None},
        )


def _check_once(row: SheetRow, line: SheetLine, seen: dict[tuple[str, str], str]) -> None:
    mark = ("code", line.code) if line.code else (line.name.casefold(), line.group or "")
    if mark in seen:
        row.fault(f"this line is written twice, first in {seen[mark]}")
    seen.setdefault(mark, f"row {row.number}")


def _check_years(row: SheetRow, years: Mapping[int, int], possible: range) -> None:
    for column, year in years.items():
        if year not in possible:
            span = f"{year_label(possible[0])} to {year_label(possible[-1])}"
            row.fault(f"{year_label(year)} is not among the years of this table, {span}", column=column)
        elif list(years.values()).index(year) != list(years).index(column):
            row.fault(f"{year_label(year)} is written twice", column=column)


def _profile(row: SheetRow, words: Mapping[Column, str], headings: Headings) -> tuple[str, str, str] | None:
    """What the line is worked out from; nothing where the sheet has no column for it."""
    at = headings.of(Column.FULL_YEAR)
    if at is None:
        if any(words.get(column) for column in OF_PROFILE):
            row.fault(f"no column {Column.FULL_YEAR.value}")
        return None
    full_year = _amount(row, at, headings.unit)
    if full_year is None:
        return None
    starts, phasing = words.get(Column.STARTS, ""), words.get(Column.PHASING, "")
    try:
        read_profile(full_year=full_year, starts=starts, phasing=phasing)
    except PhasingUnreadable as error:
        row.fault(str(error))
    return plain_amount(full_year), starts, phasing


def _words(row: SheetRow, column: int, found: Column) -> str:
    if not row.is_value(column):
        return ""
    words = row.words(column, most=LONGEST.get(found, 300))
    return one_line(words) if found in (Column.NAME, Column.SUBSET) else words


def _choice(
    row: SheetRow,
    words: Mapping[Column, str],
    column: Column,
    choices: type[CostGroup] | type[Evidence],
    headings: Headings,
) -> str | None:
    said = words.get(column, "")
    if not said:
        return None
    value = choice_of(said, choices)
    if value is None:
        known = ", ".join(str(one.label) for one in choices)
        row.fault(f"expected one of {known}, not {described(said)}", column=headings.of(column) or 0)
    return value


def _amount(row: SheetRow, column: int, unit: str) -> Cell | None:
    value = row.value(column)
    if value is None:
        return read_amount("")
    if not row.is_value(column):
        return None
    try:
        return read_amount(_typed(value), unit=unit)
    except AmountUnreadable as error:
        row.fault(f"{described(str(value))} is no amount. {error.message}", column=column)
        return None


def _typed(value: Any) -> str:
    """A cell's value as it would be typed. A number of a spreadsheet is exact to eight places only."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value) or abs(value) >= 10**15:
        return str(value) or "?!"
    number = round(Decimal(repr(value)), 8)
    return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"
