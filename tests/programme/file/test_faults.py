"""Wrong files: every fault at once, each with its place and what was expected; nothing written."""

from __future__ import annotations

import json
from typing import Any

import pytest

from programme.file.yaml_format import write_yaml
from programme.models import Council, Programme, User
from services.models import ProgressUpdate, ReviewMove
from tests.programme.file.files import faults_of, line_of, small, take

pytestmark = pytest.mark.django_db


def with_row(section: str, number: int = 0, **fields: Any) -> dict[str, Any]:
    """The small file with some fields of one row replaced, or with None taken out."""
    data = small()
    row = data[section][number] if isinstance(data[section], list) else data[section]
    row.update(fields)
    for name in [name for name, value in fields.items() if value is None]:
        del row[name]
    return data


def test_every_fault_is_told_at_once_and_nothing_is_written():
    data = small()
    data["programme"]["starts_on"] = "soon"
    data["reviews"][0]["colour"] = "red"
    data["updates"][0]["rag"] = "purple"
    data["updates"][1]["period"] = "q9"
    data["milestones"][0]["forecast"] = "May"

    faults = faults_of(data)

    keys = "code, name, service, phase, summary, position, sponsor, planned_start, joined_on, left_on, left_reason, "
    keys += "agreement, agreement_from, aims, participations, systems"
    assert faults == [
        f"line {line_of(data, 'soon')}, programme › starts_on: expected a date such as 2023-01-31, not “soon”",
        f"line {line_of(data, 'colour')}, reviews › row 1: no key “colour” in a service review; its keys are {keys}",
        f"line {line_of(data, 'purple')}, updates › row 1 › rag: expected one of green, amber, red, not “purple”",
        f"line {line_of(data, 'q9')}, updates › row 2 › period: expected a reporting period that the file or the "
        "programme has, not “q9” (add it to the section periods)",
        f"line {line_of(data, 'May')}, milestones › row 1 › forecast: expected a date such as 2023-05-12, 2023-05, "
        "2023-Q2, 2023, tbc or tbc: reason, not “May”",
    ]
    assert not Programme.objects.exists()
    assert not User.objects.exists()
    assert not Council.objects.exists()


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (with_row("programme", name=None), "programme › name: expected name, which every programme needs"),
        (
            with_row("programme", ended_on="2021-01-01"),
            "programme › ended_on: expected a day on or after the programme starts",
        ),
        (with_row("programme", starts_on="2022-02-30"), "a day that exists, such as 2023-01-31, not “2022-02-30”"),
        (with_row("programme", name="x" * 201), "programme › name: expected at most 200 characters, not 201, not"),
        (with_row("programme", name=7), "programme › name: expected text, in quotes, not 7"),
        (with_row("programme", name=["a"]), "programme › name: expected text, not a list"),
        (with_row("programme", name="a\x00b"), "programme › name: expected text without NUL characters"),
        (with_row("councils", code="Alder Council"), "a code of lower-case letters, digits and hyphens"),
        (with_row("councils", 1, code="alder"), "the council “alder” is given twice, first at line"),
        (with_row("councils", 1, name="ALDER district council"), "the council alder has this one"),
        (with_row("people", email="office"), "people › row 1 › email: expected an e-mail address, not “office”"),
        (
            with_row("people", roles=[{"role": "administrator"}]),
            "expected one of programme_office, lead_officer, sponsor, finance_officer, risk_owner, clerk, "
            "clearing_officer, board_member, councillor, auditor, not “administrator”",
        ),
        (with_row("people", roles=[{"role": "clerk"}]), "the council for which the person is committee clerk"),
        (
            with_row("people", roles=[{"role": "auditor"}, {"role": "auditor", "starts_on": "2023-01-01"}]),
            "expected a role held once at a time",
        ),
        (
            with_row("memberships", 1, council="alder", joined_on="2023-01-01"),
            "a council to be a member once at a time",
        ),
        (with_row("memberships", left_on="2021-01-01"), "expected a day on or after the council joined"),
        (
            with_row("periods", cut_off="2023-01-30"),
            "periods › row 1 › cut_off: expected a day on or after the deadline",
        ),
        (
            small(periods=[*small()["periods"], {**small()["periods"][0], "code": "q5", "starts_on": "2023-01-31"}]),
            "expected reporting periods that do not overlap; it overlaps reporting period “q4”",
        ),
        (with_row("reviews", service="leagl"), "not “leagl”; did you mean legal?"),
        (with_row("reviews", left_on="2023-01-01"), "expected the reason why it left the programme"),
        (with_row("reviews", position=-1), "expected a whole number from 0 to 32767, not -1"),
        (with_row("stages", stage="implementation"), "A review cannot move from Not started to Implementation."),
        (with_row("stages", 1, from_stage="as_is"), "the moves are not joined up"),
        (with_row("stages", 1, reason=None), "stages › row 2 › reason: expected reason, which every move needs"),
        (with_row("stages", 1, reason="  "), "expected the reason for the move"),
        (with_row("stages", effective="2023-05"), "a date that had begun when the move was recorded"),
        (with_row("stages", recorded_at="2999-01-01T10:00:00Z"), "expected a time that has passed"),
        (with_row("stages", 1, recorded_at="2022-10-17T09:00:00Z"), "is given twice, first at line"),
        (with_row("updates", rag_reason=None), "updates › row 1 › rag_reason: expected the reason for the RAG rating"),
        (with_row("updates", submitted_at=None), "updates › row 1 › submitted_at: expected the time at which it was"),
        (with_row("updates", decided_at=None), "decided_at: expected the time at which it was accepted"),
        (with_row("updates", decided_at="2023-01-23T10:00:00Z"), "expected a time at or after it was submitted"),
        (with_row("updates", version=3), "expected version 2 of this update before version 3"),
        (
            small(updates=[*small()["updates"], {"review": "parking", "period": "q4", "version": 2}]),
            "expected at most one update of a period that is not yet accepted",
        ),
        (with_row("milestones", forecast=None), "expected at least one of baseline, forecast and achieved"),
        (with_row("meetings", body="bord"), "not “bord”; did you mean board?"),
        (with_row("house_styles", layout={"parts": []}), "house_styles › row 1 › layout: expected"),
        (with_row("reports", meeting="board/april"), "not “board/april”; did you mean board/march?"),
        (
            with_row("reports", sections=[{"code": "a", "block": "weather"}]),
            "expected one of the live blocks",
        ),
        (
            with_row(
                "reports", sections=[{"code": "a", "block": "reviews_started", "parameters": {"phase": "phase-1"}}]
            ),
            "expected the parameter by, which reviews_started needs",
        ),
        (
            with_row(
                "reports", sections=[{"code": "a", "block": "progress_table", "parameters": {"phase": "phase-9"}}]
            ),
            "expected a phase as phase, not “phase-9”",
        ),
        (with_row("reports", recommendations="none"), "recommendations: expected a list of rows, not “none”"),
        ({**small(), "hazards": []}, "no section called “hazards”; the sections are councils, programme, people"),
        ({**small(), "concordat": 2}, "concordat: expected 1, the version this software reads, not 2"),
        ({"programme": {}}, "expected “concordat: 1”, the version of the format, on top"),
        ({"concordat": 1}, "expected the section programme, which every file needs"),
    ],
)
def test_fault(data: dict[str, Any], fault: str):
    faults = faults_of(data)

    assert [found for found in faults if fault in found] != [], faults
    assert not Programme.objects.exists()


def test_accepted_text_never_changes():
    take(small())
    data = with_row("updates", business_case_update="Rewritten.")

    assert faults_of(data) == [
        f"line {line_of(data, 'Rewritten')}, updates › row 1 › business_case_update: accepted text never changes; add "
        "version 2 instead; the record has “Figures are being gathered. - one - two”, the file “Rewritten.”"
    ]
    assert ProgressUpdate.objects.get(review__code="legal").business_case_update.startswith("Figures")


def test_correction_of_an_accepted_update_is_a_new_version():
    take(small())
    first = small()["updates"][0]
    correction = {**first, "version": 2, "decided_at": "2023-02-01T10:00:00Z", "business_case_update": "Corrected."}

    result = take(small(updates=[first, correction]))

    assert (result.added, result.changed) == (1, 0)


def test_recorded_move_never_changes():
    take(small())

    faults = faults_of(with_row("stages", reason="Another."))

    assert [fault.split(": ", 1)[1] for fault in faults] == [
        "a recorded move never changes; record a further move instead; the record has “Begun.”, the file “Another.”"
    ]


def test_move_before_the_last_recorded_one_is_refused():
    take(small())
    early = {
        "review": "legal",
        "state": "active",
        "effective": "2022-11",
        "reason": "Late.",
        "recorded_at": "2022-11-01T09:00",
    }

    faults = faults_of(small(stages=[*small()["stages"], early]))

    assert [fault.split(": ", 1)[1] for fault in faults] == [
        "expected a time after the last move that is recorded of this review"
    ]
    assert ReviewMove.objects.count() == 2


def test_json_faults_have_lines():
    data = with_row("updates", rag="purple")
    text = json.dumps(data, indent=2)
    line = next(number for number, words in enumerate(text.splitlines(), start=1) if "purple" in words)

    assert faults_of(text, filename="x.json") == [
        f"line {line}, updates › row 1 › rag: expected one of green, amber, red, not “purple”"
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[1, 2", "line 1: not readable as JSON: expected a comma or ]"),
        ('{"a": 1,}', "line 1: not readable as JSON: a comma with nothing between it and }"),
        ('{"concordat": 1, "concordat": 1}', "line 1: the key “concordat” is written twice"),
        ("{a: 1}", "line 1: not readable as JSON: expected a key in double quotes"),
        ('{"a": NaN}', "line 1: not readable as JSON: expected a value, found “NaN}”"),
        ('{"a": 1} x', "line 1: not readable as JSON: expected the end of the file"),
        ("[" * 100_000, "line 1: not readable as JSON: nested deeper than 30 levels"),
    ],
)
def test_unreadable_json(text: str, fault: str):
    assert faults_of(text, filename="x.json")[0] == fault


def test_part_of_a_programme_changes_only_what_it_says():
    take(small())
    part = {
        "concordat": 1,
        "programme": {"code": "alder-birch", "name": "Alder and Birch", "starts_on": "2022-02-01"},
        "reviews": [
            {"code": "parking", "name": "Parking", "service": "parking", "joined_on": "2022-10-01", "sponsor": ""}
        ],
        "milestones": [{"code": "go-live", "name": "Go live", "forecast": "2023-Q4", "baseline": None}],
    }

    result = take(part)

    assert [(row.section, row.key, [(c.field, c.before, c.after) for c in row.changes]) for row in result.rows] == [
        ("programme", "alder-birch", [("name", "Alder and Birch together", "Alder and Birch")]),
        ("milestones", "go-live", [("forecast", "2023-Q3", "2023-Q4")]),
    ]


def test_dry_run_writes_nothing():
    result = take(small(), dry_run=True)

    assert result.is_new
    assert result.counts["reviews"] == {"added": 2}
    assert not Programme.objects.exists()


def test_all_faults_of_a_large_file_are_told():
    services = [{"code": f"s-{number}", "name": ""} for number in range(10_000)]

    faults = faults_of(write_yaml(small(services=services, reviews=None, stages=None, updates=None, milestones=None)))

    assert len(faults) == 10_000
    assert faults[-1].endswith("services › row 10000 › name: expected name, which every service needs, not nothing")


def test_a_moment_that_no_clock_can_show_is_refused():
    faults = faults_of(with_row("updates", 0, created_at="0001-01-01T00:00Z"))

    assert any("created_at: expected a time such as" in fault for fault in faults)
