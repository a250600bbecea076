"""Who sees a confidential risk, and who says so."""

import pytest

from programme.domain.editing import mark_of
from programme.enums import Role
from programme.errors import ChangedByAnother, DomainError, NotAllowed
from risks.domain.risk import change_risk, mark_of_viewers, set_confidential
from risks.models import Risk
from tests.factories.programme import UserFactory, user_with_role

pytestmark = pytest.mark.django_db


def mark(risk, actor, at, *, viewers=(), is_confidential=True, seen=None):
    return set_confidential(
        risk=risk,
        is_confidential=is_confidential,
        viewers=viewers,
        seen=seen or mark_of_viewers(risk),
        actor=actor,
        at=at,
    )


def sees(person):
    return Risk.objects.visible_to(person).exists()


def test_who_marks_it_goes_on_seeing_it(risk, office, board, lead, at):
    mark(risk, office, at, viewers=[board])

    assert [sees(person) for person in (office, board, lead)] == [True, True, False]


def test_its_owner_need_not_be_named(risk, owner, office, at):
    risk.owner = owner
    risk.save()

    mark(risk, owner, at)

    assert [sees(person) for person in (owner, office)] == [True, False]
    assert risk.viewers.count() == 0


def test_auditors_see_it(risk, programme, office, at):
    mark(risk, office, at)

    assert sees(user_with_role(Role.AUDITOR, programme))


def test_somebody_who_may_change_it_goes_on_seeing_it(risk, office, board, at):
    marked = mark(risk, office, at, viewers=[board])

    with pytest.raises(DomainError, match="Name somebody who keeps its register, or give it an owner"):
        mark(marked, office, at, viewers=[board])
    assert sees(office)


def test_its_owner_is_not_taken_away_where_nobody_else_keeps_it(risk, owner, at):
    risk.owner = owner
    risk.save()
    marked = mark(risk, owner, at)

    with pytest.raises(DomainError, match="Name somebody who keeps its register, or give it an owner"):
        change_risk(risk=marked, values={"owner": None}, seen=mark_of(marked), actor=owner, at=at)
    assert Risk.objects.get().owner == owner


def test_handed_over_to_another_keeper(risk, programme, office, at):
    other = user_with_role(Role.PROGRAMME_OFFICE, programme)
    marked = mark(risk, office, at, viewers=[other])

    mark(marked, office, at, viewers=[other])

    assert [sees(person) for person in (office, other)] == [False, True]


def test_taken_off_and_named_again_both_are_kept(risk, office, board, at):
    marked = mark(risk, office, at, viewers=[board])
    marked = mark(marked, office, at, viewers=[office])
    mark(marked, office, at, viewers=[office, board])

    assert risk.viewers.filter(person=board).count() == 2
    assert risk.viewers.filter(person=board, removed_at__isnull=True).count() == 1


def test_no_longer_confidential(risk, office, board, lead, at):
    marked = mark(risk, office, at, viewers=[board])

    mark(marked, office, at, viewers=[board], is_confidential=False)

    assert sees(lead)
    assert risk.viewers.filter(removed_at__isnull=True).count() == 0


def test_viewers_have_a_role_in_the_programme(risk, office, at):
    with pytest.raises(DomainError, match="Choose people who have a role in this programme"):
        mark(risk, office, at, viewers=[UserFactory()])


def test_who_only_reads_does_not_mark_it(risk, board, at):
    with pytest.raises(NotAllowed):
        mark(risk, board, at)


def test_on_top_of_another_is_refused(risk, office, board, at):
    marked = mark(risk, office, at)
    seen = mark_of_viewers(marked)
    mark(marked, office, at, viewers=[office, board])

    with pytest.raises(ChangedByAnother):
        mark(marked, office, at, viewers=[office], seen=seen)
