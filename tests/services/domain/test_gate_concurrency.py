"""A move and a gate, or a move and its evidence, at the same moment: the move never slips past."""

from threading import Event, Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from programme.errors import DomainError
from programme.values.partial_date import PartialDate
from services.domain.gate import add_gate, withdraw_evidence
from services.domain.review import move_review
from services.enums import Stage, State
from services.models import ReviewMove
from tests.factories.gates import EvidenceFactory, GateFactory

pytestmark = pytest.mark.django_db(transaction=True)


def move(review, actor):
    return move_review(
        review=review,
        to_stage=Stage.BUSINESS_CASE,
        to_state=State.ACTIVE,
        effective=PartialDate.day(timezone.localdate()),
        reason="The board agreed.",
        actor=actor,
        at=timezone.now(),
    )


def add(review, actor):
    return add_gate(
        programme=review.programme,
        name="Cabinet approval",
        stage=Stage.BUSINESS_CASE,
        rule="decision",
        by_each_council=False,
        starts_on=timezone.localdate(),
        actor=actor,
        at=timezone.now(),
    )


def moved_while_open(act, review, actor):
    """What a move gives that begins while `act` is done and not yet committed; it must wait for it."""
    begun, result = Event(), []

    def move_it():
        begun.set()
        try:
            result.append(move(review, actor))
        except DomainError as refusal:
            result.append(refusal.message)
        finally:
            connection.close()

    thread = Thread(target=move_it)
    with transaction.atomic():
        act()
        thread.start()
        begun.wait(timeout=10)
        thread.join(timeout=0.5)
        assert result == [], "it did not wait"
    thread.join(timeout=30)
    return result[0]


def test_a_gate_added_at_the_same_time_is_not_raced_past(review, office):
    moved = moved_while_open(lambda: add(review, office), review, office)

    assert moved.startswith("Business case asks for what is not there yet.")
    assert ReviewMove.objects.count() == 0


def test_evidence_withdrawn_at_the_same_time_is_not_raced_past(review, office):
    evidence = EvidenceFactory(gate=GateFactory(programme=review.programme), review=review)

    moved = moved_while_open(
        lambda: withdraw_evidence(evidence=evidence, reason="A mistake.", actor=office, at=timezone.now()),
        review,
        office,
    )

    assert moved.startswith("Business case asks for what is not there yet.")
    assert ReviewMove.objects.count() == 0
