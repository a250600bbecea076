"""The gate of the approved business case: met by the record itself, else by what was recorded by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pgtrigger
import pytest
from django.apps import apps
from django.db import connection
from django.db.models import F
from django.utils import timezone

from finance.domain.business_case import withdraw_version
from programme.enums import Role
from programme.history import Moment
from programme.values.partial_date import PartialDate
from services.enums import GateStanding, Stage
from services.queries.gates import gate_record
from tests.factories.finance import BusinessCaseFactory, CaseVersionFactory
from tests.factories.gates import EvidenceFactory, GateFactory
from tests.factories.programme import ProgrammeFactory, user_with_role
from tests.factories.services import ParticipationFactory, ReviewFactory

pytestmark = pytest.mark.django_db
DAY = date(2023, 4, 12)


@pytest.fixture
def programme():
    return ProgrammeFactory()


@pytest.fixture
def gate(programme):
    return GateFactory(programme=programme, rule="approved_business_case", starts_on=date(2010, 1, 1))


@pytest.fixture
def review(programme):
    return ReviewFactory(programme=programme)


def let_time_pass():
    """Everything recorded so far was recorded a hundred days earlier."""
    with connection.cursor() as cursor, pgtrigger.ignore():
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for model in apps.get_models():
            if hasattr(model, "pgh_tracked_model") and model._meta.managed:
                model._default_manager.update(pgh_created_at=F("pgh_created_at") - timedelta(days=100))


def standing(review, *, day=DAY, as_at=None):
    record = gate_record(programme=review.programme, reviews=[review], day=day, moment=Moment(review.programme, as_at))
    (state,) = record.of(review, stages=[Stage.BUSINESS_CASE])
    return state


def approved(review, when, **values):
    return CaseVersionFactory(
        case=BusinessCaseFactory(review=review, name="Payroll"),
        is_approved=True,
        approved=PartialDate.parse(when),
        **values,
    )


def test_nothing_approved_is_not_met(gate, review):
    CaseVersionFactory(case=BusinessCaseFactory(review=review))
    approved(ReviewFactory(programme=review.programme), "2011-01")

    state = standing(review)

    assert state.standing == GateStanding.NOT_MET
    assert state.missing.startswith("No version of a business case of the review is approved")


def test_an_approved_version_meets_it_and_says_which(gate, review):
    approved(review, "2011-01")

    (finding,) = standing(review).findings

    assert finding.standing == GateStanding.MET
    assert finding.reason == "Payroll, version 1: The joint committee (January 2011)"


@pytest.mark.parametrize(
    ("when", "found"), [("2023-04", "met"), ("2023-04-12", "met"), ("2023-04-13", "not_met"), ("2023-05", "not_met")]
)
def test_it_counts_from_when_it_was_approved(gate, review, when, found):
    approved(review, when)

    assert standing(review).standing == found


def test_one_approval_speaks_for_every_council(gate, review):
    gate.by_each_council = True
    gate.save()
    parts = [ParticipationFactory(review=review), ParticipationFactory(review=review)]
    approved(review, "2011-01")

    findings = standing(review, day=review.programme.today).findings
    found = {finding.council: str(finding.standing) for finding in findings}

    assert found == {part.council: "met" for part in parts}


def test_evidence_recorded_by_hand_still_counts(gate, review):
    EvidenceFactory(gate=gate, review=review)

    (finding,) = standing(review).findings

    assert (finding.standing, finding.reason) == (GateStanding.MET, "Cabinet approved it. (January 2023)")


def test_a_withdrawn_version_no_longer_counts_but_did_then(gate, review):
    version = approved(review, "2011-01")
    let_time_pass()
    office = user_with_role(Role.PROGRAMME_OFFICE, review.programme)
    withdraw_version(version=version, reason="Out of date.", actor=office, at=timezone.now())

    assert standing(review).standing == GateStanding.NOT_MET
    assert standing(review, as_at=timezone.now() - timedelta(days=50)).standing == GateStanding.MET


def test_an_approval_recorded_later_did_not_count_then(gate, review):
    let_time_pass()
    approved(review, "2011-01")

    assert standing(review).standing == GateStanding.MET
    assert standing(review, as_at=timezone.now() - timedelta(days=50)).standing == GateStanding.NOT_MET


def test_many_reviews_take_as_many_queries_as_one(gate, review, django_assert_num_queries):
    approved(review, "2011-01")
    reviews = [review, *(ReviewFactory(programme=review.programme) for _ in range(3))]
    for other in reviews[1:]:
        approved(other, "2011-01")

    for asked in ([review], reviews):
        with django_assert_num_queries(5):
            record = gate_record(programme=review.programme, reviews=asked, day=DAY)
            assert [record.of(one, stages=[Stage.BUSINESS_CASE])[0].is_open for one in asked] == [True] * len(asked)
