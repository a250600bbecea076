"""Areas of review, delivery plan references, actions and scrutiny sessions. Names are invented."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import factory
from factory.django import DjangoModelFactory

from programme.values.partial_date import PartialDate
from services.enums import ActionStatus
from services.models import (
    Action,
    ActionReference,
    Area,
    CarriedRecommendation,
    PlanReference,
    ScrutinySession,
)
from tests.factories.programme import ProgrammeFactory
from tests.factories.services import ReviewFactory


class AreaFactory(DjangoModelFactory):
    class Meta:
        model = Area

    programme = factory.SubFactory(ProgrammeFactory)
    code = factory.Sequence(lambda number: f"area-{number}")
    name = factory.Sequence(lambda number: f"Area {number}")
    position = factory.Sequence(lambda number: number + 1)


class PlanReferenceFactory(DjangoModelFactory):
    class Meta:
        model = PlanReference

    programme = factory.SubFactory(ProgrammeFactory)
    code = factory.Sequence(lambda number: f"DP{number}")
    plan = "Delivery Plan 2022-24"


class ActionFactory(DjangoModelFactory):
    """An action in progress. Traits: `complete`, `dropped`, `recommended` (a recommendation that is not started)."""

    class Meta:
        model = Action

    class Params:
        complete = factory.Trait(status=ActionStatus.COMPLETE, completed=PartialDate.month(2023, 1))
        dropped = factory.Trait(status=ActionStatus.NOT_NEEDED, status_reason="Done otherwise.")
        recommended = factory.Trait(is_recommendation=True, status=ActionStatus.NOT_STARTED)

    programme = factory.SubFactory(ProgrammeFactory)
    code = factory.Sequence(lambda number: f"action-{number}")
    title = factory.Sequence(lambda number: f"Action {number}")
    status = ActionStatus.IN_PROGRESS
    position = factory.Sequence(lambda number: number + 1)


class SessionFactory(DjangoModelFactory):
    class Meta:
        model = ScrutinySession

    review = factory.SubFactory(ReviewFactory)
    programme = factory.SelfAttribute("review.programme")
    code = factory.Sequence(lambda number: f"session-{number}")
    held_on = factory.LazyAttribute(lambda session: session.programme.today - timedelta(days=30))
    challenged = "Whether the dates hold."
    approved = "The plan up to the summer."


def refer(action: Action, *codes: str) -> Action:
    """Put the action under delivery plan references, made where there are none."""
    for code in codes:
        found = PlanReference.objects.filter(programme=action.programme, code=code).first()
        reference = found or PlanReferenceFactory(programme=action.programme, code=code)
        ActionReference.objects.create(action=action, reference=reference)
    return action


def carry_out(action: Action, recommendation: Action, **fields: Any) -> CarriedRecommendation:
    """Say that the action carries out the recommendation."""
    return CarriedRecommendation.objects.create(action=action, recommendation=recommendation, **fields)
