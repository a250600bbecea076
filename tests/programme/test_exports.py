import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from programme.exports import ExportFormat, csv_lines, export_rows, xlsx_file
from programme.file.workbook import CELL_LIMIT, csv_cell, safe_text, xlsx_cell
from programme.values.partial_date import PartialDate

HEADER = ("Name", "Value")


@pytest.mark.parametrize("start", ["=1+1", "+44", "-1 to 2", "@SUM(A1)", "\tindented", "\rreturned", "\nnew line"])
def test_text_that_a_spreadsheet_may_run_is_kept_as_text(start):
    assert safe_text(start) == f"'{start}"
    assert csv_cell(start) == f"'{start}"
    assert xlsx_cell(start) == f"'{start}"


def test_numbers_and_dates_keep_their_kind():
    assert xlsx_cell(-3) == -3
    assert xlsx_cell(Decimal("-1.50")) == Decimal("-1.50")
    assert xlsx_cell(date(2023, 5, 1)) == date(2023, 5, 1)
    assert xlsx_cell(datetime(2023, 7, 1, 9, 30, tzinfo=UTC)) == datetime(2023, 7, 1, 10, 30)
    assert csv_cell(-3) == "-3"
    assert csv_cell(date(2023, 5, 1)) == "2023-05-01"
    assert csv_cell(datetime(2023, 7, 1, 9, 30, tzinfo=UTC)) == "2023-07-01 10:30"


def test_other_values_become_words():
    assert [csv_cell(None), csv_cell(True), csv_cell(False)] == ["", "Yes", "No"]
    assert csv_cell(PartialDate.month(2023, 5)) == "May 2023"


def test_control_characters_go_and_long_text_ends_with_a_sign():
    assert safe_text("a\x00b\x0bc") == "abc"
    assert len(safe_text("x" * 40_000)) == CELL_LIMIT
    assert safe_text("x" * 40_000)[-1] == "…"


def test_csv_is_read_back_with_lines_and_quotes_in_cells():
    text = "".join(csv_lines(header=HEADER, rows=[("two\nlines", 'a "quoted" word'), ("comma, comma", 1)]))

    assert text[0] == "\ufeff"
    assert list(csv.reader(io.StringIO(text[1:], newline=""))) == [
        ["Name", "Value"],
        ["two\nlines", 'a "quoted" word'],
        ["comma, comma", "1"],
    ]


def test_xlsx_has_no_formula_whatever_the_cells_say():
    file = xlsx_file(header=HEADER, rows=[("=HYPERLINK(1)", -2)], title="a" * 60)
    sheet = load_workbook(file).active

    assert sheet.title == "a" * 31
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [["Name", "Value"], ["'=HYPERLINK(1)", -2]]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s", "n"}


def test_rows_are_read_while_the_file_is_sent():
    read = []

    def rows():
        for number in range(3):
            read.append(number)
            yield (f"row {number}", number)

    response = export_rows(header=HEADER, rows=rows(), name="rows", file_format=ExportFormat.CSV)

    assert read == []
    assert b"".join(response.streaming_content).count(b"\r\n") == 4
    assert response["Content-Disposition"] == 'attachment; filename="rows.csv"'


@pytest.mark.parametrize("text", ["\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20SUM(1)"])
def test_full_width_signs_begin_no_formula(text: str):
    assert safe_text(text) == f"'{text}"


@pytest.mark.parametrize("file_format", list(ExportFormat))
def test_no_cache_keeps_an_export(file_format: ExportFormat):
    response = export_rows(header=HEADER, rows=[], name="rows", file_format=file_format)

    assert response["Cache-Control"] == "private, no-store"
