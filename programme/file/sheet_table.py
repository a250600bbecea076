"""Any workbook that somebody sends: its sheets, and the rows of one, with the places of their cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.utils import get_column_letter

from programme.file.faults import FaultLog
from programme.file.nodes import described
from programme.file.packed_workbook import is_measured, opened

MOST_SHEETS = 50
MOST_BLANK_ROWS = 500
"""One after another: a single cell at the foot of a sheet would have a million rows above it read."""
ZIP_MARK = b"PK\x03\x04"


@dataclass(frozen=True)
class SheetCell:
    """What a cell says. `is_formula`: it is worked out by the spreadsheet, and what it came to is not read."""

    value: Any
    is_formula: bool = False


EMPTY = SheetCell(None)


@dataclass(frozen=True)
class SheetRow:
    """A row that is not blank, by its number from 1; cells after the last one written are left out."""

    number: int
    cells: Sequence[SheetCell]

    def cell(self, column: int) -> SheetCell:
        """The cell of a column, from 1."""
        return self.cells[column - 1] if column <= len(self.cells) else EMPTY


def place(sheet: str, row: int, column: int) -> str:
    """ "sheet Risks, cell C7"."""
    return f"sheet {sheet}, cell {get_column_letter(column)}{row}"


def row_place(sheet: str, row: int) -> str:
    """ "sheet Risks, row 7"."""
    return f"sheet {sheet}, row {row}"


def sheet_names(data: bytes, *, faults: FaultLog) -> list[str]:
    """The names of the sheets with cells; none, and a fault, where it is no workbook that can be read."""
    if not data.startswith(ZIP_MARK):
        faults.add(place="", path="", message="this is not a workbook; save it as .xlsx without a password")
        return []
    if not is_measured(data, faults):
        return []
    try:
        book = opened(data)
        names = [name for name in book.sheetnames[:MOST_SHEETS] if hasattr(book[name], "iter_rows")]
    except Exception as error:  # noqa: BLE001 - a damaged workbook makes the library raise whatever it comes upon
        faults.add(place="", path="", message=f"not readable as a workbook: {described(str(error))}")
        return []
    if not names:
        faults.add(place="", path="", message="the workbook has no sheet with cells")
    return names


def sheet_rows(
    data: bytes, *, sheet: str, most_rows: int, most_columns: int, faults: FaultLog, first_only: int | None = None
) -> list[SheetRow]:
    """The rows of a sheet that are not blank, of a workbook whose sheets were named before; `first_only` of them."""
    rows: list[SheetRow] = []
    try:
        for row in _rows(opened(data)[sheet], most_columns):
            if len(rows) == (most_rows if first_only is None else first_only):
                if first_only is None:
                    message = f"more than {most_rows:,} rows in one sheet; divide it"
                    faults.add(place=f"sheet {sheet}", path="", message=message)
                break
            rows.append(row)
    except Exception as error:  # noqa: BLE001 - as above
        faults.add(place=f"sheet {sheet}", path="", message=f"not readable: {described(str(error))}")
        return []
    return rows


def _rows(sheet: Any, most_columns: int) -> Iterator[SheetRow]:
    sheet.reset_dimensions()
    blank = 0
    for number, cells in enumerate(sheet.iter_rows(max_col=most_columns), start=1):
        read = [EMPTY if cell.value is None else SheetCell(cell.value, cell.data_type == "f") for cell in cells]
        while read and read[-1] is EMPTY:
            read.pop()
        if read:
            blank = 0
            yield SheetRow(number, read)
        else:
            blank += 1
            if blank > MOST_BLANK_ROWS:
                return
