"""Figures that are worked out, beside the record in the file: written in every format, compared, never taken in."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from django.core.management import call_command
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from programme.file.computed import COMPUTED, Computation, computations, computed_tables
from programme.file.computed_compare import MOST_NOTES
from programme.file.export import export_programme_file, programme_data
from programme.file.schema import programme_file_schema
from programme.file.yaml_writer import write_yaml
from programme.models import Programme
from programme.rules.demo_dates import resolve_dates
from programme.values.contributions import contribute
from tests.programme.file.demos import take_demo
from tests.programme.file.files import AT, faults_of, small, take
from tests.programme.file.test_round_trip import DEMOS, empty_database

pytestmark = pytest.mark.django_db

CODE = "dartford-sevenoaks"
NEWCOMER = next(path for path in DEMOS if path.stem == "newcomer")


def exported(code: str, file_format: str = "yaml") -> bytes:
    return export_programme_file(
        programme=Programme.objects.get(code=code), file_format=file_format, with_computed=True
    )


def told(code: str = CODE) -> dict[str, Any]:
    """The whole file as data."""
    data: dict[str, Any] = json.loads(exported(code, "json"))
    return data


def rows(data: dict[str, Any], table: str, **key: Any) -> list[dict[str, Any]]:
    return [row for row in data[COMPUTED][table] if all(row.get(name) == value for name, value in key.items())]


def value_of(data: dict[str, Any], figure: str) -> Any:
    (row,) = rows(data, "case_figures", figure=figure)
    return row["value"]


def test_without_asking_no_figures_are_told():
    take_demo(CODE)

    data = programme_data(programme=Programme.objects.get(code=CODE))

    assert COMPUTED not in data


@pytest.mark.parametrize(
    ("path", "file_format"),
    [*((path, "xlsx") for path in DEMOS), (NEWCOMER, "yaml"), (NEWCOMER, "json")],
    ids=lambda value: getattr(value, "stem", value),
)
def test_exported_imported_elsewhere_and_exported_again_it_is_the_same(path, file_format: str):
    code = take(resolve_dates(path.read_text(), today=AT.date())).programme.code
    before, packed = exported(code), exported(code, file_format)
    empty_database()

    checked = take(packed, filename=f"x.{file_format}", dry_run=True)
    assert not Programme.objects.filter(code=code).exists()
    done = take(packed, filename=f"x.{file_format}")

    assert (checked.differing_figures, done.differing_figures) == ((), ())
    assert exported(code) == before


def test_what_is_written_keeps_the_schema():
    for path in DEMOS:
        code = take(resolve_dates(path.read_text(), today=AT.date())).programme.code

        Draft202012Validator(programme_file_schema()).validate(told(code))


def test_workbook_has_a_sheet_for_each_table():
    take_demo(CODE)

    book = load_workbook(BytesIO(exported(CODE, "xlsx")))

    sheets = [name for name in book.sheetnames if name.startswith(COMPUTED)]
    assert sheets == [COMPUTED, *(f"computed_{name}" for name in told()[COMPUTED] if name != "day")]
    assert [cell.value for cell in book["computed_case_figures"][2]][:3] == [
        "revenues-benefits/1",
        "total_saving",
        2_575_000,
    ]


def test_two_tables_of_a_name_and_names_too_long_for_a_sheet_are_refused():
    from dataclasses import replace

    first = computations()[0]
    with pytest.raises(ValueError, match="declared twice"):
        contribute(Computation(tables=first.tables, compute=lambda asked: {}, order=1))
    names = [table.name for table in computed_tables()]
    assert len(names) == len(set(names))
    with pytest.raises(ValueError, match="too long for a sheet"):
        replace(computed_tables()[0], name="a" * 23)


# What a file says of figures


def tampered(change: Any) -> tuple[str, ...]:
    """What is told of a file whose figures were changed, in the dry run and after the import alike."""
    take_demo(CODE)
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


def test_figures_of_another_day_are_not_compared_where_the_day_alone_can_change_them():
    data = told(take(resolve_dates(NEWCOMER.read_text(), today=AT.date())).programme.code)
    data[COMPUTED]["day"] = "2001-01-01"
    data[COMPUTED]["budget_years"][0]["budget"] = 1

    (note,) = take(data, dry_run=True).differing_figures

    assert "the figures are of “2001-01-01”" in note
    assert "budget_lines, budget_years" in note


DEEP: Any = "x"
for _ in range(20):
    DEEP = [DEEP]
HOSTILE = {
    "a number": 7,
    "text": "=cmd()",
    "a list": [[], {}, None],
    "tables that are no tables": {"case_figures": 5, "case_totals": {"a": 1}, "option_totals": "x", "day": [1]},
    "rows that are no rows": {"case_figures": [1, None, [], "x", {}]},
    "keys that are no keys": {
        "case_figures": [{"version": [1], "figure": {"a": 1}}, {"version": True, "figure": 1e300}]
    },
    "values that are no values": {
        "case_figures": [
            {"version": "a/1", "figure": "one_off", "value": value} for value in (True, [], {}, 1e300, "ﷺ")
        ]
    },
    "depth": {"case_figures": DEEP, "deep": DEEP},
    "names": {"__class__": [], "": [], "a" * 900: [], "day": "2024-02-31"},
}


@pytest.mark.parametrize("file_format", ["yaml", "json"])
@pytest.mark.parametrize("computed", HOSTILE.values(), ids=HOSTILE)
def test_whatever_stands_there_is_noted_and_no_fault(computed: Any, file_format: str):
    data = small(**{COMPUTED: computed})
    content = write_yaml(data) if file_format == "yaml" else json.dumps(data)

    result = take(content, filename=f"x.{file_format}")

    assert 1 <= len(result.differing_figures) <= MOST_NOTES + 1
    assert all(len(note) < 400 for note in result.differing_figures)


def test_values_that_are_no_values_are_told():
    take_demo(CODE)
    data = told()
    wrong = [True, [], {}, "1e3", "ten"]
    for row, value in zip(data[COMPUTED]["case_figures"], wrong, strict=False):
        row["value"] = value

    said = [note.partition("the file says ")[2].partition(",")[0] for note in take(data).differing_figures]

    assert said == ["true", "a list", "a mapping of keys", "“1e3”", "“ten”"]


def test_nesting_deeper_than_a_file_may_is_a_fault():
    deep: Any = "x"
    for _ in range(40):
        deep = [deep]

    (fault,) = faults_of(json.dumps(small(**{COMPUTED: deep})), filename="x.json")

    assert "nested deeper than 30 levels" in fault


def test_so_many_differences_are_counted():
    data = small(**{COMPUTED: {"case_figures": [{"version": f"a/{number}"} for number in range(500)]}})

    said = take(data).differing_figures

    assert len(said) == MOST_NOTES + 1
    assert said[-1] == "400 more differences in computed are not listed."


def test_nothing_there_is_nothing_to_compare():
    assert take(small(**{COMPUTED: None})).differing_figures == ()
    assert take(small(**{COMPUTED: {}})).differing_figures == ()


def changed_workbook(change: Any) -> bytes:
    book = load_workbook(BytesIO(exported(CODE, "xlsx")))
    change(book)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_sheets_of_figures_may_hold_anything():
    take_demo(CODE)

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
    take_demo(CODE)
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
