"""Wrong risks in the programme file: every fault with its place and what was expected; nothing written."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from programme.enums import Role
from programme.file.export import export_programme_file, programme_data
from programme.models import Programme, RoleGrant, User
from risks.models import Assessment, Matrix, MatrixCell, Risk, RiskRegister
from tests.factories.programme import user_with_role
from tests.programme.file.files import faults_of, take
from tests.programme.file.risk_rows import assessment, issue, matrix, risk, with_risks, without
from tests.programme.file.test_as_at import age_history

pytestmark = pytest.mark.django_db

HOME = {"register": "joint", "number": "1"}
SHARE = {"register": "waste", "number": "1", "is_home": False}
UNREADABLE = "expected no space at either end, nor a new line"
CLOSED = {"status": "closed", "closed_on": "2023-02-01", "closed_reason": "Done."}


def of_matrix(part: str = "", number: int = 0, extra: int = 0, size: int = 2, **fields: Any) -> dict[str, Any]:
    """The joint register's matrix with some fields of it, or of one of its parts, replaced; or a part given twice."""
    rows = matrix("joint", size)
    if part:
        rows[part][number].update(fields)
        rows[part] += [dict(rows[part][0])] * extra
    else:
        rows.update(fields)
    return with_risks(risk_matrices=[rows, matrix("waste")])


def with_label(label: str) -> dict[str, Any]:
    rows = matrix("joint")
    rows["levels"][0]["label"] = label
    for cell in rows["cells"]:
        cell["likelihood"] = label if cell["likelihood"] == "1" else cell["likelihood"]
    return with_risks(risk_matrices=[rows, matrix("waste")], assessments=[])


def ranked(score: str) -> dict[str, Any]:
    rows = matrix("joint", score_rule="ranked")
    for cell in rows["cells"]:
        cell["score"] = score
    return with_risks(risk_matrices=[rows, matrix("waste")])


def versions(*numbers: int, **last: Any) -> dict[str, Any]:
    rows = [matrix("joint", version=number) for number in numbers]
    rows[-1].update(last)
    return with_risks(risk_matrices=[*rows, matrix("waste")], assessments=[])


def of_risk(**fields: Any) -> dict[str, Any]:
    return with_risks(risks=[risk(**fields)], assessments=[])


def scored(**fields: Any) -> dict[str, Any]:
    return with_risks(assessments=[assessment(**fields)])


CASES = {
    "matrix without cells": (of_matrix(cells=[]), "a cell for every pair of levels; 1 with 1, 1 with 2, 2 with 1 and"),
    "matrix of nothing": (of_matrix(levels=[], cells=[]), "likelihood: expected from 2 to 10 levels, not 0"),
    "one level": (of_matrix(size=1, part="levels"), "impact: expected from 2 to 10 levels, not 1"),
    "eleven levels": (of_matrix(size=11, part="levels"), "position: expected from 1 to 10"),
    "cell of unknown level": (of_matrix("cells", likelihood="9"), "a level of a matrix that the file or the programme"),
    "cell of unknown band": (of_matrix("cells", band="Mild"), "not “joint/1/Mild”"),
    "cell twice": (of_matrix("cells", extra=1), "“joint/1/1/1” is given twice"),
    "score against the rule": (of_matrix("cells", score="7"), "score: expected 1, which the rule of the matrix gives"),
    "tolerance": (of_matrix("cells", is_tolerated="perhaps"), "expected true or false"),
    "ranked by words": (ranked("much"), "a number in every cell"),
    "ranked below nothing": (ranked("-1"), "a number in every cell"),
    "ranked by other digits": (ranked("٣"), "a number in every cell"),
    "label with a stroke": (with_label("a/b"), "a label without a stroke (/)"),
    "label of a space": (with_label(" "), UNREADABLE),
    "label with a space": (with_label("2 "), UNREADABLE),
    "label of two lines": (with_label("a\nb"), UNREADABLE),
    "label too long": (with_label("x" * 21), "at most 20 characters, not 21"),
    "label as a number": (of_matrix("levels", label=1), "text, in quotes, not 1"),
    "no number to score by": (of_matrix("levels", value=None), "expected a number to score by at every level; 1"),
    "axis": (of_matrix("levels", axis="height"), "one of likelihood, impact, not “height”"),
    "colour": (of_matrix("bands", colour="pink"), "one of green, light_green"),
    "rule": (of_matrix(score_rule="guess"), "one of product, sum, pair, ranked"),
    "version gap": (versions(1, 3), "expected version 2 before version 3"),
    "no first version": (versions(2), "expected version 1 before version 2"),
    "version 0": (versions(0), "version: expected 1 or more"),
    "versions out of order": (versions(1, 2, created_at="2022-12-01T09:00"), "at or after that of version 1"),
    "matrix to come": (versions(1, created_at="2999-01-01T09:00"), "expected a time that has passed"),
    "two homes": (of_risk(entries=[HOME, {**SHARE, "is_home": True}]), "expected one home"),
    "no home": (of_risk(entries=[SHARE]), "one of `entries` must be its home"),
    "no entry": (of_risk(entries=[]), "one of `entries` must be its home"),
    "number twice": (
        with_risks(risks=[risk(), risk("other", entries=[{**HOME, "number": "staff"}])]),
        "a number that the register gives once",
    ),
    "number as a number": (of_risk(entries=[{**HOME, "number": 7}]), "text, in quotes, not 7"),
    "home that ends": (of_risk(entries=[{**HOME, "ended_on": "2024-01-01"}]), "the home keeps its risks"),
    "title of a space": (of_risk(title=" "), "expected the risk in words"),
    "title too long": (of_risk(title="x" * 301), "at most 300 characters, not 301"),
    "text with NUL": (of_risk(cause="a\0b"), "text without NUL characters"),
    "closed without a reason": (of_risk(**without(CLOSED, "closed_reason")), "closed_on and closed_reason"),
    "closed on a day to come": (of_risk(**CLOSED | {"closed_on": "2999-01-01"}), "closed_on: expected a day that has"),
    "opened on a day to come": (of_risk(opened_on="2999-01-01"), "opened_on: expected a day that has come"),
    "viewer nobody knows": (of_risk(viewers=[{"person": "x@alder.example"}]), "a person that the file or"),
    "dropped for no reason": (
        of_risk(mitigations=[{"code": "a", "name": "A", "status": "dropped"}]),
        "progress: expected why it was dropped",
    ),
    "done on a day to come": (
        of_risk(mitigations=[{"code": "a", "name": "A", "status": "done", "done_on": "2999-01-01"}]),
        "done_on: expected a day that has come",
    ),
    "cell of another register": (scored(cell="waste/1/1/2"), "expected a cell of a matrix of the register joint"),
    "cell nobody knows": (scored(cell="joint/1/1/9"), "not “joint/1/1/9”"),
    "entry nobody knows": (scored(entry="staff/waste"), "an entry in a register that the file"),
    "unscored for no reason": (scored(cell=None), "reason: expected why it was not scored"),
    "unscored for a space": (scored(cell=None, reason=" "), "reason: expected why it was not scored"),
    "assessed on a day to come": (scored(assessed_on="2999-01-01"), "assessed_on: expected a day that has come"),
    "recorded at a time to come": (scored(recorded_at="2999-01-01T10:00"), "expected a time that has passed"),
    "assessed after it was recorded": (scored(assessed_on="2023-02-01"), "on or before that of recorded_at"),
    "scored before the matrix": (
        scored(assessed_on="2022-12-01", recorded_at="2022-12-01T10:00"),
        "at or after created_at of the matrix",
    ),
    "assessed twice": (with_risks(assessments=[assessment(), assessment()]), "is given twice"),
    "issue number twice": (with_risks(issues=[issue(), issue(code="b")]), "a number that the register gives once"),
    "issue to come": (with_risks(issues=[issue(raised_on="2999-01-01")]), "raised_on: expected a day that has come"),
    "resolved by nothing": (with_risks(issues=[issue(status="resolved")]), "resolved_on and resolution for a resolved"),
    "limit below nothing": (with_risks(exception_rules=[{"rule": "unscored", "limit": -1}]), "expected 0 or more"),
    "unknown rule": (with_risks(exception_rules=[{"rule": "a"}]), "expected a rule that there is: outside_tolerance"),
    "register of two": (
        with_risks(risk_registers=[{"code": "joint", "name": "J", "review": "legal", "council": "alder"}]),
        "a review or a council, not both",
    ),
}


@pytest.mark.parametrize(("data", "fault"), CASES.values(), ids=CASES)
def test_a_risk_that_is_wrong(data: dict[str, Any], fault: str):
    faults = faults_of(data)

    assert [found for found in faults if fault in found] != [], faults
    assert [found for found in faults if "breaks the rule" in found] == []
    assert not RiskRegister.objects.exists()


def test_a_wrong_matrix_is_told_once():
    assert len(faults_of(of_matrix("cells", band="Mild"))) == 1


def test_a_matrix_was_there_when_it_was_first_used():
    take(with_risks(risk_matrices=[without(matrix("joint"), "created_at"), matrix("waste")]))

    assert Matrix.objects.get(register__code="joint").created_at == Assessment.objects.get().recorded_at


def test_hostile_words_stay_words():
    words = {"title": "<script>alert(1)</script>", "category": "=1+1", "cause": "'; DROP TABLE risks_risk; --"}
    take(of_risk(**words, effect="x" * 1_000_000))

    kept = Risk.objects.get()
    assert {name: getattr(kept, name) for name in words} == words
    assert len(kept.effect) == 1_000_000


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (of_matrix("cells", is_tolerated=True), "a matrix is written once; add the next version instead"),
        (of_matrix("bands", name="Low", meaning="x"), "a matrix is written once"),
        (of_matrix(note="x"), "a matrix is written once"),
        (scored(cell="joint/1/2/2"), "an assessment never changes; add another one instead"),
        (of_matrix("levels", extra=0, label="9"), "a matrix is written once"),
    ],
)
def test_what_is_written_once_never_changes(data: dict[str, Any], fault: str):
    take(with_risks())
    before = list(MatrixCell.objects.order_by("pk").values()), list(Assessment.objects.values())

    faults = faults_of(data)

    assert [found for found in faults if fault in found] != [], faults
    assert (list(MatrixCell.objects.order_by("pk").values()), list(Assessment.objects.values())) == before


@pytest.mark.parametrize("file_format", ["yaml", "json", "xlsx"])
def test_ten_by_ten_comes_back_as_it_went(file_format: str):
    take(with_risks(risk_matrices=[matrix("joint", 10), matrix("waste")]))
    programme = Programme.objects.get()
    sent = export_programme_file(programme=programme, file_format=file_format)

    result = take(sent, filename=f"file.{file_format}", at=timezone.now())

    assert (result.added, result.changed) == (0, 0)
    assert MatrixCell.objects.filter(matrix__register__code="joint").count() == 100
    assert export_programme_file(programme=programme, file_format="yaml") == export_programme_file(
        programme=Programme.objects.get(), file_format="yaml"
    )


# What the sender does not see


@pytest.fixture
def office() -> User:
    """The office of the programme, which has a confidential risk with an issue."""
    take(
        with_risks(
            risks=[risk(), risk("secret", is_confidential=True, title="Hidden")],
            issues=[issue(), issue(code="hidden", number="I2", risk="secret")],
        )
    )
    return user_with_role(Role.PROGRAMME_OFFICE, Programme.objects.get())


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (
            with_risks(risks=[risk("secret", entries=[{**HOME, "number": "9"}])]),
            "code: expected another code; this one",
        ),
        (
            with_risks(risks=[risk(), risk("other", entries=[{**HOME, "number": "secret"}])]),
            "number: expected another number; this one is taken",
        ),
        (with_risks(risks=[risk(entries=[{**HOME, "number": "secret"}])]), "expected another number; this one is"),
        (with_risks(issues=[issue(code="hidden", number="I9")]), "code: expected another code; this one is taken"),
        (with_risks(issues=[issue(), issue(code="b", number="I2")]), "expected another number; this one is taken"),
        (with_risks(issues=[issue(risk="secret")]), "a risk that the file or the programme has, not “secret”"),
        (with_risks(assessments=[assessment(entry="secret/joint")]), "an entry in a register that the file"),
    ],
)
def test_what_the_sender_does_not_see_is_taken_and_not_told(office: User, data: dict[str, Any], fault: str):
    faults = faults_of(without(data, "people"), actor=office, at=timezone.now())

    assert [found for found in faults if fault in found] != [], faults
    assert "Hidden" not in str(faults)
    assert Risk.objects.get(code="secret").title == "Hidden"


def test_a_file_has_no_risk_that_is_not_for_its_reader(office: User):
    programme = Programme.objects.get()
    auditor = user_with_role(Role.AUDITOR, programme)

    told = json.dumps(programme_data(programme=programme, person=office))

    assert ("secret" in told, "hidden" in told, "staff" in told) == (False, False, True)
    assert "secret" in json.dumps(programme_data(programme=programme, person=auditor))


def test_the_own_file_of_who_does_not_see_a_risk_leaves_it_as_it_stands(office: User):
    programme = Programme.objects.get()
    before = programme_data(programme=programme)
    own = json.loads(json.dumps(programme_data(programme=programme, person=office), default=str))
    own.pop("people", None)
    for row in own["risks"]:
        row["title"] = "Told anew"

    assert faults_of(own, actor=office, at=timezone.now()) == []

    after = programme_data(programme=programme)
    changed = {row["code"]: row["title"] for row in after["risks"] if row not in before["risks"]}
    assert changed == {"staff": "Told anew"}
    assert (after["issues"], after["assessments"]) == (before["issues"], before["assessments"])


# As at


def data_at(days_ago: int, person: User | None = None) -> dict[str, Any]:
    moment = timezone.now() - timedelta(days=days_ago)
    return programme_data(programme=Programme.objects.get(), as_at=moment, person=person)


def test_a_risk_that_is_confidential_now_is_in_no_file_of_a_past_day():
    take(with_risks(issues=[issue(risk="staff")]))
    programme = Programme.objects.get()
    office = user_with_role(Role.PROGRAMME_OFFICE, programme)
    RoleGrant.objects.filter(user=office).update(starts_on=programme.starts_on)
    age_history(10)
    Risk.objects.update(is_confidential=True)

    found = data_at(5, office)

    assert ("risks" in found, "assessments" in found, "issues" in found) == (False, False, False)
    assert [row["code"] for row in data_at(5)["risks"]] == ["staff"]


def test_what_was_recorded_later_does_not_show():
    take(with_risks())
    age_history(10)
    before = programme_data(programme=Programme.objects.get())
    changed = with_risks(
        risks=[risk(**CLOSED, mitigations=[{"code": "a", "name": "A"}], entries=[{**HOME, "number": "staff"}, SHARE])],
        assessments=[assessment(recorded_at=f"{timezone.now() - timedelta(days=2):%Y-%m-%dT%H:%M:%SZ}")],
        issues=[issue(status="resolved", resolved_on="2023-03-01", resolution="Mended.")],
    )
    changed["risk_matrices"].append(matrix("joint", 3, version=2, created_at="2023-06-01T09:00:00Z"))
    take(changed, at=timezone.now())

    # What the operator loads later with times of its own is history: it is read by its own days.
    then, by_own_days = data_at(5), ("risks", "risk_matrices")
    assert {name: then[name] for name in then if name not in by_own_days} == {
        name: before[name] for name in before if name not in by_own_days
    }
    assert [(row["status"], "closed_on" in row) for row in then["risks"]] == [("open", False)]
    assert [(row["register"], row["version"]) for row in then["risk_matrices"]] == [
        ("joint", 1),
        ("joint", 2),
        ("waste", 1),
    ]
    now = data_at(0)
    assert [row["status"] for row in now["risks"]] == ["closed"]
    assert [len(now[name]) for name in ("risk_matrices", "assessments")] == [3, 2]


def test_risks_loaded_later_are_read_by_their_own_dates():
    mitigations = [{"code": "a", "name": "A", "status": "done", "done_on": "2023-02-20"}]
    ends = {**SHARE, "starts_on": "2023-01-12", "ended_on": "2023-02-20"}
    take(
        with_risks(
            risks=[
                risk(**CLOSED | {"closed_on": "2023-02-20"}, mitigations=mitigations, entries=[HOME, ends]),
                risk("later", opened_on="2023-02-20"),
            ],
            assessments=[assessment(), assessment(assessed_on="2023-02-20", recorded_at="2023-02-20T10:00:00Z")],
            issues=[issue(status="resolved", resolved_on="2023-02-20", resolution="Mended.")],
        )
    )
    moment = timezone.make_aware(datetime(2023, 2, 10, 12))

    found = programme_data(programme=Programme.objects.get(), as_at=moment)

    (one,) = found["risks"]
    assert (one["code"], one["status"], "closed_on" in one, "closed_reason" in one) == ("staff", "open", False, False)
    assert one["mitigations"] == [{"code": "a", "name": "A", "status": "under_way", "position": 1}]
    assert ["ended_on" in entry for entry in one["entries"]] == [False, False]
    assert [row["assessed_on"] for row in found["assessments"]] == ["2023-01-10"]
    assert [(row["status"], "resolution" in row) for row in found["issues"]] == [("open", False)]
