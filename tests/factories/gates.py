"""Gates and what is recorded for them; groups and who is in them. Names are invented."""

from __future__ import annotations

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from programme.values.partial_date import PartialDate
from services.enums import EvidenceKind, GroupKind, Stage
from services.models import Gate, GateEvidence, Group, GroupMember
from tests.factories.programme import ProgrammeFactory
from tests.factories.services import ReviewFactory


class GateFactory(DjangoModelFactory):
    """A decision asked for before business case."""

    class Meta:
        model = Gate

    programme = factory.SubFactory(ProgrammeFactory)
    code = factory.Sequence(lambda number: f"gate-{number}")
    name = factory.Sequence(lambda number: f"Gate {number}")
    stage = Stage.BUSINESS_CASE
    rule = "decision"
    starts_on = factory.LazyAttribute(lambda gate: gate.programme.starts_on)


class EvidenceFactory(DjangoModelFactory):
    """Something met. Traits: `waived`, `withdrawn`."""

    class Meta:
        model = GateEvidence

    class Params:
        waived = factory.Trait(kind=EvidenceKind.WAIVED, statement="The partner decides next month.")
        withdrawn = factory.Trait(
            withdrawn_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=1)),
            withdrawn_reason="Recorded for the wrong review.",
        )

    gate = factory.SubFactory(GateFactory)
    review = factory.LazyAttribute(lambda evidence: ReviewFactory(programme=evidence.gate.programme))
    kind = EvidenceKind.MET
    statement = "Cabinet approved it."
    dated = PartialDate.month(2023, 1)
    recorded_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=30))


class GroupFactory(DjangoModelFactory):
    class Meta:
        model = Group

    programme = factory.SubFactory(ProgrammeFactory)
    code = factory.Sequence(lambda number: f"group-{number}")
    name = factory.Sequence(lambda number: f"Group {number}")
    kind = GroupKind.TEAM


class GroupMemberFactory(DjangoModelFactory):
    class Meta:
        model = GroupMember

    group = factory.SubFactory(GroupFactory)
    code = factory.Sequence(lambda number: f"member-{number}")
    post = "Head of Service"
