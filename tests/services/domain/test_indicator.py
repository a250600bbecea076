"""Indicators and systems in use: added, changed, ended."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programme.domain.editing import mark_of
from programme.errors import ChangedByAnother, DomainError, NotAllowed
from services.domain.indicator import add_indicator, change_indicator
from services.domain.system_in_use import add_system, change_system
from services.enums import IndicatorCategory
from tests.factories.indicators import IndicatorFactory, SystemFactory
from tests.factories.programme import CouncilFactory
from tests.factories.services import ParticipationFactory

pytestmark = pytest.mark.django_db
VALUES = {"name": "New claims", "heading": "Benefits", "category": IndicatorCategory.PERFORMANCE, "unit": "days"}


def added(review, actor, at, **values):
    return add_indicator(review=review, actor=actor, at=at, **{**VALUES, "position": None, **values})


class TestIndicators:
    def test_it_gets_a_code_and_stands_after_the_others(self, review, lead, at):
        IndicatorFactory(review=review, position=7)
        indicator = added(review, lead, at)
        assert (indicator.code, indicator.position, indicator.programme) == ("parking-new-claims", 8, review.programme)

    def test_a_name_once_under_a_heading(self, review, office, at):
        added(review, office, at)
        added(review, office, at, heading="Council Tax")
        with pytest.raises(
            DomainError, match="This review already has an indicator called new claims under"
        ) as refused:
            added(review, office, at, name="new claims")
        assert (refused.value.field, "under Benefits" in refused.value.message) == ("name", True)

    def test_it_ends_today_or_earlier(self, review, office, at):
        indicator = added(review, office, at)
        today = timezone.localdate(at)
        seen = mark_of(indicator)
        with pytest.raises(DomainError, match="Enter today or an earlier day: the last day on which it was"):
            change_indicator(indicator=indicator, seen=seen, actor=office, at=at, ended_on=today + timedelta(days=1))
        ended = change_indicator(indicator=indicator, seen=seen, actor=office, at=at, ended_on=today)
        assert ended.ended_on == today

    def test_a_change_on_top_of_another_is_refused(self, review, office, at):
        indicator = added(review, office, at)
        seen = mark_of(indicator)
        change_indicator(indicator=indicator, seen=seen, actor=office, at=at, unit="working days")
        with pytest.raises(ChangedByAnother):
            change_indicator(indicator=indicator, seen=seen, actor=office, at=at, unit="weeks")

    def test_the_office_and_the_leads_alone(self, review, sponsor, at):
        with pytest.raises(NotAllowed):
            added(review, sponsor, at)


class TestSystems:
    @pytest.fixture
    def council(self, review, lead):
        return review.participations.get(lead_officer=lead).council

    def put(self, review, council, actor, at, **values):
        given = {"purpose": "Processing system", "name": "Ledgerline", "position": None, **values}
        return add_system(review=review, council=council, actor=actor, at=at, **given)

    def test_it_stands_with_its_purpose(self, review, council, lead, office, at):
        other = ParticipationFactory(review=review).council
        first = self.put(review, council, lead, at)
        self.put(review, council, lead, at, purpose="Documents", name="Paperless")
        second = self.put(review, other, office, at, name="Othersoft")
        assert (first.code, second.position) == ("processing-system-ledgerline", first.position)

    def test_a_lead_officer_writes_those_of_the_own_council(self, review, council, lead, at):
        other = ParticipationFactory(review=review).council
        with pytest.raises(NotAllowed):
            self.put(review, other, lead, at)
        system = SystemFactory(review=review, council=other)
        with pytest.raises(NotAllowed):
            change_system(system=system, seen=mark_of(system), actor=lead, at=at, name="Mine")

    def test_once_for_a_purpose_until_it_ends(self, review, council, lead, at):
        system = self.put(review, council, lead, at)
        with pytest.raises(DomainError, match="already uses LEDGERLINE for this purpose"):
            self.put(review, council, lead, at, name="LEDGERLINE")
        today = timezone.localdate(at)
        with pytest.raises(DomainError, match="Enter today or an earlier day: the last day on which it was"):
            change_system(system=system, seen=mark_of(system), actor=lead, at=at, ended_on=today + timedelta(days=1))
        change_system(system=system, seen=mark_of(system), actor=lead, at=at, ended_on=today)
        assert self.put(review, council, lead, at).code == "processing-system-ledgerline-2"

    def test_a_council_of_the_review_alone(self, review, office, at):
        with pytest.raises(DomainError, match="takes no part in this review"):
            self.put(review, CouncilFactory(), office, at)
