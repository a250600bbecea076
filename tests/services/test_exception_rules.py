"""Promises that will be kept late, as they come before the board."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from programme.enums import Role
from programme.queries.exceptions import ExceptionScope
from programme.values.partial_date import PartialDate
from services.queries.exception_checks import late_forecasts
from tests.factories.programme import user_with_role
from tests.factories.services import MilestoneFactory, ProjectFactory, ReviewFactory
from tests.finance.past import let_time_pass

pytestmark = pytest.mark.django_db
LIMIT = Decimal(28)


def in_days(days: int) -> PartialDate:
    return PartialDate.day(timezone.localdate() + timedelta(days=days))


@pytest.fixture
def review():
    return ReviewFactory()


@pytest.fixture
def office(review):
    return user_with_role(Role.PROGRAMME_OFFICE, review.programme)


def found(review, reader, *, as_at=None, limit=LIMIT, **told):
    scope = ExceptionScope(programme=review.programme, reader=reader, as_at=as_at, **told)
    return list(late_forecasts(scope, limit))


@pytest.mark.parametrize(("slip", "is_late"), [(0, False), (28, False), (29, True)])
def test_a_milestone_expected_later_than_the_limit(review, office, slip, is_late):
    MilestoneFactory(review=review, name="Go live", baseline=in_days(10), forecast=in_days(10 + slip))

    assert [one.title for one in found(review, office)] == (["Go live"] if is_late else [])


def test_it_says_how_late_and_since_when_it_was_recorded(review, office):
    MilestoneFactory(review=review, baseline=in_days(10), forecast=in_days(50))

    (one,) = found(review, office)

    assert "40 days late" in one.detail
    assert (one.since, one.place) == (timezone.localdate(), review.name)


def test_since_the_first_of_the_forecasts_that_are_late_without_a_break(review, office):
    milestone = MilestoneFactory(review=review, baseline=in_days(10), forecast=in_days(60))
    let_time_pass()
    milestone.forecast = in_days(70)
    milestone.save()

    recorded = timezone.localdate(timezone.now() - timedelta(days=100))
    assert [one.since for one in found(review, office)] == [recorded]


def test_one_that_was_on_time_in_between_is_late_since_the_last(review, office):
    milestone = MilestoneFactory(review=review, baseline=in_days(10), forecast=in_days(60))
    let_time_pass()
    for forecast in (10, 70):
        milestone.forecast = in_days(forecast)
        milestone.save()

    assert [one.since for one in found(review, office)] == [timezone.localdate()]


def test_one_whose_day_passed_long_ago_is_late_by_today(review, office):
    MilestoneFactory(review=review, baseline=in_days(-60), forecast=None)

    (one,) = found(review, office)

    assert "not reached by" in one.detail
    assert one.since == timezone.localdate() - timedelta(days=60 - 29)


@pytest.mark.parametrize(
    "values",
    [
        {"baseline": None, "forecast": in_days(90)},
        {"baseline": PartialDate.to_be_confirmed(), "forecast": in_days(90)},
        {"baseline": in_days(-90), "forecast": in_days(0), "achieved": in_days(-1)},
    ],
)
def test_what_was_never_promised_or_is_reached_is_no_exception(review, office, values):
    MilestoneFactory(review=review, **values)

    assert found(review, office) == []


def test_a_project_that_is_expected_late(review, office):
    ProjectFactory(review=review, name="Telephones", planned_finish=in_days(5), expected_finish=in_days(90))
    ProjectFactory(review=review, cancelled=True, planned_finish=in_days(5), expected_finish=in_days(90))

    assert [(one.title, one.url.rsplit("/", 3)[1]) for one in found(review, office)] == [("Telephones", "projects")]


def test_a_reader_is_told_of_the_reviews_that_they_see(review):
    MilestoneFactory(review=review, baseline=in_days(10), forecast=in_days(90))

    assert found(review, user_with_role(Role.LEAD_OFFICER, review.programme)) == []


def test_a_body_is_told_of_its_reviews_alone(review):
    MilestoneFactory(review=review, baseline=in_days(10), forecast=in_days(90))

    assert found(review, None) == []
    assert len(found(review, None, reviews=frozenset({review.pk}))) == 1


def test_what_was_recorded_later_does_not_leak_in(review, office):
    milestone = MilestoneFactory(review=review, baseline=in_days(10), forecast=in_days(10))
    let_time_pass()
    milestone.forecast = in_days(90)
    milestone.save()

    assert found(review, office, as_at=timezone.now() - timedelta(days=50)) == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_are_the_same_however_many(review, office, number, django_assert_num_queries):
    MilestoneFactory.create_batch(number, review=review, baseline=in_days(10), forecast=in_days(90))
    ProjectFactory.create_batch(number, review=review, planned_finish=in_days(10), expected_finish=in_days(90))

    with django_assert_num_queries(5):  # the grants of the reader, once
        assert len(found(review, office)) == 2 * number
