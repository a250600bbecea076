"""Groups and their members in the programme file: there and back, and faults at their place."""

from typing import Any

import pytest

from services.models import Group, GroupMember
from tests.programme.file.files import faults_of, small, take
from tests.programme.file.test_round_trip import empty_database, exported

pytestmark = pytest.mark.django_db

GROUP = {
    "code": "board",
    "name": "Project board",
    "kind": "board",
    "review": "legal",
    "responsibilities": "- Agrees plans\n- Watches progress\n",
    "meets": "Every month",
    "members": [
        {"code": "chair", "person": "office@alder.example", "council": "alder", "part": "Chair"},
        {"code": "costs", "post": "Finance Manager", "joined_on": "2022-10-01", "left_on": "2023-01-31"},
    ],
}


def with_groups(**changed: Any) -> dict[str, Any]:
    return small(groups=[{**GROUP, **changed}])


@pytest.mark.parametrize("file_format", ["yaml", "json", "xlsx"])
def test_groups_and_members_go_there_and_back(file_format: str):
    take(with_groups())
    before, packed = exported(), exported(file_format=file_format)
    empty_database()

    take(packed, filename=f"x.{file_format}")

    assert exported() == before
    assert (Group.objects.count(), GroupMember.objects.count()) == (1, 2)
    again = take(packed, filename=f"x.{file_format}")
    assert (again.added, again.changed) == (0, 0)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (
            {"kind": "club"},
            "groups › row 1 › kind: expected one of board, team, core_group, specialist, other, not “club”",
        ),
        (
            {"review": "leisure"},
            "groups › row 1 › review: expected a service review that the file or the programme has, not “leisure” "
            "(add it to the section reviews)",
        ),
        (
            {"members": [{"code": "nobody"}]},
            "groups › row 1 › members › row 1 › post: expected a person or a post",
        ),
        (
            {"members": [{"code": "late", "post": "Clerk", "joined_on": "2023-02-01", "left_on": "2023-01-01"}]},
            "groups › row 1 › members › row 1 › left_on: expected a day on or after joined_on",
        ),
    ],
)
def test_each_fault_is_told_at_its_place(changed: dict[str, Any], expected: str):
    faults = faults_of(with_groups(**changed))

    assert [fault.split(", ", 1)[1] for fault in faults] == [expected]
