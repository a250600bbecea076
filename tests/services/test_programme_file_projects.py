"""Projects, dependencies and aims in the programme file: round trip in every format, faults at their place."""

from __future__ import annotations

from typing import Any

import pytest

from programme.file.export import export_programme_file
from programme.models import Programme
from services.models import Project, ProjectDependency, ReviewAim
from tests.programme.file.files import faults_of, line_of, small, take

pytestmark = pytest.mark.django_db

AIMS = [
    {"code": "cover", "kind": "principle", "name": "No team of one", "text": "Cover.", "agreed_on": "2022-02-01"},
    {"code": "towns", "kind": "outcome", "name": "Thriving towns", "council": "alder", "ended_on": "2023-01-31"},
]


def projects() -> list[dict[str, Any]]:
    return [
        {
            "code": "lease",
            "name": "Lease",
            "review": "legal",
            "lead": "lead@birch.example",
            "state": "on_hold",
            "state_reason": "No money.",
            "state_since": "2023-01",
            "planned_start": "2022-12",
            "planned_finish": "2023-Q2",
            "expected_finish": "tbc: once funded",
            "started": "2022-12",
        },
        {
            "code": "depot",
            "name": "Depot",
            "review": "parking",
            "needs": [{"needs": "lease", "reason": "A roof first."}],
        },
        {
            "code": "done",
            "name": "Done",
            "review": "parking",
            "state": "complete",
            "finished": "2023-01-12",
            "needs": [{"needs": "lease"}],
        },
    ]


def data(**changed: Any) -> dict[str, Any]:
    found = small(projects=projects(), aims=AIMS)
    found["reviews"][0]["aims"] = [{"aim": "cover", "how": "By *cover*."}, {"aim": "towns"}]
    return {**found, **changed}


def exported(file_format: str) -> bytes:
    return export_programme_file(programme=Programme.objects.get(code="alder-birch"), file_format=file_format)


@pytest.mark.parametrize("file_format", ["yaml", "json", "xlsx"])
def test_it_comes_back_as_it_went(file_format):
    take(data())
    before = exported("yaml")

    again = take(exported(file_format), filename=f"file.{file_format}")

    assert (again.added, again.changed) == (0, 0)
    assert exported("yaml") == before
    assert ProjectDependency.objects.count() == 2
    assert ReviewAim.objects.count() == 2
    held = Project.objects.get(code="lease")
    assert (str(held.state_since), held.state_reason, str(held.expected_finish)) == (
        "January 2023",
        "No money.",
        "To be confirmed once funded",
    )


def test_a_circle_is_a_fault_at_its_row():
    wrong = data()
    wrong["projects"][0]["needs"] = [{"needs": "depot", "reason": "Round and round."}]

    line = line_of(wrong, "A roof first.") - 1
    assert faults_of(wrong) == [
        f"line {line}, projects › row 2 › needs › row 1 › needs: expected projects that do "
        "not wait for themselves: depot needs lease needs depot"
    ]
    assert not Project.objects.exists()


def test_a_circle_with_what_the_programme_has_already_is_one_too():
    take(data())
    second = data()
    second["projects"] = [{**projects()[0], "needs": [{"needs": "depot"}]}]

    (fault,) = faults_of(second)

    assert fault.endswith("depot needs lease needs depot")
    assert ProjectDependency.objects.count() == 2


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"state": "lost"}, "state: expected one of"),
        ({"state": "cancelled"}, "state_reason: expected the reason for the state"),
        ({"state": "complete"}, "finished: expected when the complete project finished"),
        ({"finished": "2023-01"}, "finished: expected no finish, or the state complete"),
        ({"started": "2023-01"}, "started: expected no start, or another state"),
        ({"review": "nowhere"}, "review: expected a service review that the file or the programme has"),
        ({"lead": "nobody@alder.example"}, "lead: expected"),
        ({"planned_start": "soon"}, "planned_start: expected a date such as"),
        ({"code": "No Code"}, "code: expected"),
        ({"needs": [{"needs": "nothing"}]}, "needs: expected a project that the file or the programme has"),
        ({"needs": [{"needs": "depot"}]}, "needs: expected another project"),
    ],
)
def test_a_fault_is_told_at_its_field(changed, words):
    wrong = data()
    wrong["projects"] = [wrong["projects"][0], {"code": "depot", "name": "Depot", "review": "parking", **changed}]

    assert any(words in fault for fault in faults_of(wrong)), faults_of(wrong)
    assert not Project.objects.exists()


def test_what_was_removed_is_not_written():
    take(data())
    ProjectDependency.objects.filter(project__code="depot").update(removed_at="2023-02-01T00:00Z")

    assert exported("yaml").decode().count("needs: lease") == 1
