"""Service reviews, their councils, moves, updates and milestones. Names are invented."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from programme.enums import Role
from programme.models import Council, Programme, ReportingPeriod, User
from programme.values.partial_date import PartialDate
from services.enums import ProjectState, Rag, Stage, State, UpdateStatus
from services.models import (
    Milestone,
    ProgressUpdate,
    Project,
    ProjectDependency,
    ReviewMove,
    ReviewParticipation,
    Service,
    ServiceReview,
)
from tests.factories.programme import (
    MembershipFactory,
    PeriodFactory,
    ProgrammeFactory,
    RoleGrantFactory,
    user_with_role,
)


class ServiceFactory(DjangoModelFactory):
    class Meta:
        model = Service

    programme = factory.SubFactory(ProgrammeFactory)
    code = factory.Sequence(lambda number: f"service-{number}")
    name = factory.Sequence(lambda number: f"Service {number}")


class ReviewFactory(DjangoModelFactory):
    """A review being scoped. Traits: `not_started`, `on_hold`, `withdrawn`, `complete`, `left`."""

    class Meta:
        model = ServiceReview

    class Params:
        not_started = factory.Trait(stage=Stage.NOT_STARTED)
        on_hold = factory.Trait(state=State.ON_HOLD, state_reason="Waiting for the budget.")
        withdrawn = factory.Trait(state=State.WITHDRAWN, state_reason="No longer wanted.")
        complete = factory.Trait(state=State.COMPLETE, stage=Stage.BUSINESS_AS_USUAL)
        left = factory.Trait(
            left_on=factory.LazyAttribute(lambda review: review.joined_on + timedelta(days=30)),
            left_reason="Run by one council again.",
        )

    programme = factory.SubFactory(ProgrammeFactory)
    service = factory.SubFactory(ServiceFactory, programme=factory.SelfAttribute("..programme"))
    code = factory.Sequence(lambda number: f"review-{number}")
    name = factory.Sequence(lambda number: f"Review {number}")
    position = factory.Sequence(lambda number: number + 1)
    joined_on = factory.LazyAttribute(lambda review: review.programme.starts_on)
    stage = Stage.SCOPING
    state = State.ACTIVE


class ParticipationFactory(DjangoModelFactory):
    class Meta:
        model = ReviewParticipation

    review = factory.SubFactory(ReviewFactory)
    council = factory.LazyAttribute(lambda part: MembershipFactory(programme=part.review.programme).council)


class MoveFactory(DjangoModelFactory):
    class Meta:
        model = ReviewMove

    review = factory.SubFactory(ReviewFactory)
    from_stage = Stage.NOT_STARTED
    to_stage = Stage.SCOPING
    from_state = State.ACTIVE
    to_state = State.ACTIVE
    effective = PartialDate.month(2022, 10)
    reason = "Agreed by the board."
    recorded_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=60))


class UpdateFactory(DjangoModelFactory):
    """A draft. Traits: `submitted`, `returned`, `accepted`."""

    class Meta:
        model = ProgressUpdate

    class Params:
        submitted = factory.Trait(
            status=UpdateStatus.SUBMITTED, submitted_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=2))
        )
        returned = factory.Trait(
            status=UpdateStatus.RETURNED,
            submitted_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=2)),
            decided_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=1)),
            comment="Say when.",
        )
        accepted = factory.Trait(
            status=UpdateStatus.ACCEPTED,
            submitted_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=2)),
            decided_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=1)),
        )

    review = factory.SubFactory(ReviewFactory)
    period = factory.LazyAttribute(lambda update: period_of(update.review.programme))
    rag = Rag.GREEN
    rag_reason = "Work goes to plan."
    business_case_update = "The options are being compared."
    created_at = factory.LazyAttribute(lambda update: begun_before_closing(update.period))
    edited_at = factory.SelfAttribute("created_at")


class MilestoneFactory(DjangoModelFactory):
    class Meta:
        model = Milestone

    review = factory.SubFactory(ReviewFactory)
    programme = factory.SelfAttribute("review.programme")
    code = factory.Sequence(lambda number: f"milestone-{number}")
    name = factory.Sequence(lambda number: f"Milestone {number}")
    forecast = PartialDate.month(2030, 5)


class ProjectFactory(DjangoModelFactory):
    """A project not started. Traits: `active`, `on_hold`, `complete`, `cancelled`."""

    class Meta:
        model = Project

    class Params:
        active = factory.Trait(state=ProjectState.ACTIVE, started=PartialDate.month(2023, 2))
        on_hold = factory.Trait(state=ProjectState.ON_HOLD, state_reason="No staff.")
        complete = factory.Trait(
            state=ProjectState.COMPLETE, started=PartialDate.month(2023, 2), finished=PartialDate.month(2023, 4)
        )
        cancelled = factory.Trait(state=ProjectState.CANCELLED, state_reason="Not wanted.")

    review = factory.SubFactory(ReviewFactory)
    programme = factory.SelfAttribute("review.programme")
    code = factory.Sequence(lambda number: f"project-{number}")
    name = factory.Sequence(lambda number: f"Project {number}")
    position = factory.Sequence(lambda number: number + 1)


class DependencyFactory(DjangoModelFactory):
    class Meta:
        model = ProjectDependency

    project = factory.SubFactory(ProjectFactory)
    needs = factory.SubFactory(ProjectFactory, review=factory.SelfAttribute("..project.review"))


def begun_before_closing(period: ReportingPeriod) -> datetime:
    """Three days ago or, where the period had been closed by then, an hour before that: later the database refuses."""
    begun = timezone.now() - timedelta(days=3)
    return begun if period.closed_at is None else min(begun, period.closed_at - timedelta(hours=1))


def period_of(programme: Programme) -> ReportingPeriod:
    """The programme's open period of today, made when there is none."""
    today = programme.today
    found = ReportingPeriod.objects.open_on(today).filter(programme=programme).order_by("starts_on").last()
    return found or PeriodFactory(programme=programme)


def lead_of(review: ServiceReview, *, council: Council | None = None, **fields: Any) -> User:
    """A lead officer of the review, for one of its councils."""
    if council is None:
        part = ParticipationFactory(review=review)
        council = part.council
    else:
        part = ReviewParticipation.objects.get_or_create(review=review, council=council)[0]
    lead = user_with_role(Role.LEAD_OFFICER, review.programme, council, **fields)
    part.lead_officer = lead
    part.save()
    return lead


def sponsor_of(review: ServiceReview, **fields: Any) -> User:
    """The sponsor of the review."""
    sponsor = user_with_role(Role.SPONSOR, review.programme, **fields)
    review.sponsor = sponsor
    review.save()
    return sponsor


def office_of(programme: Programme, **fields: Any) -> User:
    """A person of the programme office."""
    return RoleGrantFactory(
        role=Role.PROGRAMME_OFFICE, programme=programme, **{f"user__{name}": value for name, value in fields.items()}
    ).user
