"""What the database refuses of areas, references, actions and scrutiny sessions, whoever writes."""

from contextlib import contextmanager

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from services.models import (
    Action,
    ActionReference,
    Area,
    CarriedRecommendation,
    PlanReference,
    ScrutinySession,
    SessionCouncil,
)
from tests.factories.actions import ActionFactory, AreaFactory, PlanReferenceFactory, SessionFactory, carry_out, refer
from tests.factories.gates import GroupFactory
from tests.factories.programme import CouncilFactory, ProgrammeFactory
from tests.factories.services import ReviewFactory

pytestmark = pytest.mark.django_db


@contextmanager
def refused(name, error=IntegrityError):
    """The database names the constraint (or trigger) that refused."""
    with pytest.raises(error, match=name), transaction.atomic():
        yield


def change(record, **values):
    type(record)._base_manager.filter(pk=record.pk).update(**values)


@pytest.mark.parametrize(
    ("factory", "constraint"),
    [
        (AreaFactory, "area_code_unique"),
        (PlanReferenceFactory, "plan_reference_code_unique"),
        (ActionFactory, "action_code_unique"),
    ],
)
def test_a_code_once_in_a_programme(programme, factory, constraint):
    factory(programme=programme, code="c1")
    factory(code="c1")
    with refused(constraint):
        factory(programme=programme, code="c1")


def test_a_session_code_once_in_a_programme(review):
    session = SessionFactory(review=review)
    with refused("scrutiny_session_code_unique"):
        SessionFactory(review=review, code=session.code)


@pytest.mark.parametrize("code", ["", "MT 15", "MT/15", ".MT15", "<b>"])
def test_a_reference_is_plain(programme, code):
    with refused("plan_reference_code_plain"):
        PlanReferenceFactory(programme=programme, code=code)


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"status": "lost"}, "action_status_known"),
        ({"status": "not_needed"}, "action_dropped_with_a_reason"),
        ({"completed": "2023-01"}, "action_completed_is_complete"),
    ],
)
def test_a_wrong_status_is_refused(programme, values, constraint):
    action = ActionFactory(programme=programme)
    with refused(constraint):
        change(action, **values)


@pytest.mark.parametrize(
    ("field", "factory"), [("review", ReviewFactory), ("area", AreaFactory), ("session", SessionFactory)]
)
def test_what_an_action_names_is_of_its_programme(programme, field, factory):
    action = ActionFactory(programme=programme)
    with refused(f"the {field} belongs to another programme"):
        change(action, **{field: factory()})


def test_what_a_session_names_is_of_its_programme(review):
    session = SessionFactory(review=review)
    for field, factory in (("review", ReviewFactory), ("group", GroupFactory)):
        with refused(f"the {field} belongs to another programme"):
            change(session, **{field: factory()})
    with refused("the review belongs to another programme"):
        change(session, programme=ProgrammeFactory())


def test_a_reference_stands_at_an_action_once_at_a_time(programme):
    action = refer(ActionFactory(programme=programme), "C4")
    with refused("action_reference_once"):
        refer(action, "C4")
    ActionReference.objects.update(removed_at=timezone.now())
    refer(action, "C4")


def test_links_stay_within_a_programme(programme):
    action = ActionFactory(programme=programme)
    with refused("the reference belongs to another programme"):
        ActionReference.objects.create(action=action, reference=PlanReferenceFactory())
    with refused("the recommendation belongs to another programme"):
        carry_out(action, ActionFactory(recommended=True))


def test_an_action_carries_out_another_once(programme):
    action = ActionFactory(programme=programme)
    with refused("carried_recommendation_is_another"):
        carry_out(action, action)
    recommendation = ActionFactory(programme=programme, recommended=True)
    carry_out(action, recommendation)
    with refused("carried_recommendation_once"):
        carry_out(action, recommendation)


def test_a_council_came_once(review):
    session, council = SessionFactory(review=review), CouncilFactory()
    SessionCouncil.objects.create(session=session, council=council)
    with refused("session_council_once"):
        SessionCouncil.objects.create(session=session, council=council)


@pytest.mark.parametrize(
    "model",
    [Action, ActionReference, Area, CarriedRecommendation, PlanReference, ScrutinySession, SessionCouncil],
    ids=lambda model: model.__name__,
)
def test_nothing_is_deleted(review, programme, model):
    action = refer(ActionFactory(programme=programme, area=AreaFactory(programme=programme)), "C4")
    carry_out(action, ActionFactory(programme=programme, recommended=True))
    SessionCouncil.objects.create(session=SessionFactory(review=review), council=CouncilFactory())
    with refused("never_deleted", DatabaseError):
        model._base_manager.all()._raw_delete("default")
