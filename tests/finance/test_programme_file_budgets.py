"""Budgets in the programme file: round trip, faults at their place, and months that are closed."""

from __future__ import annotations

import pytest
from django.utils import timezone

from finance.models import BudgetLine, FinanceCloseEditor, LedgerEntry
from programme.domain.programme_file import ProgrammeFileFaulty, import_programme_file
from programme.file.export import export_programme_file
from programme.models import Programme
from programme.rules.demo_dates import resolve_dates
from tests.access.world import FILE

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def newcomer(module_database: None) -> None:
    data = resolve_dates(FILE.read_text(), today=timezone.localdate()).encode()
    import_programme_file(data=data, filename=FILE.name, actor=None, at=timezone.now())


@pytest.fixture
def programme(newcomer: None, db: None) -> Programme:
    return Programme.objects.get(code="ashmere-wendle")


def take(programme, text):
    head = f"concordat: 1\nprogramme: {{code: {programme.code}}}\n"
    data = (head + text).encode()
    return import_programme_file(data=data, filename="more.yaml", actor=None, at=timezone.now())


def faults(programme, text):
    with pytest.raises(ProgrammeFileFaulty) as faulty:
        take(programme, text)
    return " ".join(fault.message for fault in faulty.value.faults)


@pytest.mark.parametrize("file_format", ["yaml", "json", "xlsx"])
def test_a_round_trip_changes_nothing(programme, file_format):
    lines = set(BudgetLine.objects.values_list("year", "code", "budget"))
    data = export_programme_file(programme=programme, file_format=file_format, as_at=None, person=None)
    result = import_programme_file(
        data=data, filename=f"again.{file_format}", actor=None, at=timezone.now(), dry_run=True
    )

    assert (result.added, result.changed) == (0, 0)
    assert len(lines) == 3
    assert set(BudgetLine.objects.values_list("year", "code", "budget")) == lines
    assert FinanceCloseEditor.objects.count() == 1


def test_a_ledger_entry_never_changes(programme):
    line = "ledger_entries:\n  - {reference: AS-4401, line: 2026/depot-works, amount: 1, posted_on: 2026-06-01}\n"

    assert "a ledger entry never changes" in faults(programme, line)


def test_a_virement_of_nothing_is_told_at_its_place(programme):
    row = "{code: v, source: 2026/depot-works, target: 2026/depot-works, amount: 0, on: 2026-06-01, reason: x}"
    told = faults(programme, f"virements:\n  - {row}\n")

    assert "expected an amount above 0" in told
    assert "expected another line" in told


def test_nothing_new_is_dated_in_a_closed_month(programme):
    BudgetLine.objects.filter(code="depot-works").update(year=2025)
    row = "{reference: NEW, line: 2025/depot-works, amount: 5, posted_on: 2026-03-05}"

    assert "March 2026 is closed" in faults(programme, f"ledger_entries:\n  - {row}\n")
    assert not LedgerEntry.objects.filter(reference="NEW").exists()
