"""What services work out, as the programme file tells it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from programme.enums import Role
from programme.file.computed import asked_of, computed_data
from programme.models import Programme
from services.enums import Stage
from tests.factories.actions import ActionFactory, AreaFactory
from tests.factories.indicators import BaselineFactory, IndicatorFactory, MeasurementFactory, StandardFactory
from tests.factories.programme import ProgrammeFactory, user_with_role
from tests.factories.services import DependencyFactory, MoveFactory, ParticipationFactory, ProjectFactory, ReviewFactory

pytestmark = pytest.mark.django_db


def told(programme: Programme, **asked: Any) -> dict[str, Any]:
    return computed_data(asked_of(programme=programme, **asked))


def test_reviews_at_each_stage_without_those_withdrawn_or_gone():
    programme = ProgrammeFactory()
    ReviewFactory(programme=programme, not_started=True)
    ReviewFactory.create_batch(2, programme=programme)
    ReviewFactory(programme=programme, withdrawn=True)
    ReviewFactory(programme=programme, left=True)

    rows = told(programme)["review_stages"]

    assert [row["stage"] for row in rows] == list(Stage)
    assert {row["stage"]: row["reviews"] for row in rows if row["reviews"]} == {"not_started": 1, "scoping": 2}


def test_recommendations_by_their_number_in_the_one_run():
    programme = ProgrammeFactory()
    second, first = AreaFactory(programme=programme, position=2), AreaFactory(programme=programme, position=1)
    ActionFactory(programme=programme, code="of-no-area", recommended=True)
    ActionFactory(programme=programme, code="of-second", area=second, recommended=True)
    ActionFactory(programme=programme, code="under-way", area=first)
    ActionFactory(programme=programme, code="of-first", area=first, recommended=True)

    assert told(programme)["recommendation_numbers"] == [
        {"action": "of-first", "number": 1},
        {"action": "of-second", "number": 2},
        {"action": "of-no-area", "number": 3},
    ]


def test_achievement_of_an_indicator_by_council():
    indicator = IndicatorFactory()
    one, other = (ParticipationFactory(review=indicator.review).council for _ in range(2))
    BaselineFactory(indicator=indicator, council=one, value=Decimal(40))
    StandardFactory(indicator=indicator, target=Decimal(48))
    MeasurementFactory(indicator=indicator, council=one, value=Decimal(45))

    rows = {row.get("council"): row for row in told(indicator.programme)["indicator_achievement"]}

    code = indicator.code
    assert rows[one.code] == {
        "indicator": code,
        "council": one.code,
        "year": 2011,
        "baseline": 40,
        "target": 48,
        "actual": 45,
        "achievement": 62.5,
        "verdict": "not_met",
    }
    assert (rows[other.code]["achievement"], rows[other.code]["empty"]) == (None, "blank")


def test_broken_dependencies_with_why():
    dependency = DependencyFactory(project=ProjectFactory(active=True), needs__on_hold=True)
    DependencyFactory(project=ProjectFactory(review=dependency.project.review), needs__complete=True)

    (row,) = told(dependency.project.review.programme)["broken_dependencies"]

    assert (row["project"], row["needs"]) == (dependency.project.code, dependency.needs.code)
    assert row["why"] == f"{dependency.needs.name} is on hold."


def test_a_stranger_is_told_nothing():
    dependency = DependencyFactory(project=ProjectFactory(active=True), needs__on_hold=True)
    programme = dependency.project.review.programme
    ActionFactory(programme=programme, recommended=True)

    assert set(told(programme, person=user_with_role(Role.AUDITOR, programme=programme))) == set(told(programme))
    assert list(told(programme, person=user_with_role(Role.AUDITOR))) == ["day"]


def test_a_past_moment_knows_the_moves_recorded_by_then():
    review = ReviewFactory()
    MoveFactory(review=review, recorded_at=timezone.now() - timedelta(days=10))

    earlier = told(review.programme, as_at=timezone.now() - timedelta(days=20))
    later = told(review.programme, as_at=timezone.now() - timedelta(days=5))

    def reached(data: dict[str, Any]) -> list[str]:
        return [row["stage"] for row in data["review_stages"] if row["reviews"]]

    assert (reached(earlier), reached(later)) == (["not_started"], ["scoping"])


def test_queries_do_not_grow_with_the_rows():
    programme = ProgrammeFactory()
    counts = []
    for batch in (1, 2):
        for _ in range(batch):
            review = ReviewFactory(programme=programme)
            MoveFactory(review=review)
            ParticipationFactory(review=review)
            indicator = IndicatorFactory(review=review)
            MeasurementFactory(indicator=indicator, council=None)
            ActionFactory(programme=programme, recommended=True, area=AreaFactory(programme=programme))
            DependencyFactory(project=ProjectFactory(active=True, review=review), needs__on_hold=True)
        with CaptureQueriesContext(connection) as queries:
            told(programme)
        counts.append(len(queries))
    assert counts[0] == counts[1]
