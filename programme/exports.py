"""A list as a file: CSV and XLSX, streamed, with cells that no spreadsheet runs as a formula.

The rows are read in portions and the XLSX is written to a temporary file, so that a worker never grows by the size of
the export. `export_of_table` gives a page's own table; `export_rows` gives any rows.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import IO, Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django_tables2 import Table
from django_tables2.rows import BoundRow
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

EXPORT_PARAMETER = "_export"
PORTION = 500
"""How many rows are read from the database at a time."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet may take for the start of a formula (OWASP, CSV injection), the full-width signs among it."""
CELL_LIMIT = 32_767
"""The most characters that a spreadsheet keeps in one cell."""


class ExportFormat(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export_asked(request: HttpRequest) -> ExportFormat | None:
    """The format that the address asks for (`?_export=csv`), or None for the page itself."""
    try:
        return ExportFormat(request.GET.get(EXPORT_PARAMETER, ""))
    except ValueError:
        return None


def export_of_table(*, table: Table, name: str, file_format: ExportFormat) -> HttpResponseBase:
    """Every row of a table, as filtered and sorted, whatever page was shown. `name` is the file's, without its end."""
    columns = [column for column in table.columns.iterall() if not column.column.exclude_from_export]
    header = [str(column.header) for column in columns]
    rows = (
        [bound.get_cell_value(column.name) for column in columns]
        for bound in (BoundRow(record, table=table) for record in _records(table))
    )
    return export_rows(header=header, rows=rows, name=name, file_format=file_format)


def export_rows(
    *, header: Sequence[str], rows: Iterable[Sequence[Any]], name: str, file_format: ExportFormat
) -> HttpResponseBase:
    """Rows of plain values (text, numbers, dates, PartialDate, None) as a download."""
    if file_format == ExportFormat.CSV:
        response: HttpResponseBase = StreamingHttpResponse(
            csv_lines(header=header, rows=rows), content_type="text/csv; charset=utf-8"
        )
        response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    else:
        response = FileResponse(
            xlsx_file(header=header, rows=rows, title=name),
            as_attachment=True,
            filename=f"{name}.xlsx",
            content_type=XLSX_TYPE,
        )
    # The rows are those that this reader may see: no cache on the way keeps them for another.
    response["Cache-Control"] = "private, no-store"
    return response


def csv_lines(*, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Lines of CSV, beginning with the mark by which spreadsheets know UTF-8."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow([csv_cell(cell) for cell in header])
    for row in rows:
        yield writer.writerow([csv_cell(cell) for cell in row])


def xlsx_file(*, header: Sequence[str], rows: Iterable[Sequence[Any]], title: str) -> IO[bytes]:
    """A workbook of one sheet in a temporary file, at its beginning; the file goes when it is closed."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title=title[:31])
    sheet.freeze_panes = "A2"
    sheet.append([_bold(sheet, xlsx_cell(cell)) for cell in header])
    for row in rows:
        sheet.append([xlsx_cell(cell) for cell in row])
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it after the last byte
    book.save(file)
    file.seek(0)
    return file


def safe_text(text: str) -> str:
    """Text that no spreadsheet runs: an apostrophe stands before what could begin a formula."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    if text.startswith(FORMULA_STARTS):
        text = f"'{text}"
    return text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - 1] + "…"


def csv_cell(value: Any) -> str:
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M") if timezone.is_aware(value) else str(value)
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return _words(value)


def xlsx_cell(value: Any) -> Any:
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


def _records(table: Table) -> Iterable[Any]:
    """The table's records in its order; a queryset is read in portions and never held whole."""
    data = table.data.data
    return data.iterator(chunk_size=PORTION) if isinstance(data, QuerySet) else data


def _bold(sheet: Any, value: Any) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=value)
    cell.font = Font(bold=True)
    return cell


class _Echo:
    """A file that gives each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line
