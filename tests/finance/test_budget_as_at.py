"""Ledger entries, virements, commitments and closes as at a past moment, in the export and in what is left."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from finance.models import BudgetLine, Commitment, FinanceClose, Virement
from finance.queries.budgets import budget_rows
from programme.file.export import export_programme_file
from programme.history import Moment
from tests.factories.finance import BudgetLineFactory, CommitmentFactory, LedgerEntryFactory
from tests.factories.programme import ProgrammeFactory
from tests.finance.past import let_time_pass

pytestmark = pytest.mark.django_db
NOW = timezone.now()
THEN = NOW - timedelta(days=50)
BEFORE, AFTER = NOW - timedelta(days=60), NOW - timedelta(days=40)


@pytest.fixture
def line():
    made = BudgetLineFactory(programme=ProgrammeFactory(starts_on=date(2010, 1, 1)), code="fleet", budget=1000)
    BudgetLineFactory(programme=made.programme, code="other")
    CommitmentFactory(line=made, code="advice", amount=50)
    FinanceClose.objects.create(programme=made.programme, year=2025, month=1, closed_at=BEFORE)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    let_time_pass()
    return made


def virement(line, code, amount, at):
    Virement.objects.create(
        programme=line.programme,
        code=code,
        source=line,
        target=BudgetLine.objects.get(code="other"),
        amount=amount,
        on=date(2025, 5, 1),
        reason="Needed",
        recorded_at=at,
    )


def exported(line, as_at):
    data = export_programme_file(programme=line.programme, file_format="json", as_at=as_at, person=None)
    return json.loads(data)


def test_an_entry_counts_from_the_moment_it_was_recorded_whatever_day_it_was_posted(line):
    LedgerEntryFactory(line=line, reference="EARLY", amount=100, posted_on=date(2025, 6, 1), recorded_at=BEFORE)
    LedgerEntryFactory(line=line, reference="LATE", amount=7, posted_on=date(2025, 4, 1), recorded_at=AFTER)
    lines = BudgetLine.objects.filter(pk=line.pk)
    (then,) = budget_rows(lines=lines, programme=line.programme, moment=Moment(line.programme, THEN))
    (now,) = budget_rows(lines=lines, programme=line.programme)

    assert (then.position.actual.amount, now.position.actual.amount) == (Decimal(100), Decimal(107))
    assert [row["reference"] for row in exported(line, THEN)["ledger_entries"]] == ["EARLY"]
    assert [row["reference"] for row in exported(line, None)["ledger_entries"]] == ["EARLY", "LATE"]


def test_virements_commitments_and_closes_of_later_are_left_out(line):
    virement(line, "early", 10, BEFORE)
    virement(line, "late", 20, AFTER)
    Commitment.objects.update(amount=80)
    FinanceClose.objects.create(programme=line.programme, year=2025, month=2, closed_at=AFTER)
    (then,) = budget_rows(
        lines=BudgetLine.objects.filter(pk=line.pk), programme=line.programme, moment=Moment(line.programme, THEN)
    )
    data = exported(line, THEN)

    assert (then.position.budget.amount, then.position.committed.amount) == (Decimal(990), Decimal(50))
    assert [row["code"] for row in data["virements"]] == ["early"]
    assert [row["month"] for row in data["finance_closes"]] == [1]
    fleet = next(row for row in data["budgets"] if row["code"] == "fleet")
    assert [row["amount"] for row in fleet["commitments"]] == [50]
