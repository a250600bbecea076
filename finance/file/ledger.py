"""A ledger file, CSV or XLSX, as rows of cells; read in portions, never held whole as cells."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any

from openpyxl.utils import get_column_letter

from programme.errors import DomainError
from programme.file.faults import FaultLog
from programme.file.workbook import open_workbook

LARGEST = 20 * 1024 * 1024
MOST_LINES = 100_000
MOST_COLUMNS = 60
MOST_BLANK = 5_000
FORMATS = (".csv", ".xlsx")
ENCODINGS = ("utf-8-sig", "cp1252")
ROWS_SHOWN = 3

Cells = Sequence[Any]


class LedgerFileUnreadable(DomainError):
    """The file is no table that can be read; the message says why."""


def ledger_rows(data: bytes, *, filename: str) -> Iterator[tuple[int, Cells]]:
    """The rows that are not blank, with their numbers, the headings first. Raises LedgerFileUnreadable."""
    if not data:
        raise _unreadable("The file is empty. Choose another.")
    if len(data) > LARGEST:
        raise _unreadable(f"The file is larger than {LARGEST // 2**20} MB. Divide it.")
    ending = PurePath(filename).suffix.lower()
    if ending not in FORMATS:
        raise _unreadable("The name of the file must end in .csv or .xlsx.")
    rows = _xlsx_rows(data) if ending == ".xlsx" else _csv_rows(data)
    lines = blank = 0
    for number, cells in enumerate(rows, start=1):
        if all(cell is None or cell == "" for cell in cells):
            blank += 1
            if blank > MOST_BLANK:
                raise _unreadable(f"More than {MOST_BLANK:,} blank rows follow one another. Take them out.")
            continue
        blank, lines = 0, lines + 1
        if lines > MOST_LINES + 1:
            raise _unreadable(f"The file has more than {MOST_LINES:,} lines. Divide it.")
        yield number, cells


def headings_of(cells: Cells) -> list[str]:
    """The headings in words; one that is empty or comes again is named by its place too."""
    found: list[str] = []
    for place, cell in enumerate(cells[:MOST_COLUMNS], start=1):
        words = " ".join(str("" if cell is None else cell).replace("\0", "").split())[:80]
        if not words or words in found:
            words = f"{words} (column {get_column_letter(place)})".strip()
        found.append(words)
    return found


def head_of(data: bytes, *, filename: str) -> list[list[str]]:
    """The headings and the first rows, as text. Raises LedgerFileUnreadable."""
    rows = ledger_rows(data, filename=filename)
    first = next(rows, None)
    if first is None:
        raise _unreadable("The file has no headings. Its first row names the columns.")
    headings = headings_of(first[1])
    if len(headings) < 4:
        raise _unreadable("The file has fewer than four columns. It needs a reference, a date, an amount and a code.")
    shown = []
    for _, cells in rows:
        shown.append([str("" if cell is None else cell).replace("\0", "")[:80] for cell in cells[: len(headings)]])
        if len(shown) == ROWS_SHOWN:
            break
    if not shown:
        raise _unreadable("The file has headings and no lines.")
    return [headings, *shown]


def _csv_rows(data: bytes) -> Iterator[Cells]:
    stream = io.TextIOWrapper(io.BytesIO(data), encoding=_encoding_of(data), newline="")
    first = stream.readline(20_000)
    stream.seek(0)
    delimiter = max(",;\t", key=first.count)
    try:
        for row in csv.reader(stream, delimiter=delimiter):
            if len(row) > MOST_COLUMNS:
                raise _unreadable(f"A row has more than {MOST_COLUMNS} columns.")
            yield row
    except csv.Error as error:
        raise _unreadable("The file is no CSV table: a cell of it never ends, or is too long.") from error


def _encoding_of(data: bytes) -> str:
    if data[:4] in (b"PK\x03\x04", b"%PDF") or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise _unreadable("The file is no CSV of plain text. Save it as CSV UTF-8 and send it in again.")
    for encoding in ENCODINGS:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            for start in range(0, len(data), 2**20):
                decoder.decode(data[start : start + 2**20])
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise _unreadable("The file is no CSV of plain text. Save it as CSV UTF-8 and send it in again.")


def _xlsx_rows(data: bytes) -> Iterator[Cells]:
    try:
        book = open_workbook(data, faults=FaultLog(), with_results=True)
        if book is None:
            raise _unreadable("The file is no workbook that can be read, or it is damaged, locked or too large.")
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        yield from sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
    except LedgerFileUnreadable:
        raise
    except Exception as error:
        raise _unreadable("The file is no workbook that can be read. Save it anew and send it in again.") from error


def _unreadable(message: str) -> LedgerFileUnreadable:
    return LedgerFileUnreadable(message, field="file")
