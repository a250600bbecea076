"""Exports as the record stood: what was recorded later does not leak in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pgtrigger
import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import F
from django.utils import timezone

from programme.file.export import programme_data
from programme.models import Programme
from programme.values.partial_date import PartialDate
from services.models import ServiceReview
from tests.programme.file.files import small, take

pytestmark = pytest.mark.django_db


def as_at(moment: datetime) -> dict[str, Any]:
    return programme_data(programme=Programme.objects.get(), as_at=moment)


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type]


def age_history(days: int) -> None:
    """Put everything that the history holds so many days back, as if it had been recorded then."""
    from django.apps import apps

    with connection.cursor() as cursor, pgtrigger.ignore():
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for model in apps.get_models():
            if hasattr(model, "pgh_tracked_model") and model._meta.managed:
                model._default_manager.update(pgh_created_at=F("pgh_created_at") - timedelta(days=days))


def test_programme_loaded_later_is_read_by_its_own_dates():
    data = small()
    data["programme"]["ended_on"] = "2023-01-31"
    data["memberships"][1]["left_on"] = "2022-12-31"
    data["reviews"][1] |= {"left_on": "2022-12-20", "left_reason": "Run by one council again."}
    take(data)

    early = as_at(at(2022, 11, 30))

    assert "ended_on" not in early["programme"]
    assert [row.get("left_on") for row in early["memberships"]] == [None, None]
    assert [row.get("left_on") for row in early["reviews"]] == [None, None]
    assert [(row["stage"], row["state"]) for row in early["stages"]] == [("scoping", "active")]
    assert "updates" not in early
    assert [row["code"] for row in as_at(at(2022, 9, 30)).get("reviews", [])] == []
    assert [row["code"] for row in as_at(at(2022, 9, 30)).get("periods", [])] == []
    assert as_at(timezone.now()) == programme_data(programme=Programme.objects.get())


def test_accepted_update_is_there_from_its_acceptance():
    take(small())

    assert "updates" not in as_at(at(2023, 1, 27, 9, 59))
    assert [row["review"] for row in as_at(at(2023, 1, 27, 10, 0))["updates"]] == ["legal"]


def test_later_changes_do_not_show():
    take(small())
    age_history(10)
    before = programme_data(programme=Programme.objects.get())
    review = ServiceReview.objects.get(code="parking")
    review.name, review.planned_start = "Car parks", PartialDate.month(2024, 6)
    review.save()
    Programme.objects.update(ended_on=date(2024, 1, 31))
    changed = small(services=[*small()["services"], {"code": "fraud", "name": "Fraud"}])
    changed["programme"]["ended_on"] = "2024-01-31"
    changed["reviews"] = changed["reviews"][:1]
    take(changed)

    assert as_at(timezone.now() - timedelta(days=5)) == before
    now = as_at(timezone.now())
    assert [row["code"] for row in now["services"]] == ["fraud", "legal", "parking"]
    assert now["reviews"][1]["name"] == "Car parks"
    assert now["programme"]["ended_on"] == "2024-01-31"


def test_back_dated_row_recorded_later_does_not_leak_in():
    take(small())
    age_history(10)
    Programme.objects.get().services.create(code="fraud", name="Fraud")

    assert [row["code"] for row in as_at(timezone.now() - timedelta(days=5))["services"]] == ["legal", "parking"]


def test_export_as_at_can_be_imported(tmp_path: Any):
    take(small())
    path = tmp_path / "early.yaml"

    call_command("export_programme", "alder-birch", as_at=date(2022, 11, 30), out=path)
    result = take(path.read_bytes())

    assert (result.added, result.changed) == (0, 0)
