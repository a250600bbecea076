"""A workbook → the lines that it has, with their place; every cell that cannot be read is told with its sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import islice
from math import isfinite
from typing import Any

from openpyxl.utils import get_column_letter

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
from programme.exports import FORMULA_STARTS
from programme.file.faults import FaultLog
from programme.file.nodes import described
from programme.file.packed_workbook import is_measured, opened
from programme.wording.prose import one_line
from services.values.standards import year_label

LARGEST_WORKBOOK = 5 * 1024 * 1024
MOST_LINES = 1_000
MOST_COLUMNS = 100
MOST_BLANK_ROWS = 500
MOST_SHEETS = 50
HEADINGS_WITHIN = 30
"""The row of headings is looked for so far down: a table copied from a paper has its title above."""
LIMITS = {Column.NAME: 300, Column.SUBSET: 120, Column.NOTE: 5_000, Column.CODE: 60}
ZIP_MARK = b"PK\x03\x04"


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

    row: int
    columns: dict[int, Column]
    years: dict[int, int]
    unit: str


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
    if not data.startswith(ZIP_MARK):
        faults.add(place="", path="", message="this is not a workbook; save it as .xlsx without a password")
        return ReadWorkbook({}, ())
    if not is_measured(data, faults):
        return ReadWorkbook({}, ())
    try:
        return _Reader(frame, faults, frame_of).read(opened(data))
    except Exception as error:  # noqa: BLE001 - a damaged workbook makes the library raise whatever it comes upon
        faults.add(place="", path="", message=f"not readable as a workbook: {described(str(error))}")
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
                self._fault(title, f"a second sheet for {kind.label.lower()}; put its lines into one")
            elif hasattr(book[title], "iter_rows"):
                self.tables[kind] = self._read_sheet(title, book[title], kind)
        if len(book.sheetnames) > MOST_SHEETS:
            self.left_out.append(f"The sheets after the first {MOST_SHEETS} were left out.")
        if not self.tables and not self.settings:
            names = ", ".join(one.label for one in LineKind)
            self._fault("", f"no sheet is named after a table; name one {names}, or choose the table of the first")
        elif not any(self.tables.values()) and not self.settings and not self.faults:
            self._fault("", "no sheet has a line")
        return ReadWorkbook(self.tables, tuple(self.left_out), self.settings)

    def _read_settings(self, sheet: Any) -> None:
        if hasattr(sheet, "iter_rows"):
            self.settings = read_settings(PARAMETERS_SHEET, sheet, self._fault)
            if self.settings and self.frame_of is not None:
                self.frame = self.frame_of(self.settings)

    def _kind(self, title: str, *, is_first: bool) -> LineKind | None:
        if self.frame.only is not None:
            return self.frame.only if is_first else None
        return kind_of_sheet(title)

    def _read_sheet(self, title: str, sheet: Any, kind: LineKind) -> tuple[SheetLine, ...]:
        sheet.reset_dimensions()
        rows = enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1), start=1)
        headings = self._headings(title, rows, kind)
        lines: list[SheetLine] = []
        blank = 0
        seen: dict[tuple[str, str], str] = {}
        for number, cells in rows if headings else ():
            if all(cell.value is None for cell in cells):
                blank += 1
                if blank > MOST_BLANK_ROWS:
                    break
                continue
            blank = 0
            if len(lines) >= MOST_LINES:
                self._fault(title, f"more than {MOST_LINES:,} lines in one sheet")
                break
            line = self._line(title, number, cells, headings, kind)
            if line is not None:
                self._check_once(title, number, line, seen)
                lines.append(line)
        return tuple(lines)

    def _check_once(self, title: str, number: int, line: SheetLine, seen: dict[tuple[str, str], str]) -> None:
        mark = ("code", line.code) if line.code else (line.name.casefold(), line.group or "")
        if mark in seen:
            self._fault(_row_place(title, number), f"this line is written twice, first in {seen[mark]}")
        seen.setdefault(mark, f"row {number}")

    def _headings(self, title: str, rows: Any, kind: LineKind) -> Headings:
        """The first row with a year, and what its columns are."""
        none = Headings(0, {}, {}, self.frame.unit)
        for number, cells in islice(rows, HEADINGS_WITHIN):
            years = {
                column: year
                for column, cell in enumerate(cells, start=1)
                if cell.value is not None
                and (year := year_of_heading(cell.value, first_year=self.frame.first_year)) is not None
            }
            if years:
                return self._columns(title, number, cells, years, kind)
        self._fault(title, f"no row of headings with a year, such as {year_label(self.frame.first_year)}, was found")
        return none

    def _columns(self, title: str, number: int, cells: Any, years: dict[int, int], kind: LineKind) -> Headings:
        headings = Headings(number, {}, years, self.frame.unit)
        self._check_years(title, number, years, kind)
        for column, cell in enumerate(cells, start=1):
            if cell.value is None or column in years:
                continue
            words = str(cell.value).strip()
            found = column_of(words)
            if found is None and column < min(years) and Column.NAME not in headings.columns.values():
                found = Column.NAME  # however a paper heads the names of its lines
            if column > MOST_COLUMNS:
                self._fault(_place(title, number, column), f"more than {MOST_COLUMNS} columns")
            elif found is None:
                known = ", ".join(one.value for one in Column)
                message = f"expected a year such as {year_label(self.frame.first_year)}, or one of {known}"
                self._fault(_place(title, number, column), f"{message}, not {described(words)}")
            elif found in headings.columns.values():
                self._fault(_place(title, number, column), f"the heading {described(words)} is written twice")
            else:
                headings.columns[column] = found
                headings.unit = unit_of_heading(words) or headings.unit
        if Column.NAME not in headings.columns.values():
            first = next((column for column in range(1, min(years)) if column not in headings.columns), None)
            if first is None:
                self._fault(_row_place(title, number), "no column for the names of the lines; head it Line")
            else:
                headings.columns[first] = Column.NAME
        return headings

    def _check_years(self, title: str, number: int, years: Mapping[int, int], kind: LineKind) -> None:
        possible = self.frame.years(kind)
        for column, year in years.items():
            place = _place(title, number, column)
            if year not in possible:
                span = f"{year_label(possible[0])} to {year_label(possible[-1])}"
                self._fault(place, f"{year_label(year)} is not among the years of this table, {span}")
            elif list(years.values()).index(year) != list(years).index(column):
                self._fault(place, f"{year_label(year)} is written twice")

    def _line(self, title: str, number: int, cells: Any, headings: Headings, kind: LineKind) -> SheetLine | None:
        words: dict[Column, str] = {}
        for column, found in headings.columns.items():
            if found not in (Column.TOTAL, Column.FULL_YEAR):
                words[found] = self._words(title, number, column, cells, found)
        name, code = words.get(Column.NAME, ""), words.get(Column.CODE, "")
        if code == TOTAL_MARK:
            return None
        if not code and name.casefold().startswith(("total", "sub-total", "subtotal", "grand total")):
            self.left_out.append(f"{_row_place(title, number)}, {described(name)}, was taken for a total and left out.")
            return None
        amounts = {
            year: self._amount(title, number, column, cells, headings.unit) for column, year in headings.years.items()
        }
        if not name:
            if code or any(cell is not None and cell.amount is not None for cell in amounts.values()):
                self._fault(_row_place(title, number), "amounts without the name of a line")
            return None
        return SheetLine(
            place=_row_place(title, number),
            name=name,
            code=code,
            group=self._choice(title, number, words, column=Column.GROUP, choices=CostGroup, headings=headings)
            if kind in (LineKind.CURRENT, LineKind.FUTURE)
            else None,
            subset=words.get(Column.SUBSET),
            evidence=self._choice(title, number, words, column=Column.EVIDENCE, choices=Evidence, headings=headings)
            or None,
            note=words.get(Column.NOTE),
            profile=self._profile(title, number, cells, words, headings),
            cells={year: cell for year, cell in amounts.items() if cell is not None},
        )

    def _profile(
        self, title: str, number: int, cells: Any, words: Mapping[Column, str], headings: Headings
    ) -> tuple[str, str, str] | None:
        """What the line is worked out from; nothing where the sheet has no column for it."""
        at = next((column for column, one in headings.columns.items() if one is Column.FULL_YEAR), None)
        if at is None:
            if any(words.get(column) for column in OF_PROFILE):
                self._fault(_row_place(title, number), f"no column {Column.FULL_YEAR.value}")
            return None
        full_year = self._amount(title, number, at, cells, headings.unit)
        if full_year is None:
            return None
        starts, phasing = words.get(Column.STARTS, ""), words.get(Column.PHASING, "")
        try:
            read_profile(full_year=full_year, starts=starts, phasing=phasing)
        except PhasingUnreadable as error:
            self._fault(_row_place(title, number), str(error))
        return plain_amount(full_year), starts, phasing

    def _words(self, title: str, number: int, column: int, cells: Any, found: Column) -> str:
        cell = cells[column - 1] if column <= len(cells) else None
        if cell is None or cell.value is None:
            return ""
        if self._is_formula(cell, _place(title, number, column)):
            return ""
        is_day = isinstance(cell.value, date)
        words = f"{cell.value:%Y-%m-%d}" if is_day else str(cell.value).strip()
        if "\x00" in words:
            self._fault(_place(title, number, column), "expected text without NUL characters")
        if words.startswith("'") and words[1:].startswith(FORMULA_STARTS):
            words = words[1:]
        if found in (Column.NAME, Column.SUBSET) and "\x00" not in words:
            words = one_line(words)
        limit = LIMITS.get(found, 300)
        if len(words) > limit:
            self._fault(_place(title, number, column), f"expected at most {limit:,} characters, not {len(words):,}")
        return words

    def _choice(
        self,
        title: str,
        number: int,
        words: Mapping[Column, str],
        *,
        column: Column,
        choices: type[CostGroup] | type[Evidence],
        headings: Headings,
    ) -> str | None:
        said = words.get(column, "")
        if not said:
            return None
        value = choice_of(said, choices)
        if value is None:
            at = next(place for place, one in headings.columns.items() if one is column)
            known = ", ".join(str(one.label) for one in choices)
            self._fault(_place(title, number, at), f"expected one of {known}, not {described(said)}")
        return value

    def _amount(self, title: str, number: int, column: int, cells: Any, unit: str) -> Cell | None:
        cell = cells[column - 1] if column <= len(cells) else None
        if cell is None or cell.value is None:
            return read_amount("")
        place = _place(title, number, column)
        if self._is_formula(cell, place):
            return None
        try:
            return read_amount(_typed(cell.value), unit=unit)
        except AmountUnreadable as error:
            said = described(str(cell.value))
            self._fault(place, f"{said} is no amount. {error.message}")
            return None

    def _is_formula(self, cell: Any, place: str) -> bool:
        if cell.data_type == "f":
            self._fault(place, "expected a value, not a formula; paste the values only")
            return True
        if cell.data_type == "e":
            self._fault(place, f"expected a value, not the error {described(str(cell.value))}")
            return True
        return False

    def _fault(self, place: str, message: str) -> None:
        where = f"sheet {place}" if place and not place.startswith("sheet ") else place
        self.faults.add(place=where, path="", message=message)


def _typed(value: Any) -> str:
    """A cell's value as it would be typed. A number of a spreadsheet is exact to eight places only."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value) or abs(value) >= 10**15:
        return str(value) or "?!"
    number = round(Decimal(repr(value)), 8)
    return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"


def _place(title: str, row: int, column: int) -> str:
    return f"sheet {title}, cell {get_column_letter(column)}{row}"


def _row_place(title: str, row: int) -> str:
    return f"sheet {title}, row {row}"
