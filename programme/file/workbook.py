"""Any workbook that somebody sends in: measured before it is believed, then its sheets, their rows and their cells.

Each kind of workbook (the programme file, a business case, a register, a ledger) declares the limits of its sheets and
its columns and reads its rows; opening, places, faults, and what no cell may be are the same for all, here.

A workbook written as it goes, sheet by sheet and row by row, never held whole.

Values as cells of CSV files and workbooks, none of which a spreadsheet runs as a formula.
"""

from __future__ import annotations

import re
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from django.utils import timezone
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from programme.file.faults import FaultLog
from programme.file.nodes import described

LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 500
MOST_SHEETS = 50
CHUNK = 1024 * 1024
ZIP_MARK = b"PK\x03\x04"
DOCUMENT_TYPE = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
NO_FORMULA = "expected a value, not a formula"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How much of a sheet is read.

    `blank_rows` is how many may follow one another: one cell at the foot of a sheet would have a million rows above it
    read. More end the sheet, or, with `blank_is_fault`, are a fault.
    """

    columns: int
    blank_rows: int = 500
    blank_is_fault: bool = False


class Sheet:
    """A sheet with cells. Its faults go to a log, each with the sheet's name and the cell."""

    def __init__(self, raw: Any, *, limits: Limits, faults: FaultLog) -> None:
        self._raw, self.limits, self.faults = raw, limits, faults
        self.name: str = raw.title

    def rows(self) -> Iterator[SheetRow]:
        """Those that are not blank, by their numbers from 1."""
        self._raw.reset_dimensions()
        blank = 0
        for number, cells in enumerate(self._raw.iter_rows(max_col=self.limits.columns), start=1):
            last = len(cells)
            while last and cells[last - 1].value is None:
                last -= 1
            if last:
                blank = 0
                yield SheetRow(self, number, cells[:last])
                continue
            blank += 1
            if blank > self.limits.blank_rows:
                if self.limits.blank_is_fault:
                    self.fault(f"more than {self.limits.blank_rows:,} blank rows one after another; take them out")
                return

    def place(self, row: int = 0, column: int = 0) -> str:
        """ "sheet Risks, cell C7", "sheet Risks, row 7" or "sheet Risks"."""
        if not row:
            return f"sheet {self.name}"
        return f"sheet {self.name}, " + (f"cell {get_column_letter(column)}{row}" if column else f"row {row}")

    def fault(self, message: str, *, row: int = 0, column: int = 0) -> None:
        self.faults.add(place=self.place(row, column), path="", message=message)


class SheetRow:
    """A row of a sheet; columns count from 1, and cells after the last one written are left out."""

    __slots__ = ("cells", "number", "sheet")

    def __init__(self, sheet: Sheet, number: int, cells: Sequence[Any]) -> None:
        self.sheet, self.number, self.cells = sheet, number, cells

    def cell(self, column: int) -> Any:
        """The cell as the library has it; an empty one beyond the last."""
        return self.cells[column - 1] if column <= len(self.cells) else EMPTY_CELL

    def value(self, column: int) -> Any:
        return self.cell(column).value

    def is_formula(self, column: int) -> bool:
        """Whether the spreadsheet works the cell out; what it came to is not read."""
        return bool(self.cell(column).data_type == "f")

    def place(self, column: int = 0) -> str:
        return self.sheet.place(self.number, column)

    def fault(self, message: str, *, column: int = 0) -> None:
        self.sheet.fault(message, row=self.number, column=column)

    def is_value(self, column: int, *, formula: str = f"{NO_FORMULA}; paste the values only") -> bool:
        """Whether the cell holds what somebody typed: a formula (told as `formula` says) and an error are faults."""
        cell = self.cell(column)
        if cell.data_type == "f":
            self.fault(formula, column=column)
        elif cell.data_type == "e":
            self.fault(f"expected a value, not the error {described(str(cell.value))}", column=column)
        return cell.data_type not in ("f", "e")

    def words(self, column: int, *, most: int) -> str:
        """A cell as text on which nobody plays a trick; what is too long, or cannot be stored, is a fault."""
        words = without_apostrophe(typed_text(self.value(column)))
        if "\x00" in words:
            self.fault("expected text without NUL characters", column=column)
            return ""
        if len(words) > most:
            self.fault(f"expected at most {most:,} characters, not {len(words):,}", column=column)
        return words[:most]


def typed_text(value: Any) -> str:
    """A cell's value as somebody would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value).strip()


def read_sheets(data: bytes, *, faults: FaultLog, limits: Limits) -> dict[str, Sheet]:
    """The first sheets with cells by their names; none, and a fault, where it is no workbook that can be read."""
    found: dict[str, Sheet] = {}
    with unreadable_is_fault(faults):
        book = open_workbook(data, faults=faults)
        if book is not None:
            raw = {name: book[name] for name in book.sheetnames[:MOST_SHEETS]}
            found = {
                name: Sheet(one, limits=limits, faults=faults) for name, one in raw.items() if hasattr(one, "iter_rows")
            }
    if not found and not faults:
        faults.add(place="", path="", message="the workbook has no sheet with cells")
    return found


def open_workbook(data: bytes, *, faults: FaultLog, with_results: bool = False) -> Any | None:
    """A workbook, measured, read as it goes; None and a fault for what cannot be one.

    Links to others and macros are not loaded. Formulas come as formulas, or `with_results` as what they came to.
    A damaged workbook makes the library raise whatever it comes upon, here and while its rows are read.
    """
    if not data.startswith(ZIP_MARK):
        faults.add(place="", path="", message="this is not a workbook; save it as .xlsx without a password")
        return None
    if not _is_measured(data, faults):
        return None
    return load_workbook(BytesIO(data), read_only=True, data_only=with_results, keep_links=False, keep_vba=False)


@contextmanager
def unreadable_is_fault(faults: FaultLog, *, place: str = "") -> Iterator[None]:
    """Tells as a fault whatever the library raises at a damaged workbook."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - a damaged workbook makes the library raise whatever it comes upon
        of = "" if place else " as a workbook"
        faults.add(place=place, path="", message=f"not readable{of}: {described(str(error))}")


def _is_measured(data: bytes, faults: FaultLog) -> bool:
    """Whether the packed parts are few and small enough, as declared and as unpacked, and none defines entities."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            declared = sum(part.file_size for part in parts)
            if len(parts) > MOST_PARTS or declared > LARGEST_UNPACKED:
                return _refused(faults, f"unpacks to more than {LARGEST_UNPACKED // 2**20} MB or {MOST_PARTS} parts")
            unpacked = 0
            for part in parts:
                with archive.open(part) as stream:
                    is_first, tail = True, b""
                    while chunk := stream.read(CHUNK):
                        unpacked += len(chunk)
                        if unpacked > LARGEST_UNPACKED:
                            return _refused(faults, f"unpacks to more than {LARGEST_UNPACKED // 2**20} MB")
                        if part.filename.endswith((".xml", ".rels")) and _is_hostile(tail + chunk, is_first):
                            return _refused(faults, "holds XML that no spreadsheet writes")
                        is_first, tail = False, chunk[-20:]
    except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        return _refused(faults, f"is damaged or locked: {described(str(error))}")
    return True


def _is_hostile(chunk: bytes, is_first: bool) -> bool:
    """Document types and entities (and the two-byte text that could hide them)."""
    return DOCUMENT_TYPE.search(chunk) is not None or (is_first and b"\x00" in chunk[:64])


def _refused(faults: FaultLog, why: str) -> bool:
    faults.add(place="", path="", message=f"the workbook {why}")
    return False


LONGEST_TITLE = 31
"""Characters of a sheet's name that every spreadsheet shows."""

MakeCell = Callable[[Any, Any, bool], Any]
"""Sheet, value, is_bold → what stands in the cell: a plain value, a cell with its look, or None for nothing."""


def plain_cell(sheet: Any, value: Any, is_bold: bool) -> Any:
    """A value as `xlsx_cell` has it."""
    return bold_cell(sheet, xlsx_cell(value)) if is_bold else xlsx_cell(value)


def bold_cell(sheet: Any, value: Any) -> Any:
    cell = WriteOnlyCell(sheet, value=value)
    cell.font = Font(bold=True)
    return cell


class WorkbookWriter:
    """`make_cell` decides how each value stands in its cell; none that it makes may run as a formula."""

    def __init__(self, make_cell: MakeCell = plain_cell) -> None:
        self._book, self._make_cell = Workbook(write_only=True), make_cell

    def sheet(
        self, title: str, heading: Iterable[Any], *, widths: Sequence[int] = (), freeze: str = "A2"
    ) -> Callable[..., None]:
        """Begin a sheet with its row of headings; what comes back adds a row: `add(values, is_bold=False)`.

        `widths` are those of the columns, in characters; `freeze` is the first cell that scrolls.
        """
        sheet = self._book.create_sheet(title[:LONGEST_TITLE])
        sheet.freeze_panes = freeze
        for number, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(number)].width = width

        def add(values: Iterable[Any], *, is_bold: bool = False) -> None:
            sheet.append([self._make_cell(sheet, value, is_bold) for value in values])

        add(heading, is_bold=True)
        return add

    def saved(self) -> IO[bytes]:
        """The workbook in a temporary file, at its beginning; the file goes when it is closed."""
        file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it after the last byte
        self._book.save(file)
        file.seek(0)
        return file


FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet may take for the start of a formula (OWASP, CSV injection), the full-width signs among it."""
CELL_LIMIT = 32_767
"""The most characters that a spreadsheet keeps in one cell."""


def safe_text(text: str) -> str:
    """Text that no spreadsheet runs: an apostrophe stands before what could begin a formula."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    if text.startswith(FORMULA_STARTS):
        text = f"'{text}"
    return text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - 1] + "…"


def without_apostrophe(words: str) -> str:
    """Text from a cell without the apostrophe that `safe_text` put before it."""
    return words[1:] if words.startswith("'") and words[1:].startswith(FORMULA_STARTS) else words


def csv_cell(value: Any) -> str:
    """A value as CSV has it: numbers and days for a machine, anything else in words."""
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M") if timezone.is_aware(value) else str(value)
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return _words(value)


def xlsx_cell(value: Any) -> Any:
    """A value as a workbook has it: numbers, days and times as what they are, anything else in words."""
    if isinstance(value, datetime):
        return timezone.make_naive(value) if timezone.is_aware(value) else value
    if isinstance(value, (int, float, Decimal, date)) and not isinstance(value, bool):
        return value
    return _words(value)


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return safe_text(str(value))
