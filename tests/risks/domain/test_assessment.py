"""Scoring a risk in a register: dated rows, of which the latest counts."""

from datetime import timedelta

import pytest

from programme.enums import Role
from programme.errors import ChangedByAnother, DomainError, NotAllowed
from risks.domain.assessment import assess, mark_of_scores
from risks.enums import AssessmentKind
from tests.factories.programme import user_with_role
from tests.factories.risks import EntryFactory, cell_of, make_matrix

pytestmark = pytest.mark.django_db


def score(entry, cell, actor, at, *, kind=AssessmentKind.CURRENT, days=0, reason="", seen=None):
    day = entry.risk.programme.today - timedelta(days=days)
    return assess(entry=entry, kind=kind, cell=cell, assessed_on=day, reason=reason, actor=actor, at=at, seen=seen)


def test_a_correction_of_the_same_day_counts(entry, matrix, office, at):
    score(entry, cell_of(matrix, 1, 1), office, at - timedelta(hours=1), days=3)
    corrected = score(entry, cell_of(matrix, 3, 3), office, at, days=3)

    entry.refresh_from_db()
    assert (entry.current, entry.assessments.count()) == (corrected, 2)


def test_a_past_day_does_not_overtake_a_later_one(entry, matrix, office, at):
    latest = score(entry, cell_of(matrix, 1, 1), office, at - timedelta(hours=1))
    score(entry, cell_of(matrix, 3, 3), office, at, days=30)

    entry.refresh_from_db()
    assert entry.current == latest


def test_not_scored_says_why(entry, office, at):
    with pytest.raises(DomainError, match="Say why the risk cannot be scored yet"):
        score(entry, None, office, at, reason="  ")
    assert score(entry, None, office, at, reason="No figures yet").cell is None


def test_not_tomorrow(entry, matrix, office, at):
    with pytest.raises(DomainError, match="Enter today or a day that has passed"):
        score(entry, cell_of(matrix, 1, 1), office, at, days=-1)


def test_not_before_the_risk_was_opened(entry, matrix, office, at):
    opened = entry.risk.opened_on
    with pytest.raises(DomainError, match="on, when the risk was opened") as refused:
        score(entry, cell_of(matrix, 1, 1), office, at, days=(entry.risk.programme.today - opened).days + 1)

    assert refused.value.message == "Enter a day from 10 January 2024 on, when the risk was opened."
    assert score(entry, cell_of(matrix, 1, 1), office, at, days=(entry.risk.programme.today - opened).days).pk


def test_of_a_programme_that_has_ended_not_after_its_last_day(entry, matrix, office, at):
    programme = entry.risk.programme
    programme.ended_on = programme.today - timedelta(days=30)
    programme.save()

    with pytest.raises(DomainError, match="Enter today or a day that has passed"):
        score(entry, cell_of(matrix, 1, 1), office, at, days=-1)
    assert score(entry, cell_of(matrix, 1, 1), office, at).assessed_on == programme.ended_on


def test_only_by_the_latest_matrix_of_the_register(entry, matrix, council_register, office, at):
    former = cell_of(matrix, 1, 1)
    make_matrix(entry.register)

    for cell in (former, cell_of(council_register.matrices.get(), 1, 1)):
        with pytest.raises(DomainError, match="The register's matrix has changed since you opened this page"):
            score(entry, cell, office, at)


def test_not_once_it_is_closed(entry, risk, matrix, office, at):
    risk.status, risk.closed_on, risk.closed_reason = "closed", risk.programme.today, "Over"
    risk.save()

    with pytest.raises(DomainError, match="Open it again before you score it"):
        score(entry, cell_of(matrix, 1, 1), office, at)


def test_on_top_of_another_is_refused(entry, matrix, office, at):
    seen = mark_of_scores(entry)
    score(entry, cell_of(matrix, 1, 1), office, at - timedelta(hours=1))

    with pytest.raises(ChangedByAnother):
        score(entry, cell_of(matrix, 2, 2), office, at, seen=seen)
    assert entry.assessments.count() == 1


def test_a_council_scores_its_own_share_alone(risk, entry, matrix, council_register, lead, owner, programme, at):
    share = EntryFactory(risk=risk, register=council_register, is_home=False)
    cell = cell_of(council_register.matrices.get(), 2, 2)

    assert score(share, cell, lead, at).entry == share
    with pytest.raises(NotAllowed):
        score(entry, cell_of(matrix, 1, 1), lead, at)
    with pytest.raises(NotAllowed):
        score(share, cell, user_with_role(Role.FINANCE_OFFICER, programme, council_register.council), at)
