"""What the database refuses of gates and their evidence, whoever writes."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from services.models import Gate
from tests.factories.gates import EvidenceFactory, GateFactory
from tests.factories.services import ReviewFactory
from tests.services.models.test_constraints import change, refused

pytestmark = pytest.mark.django_db


class TestGates:
    def test_a_code_once_in_a_programme(self, programme):
        gate = GateFactory(programme=programme)

        with refused("gate_code_unique"):
            GateFactory(programme=programme, code=gate.code)

    def test_a_stage_of_the_table(self):
        with refused("gate_stage_known"):
            GateFactory(stage="elsewhere")

    def test_it_ends_on_or_after_its_first_day(self):
        gate = GateFactory()

        with refused("gate_ends_after_start"):
            change(gate, ended_on=gate.starts_on - timedelta(days=1))

    def test_it_is_never_deleted(self):
        GateFactory()

        with refused("never_deleted", DatabaseError):
            Gate.objects.all().delete()


class TestEvidence:
    def test_it_is_met_or_waived(self):
        with refused("evidence_kind_known"):
            EvidenceFactory(kind="hoped")

    def test_it_states_something(self):
        with refused("evidence_states_something"):
            EvidenceFactory(statement="")

    @pytest.mark.parametrize(
        "values", [{"withdrawn_reason": "A mistake."}, {"withdrawn_at": timezone.now(), "withdrawn_reason": ""}]
    )
    def test_it_is_withdrawn_with_a_reason(self, values):
        with refused("evidence_withdrawn_with_a_reason"):
            EvidenceFactory(**values)

    def test_once_at_a_time(self):
        evidence = EvidenceFactory()

        with refused("evidence_recorded_once"):
            EvidenceFactory(gate=evidence.gate, review=evidence.review, recorded_at=evidence.recorded_at)

    def test_of_one_programme(self, review):
        with refused("the review belongs to another programme", DatabaseError):
            EvidenceFactory(review=review)

    @pytest.mark.parametrize(
        "values", [{"statement": "Refused."}, {"kind": "waived"}, {"dated": "2022"}, {"recorded_at": timezone.now()}]
    )
    def test_what_was_recorded_never_changes(self, values):
        with refused("recorded_never_changes", DatabaseError):
            change(EvidenceFactory(), **values)

    def test_nor_what_it_was_recorded_of(self):
        evidence = EvidenceFactory()
        other = ReviewFactory(programme=evidence.gate.programme)

        with refused("recorded_never_changes", DatabaseError):
            change(evidence, review=other)

    def test_it_is_never_deleted(self):
        evidence = EvidenceFactory()

        with refused("never_deleted", DatabaseError):
            type(evidence).objects.all().delete()
