"""Which risks come before the board by exception, and since when."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from programme.enums import Role
from programme.queries.exceptions import ExceptionScope
from risks.enums import MitigationStatus, RiskKind, RiskStatus
from risks.queries.exception_checks import no_action, outside_tolerance, review_overdue, unscored_too_long, worsened
from tests.factories.programme import CouncilFactory, MembershipFactory, user_with_role
from tests.factories.risks import (
    AssessmentFactory,
    EntryFactory,
    MitigationFactory,
    RegisterFactory,
    cell_of,
    make_matrix,
    square_draft,
)
from tests.factories.services import ReviewFactory
from tests.finance.past import let_time_pass

pytestmark = pytest.mark.django_db
ZERO = Decimal(0)
NOW = timezone.now()


def ago(days: int):
    return timezone.localdate() - timedelta(days=days)


def assessed(entry, likelihood, impact, *, days=0, matrix=None):
    matrix = matrix or entry.register.matrices.first() or make_matrix(entry.register)
    at = timezone.localtime() - timedelta(days=days)  # the same hour, summer time or not
    cell = cell_of(matrix, likelihood, impact)
    return AssessmentFactory(entry=entry, cell=cell, assessed_on=timezone.localdate(at), recorded_at=at)


def unscored(entry, *, days=0):
    at = timezone.localtime() - timedelta(days=days)  # the same hour, summer time or not
    return AssessmentFactory(entry=entry, reason="Not known.", assessed_on=timezone.localdate(at), recorded_at=at)


@pytest.fixture
def register():
    return RegisterFactory()


@pytest.fixture
def entry(register):
    return EntryFactory(register=register, risk__action_outstanding="Agree the structure.")


@pytest.fixture
def office(register):
    return user_with_role(Role.PROGRAMME_OFFICE, register.programme)


@pytest.fixture
def scope(register, office):
    return ExceptionScope(programme=register.programme, reader=office)


def test_a_risk_outside_tolerance_since_it_left_it(entry, scope):
    assessed(entry, 1, 1, days=90)
    assessed(entry, 3, 3, days=60)
    assessed(entry, 3, 2, days=30)

    (one,) = outside_tolerance(scope, ZERO)

    assert (one.title, one.place) == (f"{entry.number} {entry.risk.title}", entry.register.name)
    assert one.detail == "Scored 6 (High), which is outside tolerance."
    assert one.since == ago(60)


@pytest.mark.parametrize(
    "values",
    [
        {"status": RiskStatus.CLOSED, "closed_on": timezone.localdate(), "closed_reason": "Gone."},
        {"kind": RiskKind.OPPORTUNITY},
    ],
)
def test_neither_a_closed_risk_nor_an_opportunity_is_outside_tolerance(register, scope, values):
    assessed(EntryFactory(register=register, **{f"risk__{name}": value for name, value in values.items()}), 3, 3)

    assert list(outside_tolerance(scope, ZERO)) == []


def test_a_tolerated_or_unscored_risk_is_not_outside_tolerance(register, scope):
    assessed(EntryFactory(register=register), 1, 3)
    unscored(EntryFactory(register=register))

    assert list(outside_tolerance(scope, ZERO)) == []


def test_tolerance_is_that_of_the_matrix_it_was_scored_by(entry, scope, register):
    assessed(entry, 3, 3)
    make_matrix(register, square_draft(tolerated_up_to=9))

    assert len(list(outside_tolerance(scope, ZERO))) == 1


def test_no_action_is_where_nothing_is_left_to_be_done(register, scope):
    bare = EntryFactory(register=register)
    done = EntryFactory(register=register)
    planned = EntryFactory(register=register)
    outstanding = EntryFactory(register=register, risk__action_outstanding="Write to both councils.")
    MitigationFactory(risk=done.risk, status=MitigationStatus.DONE)
    MitigationFactory(risk=planned.risk, status=MitigationStatus.PLANNED)
    MitigationFactory(risk=bare.risk, removed_at=NOW)
    for entry in (bare, done, planned, outstanding):
        assessed(entry, 3, 3)

    assert {one.key for one in no_action(scope, ZERO)} == {f"risk-{bare.pk}", f"risk-{done.pk}"}


def test_worse_than_when_the_board_last_met(entry, register, office):
    assessed(entry, 1, 2, days=90)
    assessed(entry, 2, 3, days=10)
    board = timezone.now() - timedelta(days=40)

    (one,) = worsened(ExceptionScope(programme=register.programme, reader=office, last_board=board), Decimal(90))

    assert one.since == ago(10)
    assert "Scored 6 (High)" in one.detail
    assert "it was 2 (Low)" in one.detail


def test_what_had_worsened_before_the_board_met_is_known_to_it(entry, register, office):
    assessed(entry, 1, 2, days=90)
    assessed(entry, 2, 3, days=50)
    board = timezone.now() - timedelta(days=40)

    scope = ExceptionScope(programme=register.programme, reader=office, last_board=board)
    assert list(worsened(scope, Decimal(90))) == []


def test_an_opportunity_is_worse_when_it_shrinks(register, scope):
    entry = EntryFactory(register=register, risk__kind=RiskKind.OPPORTUNITY)
    assessed(entry, 3, 3, days=120)
    assessed(entry, 1, 1, days=5)

    assert len(list(worsened(scope, Decimal(90)))) == 1


def test_without_a_board_it_is_compared_with_so_many_days_ago(entry, scope):
    assessed(entry, 1, 2, days=60)
    assessed(entry, 2, 3, days=10)

    assert len(list(worsened(scope, Decimal(30)))) == 1
    assert list(worsened(scope, Decimal(90))) == []


@pytest.mark.parametrize(("days", "limit", "is_overdue"), [(0, 0, 0), (1, 0, 1), (14, 14, 0), (15, 14, 1)])
def test_a_review_that_is_overdue_by_more_than_the_limit(register, scope, days, limit, is_overdue):
    EntryFactory(register=register, risk__next_review=ago(days))

    assert len(list(review_overdue(scope, Decimal(limit)))) == is_overdue


def test_a_review_that_the_registers_own_rule_asks_for(scope, register):
    register.review_every = 1
    register.save()
    assessed(EntryFactory(register=register), 1, 1, days=100)
    assessed(EntryFactory(register=register), 1, 1, days=10)

    assert len(list(review_overdue(scope, ZERO))) == 1


def test_unscored_for_longer_than_the_limit(register, scope):
    long_ago = EntryFactory(register=register, risk__opened_on=ago(31))
    EntryFactory(register=register, risk__opened_on=ago(30))
    scored = EntryFactory(register=register, risk__opened_on=ago(90))
    assessed(scored, 1, 1)
    unscored(long_ago, days=3)

    (one,) = unscored_too_long(scope, Decimal(30))

    assert one.key == f"risk-{long_ago.pk}"
    assert one.detail == "It has no score. Not known."
    assert one.since == ago(31)


def test_a_confidential_risk_is_told_to_nobody_else(register, scope):
    assessed(EntryFactory(register=register, risk__is_confidential=True), 3, 3)
    body = ExceptionScope(programme=register.programme, reader=None)

    assert list(outside_tolerance(scope, ZERO)) == []
    assert list(outside_tolerance(body, ZERO)) == []


def test_a_body_is_told_of_its_reviews_and_its_own_council(register):
    programme = register.programme
    council = MembershipFactory(programme=programme).council
    review = ReviewFactory(programme=programme)
    registers = {
        "own": RegisterFactory(programme=programme, council=council),
        "others": RegisterFactory(programme=programme, council=CouncilFactory()),
        "review": RegisterFactory(programme=programme, review=review),
        "programme": register,
    }
    for one in registers.values():
        assessed(EntryFactory(register=one), 3, 3)

    def told(**more):
        scope = ExceptionScope(programme=programme, reader=None, **more)
        return {found.place for found in outside_tolerance(scope, ZERO)}

    assert told() == {register.name}
    assert told(reviews=frozenset({review.pk})) == {register.name, registers["review"].name}
    assert told(council=council.pk) == {register.name, registers["own"].name}


def test_as_at_a_past_day_later_scores_do_not_leak_in(entry, register):
    assessed(entry, 3, 3, days=60)
    assessed(entry, 1, 1, days=10)
    then = timezone.now() - timedelta(days=30)

    scope = ExceptionScope(programme=register.programme, reader=None, as_at=then)

    entry.risk.opened_on = ago(90)
    entry.risk.save()
    assert [one.since for one in outside_tolerance(scope, ZERO)] == [ago(60)]


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_are_the_same_however_many(register, office, number, django_assert_num_queries):
    for entry in EntryFactory.create_batch(number, register=register, risk__next_review=ago(9)):
        assessed(entry, 1, 1, days=100)
        assessed(entry, 3, 3, days=5)
        unscored(EntryFactory(register=register, risk__opened_on=None), days=9)
    let_time_pass()
    board = timezone.now() - timedelta(days=40)
    scope = ExceptionScope(programme=register.programme, reader=office, last_board=board)

    with django_assert_num_queries(11):  # the grants of the reader, once
        for rule in (outside_tolerance, worsened, review_overdue, no_action, unscored_too_long):
            assert len(list(rule(scope, Decimal(1)))) == number
