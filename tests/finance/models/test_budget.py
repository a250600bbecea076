"""What the database itself refuses of budgets, virements, commitments, ledger entries and closed months."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from finance.models import BudgetLine, FinanceClose, FinanceCloseEditor, LedgerEntry, Virement
from tests.factories.finance import BudgetLineFactory, CommitmentFactory, LedgerEntryFactory
from tests.factories.programme import ProgrammeFactory, UserFactory
from tests.factories.services import ReviewFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def line():
    return BudgetLineFactory(code="fleet")


def virement(line, **given):
    made = {"code": "v", "target": BudgetLineFactory(programme=line.programme), "amount": 5, "reason": "Needed"}
    return Virement.objects.create(
        programme=line.programme, source=line, on=date(2025, 5, 1), recorded_at=timezone.now(), **made | given
    )


def close(programme, **given):
    return FinanceClose.objects.create(
        programme=programme, closed_at=timezone.now(), **{"year": 2025, "month": 2} | given
    )


def refused(constraint):
    return pytest.raises(IntegrityError, match=constraint)


@pytest.mark.parametrize(
    ("given", "constraint"),
    [
        ({"amount": 0}, "virement_above_nothing"),
        ({"amount": -5}, "virement_above_nothing"),
        ({"reason": ""}, "virement_has_a_reason"),
    ],
)
def test_a_virement_that_cannot_be(line, given, constraint):
    with refused(constraint), transaction.atomic():
        virement(line, **given)


def test_a_virement_is_between_two_lines(line):
    with refused("virement_between_two_lines"), transaction.atomic():
        virement(line, target=line)


@pytest.mark.parametrize("year", [1973, 2200])
def test_a_line_is_of_a_possible_year(year):
    with refused("budget_line_year_possible"), transaction.atomic():
        BudgetLineFactory(year=year)


def test_codes_and_references_are_given_once(line):
    virement(line)
    commitment = CommitmentFactory(line=line)
    entry = LedgerEntryFactory(line=line)
    for constraint, again in (
        ("budget_line_code_unique", lambda: BudgetLineFactory(programme=line.programme, year=line.year, code="fleet")),
        ("virement_code_unique", lambda: virement(line)),
        ("commitment_code_unique", lambda: CommitmentFactory(line=line, code=commitment.code)),
        ("ledger_reference_unique", lambda: LedgerEntryFactory(line=line, reference=entry.reference)),
    ):
        with refused(constraint), transaction.atomic():
            again()


def test_what_is_posted_or_moved_is_neither_changed_nor_deleted(line):
    for row in (virement(line), LedgerEntryFactory(line=line)):
        row.amount = Decimal(6)
        with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
            row.save()
        with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
            row.delete()


def test_lines_commitments_and_closes_are_not_deleted(line):
    month = close(line.programme)
    editor = FinanceCloseEditor.objects.create(close=month, user=UserFactory())
    for row in (CommitmentFactory(line=line), editor, month, BudgetLineFactory()):
        with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
            row.delete()


def test_a_line_is_of_the_programme_of_its_review_and_an_entry_of_that_of_its_line(line):
    with pytest.raises(DatabaseError, match="the review belongs to another programme"), transaction.atomic():
        BudgetLineFactory(review=ReviewFactory())
    with pytest.raises(DatabaseError, match="the line belongs to another programme"), transaction.atomic():
        LedgerEntryFactory(line=line, programme=ProgrammeFactory())
    with pytest.raises(DatabaseError, match="the line belongs to another programme"), transaction.atomic():
        LedgerEntry.objects.bulk_create(
            [
                LedgerEntry(
                    programme=ProgrammeFactory(),
                    line=line,
                    reference="A",
                    posted_on=date(2025, 5, 1),
                    amount=1,
                    recorded_at=timezone.now(),
                )
            ]
        )
    assert BudgetLine.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "constraint"),
    [
        ({"month": 0}, "finance_close_month_possible"),
        ({"month": 13}, "finance_close_month_possible"),
        ({"year": 1973}, "finance_close_year_possible"),
        ({}, "finance_close_once"),
    ],
)
def test_a_month_that_cannot_be_closed(given, constraint):
    programme = ProgrammeFactory()
    close(programme)
    with refused(constraint), transaction.atomic():
        close(programme, **given)


def test_an_editor_is_named_once_at_a_time():
    month, person = close(ProgrammeFactory()), UserFactory()
    FinanceCloseEditor.objects.create(close=month, user=person, removed_at=timezone.now())
    FinanceCloseEditor.objects.create(close=month, user=person)
    with refused("finance_close_editor_once"), transaction.atomic():
        FinanceCloseEditor.objects.create(close=month, user=person)
