"""Figures that are worked out, beside the record in the file: written in every format, compared, never taken in."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from programme.file.computed import COMPUTED, MOST_NOTES, Computation, computations, computed_tables
from programme.file.export import export_programme_file
from programme.file.schema import programme_file_schema
from programme.file.yaml_format import write_yaml
from programme.models import Programme
from programme.rules.demo_dates import resolve_dates
from programme.values.contributions import contribute
from tests.programme.file.files import AT, faults_of, small, take
from tests.programme.file.test_round_trip import DEMOS, empty_database

pytestmark = pytest.mark.django_db

NEWCOMER = next(path for path in DEMOS if path.stem == "newcomer")


def exported(code: str, file_format: str = "yaml") -> bytes:
    return export_programme_file(
        programme=Programme.objects.get(code=code), file_format=file_format, with_computed=True
    )


def told(code: str) -> dict[str, Any]:
    """The whole file as data."""
    data: dict[str, Any] = json.loads(exported(code, "json"))
    return data


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
