"""Indicators of reviews with their figures, and systems in use. Names are invented."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from services.enums import Direction, IndicatorCategory
from services.models import Baseline, Indicator, Measurement, ServiceStandard, SystemInUse
from tests.factories.services import ReviewFactory


class IndicatorFactory(DjangoModelFactory):
    """A percentage of performance, higher is better. Traits: `staffing`, `days`."""

    class Meta:
        model = Indicator

    class Params:
        staffing = factory.Trait(
            category=IndicatorCategory.STAFFING, unit="FTE", direction=Direction.NEITHER, decimal_places=1
        )
        days = factory.Trait(unit="days", direction=Direction.LOWER, decimal_places=0)

    review = factory.SubFactory(ReviewFactory)
    programme = factory.SelfAttribute("review.programme")
    code = factory.Sequence(lambda number: f"indicator-{number}")
    name = factory.Sequence(lambda number: f"Indicator {number}")
    category = IndicatorCategory.PERFORMANCE
    unit = "%"
    direction = Direction.HIGHER
    decimal_places = 2
    position = factory.Sequence(lambda number: number + 1)


class BaselineFactory(DjangoModelFactory):
    class Meta:
        model = Baseline

    indicator = factory.SubFactory(IndicatorFactory)
    value = Decimal(40)
    period = "2009/10"


class StandardFactory(DjangoModelFactory):
    class Meta:
        model = ServiceStandard

    indicator = factory.SubFactory(IndicatorFactory)
    target = Decimal(50)


class MeasurementFactory(DjangoModelFactory):
    class Meta:
        model = Measurement

    indicator = factory.SubFactory(IndicatorFactory)
    measured_from = date(2011, 4, 1)
    measured_to = date(2012, 3, 31)
    value = Decimal(45)
    recorded_at = factory.LazyFunction(timezone.now)


class SystemFactory(DjangoModelFactory):
    class Meta:
        model = SystemInUse

    review = factory.SubFactory(ReviewFactory)
    code = factory.Sequence(lambda number: f"system-{number}")
    purpose = "Processing system"
    name = factory.Sequence(lambda number: f"System {number}")
