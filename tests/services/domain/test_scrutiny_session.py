"""Recording scrutiny sessions: by whom, and what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from programme.enums import Role
from programme.errors import ChangedByAnother, DomainError, NotAllowed
from services.domain.scrutiny_session import change_session, mark_of_session, record_session
from services.models import ScrutinySession
from tests.factories.gates import GroupFactory
from tests.factories.programme import CouncilFactory, user_with_role
from tests.factories.services import ReviewFactory, lead_of

pytestmark = pytest.mark.django_db

WORDS = {"challenged": "The dates.", "approved": "The plan. ", "notes": ""}


@pytest.fixture
def record(review, office, at):
    def recording(*, actor=office, held_on=None, group=None, councils=()):
        day = held_on or timezone.localdate() - timedelta(days=3)
        return record_session(review=review, held_on=day, group=group, councils=councils, actor=actor, at=at, **WORDS)

    return recording


def test_the_office_and_the_lead_officers_record_one(review, programme, lead, record):
    councils = [part.council for part in review.participations.all()]
    session = record(actor=lead, group=GroupFactory(programme=programme), councils=councils)
    day = timezone.localdate() - timedelta(days=3)
    assert (session.code, session.approved) == (f"parking-{day:%Y-%m-%d}", "The plan.")
    assert [row.council for row in session.attendances.all()] == councils
    assert record().code == f"parking-{day:%Y-%m-%d}-2"


@pytest.mark.parametrize("role", [Role.SPONSOR, Role.BOARD_MEMBER, Role.AUDITOR])
def test_others_record_none(programme, record, role):
    with pytest.raises(NotAllowed):
        record(actor=user_with_role(role, programme))


def test_a_lead_officer_of_another_review_records_none(programme, record):
    with pytest.raises(NotAllowed):
        record(actor=lead_of(ReviewFactory(programme=programme)))


def test_it_has_been_held(record):
    with pytest.raises(DomainError, match="Enter the day on which it was held: today or before") as caught:
        record(held_on=timezone.localdate() + timedelta(days=1))
    assert caught.value.field == "held_on"
    assert record(held_on=timezone.localdate()).held_on == timezone.localdate()


def test_a_group_of_the_programme_or_of_the_review_held_it(programme, review, record):
    assert record(group=GroupFactory(programme=programme, review=review)).group is not None
    with pytest.raises(DomainError, match="is a group of another review"):
        record(group=GroupFactory(programme=programme, review=ReviewFactory(programme=programme)))


def test_councils_of_the_programme_came(record):
    with pytest.raises(DomainError, match="is not a member of the programme"):
        record(councils=[CouncilFactory()])


def test_it_is_changed_and_never_overwritten_silently(review, lead, office, record, at):
    council = review.participations.get().council
    session = record(councils=[council])
    seen = mark_of_session(session)
    given = {"held_on": session.held_on, "group": None, "actor": office, "at": at, **WORDS}

    changed = change_session(session=session, councils=[], seen=seen, **given)

    assert changed.attendances.get().removed_at == at
    with pytest.raises(ChangedByAnother):
        change_session(session=session, councils=[], seen=seen, **given)
    change_session(session=session, councils=[council], seen=mark_of_session(ScrutinySession.objects.get()), **given)
    assert session.attendances.filter(removed_at=None).count() == 1
