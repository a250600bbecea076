"""Councils that join and leave in the programme file: several times for one council, within its membership."""

from __future__ import annotations

from typing import Any

import pytest

from programme.file.export import export_programme_file
from programme.models import Programme
from services.models import ReviewParticipation
from tests.programme.file.files import faults_of, small, take
from tests.programme.file.test_round_trip import empty_database

pytestmark = pytest.mark.django_db

TIMES = [
    {"council": "alder"},
    {"council": "birch", "lead_officer": "lead@birch.example", "joined_on": "2022-10-01", "left_on": "2022-11-30"},
    {"council": "birch", "is_host": True, "joined_on": "2023-01-10"},
]


def with_times(times: list[dict[str, Any]], **membership: Any) -> dict[str, Any]:
    data = small()
    data["reviews"][0]["participations"] = times
    data["memberships"][1] |= membership
    return data


@pytest.mark.parametrize("file_format", ["yaml", "json", "xlsx"])
def test_each_time_of_a_council_comes_back(file_format: str):
    take(with_times(TIMES))
    programme = Programme.objects.get()
    before = export_programme_file(programme=programme, file_format="yaml")
    packed = export_programme_file(programme=programme, file_format=file_format)
    empty_database()

    take(packed, filename=f"x.{file_format}")

    assert export_programme_file(programme=Programme.objects.get(), file_format="yaml") == before
    assert ReviewParticipation.objects.filter(council__code="birch").count() == 2
    assert take(packed, filename=f"x.{file_format}").changed == 0


@pytest.mark.parametrize(
    ("times", "sentence"),
    [
        (
            [{"council": "birch", "joined_on": "2022-10-01"}, {"council": "birch", "joined_on": "2022-12-01"}],
            "expected a council to take part once at a time",
        ),
        ([{"council": "birch", "joined_on": "2022-12-01", "left_on": "2022-11-01"}], "on or after joined_on"),
        ([{"council": "birch", "joined_on": "2022-01-01"}], "a day on which birch is a member of the programme"),
        ([{"council": "birch", "left_on": "2023-03-01"}], "a day on which birch is a member of the programme"),
    ],
)
def test_faults_are_told(times: list[dict[str, Any]], sentence: str):
    faults = faults_of(with_times(times, left_on="2023-02-28"))

    assert len(faults) == 1
    assert sentence in faults[0]
    assert "line" in faults[0]
