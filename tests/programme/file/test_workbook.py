"""What holds of a workbook of any kind: what is opened, what is read of a sheet, and what a page carries of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from programme.file.carried import PreviewExpired, carried, carry
from programme.file.faults import FaultLog
from programme.file.workbook import Limits, WorkbookWriter, read_sheets
from tests.factories.programme import ProgrammeFactory, UserFactory

LIMITS = Limits(columns=4, blank_rows=2)


def packed(*rows, title="Risks"):
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def sheet_of(*rows, limits=LIMITS):
    sheets = read_sheets(packed(*rows), faults=FaultLog(), limits=limits)
    return sheets["Risks"]


def told(faults):
    return [str(fault) for fault in faults]


class TestOpening:
    @pytest.mark.parametrize("data", [b"", b"a,b\n1,2", b"\xd0\xcf\x11\xe0 an old one"])
    def test_what_is_no_workbook_is_a_fault(self, data):
        faults = FaultLog()

        assert read_sheets(data, faults=faults, limits=LIMITS) == {}
        assert told(faults) == ["this is not a workbook; save it as .xlsx without a password"]

    def test_a_damaged_one_is_a_fault(self):
        faults = FaultLog()

        assert read_sheets(packed(["a"])[:-40], faults=faults, limits=LIMITS) == {}
        assert told(faults)[0].startswith("the workbook is damaged or locked: ")


class TestRows:
    def test_blank_rows_and_cells_after_the_last_are_left_out(self):
        rows = list(sheet_of([], ["a", None, "c", None], [], ["d"]).rows())

        assert [(row.number, [cell.value for cell in row.cells]) for row in rows] == [(2, ["a", None, "c"]), (4, ["d"])]
        assert (rows[1].value(1), rows[1].value(9)) == ("d", None)

    @pytest.mark.parametrize(
        ("is_fault", "faults"),
        [(False, []), (True, ["sheet Risks: more than 2 blank rows one after another; take them out"])],
    )
    def test_many_blank_rows_end_a_sheet(self, is_fault, faults):
        limits = Limits(columns=4, blank_rows=2, blank_is_fault=is_fault)
        sheet = sheet_of(["a"], [], [], [], ["b"], limits=limits)

        assert [row.number for row in sheet.rows()] == [1]
        assert told(sheet.faults) == faults

    def test_columns_beyond_the_limit_are_not_read(self):
        assert [len(row.cells) for row in sheet_of([1, 2, 3, 4, 5]).rows()] == [4]

    def test_places(self):
        row = next(sheet_of([], ["a"]).rows())

        assert (row.place(), row.place(28), row.sheet.place()) == (
            "sheet Risks, row 2",
            "sheet Risks, cell AB2",
            "sheet Risks",
        )


class TestCells:
    @pytest.mark.parametrize(
        ("value", "words"),
        [(None, ""), (" two ", "two"), (5.0, "5"), (True, "true"), (date(2024, 3, 1), "2024-03-01"), ("'=1+1", "=1+1")],
    )
    def test_words(self, value, words):
        assert next(sheet_of(["x", value]).rows()).words(2, most=20) == words

    def test_a_formula_an_error_and_what_is_too_long_are_faults(self):
        row = next(sheet_of(["=1+1", "#REF!", "12345"]).rows())

        assert [row.is_value(1), row.is_value(2), row.is_value(3)] == [False, False, True]
        assert row.words(3, most=4) == "1234"
        assert told(row.sheet.faults) == [
            "sheet Risks, cell A1: expected a value, not a formula; paste the values only",
            "sheet Risks, cell B1: expected a value, not the error “#REF!”",
            "sheet Risks, cell C1: expected at most 4 characters, not 5",
        ]


def test_a_workbook_is_written_sheet_by_sheet_and_no_cell_runs():
    book = WorkbookWriter()
    add = book.sheet("A name that is longer than a sheet's may be", ["Name", "=SUM(A1)"], widths=[30], freeze="B2")
    add(["=1+1", Decimal("1.5")])
    add([None, date(2024, 3, 1)], is_bold=True)
    with book.saved() as file:
        sheet = load_workbook(BytesIO(file.read())).active

    assert (sheet.title, sheet.freeze_panes, sheet.column_dimensions["A"].width) == (
        "A name that is longer than a sh",
        "B2",
        30,
    )
    assert [[cell.value for cell in row] for row in sheet][:2] == [["Name", "'=SUM(A1)"], ["'=1+1", 1.5]]
    assert [cell.font.bold for row in sheet for cell in row] == [True, True, False, False, True, True]


@pytest.mark.django_db
class TestCarried:
    def test_it_comes_back_as_it_was(self):
        programme, person = ProgrammeFactory(), UserFactory()

        assert carried(carry(b"\0data", record=programme, person=person), record=programme, person=person) == b"\0data"

    def test_not_for_another_record_or_person_nor_cut_nor_too_late(self, monkeypatch):
        programme, person = ProgrammeFactory(), UserFactory()
        text = carry(b"data", record=programme, person=person)
        for words, record, reader in (
            (text, ProgrammeFactory(), person),
            (text, programme, UserFactory()),
            (text[:-1], programme, person),
            ("", programme, person),
        ):
            with pytest.raises(PreviewExpired):
                carried(words, record=record, person=reader)
        monkeypatch.setattr("programme.file.carried.CARRIED_FOR", -1)
        with pytest.raises(PreviewExpired):
            carried(text, record=programme, person=person)
