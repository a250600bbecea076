"""A workbook written as it goes, sheet by sheet and row by row, never held whole."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from programme.file.safe_cells import xlsx_cell

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
