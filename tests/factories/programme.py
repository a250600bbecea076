"""Councils, programmes, periods, people and their roles. Names are invented, addresses end in .example."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from programme.enums import COUNCIL_ROLES, CouncilKind, MembershipRole, Role
from programme.models import Council, Phase, Programme, ProgrammeMembership, ReportingPeriod, RoleGrant, User
from programme.values.partial_date import PartialDate

PASSWORD = "a long and harmless password"


class CouncilFactory(DjangoModelFactory):
    class Meta:
        model = Council

    code = factory.Sequence(lambda number: f"council-{number}")
    name = factory.Sequence(lambda number: f"Council {number} District Council")
    short_name = factory.Sequence(lambda number: f"Council {number}")
    kind = CouncilKind.DISTRICT


class ProgrammeFactory(DjangoModelFactory):
    """A programme that runs. Traits: `ended` (its last day was 31 January 2023)."""

    class Meta:
        model = Programme

    class Params:
        ended = factory.Trait(starts_on=date(2022, 2, 1), ended_on=date(2023, 1, 31))

    code = factory.Sequence(lambda number: f"programme-{number}")
    name = factory.Sequence(lambda number: f"Programme {number}")
    summary = "Two councils share services."
    starts_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=400))


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = ProgrammeMembership

    programme = factory.SubFactory(ProgrammeFactory)
    council = factory.SubFactory(CouncilFactory)
    role = MembershipRole.PARTNER
    joined_on = factory.LazyAttribute(lambda membership: membership.programme.starts_on)


class PhaseFactory(DjangoModelFactory):
    class Meta:
        model = Phase

    programme = factory.SubFactory(ProgrammeFactory)
    code = factory.Sequence(lambda number: f"phase-{number}")
    name = factory.Sequence(lambda number: f"Phase {number}")
    starts = PartialDate.month(2022, 10)
    ends = PartialDate.month(2023, 4)
    position = factory.Sequence(lambda number: number + 1)


class PeriodFactory(DjangoModelFactory):
    """The reporting period of today: begun ten days ago, due in twenty. Traits: `overdue`, `closed` (a period before).

    One programme takes one period of each kind, because periods do not overlap.
    """

    class Meta:
        model = ReportingPeriod

    class Params:
        today = factory.LazyAttribute(lambda period: period.programme.today)
        overdue = factory.Trait(deadline=factory.LazyAttribute(lambda period: period.today - timedelta(days=2)))
        closed = factory.Trait(
            starts_on=factory.LazyAttribute(lambda period: period.today - timedelta(days=110)),
            ends_on=factory.LazyAttribute(lambda period: period.today - timedelta(days=20)),
            deadline=factory.LazyAttribute(lambda period: period.today - timedelta(days=18)),
            cut_off=factory.LazyAttribute(lambda period: period.today - timedelta(days=15)),
            closed_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=14)),
        )

    programme = factory.SubFactory(ProgrammeFactory)
    code = factory.Sequence(lambda number: f"period-{number}")
    name = factory.Sequence(lambda number: f"Period {number}")
    starts_on = factory.LazyAttribute(lambda period: period.today - timedelta(days=10))
    ends_on = factory.LazyAttribute(lambda period: period.today + timedelta(days=20))
    deadline = factory.LazyAttribute(lambda period: period.today + timedelta(days=20))
    cut_off = factory.LazyAttribute(lambda period: period.today + timedelta(days=30))


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda number: f"person-{number}@council.example")
    name = factory.Sequence(lambda number: f"Person {number}")
    post = "Service manager"
    password = factory.django.Password(PASSWORD)


class RoleGrantFactory(DjangoModelFactory):
    class Meta:
        model = RoleGrant

    user = factory.SubFactory(UserFactory)
    role = Role.PROGRAMME_OFFICE
    programme = factory.SubFactory(ProgrammeFactory)
    starts_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=30))


def user_with_role(
    role: Role, programme: Programme | None = None, council: Council | None = None, **fields: Any
) -> User:
    """A person with one role. A role for one council gets the programme's first council unless another is given."""
    if role == Role.ADMINISTRATOR:
        return RoleGrantFactory(role=role, programme=None, user__name="Administrator", **_of_user(fields)).user
    programme = programme or ProgrammeFactory()
    if role in COUNCIL_ROLES and council is None:
        membership = ProgrammeMembership.objects.filter(programme=programme).order_by("pk").first()
        council = (membership or MembershipFactory(programme=programme)).council
    return RoleGrantFactory(
        role=role, programme=programme, council=council if role in COUNCIL_ROLES else None, **_of_user(fields)
    ).user


def _of_user(fields: dict[str, Any]) -> dict[str, Any]:
    return {f"user__{name}": value for name, value in fields.items()}
