"""The quick review of a risk."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from programme.enums import Role
from programme.errors import ChangedByAnother, DomainError, NotAllowed
from risks.domain.risk_review import MitigationSaid, review_mark, review_risk
from risks.enums import MitigationStatus
from risks.models import Assessment
from tests.factories.programme import UserFactory, user_with_role
from tests.factories.risks import AssessmentFactory, EntryFactory, MitigationFactory, cell_of, make_matrix, square_draft

pytestmark = pytest.mark.django_db
SINCE = timedelta(days=40)


@pytest.fixture
def entry():
    entry = EntryFactory()
    matrix = make_matrix(entry.register)
    when = timezone.now() - SINCE
    AssessmentFactory(entry=entry, cell=cell_of(matrix, 2, 2), assessed_on=timezone.localdate(when), recorded_at=when)
    entry.refresh_from_db()
    return entry


@pytest.fixture
def owner(entry):
    person = user_with_role(Role.RISK_OWNER, entry.risk.programme)
    entry.risk.owner = person
    entry.risk.save()
    return person


def act(entry, actor, **values):
    risk = entry.risk
    return review_risk(
        **{
            "risk": risk,
            "is_scored": True,
            "cell": entry.current.cell if entry.current else None,
            "reason": "",
            "action_outstanding": "",
            "status_note": "",
            "next_review": None,
            "actions": {},
            "seen": review_mark(risk),
            "actor": actor,
            "at": timezone.now(),
            **values,
        }
    )


def test_a_confirmed_score_is_a_new_row_of_today(entry, owner):
    coming = timezone.localdate() + timedelta(days=90)

    risk = act(entry, owner, next_review=coming, status_note="Stands.", action_outstanding="Train two more.")

    rows = list(Assessment.objects.filter(entry=entry).order_by("assessed_on"))
    assert [row.cell for row in rows] == [entry.current.cell, entry.current.cell]
    assert (rows[1].assessed_on, rows[1].recorded_by) == (timezone.localdate(), owner)
    assert (risk.next_review, risk.status_note, risk.action_outstanding) == (coming, "Stands.", "Train two more.")


def test_a_changed_score_says_why(entry, owner):
    worse = cell_of(entry.current.cell.matrix, 3, 3)

    with pytest.raises(DomainError, match="Say why the score has changed"):
        act(entry, owner, cell=worse, reason="  ")
    act(entry, owner, cell=worse, reason="Two left.")

    entry.refresh_from_db()
    assert (entry.current.cell, entry.current.reason) == (worse, "Two left.")


def test_what_cannot_be_scored_says_why(entry, owner):
    with pytest.raises(DomainError, match="Say why the risk cannot be scored yet"):
        act(entry, owner, cell=None)
    act(entry, owner, cell=None, reason="Nobody knows.")

    entry.refresh_from_db()
    assert entry.current.cell is None


def test_without_a_matrix_the_rest_is_kept(owner):
    bare = EntryFactory(risk__owner=owner, register__programme=owner.grants.get().programme)

    act(bare, owner, is_scored=False, cell=None, status_note="Waits for the matrix.")

    bare.risk.refresh_from_db()
    assert bare.risk.status_note == "Waits for the matrix."
    assert not Assessment.objects.filter(entry=bare).exists()


def test_actions_are_brought_up_to_date(entry, owner):
    done, dropped, still = MitigationFactory.create_batch(3, risk=entry.risk)

    act(
        entry,
        owner,
        actions={
            done.pk: MitigationSaid(MitigationStatus.DONE, "All trained."),
            dropped.pk: MitigationSaid(MitigationStatus.DROPPED, "Too dear."),
            still.pk: MitigationSaid(MitigationStatus.PLANNED, ""),
        },
    )

    for one in (done, dropped, still):
        one.refresh_from_db()
    assert (done.status, done.done_on, done.progress) == ("done", timezone.localdate(), "All trained.")
    assert (dropped.status, dropped.done_on) == ("dropped", None)
    assert still.status == "planned"


def test_all_or_nothing(entry, owner):
    action = MitigationFactory(risk=entry.risk)

    with pytest.raises(DomainError, match="Say why it is dropped") as refused:
        act(
            entry,
            owner,
            status_note="Never kept.",
            actions={action.pk: MitigationSaid(MitigationStatus.DROPPED, " ")},
        )

    entry.risk.refresh_from_db()
    assert refused.value.field == f"progress_{action.pk}"
    assert (entry.risk.status_note, Assessment.objects.filter(entry=entry).count()) == ("", 1)


def test_the_next_review_is_still_to_come(entry, owner):
    with pytest.raises(DomainError, match="Enter when it is looked at again: a day after today"):
        act(entry, owner, next_review=timezone.localdate())


@pytest.mark.parametrize("changed", ["risk", "score", "action"])
def test_what_somebody_else_changed_meanwhile_is_not_overwritten(entry, owner, changed):
    action = MitigationFactory(risk=entry.risk)
    seen = review_mark(entry.risk)
    if changed == "risk":
        entry.risk.status_note = "Said by another."
        entry.risk.save()
    elif changed == "score":
        AssessmentFactory(entry=entry, cell=entry.current.cell)
    else:
        action.progress = "Said by another."
        action.save()

    with pytest.raises(ChangedByAnother):
        act(entry, owner, seen=seen)


def test_a_matrix_that_changed_meanwhile_is_refused(entry, owner):
    make_matrix(entry.register, square_draft(5))

    with pytest.raises(DomainError, match="The register's matrix has changed since you opened this page"):
        act(entry, owner)


def test_only_an_open_risk_is_reviewed(entry, owner):
    entry.risk.status, entry.risk.closed_on, entry.risk.closed_reason = "closed", date(2024, 5, 1), "Done."
    entry.risk.save()

    with pytest.raises(DomainError, match="Open it again before you review it"):
        act(entry, owner)


def test_who_does_not_keep_the_risk_may_not(entry, owner):
    with pytest.raises(NotAllowed):
        act(entry, user_with_role(Role.RISK_OWNER, entry.risk.programme))
    with pytest.raises(NotAllowed):
        act(entry, UserFactory())
