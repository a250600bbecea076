"""A list as a file: CSV and XLSX, streamed, with cells that no spreadsheet runs as a formula.

The rows are read in portions and the XLSX is written to a temporary file, so that a worker never grows by the size of
the export. `export_of_table` gives a page's own table; `export_rows` gives any rows.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import IO, Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django_tables2 import Table
from django_tables2.rows import BoundRow

from programme.file.workbook import WorkbookWriter, csv_cell

EXPORT_PARAMETER = "_export"
PORTION = 500
"""How many rows are read from the database at a time."""


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
        response["Cache-Control"] = "private, no-store"
        return response
    return workbook_response(xlsx_file(header=header, rows=rows, title=name), name=name)


def csv_lines(*, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Lines of CSV, beginning with the mark by which spreadsheets know UTF-8."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow([csv_cell(cell) for cell in header])
    for row in rows:
        yield writer.writerow([csv_cell(cell) for cell in row])


def xlsx_file(*, header: Sequence[str], rows: Iterable[Sequence[Any]], title: str) -> IO[bytes]:
    """A workbook of one sheet in a temporary file, at its beginning; the file goes when it is closed."""
    book = WorkbookWriter()
    add = book.sheet(title, header)
    for row in rows:
        add(row)
    return book.saved()


def workbook_response(file: IO[bytes], *, name: str) -> FileResponse:
    """A workbook as a download. `name` is the file's, without its end."""
    response = FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX_TYPE)
    # What is in it is what this reader may see: no cache on the way keeps it for another.
    response["Cache-Control"] = "private, no-store"
    return response


def _records(table: Table) -> Iterable[Any]:
    """The table's records in its order; a queryset is read in portions and never held whole."""
    data = table.data.data
    return data.iterator(chunk_size=PORTION) if isinstance(data, QuerySet) else data


class _Echo:
    """A file that gives each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line
