"""Indicators, their figures and systems in the programme file: there and back, and faults at their place."""

from typing import Any

import pytest

from services.models import Baseline, Measurement, ServiceStandard
from tests.programme.file.files import faults_of, small, take
from tests.programme.file.test_round_trip import empty_database, exported

pytestmark = pytest.mark.django_db

MEASURED = {"council": "birch", "measured_from": "2022-04-01", "measured_to": "2023-03-31", "version": 1}
INDICATOR: dict[str, Any] = {
    "code": "tax-collected",
    "name": "In-year collection",
    "review": "legal",
    "heading": "Council Tax",
    "category": "performance",
    "unit": "%",
    "direction": "higher",
    "decimal_places": 2,
    "baselines": [
        {"council": "alder", "value": 97.4, "period": "2009/10"},
        {"council": "birch", "period": "2009/10", "note": "Not known."},
        {"value": 97.9},
    ],
    "standards": [
        {"council": "alder", "year": 2011, "target": 97.7},
        {"year": 2011, "target": 98},
        {"words": "No target"},
    ],
    "measurements": [
        {**MEASURED, "value": 98.1, "recorded_by": "lead@birch.example", "recorded_at": "2023-04-11T09:00:00Z"},
        {**MEASURED, "version": 2, "note": "Could not be counted.", "recorded_at": "2023-04-12T09:00:00Z"},
    ],
}


def with_indicator(**fields: Any) -> dict[str, Any]:
    return small(indicators=[{**INDICATOR, **fields}])


@pytest.mark.parametrize("file_format", ["yaml", "json", "xlsx"])
def test_there_and_back_is_the_same(file_format: str):
    take(with_indicator())
    before, packed = exported(), exported(file_format=file_format)
    empty_database()
    take(packed, filename=f"x.{file_format}")
    assert exported() == before
    assert set(Baseline.objects.values_list("council__code", "value")) == {
        ("alder", Baseline.objects.get(council__code="alder").value),
        ("birch", None),
        (None, Baseline.objects.get(council=None).value),
    }
    assert ServiceStandard.objects.filter(year=None, council=None, words="No target").count() == 1
    assert list(Measurement.objects.order_by("version").values_list("version", "value")) == [
        (1, Measurement.objects.get(version=1).value),
        (2, None),
    ]


def test_a_reimport_changes_nothing():
    take(with_indicator())
    result = take(exported(), filename="x.yaml")
    assert (result.added, result.changed) == (0, 0)


@pytest.mark.parametrize(
    ("fields", "place", "expected"),
    [
        ({"decimal_places": 5}, "decimal_places", "at most 4 figures after the point"),
        ({"category": "morale"}, "category", "performance"),
        ({"standards": [{"year": 1900, "target": 1}]}, "year", "the year in which a financial year begins"),
        ({"measurements": [{**MEASURED, "measured_to": "2022-03-31"}]}, "measured_to", "on or after measured_from"),
        ({"measurements": [{**MEASURED, "version": 2}]}, "version", "expected version 1 of this measurement"),
        (
            {
                "measurements": [
                    {**MEASURED, "value": 98, "recorded_at": "2023-04-11T09:00:00Z"},
                    {**MEASURED, "version": 2, "value": 97, "recorded_at": "2023-04-10T09:00:00Z"},
                ]
            },
            "recorded_at",
            "at or after that of version 1",
        ),
        ({"baselines": [{"council": "nowhere", "value": 1}]}, "council", "council"),
        ({"baselines": [{"value": "many"}]}, "value", "number"),
    ],
)
def test_faults_are_told_at_their_place(fields: dict[str, Any], place: str, expected: str):
    faults = [str(fault) for fault in faults_of(with_indicator(**fields))]
    assert any(place in fault and expected in fault for fault in faults), faults


def test_a_recorded_measurement_never_changes():
    take(with_indicator())
    changed = {**INDICATOR["measurements"][0], "value": 99}
    faults = [str(fault) for fault in faults_of(with_indicator(measurements=[changed]))]
    assert any("add version 2 instead" in fault for fault in faults), faults
