"""A month closed while somebody posts into it, on two real connections: nothing slips in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from threading import Event, Thread
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from finance.domain.budget_line import add_commitment, close_budget_line, move_budget
from finance.domain.finance_close import change_editors, close_month, editors_mark
from finance.domain.ledger_import import LEDGER_IMPORTING, choose_columns, request_ledger_import
from finance.models import Commitment, FinanceClose, LedgerEntry, Virement
from programme.domain import job
from programme.domain.editing import mark_of
from programme.domain.job import run_job
from programme.enums import Role
from programme.errors import DomainError
from tests.factories.finance import BudgetLineFactory
from tests.factories.programme import ProgrammeFactory, user_with_role

pytestmark = pytest.mark.django_db(transaction=True)
COLUMNS = {"reference": "Reference", "posted_on": "Date", "amount": "Amount", "code": "Code"}
LEDGER = b"Reference,Date,Amount,Code\nR-1,2025-05-31,10,fleet\nR-2,2025-06-30,20,fleet\n"


@pytest.fixture(autouse=True)
def stored(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(job, "tell_worker", lambda job: None)


@pytest.fixture
def programme():
    return ProgrammeFactory()


@pytest.fixture
def line(programme):
    return BudgetLineFactory(programme=programme, year=2025, code="fleet")


@pytest.fixture
def office(programme):
    return user_with_role(Role.PROGRAMME_OFFICE, programme)


def meanwhile(first: Callable[[], object], second: Callable[[], object]) -> Any:
    """What `second` gives or raises that begins while `first` is done and not yet committed; it must wait for it."""
    begun, result = Event(), []

    def run() -> None:
        begun.set()
        try:
            result.append(second())
        except DomainError as refusal:
            result.append(refusal)
        finally:
            connection.close()

    thread = Thread(target=run)
    with transaction.atomic():
        first()
        thread.start()
        begun.wait(timeout=10)
        thread.join(timeout=0.5)
        assert result == [], "it did not wait"
    thread.join(timeout=30)
    return result[0]


def close_may(programme, office, editors=()):
    return close_month(programme=programme, year=2025, month=2, editors=editors, actor=office, at=timezone.now())


def move(line, target, office):
    return move_budget(
        source=line,
        target=target,
        amount=Decimal(5),
        on=date(2025, 5, 31),
        reason="Needed.",
        approved_by="",
        beyond="",
        actor=office,
        at=timezone.now(),
    )


def test_budget_is_not_moved_in_a_month_that_is_being_closed(programme, line, office):
    target = BudgetLineFactory(programme=programme, year=2025)

    assert "May 2025 is closed" in str(
        meanwhile(lambda: close_may(programme, office), lambda: move(line, target, office))
    )
    assert Virement.objects.count() == 0


def test_a_month_is_closed_after_what_is_being_moved_in_it(programme, line, office):
    target = BudgetLineFactory(programme=programme, year=2025)

    closed = meanwhile(lambda: move(line, target, office), lambda: close_may(programme, office))

    assert isinstance(closed, FinanceClose)
    assert Virement.objects.count() == 1


def test_who_is_being_taken_off_the_editors_moves_nothing(programme, line, office):
    target = BudgetLineFactory(programme=programme, year=2025)
    close = close_may(programme, office, editors=[office])

    def take_off():
        change_editors(close=close, editors=[], seen=editors_mark(close), actor=office, at=timezone.now())

    assert "May 2025 is closed" in str(meanwhile(take_off, lambda: move(line, target, office)))


def test_a_ledger_file_posts_nothing_into_a_month_closed_while_it_was_read(programme, line, office):
    job = request_ledger_import(programme=programme, data=LEDGER, filename="l.csv", actor=office, at=timezone.now())
    choose_columns(job=job, columns=COLUMNS, actor=office, at=timezone.now())

    done = meanwhile(
        lambda: close_may(programme, office), lambda: run_job(LEDGER_IMPORTING, job_id=job.pk, clock=timezone.now)
    )

    assert (done.added, done.rejected) == (1, 1)
    assert done.rejects[0] == {
        "row": 2,
        "column": "Date",
        "reason": "May 2025 is closed. Only the people named at its close may still post into it.",
    }
    assert list(LedgerEntry.objects.values_list("reference", flat=True)) == ["R-2"]


def test_nothing_is_committed_on_a_line_that_is_being_closed(programme, line, office):
    line.refresh_from_db()

    def close():
        close_budget_line(line=line, closed_on=date(2025, 5, 1), seen=mark_of(line), actor=office, at=timezone.now())

    def commit():
        return add_commitment(
            line=line, name="Advice", amount=Decimal(5), is_expected=False, due=None, actor=office, at=timezone.now()
        )

    assert str(meanwhile(close, commit)) == "This budget line is closed, so it does not change."
    assert Commitment.objects.count() == 0
