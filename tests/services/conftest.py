"""A programme of two councils with one review, its period and its people."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.utils import timezone

from programme.models import Programme, ReportingPeriod, User
from services.models import ServiceReview
from tests.factories.programme import PeriodFactory, ProgrammeFactory
from tests.factories.services import ReviewFactory, lead_of, office_of, sponsor_of


@pytest.fixture
def at() -> datetime:
    return timezone.now()


@pytest.fixture
def programme(db: None) -> Programme:
    return ProgrammeFactory(code="harbour", name="Harbour and Vale")


@pytest.fixture
def period(programme: Programme) -> ReportingPeriod:
    return PeriodFactory(programme=programme, code="now", name="Present quarter")


@pytest.fixture
def review(programme: Programme, period: ReportingPeriod) -> ServiceReview:
    return ReviewFactory(programme=programme, code="parking", name="Parking")


@pytest.fixture
def lead(review: ServiceReview) -> User:
    return lead_of(review, name="Lena Lead")


@pytest.fixture
def second_lead(review: ServiceReview) -> User:
    return lead_of(review, name="Lou Lead")


@pytest.fixture
def sponsor(review: ServiceReview) -> User:
    return sponsor_of(review, name="Sam Sponsor")


@pytest.fixture
def office(programme: Programme) -> User:
    return office_of(programme, name="Olive Office")
