"""Bodies and meetings: who keeps them, what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from governance.domain.body import add_body, add_meeting, change_body, change_meeting
from governance.enums import BodyKind, Regime
from governance.models import Body, Meeting
from programme.domain.editing import mark_of
from programme.enums import Role
from programme.errors import ChangedByAnother, DomainError, NotAllowed
from tests.factories.governance import BodyFactory, MeetingFactory
from tests.factories.programme import CouncilFactory, MembershipFactory, ProgrammeFactory, user_with_role

pytestmark = pytest.mark.django_db

COMMITTEE = {"name": "Review Committee", "kind": BodyKind.COMMITTEE, "regime": Regime.STATUTORY_COMMITTEE}


@pytest.fixture
def membership():
    return MembershipFactory()


@pytest.fixture
def clerk(membership):
    return user_with_role(Role.CLERK, membership.programme, membership.council)


def test_a_clerk_adds_a_body_of_the_own_council(membership, clerk):
    body = add_body(
        programme=membership.programme, council=membership.council, **COMMITTEE, actor=clerk, at=timezone.now()
    )
    assert (body.code, body.council, str(body)) == ("review-committee", membership.council, "Review Committee")


def test_a_clerk_adds_a_joint_body(membership, clerk):
    body = add_body(
        programme=membership.programme,
        council=None,
        name="Programme board",
        kind=BodyKind.PROGRAMME_BOARD,
        regime=Regime.NON_STATUTORY,
        actor=clerk,
        at=timezone.now(),
    )
    assert body.council is None


def test_a_clerk_does_not_add_bodies_of_another_council(membership, clerk):
    other = MembershipFactory(programme=membership.programme).council
    with pytest.raises(DomainError, match="You keep the bodies of your own council and joint bodies"):
        add_body(programme=membership.programme, council=other, **COMMITTEE, actor=clerk, at=timezone.now())


def test_a_body_belongs_to_a_council_of_the_programme(membership):
    office = user_with_role(Role.PROGRAMME_OFFICE, membership.programme)
    with pytest.raises(DomainError, match="District Council takes no part in"):
        add_body(programme=membership.programme, council=CouncilFactory(), **COMMITTEE, actor=office, at=timezone.now())


def test_a_programme_board_is_not_statutory(membership, clerk):
    with pytest.raises(DomainError, match="A programme board is a non-statutory board") as refused:
        add_body(
            programme=membership.programme,
            council=None,
            name="Board",
            kind=BodyKind.PROGRAMME_BOARD,
            regime=Regime.STATUTORY_COMMITTEE,
            actor=clerk,
            at=timezone.now(),
        )
    assert refused.value.field == "regime"


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PROGRAMME_OFFICE, Role.CLERK, Role.ADMINISTRATOR}))
def test_nobody_else_adds_bodies(membership, role):
    reader = user_with_role(role, membership.programme, membership.council)
    with pytest.raises(NotAllowed):
        add_body(
            programme=membership.programme, council=membership.council, **COMMITTEE, actor=reader, at=timezone.now()
        )


def test_a_change_on_top_of_anothers_is_refused(membership, clerk):
    body = BodyFactory(programme=membership.programme, council=membership.council, committee=True)
    seen = mark_of(body)
    given = {"body": body, "council": membership.council, "actor": clerk, "at": timezone.now()}
    change_body(**given, seen=seen, **{**COMMITTEE, "name": "First"})
    with pytest.raises(ChangedByAnother):
        change_body(**given, seen=seen, **{**COMMITTEE, "name": "Second"})
    assert Body.objects.get(pk=body.pk).name == "First"


def test_a_meeting_takes_its_code_from_its_day(membership, clerk):
    body = BodyFactory(programme=membership.programme)
    moment = timezone.now().replace(year=2031, month=3, day=2, hour=19, minute=30)
    meeting = add_meeting(body=body, starts_at=moment, place=" Chamber ", actor=clerk, at=timezone.now())
    assert (meeting.code, meeting.place) == ("02-march-2031", "Chamber")


def test_a_body_meets_once_at_a_time(membership, clerk):
    meeting = MeetingFactory(body__programme=membership.programme)
    with pytest.raises(DomainError, match="already meets then"):
        add_meeting(body=meeting.body, starts_at=meeting.starts_at, place="", actor=clerk, at=timezone.now())


def test_a_meeting_is_moved_by_who_keeps_its_body(membership, clerk):
    meeting = MeetingFactory(body__programme=membership.programme)
    later = meeting.starts_at + timedelta(days=1)
    given = {"meeting": meeting, "starts_at": later, "place": "Online", "at": timezone.now()}
    with pytest.raises(NotAllowed):
        change_meeting(**given, seen=mark_of(meeting), actor=user_with_role(Role.BOARD_MEMBER, membership.programme))
    changed = change_meeting(**given, seen=mark_of(meeting), actor=clerk)
    assert (changed.starts_at, changed.place) == (later, "Online")


def test_the_database_refuses_wrong_bodies():
    programme = ProgrammeFactory()
    BodyFactory(programme=programme, code="board")
    for wrong in ({"code": "board"}, {"kind": "club"}, {"regime": "none"}, {"code": "Upper Case"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            BodyFactory(programme=programme, **wrong)
    with pytest.raises(Exception, match="Cannot delete"), transaction.atomic():
        Body.objects.filter(programme=programme).delete()


def test_the_database_refuses_two_meetings_of_one_code():
    meeting = MeetingFactory(code="march")
    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingFactory(body=meeting.body, code="march")
    assert Meeting.objects.filter(code="march").count() == 1


def test_a_clerk_does_not_take_a_joint_body_from_the_other_councils(membership, clerk):
    body = BodyFactory(programme=membership.programme, committee=True)
    change = {**COMMITTEE, "council": membership.council, "body": body, "seen": mark_of(body), "at": timezone.now()}

    with pytest.raises(DomainError, match="Only the programme office"):
        change_body(**change, actor=clerk)

    office = user_with_role(Role.PROGRAMME_OFFICE, membership.programme)
    assert change_body(**change, actor=office).council == membership.council
