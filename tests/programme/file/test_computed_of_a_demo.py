"""Figures that are worked out, of a programme that has many: told in every format, and what a file says of them."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from django.core.management import call_command
from openpyxl import load_workbook

from programme.file.computed import COMPUTED
from programme.file.export import programme_data
from programme.models import Programme
from tests.programme.file.demos import take_demo
from tests.programme.file.files import take
from tests.programme.file.test_computed import exported
from tests.programme.file.test_computed import told as told_of

CODE = "dartford-sevenoaks"


@pytest.fixture(scope="module")
def taken(module_database: None) -> None:
    take_demo(CODE)


@pytest.fixture(autouse=True)
def database(taken: None, db: None) -> None:
    """Each test in a transaction within that of the programme."""


def told() -> dict[str, Any]:
    return told_of(CODE)


def rows(data: dict[str, Any], table: str, **key: Any) -> list[dict[str, Any]]:
    return [row for row in data[COMPUTED][table] if all(row.get(name) == value for name, value in key.items())]


def value_of(data: dict[str, Any], figure: str) -> Any:
    (row,) = rows(data, "case_figures", figure=figure)
    return row["value"]


def test_without_asking_no_figures_are_told():
    data = programme_data(programme=Programme.objects.get(code=CODE))

    assert COMPUTED not in data


def test_workbook_has_a_sheet_for_each_table():
    book = load_workbook(BytesIO(exported(CODE, "xlsx")))

    sheets = [name for name in book.sheetnames if name.startswith(COMPUTED)]
    assert sheets == [COMPUTED, *(f"computed_{name}" for name in told()[COMPUTED] if name != "day")]
    assert [cell.value for cell in book["computed_case_figures"][2]][:3] == [
        "revenues-benefits/1",
        "total_saving",
        2_575_000,
    ]


def tampered(change: Any) -> tuple[str, ...]:
    """What is told of a file whose figures were changed, in the dry run and after the import alike."""
    data = told()
    change(data[COMPUTED])
    checked = take(data, dry_run=True)
    done = take(data)
    assert checked.differing_figures == done.differing_figures
    assert (done.added, done.changed) == (0, 0)
    assert told()[COMPUTED] == json.loads(exported(CODE, "json"))[COMPUTED]
    return tuple(note.partition(", ")[2] for note in done.differing_figures)


def test_a_figure_that_is_told_otherwise_is_noted():
    def change(computed: dict[str, Any]) -> None:
        (row,) = (row for row in computed["case_figures"] if row["figure"] == "one_off")
        row["value"] = 834_001

    assert tampered(change) == (
        "computed.case_figures.revenues-benefits/1.one_off.value: the file says 834001, worked out 834000",
    )


def test_a_figure_taken_out_is_noted_and_one_written_otherwise_is_not():
    def change(computed: dict[str, Any]) -> None:
        first, second, *_ = computed["case_figures"]
        first["value"], second["value"] = None, f"{second['value']}.00"
        computed["case_figures"][2:4] = []
        computed["case_figures"].append({"version": "none/9", "figure": "one_off", "value": 1})

    assert tampered(change) == (
        "computed.case_figures.revenues-benefits/1.total_saving.value: the file says nothing, worked out 2575000",
        "computed.case_figures.none/9.one_off: the file has it, the record works out no such row",
        "computed.case_figures: 2 rows that are worked out, not in the file",
    )


def test_tables_that_the_file_leaves_out_are_not_missed():
    def change(computed: dict[str, Any]) -> None:
        for name in list(computed):
            if name not in ("day", "case_sensitivity"):
                del computed[name]

    assert tampered(change) == ()


def test_values_that_are_no_values_are_told():
    data = told()
    wrong = [True, [], {}, "1e3", "ten"]
    for row, value in zip(data[COMPUTED]["case_figures"], wrong, strict=False):
        row["value"] = value

    said = [note.partition("the file says ")[2].partition(",")[0] for note in take(data).differing_figures]

    assert said == ["true", "a list", "a mapping of keys", "“1e3”", "“ten”"]


def changed_workbook(change: Any) -> bytes:
    book = load_workbook(BytesIO(exported(CODE, "xlsx")))
    change(book)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_sheets_of_figures_may_hold_anything():
    def change(book: Any) -> None:
        sheet = book["computed_case_figures"]
        sheet["C2"], sheet["C3"] = "=1+1", "ten"
        sheet["F1"], sheet["F2"], sheet["H9"] = "my own check", "ok", "stray"
        book.create_sheet("computed_of_mine")["A1"] = "x"
        book["computed"]["A2"] = 12

    result = take(changed_workbook(change), filename="x.xlsx")

    assert (result.added, result.changed) == (0, 0)
    assert [note for note in result.differing_figures if "case_figures" in note or "of_mine" in note] == [
        "sheet “computed_of_mine”, computed: no table called “of_mine” is worked out; it was not compared",
        "sheet computed_case_figures, cell C2, computed.case_figures.revenues-benefits/1.total_saving.value: "
        "the file says what cannot be read, worked out 2575000",
        "sheet computed_case_figures, cell C3, computed.case_figures.revenues-benefits/1.cumulative_saving/2011.value: "
        "the file says “ten”, worked out 500000",
    ]


# The command


def test_command_writes_and_tells(tmp_path, capsys):
    path = tmp_path / "c.json"
    call_command("export_programme", CODE, "--format", "json", "--with-computed", "--out", str(path))
    data = json.loads(path.read_text())
    assert value_of(data, "one_off") == 834_000
    data[COMPUTED]["case_figures"][0]["value"] = 5
    path.write_text(json.dumps(data, indent=2))

    call_command("import_programme", str(path), "--dry-run")

    said = capsys.readouterr().out
    assert "Figure: line " in said
    assert "the file says 5, worked out 2575000" in said
