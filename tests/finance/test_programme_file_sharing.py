"""Drivers, apportionments and options in the programme file: what is wrong is told at its place, nothing is written."""

from __future__ import annotations

import pytest

from finance.models import Apportionment, Criterion, Driver, DriverFigure, Option
from programme.domain.programme_file import ProgrammeFileFaulty, import_programme_file
from programme.file.yaml_format import write_yaml
from tests.programme.file.files import AT, small

pytestmark = pytest.mark.django_db


STAFF = "{code: staff, name: Staff, figures: [{council: alder, starts_on: 2022-04-01, value: 5}]}"
SAVING = "savings:\n  - {code: fewer-rounds, name: Fewer rounds, review: parking}\n"
EQUAL = "{code: equal, basis: equal, starts_on: 2022-04-01, agreed_on: 2022-03-01, agreed_by: The board}"
CASE = "business_cases:\n  - {code: depot, name: One depot, review: legal}\n"
CHEAPER = "{case: depot, code: cheaper, name: Cheaper, kind: scored}"
PREFERRED = "{case: depot, code: rent, name: Rent, is_shortlisted: true, is_preferred: true, reason: x}"


def take(text):
    data = write_yaml(small()) + text
    return import_programme_file(data=data.encode(), filename="more.yaml", actor=None, at=AT)


def faults(text):
    with pytest.raises(ProgrammeFileFaulty) as faulty:
        take(text)
    return " ".join(f"{fault.path}: {fault.message}" for fault in faulty.value.faults)


def row_of(values):
    return ", ".join(f"{name}: {value}" for name, value in values.items() if value is not None)


def agreement(**fields):
    values = {
        "code": "x",
        "review": "parking",
        "basis": "equal",
        "starts_on": "2022-04-01",
        "agreed_on": "2022-03-01",
        "agreed_by": "The board",
    } | fields
    rows = f"apportionments:\n  - {EQUAL}\n  - {{{row_of(values)}}}\n"
    return f"{SAVING}drivers:\n  - {STAFF}\n{rows}"


def driver(figure="{council: alder, starts_on: 2030-04-01, value: 5}", **fields):
    values = {"code": "cases", "name": "Caseload"} | fields
    return f"drivers:\n  - {STAFF}\n  - {{{row_of(values)}, figures: [{figure}]}}\n"


def criterion(**fields):
    values = {"case": "depot", "code": "c", "name": "Quick"} | fields
    return f"{CASE}criteria:\n  - {CHEAPER}\n  - {{{row_of(values)}}}\n"


def option(**fields):
    values = {"case": "depot", "code": "o", "name": "Buy"} | fields
    return f"{CASE}criteria:\n  - {CHEAPER}\noptions:\n  - {PREFERRED}\n  - {{{row_of(values)}}}\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (driver(code="Not a code"), "a code of lower-case letters, digits and hyphens"),
        (driver(name=None), "drivers › row 2 › name: expected name, which every driver needs"),
        (driver(name='""'), "name"),
        (driver(name="x" * 201), "at most 200 characters, not 201"),
        (driver(unit="x" * 61), "at most 60 characters, not 61"),
        (driver(name='"a\\0b"'), "text without NUL characters"),
        (driver(colour="red"), "no key “colour” in a driver"),
        (driver() + "  - {code: cases, name: Again}\n", "the driver “cases” is given twice"),
        (driver("{council: elsewhere, starts_on: 2030-04-01, value: 5}"), "elsewhere"),
        (driver("{council: alder, starts_on: soon, value: 5}"), "expected a date such as"),
        (driver("{council: alder, starts_on: 2030-04-01}"), "value, which every figure of a driver needs"),
        (driver("{council: alder, starts_on: 2030-04-01, value: -1}"), "expected 0 or more"),
        (driver("{council: alder, starts_on: 2030-04-01, value: many}"), "expected a number"),
        (driver("{council: alder, starts_on: 2030-04-01, value: .nan}"), "expected a number"),
        (driver("{council: alder, starts_on: 2030-04-01, value: 1e400}"), "expected a number"),
        (driver("{council: alder, starts_on: 2030-04-01, value: 123456789012345}"), "at most 14 figures"),
        (driver("{council: alder, starts_on: 2030-04-01, value: 1.23456}"), "at most 4 figures after the point"),
        (
            driver(", ".join(["{council: alder, starts_on: 2030-04-01, value: 5}"] * 2)),
            "given twice",
        ),
        (driver(figure="[]"), "as a mapping of keys, not a list"),
    ],
)
def test_a_driver_that_is_wrong(text, told):
    assert told in faults(text)
    assert not Driver.objects.exists()


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"basis": "by_area"}, "expected one of equal, fixed, driver, single, not “by_area”"),
        ({"basis": None}, "basis, which every apportionment needs"),
        ({"basis": "driver"}, "a driver for the basis driver, and only there"),
        ({"driver": "staff"}, "a driver for the basis driver, and only there"),
        ({"basis": "driver", "driver": "no-such"}, "no-such"),
        ({"review": "no-such"}, "no-such"),
        ({"tolerance": "1"}, "from 0 to 100 points, for the basis driver alone"),
        ({"basis": "driver", "driver": "staff", "tolerance": "101"}, "from 0 to 100 points"),
        ({"basis": "driver", "driver": "staff", "tolerance": "99999"}, "at most 3 figures before the point"),
        ({"ended_on": "2022-03-31"}, "expected a day on or after starts_on"),
        ({"starts_on": "2026-02-30"}, "a day that exists"),
        ({"agreed_by": '""'}, "agreed_by"),
        ({"agreed_by": "x" * 201}, "at most 200 characters"),
        ({"review": None, "line": "fewer-rounds"}, "the review that the line belongs to"),
        ({"line": "no-such-line"}, "the code of a line of the review's business cases, savings or budgets"),
        ({"line": "x" * 61}, "at most 60 characters"),
        ({"code": "../../etc"}, "a code of lower-case letters"),
        ({"override_reason": '"a\\0b"'}, "text without NUL characters"),
        ({"shares_are_open": "perhaps"}, "shares_are_open"),
        ({"basis": "fixed"}, "percentages that come to 100, not to 0"),
        ({"basis": "fixed", "shares": "[{council: alder, percentage: 99.5}]"}, "come to 100, not to 99.5"),
        ({"override_reason": "Agreed so", "shares": "[{council: alder, percentage: 50}]"}, "come to 100, not to 50"),
        ({"basis": "single"}, "the one council that is charged, not 0"),
        ({"basis": "single", "shares": "[{council: alder}, {council: birch}]"}, "is charged, not 2"),
        ({"basis": "fixed", "shares": "[{council: alder, percentage: 101}]"}, "expected from 0 to 100"),
        ({"basis": "fixed", "shares": "[{council: alder, percentage: 1.123456}]"}, "at most 5 figures after the point"),
        ({"basis": "fixed", "shares": "[{council: nowhere, percentage: 100}]"}, "nowhere"),
        (
            {"basis": "fixed", "shares": "[{council: alder, percentage: 50}, {council: alder, percentage: 50}]"},
            "given twice",
        ),
        (
            {"review": None, "starts_on": "2025-04-01"},
            "one agreement at a time of the programme, of a review or of a line; it overlaps",
        ),
        ({"review": None}, "one agreement at a time of the programme, of a review or of a line; it overlaps"),
    ],
)
def test_an_apportionment_that_is_wrong(fields, told):
    assert told in faults(agreement(**fields))
    assert not Apportionment.objects.exists()


def test_what_is_right_is_taken():
    take(agreement(basis="single", shares="[{council: alder}]"))
    take(agreement(code="y", line="fewer-rounds"))
    take(driver())

    assert sorted(Apportionment.objects.values_list("code", flat=True)) == ["equal", "x", "y"]
    assert DriverFigure.objects.count() == 2


def test_shares_that_a_later_file_makes_wrong_are_told():
    shares = "[{council: alder, percentage: 51}, {council: birch, percentage: 49}]"
    take(agreement(basis="fixed", shares=shares))

    assert "come to 100, not to 100.5" in faults(agreement(basis="fixed", shares=shares.replace("49", "49.5")))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (criterion(weight=-1), "a weight of 0 or more"),
        (criterion(weight="heavy"), "expected a number"),
        (criterion(weight=99999), "at most 4 figures before the point"),
        (criterion(highest_score=0), "at least 1"),
        (criterion(highest_score=99999), "highest_score"),
        (criterion(kind="guess"), "expected one of"),
        (criterion(outcome="met"), "why it was met or not"),
        (criterion(name="x" * 301), "at most 300 characters"),
        (criterion(case="no-such"), "no-such"),
        (criterion(name=None), "name, which every criterion needs"),
        (criterion(code="cheaper"), "is given twice"),
        (criterion(name='"a\\0b"'), "text without NUL characters"),
        (option(is_preferred="true", reason="x"), "a preferred option to be shortlisted, with the reason"),
        (option(is_preferred="true", is_shortlisted="true", reason="x"), "at most one preferred option"),
        (option(is_preferred="perhaps"), "is_preferred"),
        (option(name="x" * 301), "at most 300 characters"),
        (option(code="rent"), "is given twice"),
        (option(scores="[{criterion: depot/no-such}]"), "no-such"),
        (option(scores="[{criterion: depot/cheaper, passes: true, score: 1}]"), "passes or a score, not both"),
        (option(scores="[{criterion: depot/cheaper, score: -1}]"), "a score of 0 or more"),
        (option(scores="[{criterion: depot/cheaper}, {criterion: depot/cheaper}]"), "given twice"),
        ("options: {}\n", "expected a list"),
    ],
)
def test_an_options_appraisal_that_is_wrong(text, told):
    assert told in faults(text)
    assert not Criterion.objects.exists()
    assert not Option.objects.exists()


@pytest.mark.parametrize("section", ["drivers", "apportionments", "criteria", "options"])
@pytest.mark.parametrize("content", ["[]", "", "null"])
def test_an_empty_section_changes_nothing(section, content):
    take("")
    result = take(f"{section}: {content}\n")

    assert (result.added, result.changed) == (0, 0)


def test_a_name_that_looks_like_markup_or_a_formula_stays_text():
    take(driver(name="'=cmd|calc <script>'"))

    assert Driver.objects.get(code="cases").name == "=cmd|calc <script>"
