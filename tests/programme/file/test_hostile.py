"""Hostile, huge, empty and mistaken files: a sentence, in reasonable time and memory, and nothing written."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from programme.file.nodes import LARGEST_FILE
from programme.file.sections import all_sections
from programme.file.xlsx_format import write_xlsx
from programme.models import Programme
from tests.programme.file.files import faults_of, small, take

pytestmark = pytest.mark.django_db

BOMB = "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n"


@pytest.mark.parametrize(
    ("content", "filename", "fault"),
    [
        (b"", "x.yaml", "the file is empty; expected a programme file"),
        (b" \n\n", "x.yaml", "the file is empty; expected a programme file"),
        (b"# only a remark\n", "x.yaml", "the file is empty; expected a programme file"),
        (b"concordat", "x.yaml", "line 1: expected a mapping that begins with “concordat: 1”"),
        (b"\xff\xfe\x00", "x.yaml", "line 1: expected text in UTF-8; this byte is not"),
        (b"a: b\nc: \x00\n", "x.yaml", "line 2: expected text without NUL characters"),
        (b"a: b", "x.txt", "expected a file whose name ends in .yaml, .yml, .json, .xlsx, not “.txt”"),
        (b"a: b", "programme", "expected a file whose name ends in .yaml, .yml, .json, .xlsx, not “programme”"),
        (b"a: b", "x.xlsx", "the name says .xlsx, but this is not a workbook"),
        (b"PK\x03\x04rest", "x.xlsx", "the workbook is damaged or locked: “File is not a zip file”"),
        (b"PK\x03\x04rest", "x.yaml", "the name says .yaml, but this is a workbook or another packed file"),
        (b"\xd0\xcf\x11\xe0rest", "x.xlsx", "this is a workbook of an old kind, or one with a password"),
        (b"a: [1, 2\nb: 3", "x.yaml", "line 2: not readable as YAML:"),
        (b"a: 1\n--- \nb: 2", "x.yaml", "line 2: expected one document in the file, not a second after ---"),
        (b"a: 1\na: 2", "x.yaml", "line 2: the key “a” is written twice"),
        (b"? [a, b]\n: 1", "x.yaml", "line 1: expected a word as the key, not a list"),
        (b"x" * (LARGEST_FILE + 1), "x.yaml", "expected at most 20 MB, not 20.0 MB"),
        (
            BOMB.encode(),
            "x.yaml",
            "line 1: anchors (&) are not used in a programme file; write the value out each time",
        ),
        (b"a: *b", "x.yaml", "line 1: aliases (*) are not used in a programme file; write the value out"),
        (b"a: !!python/object/apply:os.system ['true']", "x.yaml", "line 1: tags (!) are not used in a programme file"),
        (b"a: " + b"[" * 5000, "x.yaml", "line 1: nested deeper than 30 levels"),
        (b"a: " + b"[" * 5000 + b"]" * 5000, "x.yaml", "line 1: nested deeper than 30 levels"),
        (b"%YAML 9.9\n---\na: b", "x.yaml", "line 1: not readable as YAML:"),
        (b"a: b\n\tc: d", "x.yaml", "line 2: not readable as YAML:"),
    ],
)
def test_content_that_is_no_programme_file(content: bytes, filename: str, fault: str):
    faults = faults_of(content, filename=filename)

    assert [found for found in faults if found.startswith(fault)] != [], faults
    assert not Programme.objects.exists()


@pytest.mark.parametrize(("filename", "content"), [("x.yaml", b"- 1\n" * 60), ("x.json", b"[" + b"1,\n" * 60 + b"1]")])
def test_too_many_values_are_refused(filename: str, content: bytes, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("programme.file.yaml_format.MOST_NODES", 50)
    monkeypatch.setattr("programme.file.json_reader.MOST_NODES", 50)

    faults = faults_of(content, filename=filename)

    assert faults[0].endswith("more than 50 values in one file; divide it")


def workbook(change: Callable[[Any], None], data: dict[str, Any] | None = None) -> bytes:
    """The small file as a workbook, changed as someone at a spreadsheet would."""
    book = load_workbook(io.BytesIO(write_xlsx(data or small())))
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_formulas_in_a_workbook_are_faults():
    def change(book: Any) -> None:
        book["reviews"]["B2"] = '=HYPERLINK("http://example.com","Legal")'
        book["services"]["B2"] = "=1+1"
        book["periods"]["B2"] = "#REF!"

    assert faults_of(workbook(change), filename="x.xlsx") == [
        "sheet periods, cell B2: expected a value, not the error “#REF!”",
        "sheet services, cell B2: expected a value, not a formula; paste the values only",
        "sheet reviews, cell B2: expected a value, not a formula; paste the values only",
    ]


def test_text_that_looks_like_a_formula_is_written_as_text():
    data = small()
    data["services"][0]["name"] = '=cmd|" /C calc"!A1'

    cell = load_workbook(io.BytesIO(write_xlsx(data)))["services"]["B2"]

    assert (cell.value, cell.data_type, cell.quotePrefix) == ('=cmd|" /C calc"!A1', "s", True)


def test_faults_of_a_workbook_name_sheet_and_cell():
    def change(book: Any) -> None:
        book["updates"]["E2"] = "purple"
        book["updates"]["C2"] = "one"
        book["participations"]["A2"] = "leagl"
        book["reviews"]["Z1"] = "colour"
        book["reviews"]["Y3"] = "blue"
        book.create_sheet("Notes on this file")

    assert faults_of(workbook(change), filename="x.xlsx") == [
        "sheet reviews, cell Z1: no heading “colour” in the sheet reviews; its headings are code, name, service, "
        "phase, summary, position, sponsor, planned_start, joined_on, left_on, left_reason, agreement, agreement_from",
        "sheet reviews, cell Y3: expected a heading in row 1 above this cell",
        "sheet “Notes on this file”: no sheet called “Notes on this file” in a programme file; the sheets are "
        f"concordat, {', '.join(section.name for section in all_sections())}",
        "sheet participations, cell A2: expected the key of a row in the sheet reviews, not “leagl”",
        "sheet updates, cell C2, updates › row 1 › version: expected a whole number from 0 to 32767, not “one”",
        "sheet updates, cell E2, updates › row 1 › rag: expected one of green, amber, red, not “purple”",
    ]


def test_what_a_spreadsheet_makes_of_dates_and_numbers_is_understood():
    from datetime import date, datetime

    def change(book: Any) -> None:
        book["programme"]["D2"] = datetime(2022, 2, 1)
        book["phases"]["C2"] = date(2022, 10, 1)
        book["phases"]["C2"].number_format = "mmm-yy"
        book["milestones"]["E2"] = date(2023, 8, 7)
        book["milestones"]["E2"].number_format = "dd/mm/yyyy"
        book["updates"]["C2"] = 1.0
        book["participations"]["D3"] = "yes"

    take(workbook(change), filename="x.xlsx")

    programme = Programme.objects.get()
    assert programme.starts_on == date(2022, 2, 1)
    assert programme.phases.get().starts.canonical() == "2022-10"
    assert programme.milestones.get().forecast.canonical() == "2023-08-07"


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def repacked(replace: dict[str, bytes]) -> bytes:
    """The small workbook with some of its parts replaced."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(write_xlsx(small()))) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in source.infolist():
            target.writestr(part.filename, replace.get(part.filename, source.read(part)))
    return stream.getvalue()


def test_zip_bomb_is_refused_by_its_declared_size():
    bomb = repacked({"xl/worksheets/sheet2.xml": b"0" * 250_000_000})
    assert len(bomb) < 1_000_000

    assert faults_of(bomb, filename="x.xlsx") == ["the workbook unpacks to more than 200 MB or 500 parts"]


def test_zip_bomb_that_lies_about_its_size_is_refused():
    bomb = repacked({"xl/worksheets/sheet2.xml": b"0" * 250_000_000})
    lying = bomb.replace((250_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little"))

    assert faults_of(lying, filename="x.xlsx")[0].startswith("the workbook is damaged or locked")


def test_zip_of_many_parts_is_refused():
    parts = {f"part{number}": b"x" for number in range(501)}

    assert faults_of(zipped(**parts), filename="x.xlsx") == ["the workbook unpacks to more than 200 MB or 500 parts"]


@pytest.mark.parametrize(
    "xml",
    [
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet/>',
        '<?xml version="1.0" encoding="UTF-16"?><worksheet/>'.encode("utf-16"),
        b" " * (1024 * 1024 - 5) + b"<!DOCTYPE x><worksheet/>",
    ],
)
def test_xml_with_entities_is_refused(xml: bytes):
    faults = faults_of(repacked({"xl/worksheets/sheet2.xml": xml}), filename="x.xlsx")

    assert faults == ["the workbook holds XML that no spreadsheet writes"]


def test_damaged_workbook_is_refused():
    assert faults_of(repacked({"xl/workbook.xml": b"<workbook"}), filename="x.xlsx")[0].startswith(
        "not readable as a workbook"
    )
    assert faults_of(zipped(a=b"b"), filename="x.xlsx")[0].startswith("not readable as a workbook")


def test_cell_far_away_costs_nothing():
    def change(book: Any) -> None:
        book["services"].cell(row=1_048_576, column=16_384, value="far")

    faults = faults_of(workbook(change), filename="x.xlsx")

    assert faults == ["sheet services: more than 5,000 blank rows one after another; take them out"]


def test_workbook_of_another_kind_is_refused():
    book = Workbook()
    book.active.append(["Name", "Amount"])
    stream = io.BytesIO()
    book.save(stream)

    faults = faults_of(stream.getvalue(), filename="x.xlsx")

    assert faults[0].startswith("sheet “Sheet”: no sheet called “Sheet” in a programme file")


@pytest.mark.parametrize("depth", [40, 400, 900, 5_000])
def test_deep_data_in_a_cell_is_a_fault_at_the_cell(depth: int):
    def change(book: Any) -> None:
        book["house_styles"].append(["deep", "Deep", '{"a":' + "[" * depth + "]" * depth + "}"])

    faults = faults_of(workbook(change), filename="x.xlsx")

    assert len(faults) == 1
    assert faults[0].startswith(
        "sheet house_styles, cell C3, house_styles › row 2 › layout: expected a mapping of keys"
    )


def test_a_number_without_end_is_a_fault_at_its_place():
    text = json.dumps(small()).replace('"reports": [{', '"reports": [{"header": {"wards": 1e999}, ')

    assert faults_of(text, filename="x.json") == [
        "line 1, reports › row 1 › header: expected text without NUL characters and numbers that end, "
        "not a mapping of keys"
    ]
