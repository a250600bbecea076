"""What the database refuses of indicators, their figures and systems in use, whoever writes."""

from datetime import date

import pytest
from django.db import DatabaseError

from tests.factories.indicators import (
    BaselineFactory,
    IndicatorFactory,
    MeasurementFactory,
    StandardFactory,
    SystemFactory,
)
from tests.factories.programme import CouncilFactory
from tests.factories.services import ReviewFactory
from tests.services.models.test_constraints import change, refused

pytestmark = pytest.mark.django_db


class TestIndicators:
    def test_a_code_once_in_a_programme(self, review):
        indicator = IndicatorFactory(review=review)
        with refused("indicator_code_unique"):
            IndicatorFactory(review=review, code=indicator.code)

    def test_its_review_is_of_its_programme(self, review):
        indicator = IndicatorFactory(review=review)
        with refused("the review belongs to another programme", DatabaseError):
            change(indicator, review=ReviewFactory())

    @pytest.mark.parametrize(
        ("field", "value", "constraint"),
        [
            ("category", "morale", "indicator_category_known"),
            ("direction", "sideways", "indicator_direction_known"),
            ("decimal_places", 5, "indicator_at_most_four_places"),
        ],
    )
    def test_its_vocabulary_is_fixed(self, review, field, value, constraint):
        with refused(constraint):
            change(IndicatorFactory(review=review), **{field: value})


class TestFigures:
    def test_a_baseline_once_for_a_council_and_once_for_all(self, review):
        indicator, council = IndicatorFactory(review=review), CouncilFactory()
        BaselineFactory(indicator=indicator, council=council)
        BaselineFactory(indicator=indicator, council=None)
        for again in (council, None):
            with refused("baseline_once"):
                BaselineFactory(indicator=indicator, council=again)

    def test_a_standard_once_for_a_council_and_a_year_each_of_them_perhaps_none(self, review):
        indicator, council = IndicatorFactory(review=review), CouncilFactory()
        kinds = [(one, year) for one in (council, None) for year in (2011, None)]
        for one, year in kinds:
            StandardFactory(indicator=indicator, council=one, year=year)
        for one, year in kinds:
            with refused("standard_once"):
                StandardFactory(indicator=indicator, council=one, year=year)

    @pytest.mark.parametrize("year", [1973, 2200])
    def test_a_standard_is_of_a_year_that_can_be(self, review, year):
        with refused("standard_year_possible"):
            StandardFactory(indicator=IndicatorFactory(review=review), year=year)

    def test_a_version_of_a_measurement_once(self, review):
        first = MeasurementFactory(indicator=IndicatorFactory(review=review))
        MeasurementFactory(indicator=first.indicator, version=2)
        with refused("measurement_version_unique"):
            MeasurementFactory(indicator=first.indicator, version=2)

    def test_a_measurement_ends_on_its_first_day_or_later(self, review):
        with refused("measurement_ends_after_start"):
            MeasurementFactory(indicator=IndicatorFactory(review=review), measured_to=date(2011, 3, 31))

    def test_a_measurement_is_written_once(self, review):
        measurement = MeasurementFactory(indicator=IndicatorFactory(review=review))
        with refused("", DatabaseError):
            change(measurement, value=99)
        with refused("", DatabaseError):
            type(measurement).objects.filter(pk=measurement.pk).delete()

    def test_nothing_of_them_is_deleted(self, review):
        indicator = IndicatorFactory(review=review)
        rows = [BaselineFactory(indicator=indicator), StandardFactory(indicator=indicator)]
        rows.append(SystemFactory(review=review, council=CouncilFactory()))
        for row in rows:
            with refused("", DatabaseError):
                type(row).objects.filter(pk=row.pk).delete()


def test_a_system_has_its_code_once_in_a_council_and_review(review):
    system = SystemFactory(review=review, council=CouncilFactory())
    SystemFactory(review=review, council=CouncilFactory(), code=system.code)
    with refused("system_code_unique"):
        SystemFactory(review=review, council=system.council, code=system.code)
