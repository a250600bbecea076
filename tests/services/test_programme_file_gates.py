"""Gates and their evidence in the programme file: there and back, faults at their place, moves held to the gates."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from programme.file.export import export_programme_file
from programme.models import Programme, User
from services.models import Gate, GateEvidence, ReviewMove
from tests.factories.programme import RoleGrantFactory
from tests.programme.file.files import faults_of, line_of, small, take
from tests.programme.file.test_round_trip import empty_database, exported

pytestmark = pytest.mark.django_db

GATE = {
    "code": "cabinets",
    "stage": "approval",
    "rule": "decision",
    "name": "Both cabinets agree",
    "by_each_council": True,
    "starts_on": "2022-10-01",
}
EVIDENCE = {
    "gate": "cabinets",
    "review": "legal",
    "council": "birch",
    "kind": "met",
    "statement": "Cabinet approved it.",
    "dated": "2023-02",
    "recorded_by": "office@alder.example",
    "recorded_at": "2023-02-20T09:00:00Z",
}
ALDERS = {**EVIDENCE, "council": "alder", "statement": "Alder's executive approved it."}
WITHDRAWN = {
    **EVIDENCE,
    "recorded_at": "2023-01-20T09:00:00Z",
    "dated": "2023-01-10",
    "withdrawn_by": "office@alder.example",
    "withdrawn_at": "2023-01-21T09:00:00Z",
    "withdrawn_reason": "It was only noted.",
}


def move(stage: str, recorded_at: str, **fields: Any) -> dict[str, Any]:
    return {"review": "legal", "stage": stage, "effective": recorded_at[:7], "reason": "Agreed.", **fields} | {
        "recorded_at": recorded_at
    }


ON_THE_WAY = [
    move("scoping", "2022-10-17T09:00:00Z"),
    move("business_case", "2023-01-17T09:00:00Z"),
    move("approval", "2023-03-17T09:00:00Z"),
]


def with_gates(*evidence: dict[str, Any], **sections: Any) -> dict[str, Any]:
    return small(**{"gates": [GATE], "gate_evidence": list(evidence), "stages": ON_THE_WAY, **sections})


@pytest.fixture
def importer(db: None) -> User:
    """Who runs some programme, and so may bring in a new one."""
    user: User = RoleGrantFactory(role="programme_office", programme__code="elsewhere").user
    return user


@pytest.mark.parametrize("file_format", ["yaml", "json", "xlsx"])
def test_gates_and_evidence_go_there_and_back(file_format: str):
    take(with_gates(EVIDENCE, ALDERS, WITHDRAWN))
    before, packed = exported(), exported(file_format=file_format)
    empty_database()

    take(packed, filename=f"x.{file_format}")

    assert exported() == before
    assert (Gate.objects.count(), GateEvidence.objects.count()) == (1, 3)
    again = take(packed, filename=f"x.{file_format}")
    assert (again.added, again.changed) == (0, 0)


def test_a_person_who_brings_moves_in_is_held_to_the_gates(importer: User):
    data = with_gates(EVIDENCE)

    (fault,) = faults_of(data, actor=importer)
    assert fault == (
        f"line {line_of(data, 'stage: approval')}, stages › row 3 › stage: expected what Approval asks for to be "
        "there. Both cabinets agree: No decision is recorded for Alder."
    )
    assert not Programme.objects.filter(code="alder-birch").exists()


def test_what_the_file_says_was_decided_by_then_lets_through(importer: User):
    take(with_gates(EVIDENCE, ALDERS), actor=importer)

    assert ReviewMove.objects.count() == 3


@pytest.mark.parametrize(
    "changed",
    [
        {"recorded_at": "2023-03-18T09:00:00Z"},
        {"withdrawn_at": "2023-03-01T09:00:00Z", "withdrawn_reason": "Called in."},
    ],
)
def test_evidence_counts_as_it_stood_when_the_move_was_recorded(importer: User, changed: dict[str, Any]):
    (fault,) = faults_of(with_gates(EVIDENCE, {**ALDERS, **changed}), actor=importer)

    assert fault.endswith("No decision is recorded for Alder.")


def test_the_operator_at_the_shell_loads_what_has_been():
    take(with_gates())

    assert ReviewMove.objects.count() == 3


def test_moves_before_a_gate_began_are_not_held(importer: User):
    take(with_gates(gates=[{**GATE, "starts_on": "2023-04-01"}]), actor=importer)

    assert ReviewMove.objects.count() == 3


def test_moves_already_recorded_are_not_held_again(importer: User):
    take(with_gates())
    RoleGrantFactory(user=importer, role="programme_office", programme=Programme.objects.get(code="alder-birch"))

    assert take(with_gates(), actor=importer).changed == 0


def test_the_agreement_of_the_file_is_looked_at(importer: User):
    gate = {**GATE, "rule": "agreement_in_force", "by_each_council": False}
    data = with_gates(gates=[gate])
    (fault,) = faults_of(data, actor=importer)
    assert fault.endswith("Both cabinets agree: The review names no agreement.")

    data["reviews"][0] |= {"agreement": "The memorandum", "agreement_from": "2023-03"}
    take(data, actor=importer)
    assert ReviewMove.objects.count() == 3


@pytest.mark.parametrize(
    ("section", "changed", "expected"),
    [
        (
            "gates",
            {"rule": "horoscope"},
            "gates › row 1 › rule: There is no gate rule “horoscope”. There are: agreement_in_force, "
            "approved_business_case, decision, impact_assessment.",
        ),
        (
            "gates",
            {"stage": "not_started"},
            "gates › row 1 › stage: expected a stage that a review moves on to; it begins not started",
        ),
        ("gates", {"ended_on": "2022-09-30"}, "gates › row 1 › ended_on: expected a day on or after starts_on"),
        (
            "gate_evidence",
            {"dated": "tbc"},
            "gate_evidence › row 1 › dated: expected when it was approved, signed or decided: a date that had begun "
            "when recorded",
        ),
        (
            "gate_evidence",
            {"recorded_at": "2024-06-01T09:00:00Z"},
            "gate_evidence › row 1 › recorded_at: expected a time that has passed",
        ),
        (
            "gate_evidence",
            {"withdrawn_at": "2023-03-01T09:00:00Z"},
            "gate_evidence › row 1 › withdrawn_reason: expected withdrawn_at and withdrawn_reason together, or neither",
        ),
        (
            "gate_evidence",
            {"withdrawn_at": "2023-02-01T09:00:00Z", "withdrawn_reason": "Called in."},
            "gate_evidence › row 1 › withdrawn_at: expected a time at or after recorded_at",
        ),
    ],
)
def test_each_fault_is_told_at_its_place(section: str, changed: dict[str, Any], expected: str):
    gates, evidence = [dict(GATE)], [dict(EVIDENCE)]
    {"gates": gates, "gate_evidence": evidence}[section][0] |= changed

    faults = faults_of(with_gates(gates=gates, gate_evidence=evidence))

    assert [fault.split(", ", 1)[1] for fault in faults] == [expected]


def test_no_council_where_the_review_is_asked_as_a_whole():
    (fault,) = faults_of(with_gates(EVIDENCE, gates=[{**GATE, "by_each_council": False}]))

    assert fault.endswith("council: expected no council: the gate is asked of the review as a whole")


def test_evidence_is_withdrawn_by_a_file_and_never_changed():
    take(with_gates(EVIDENCE))
    (fault,) = faults_of(with_gates({**EVIDENCE, "statement": "Cabinet refused it."}))
    assert fault.endswith("statement: expected as it stands: evidence is withdrawn, never changed")

    withdrawn = {**EVIDENCE, "withdrawn_at": "2023-04-01T09:00:00Z", "withdrawn_reason": "Called in."}
    take(with_gates(withdrawn))
    (fault,) = faults_of(with_gates({**withdrawn, "withdrawn_reason": "Not called in."}))
    assert "withdrawn evidence stays as it is" in fault


def test_a_gate_in_use_is_not_made_another():
    take(with_gates(EVIDENCE))
    (fault,) = faults_of(with_gates(EVIDENCE, gates=[{**GATE, "rule": "impact_assessment"}]))
    assert fault.endswith("rule: expected as it stands: reviews have been held by this gate; end it and add another")

    take(with_gates(EVIDENCE, gates=[{**GATE, "name": "Cabinets", "ended_on": "2023-12-31"}]))
    assert Gate.objects.get().name == "Cabinets"


def test_as_at_a_day_before_it_ended_or_was_withdrawn_a_file_knows_nothing_of_that():
    withdrawn = {**EVIDENCE, "withdrawn_at": "2023-04-01T09:00:00Z", "withdrawn_reason": "Called in."}
    take(with_gates(withdrawn, gates=[{**GATE, "ended_on": "2023-12-31"}]))
    programme = Programme.objects.get(code="alder-birch")

    def file_of(day: date) -> str:
        moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        return export_programme_file(programme=programme, file_format="yaml", as_at=moment).decode()

    assert [words in file_of(date(2023, 3, 1)) for words in ("Cabinet approved it.", "Called in.", "ended_on")] == [
        True,
        False,
        False,
    ]
    assert ["Called in." in file_of(date(2023, 5, 1)), "ended_on" in file_of(date(2024, 1, 31))] == [True, True]
    assert "Cabinet approved it." not in file_of(date(2023, 2, 1))
