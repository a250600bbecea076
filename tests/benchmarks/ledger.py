"""How long a ledger file of fifty thousand lines takes, and how much memory."""

from __future__ import annotations

import io
import resource
import time

from django.utils import timezone
from openpyxl import Workbook

from finance.domain.ledger_import import LEDGER_IMPORTING, choose_columns, request_ledger_import
from finance.models import BudgetLine
from programme.domain.job import run_job
from programme.enums import Role
from tests.factories.programme import ProgrammeFactory, user_with_role

LINES = 50_000
HEADINGS = ("Reference", "Date", "Amount", "Code", "Text")
COLUMNS = {"reference": "Reference", "posted_on": "Date", "amount": "Amount", "code": "Code", "text": "Text"}


def measure_ledger() -> None:
    """Print the seconds of a CSV, of a workbook, and of the CSV again, and the most memory held."""
    programme = ProgrammeFactory()
    actor = user_with_role(Role.PROGRAMME_OFFICE, programme)
    for number in range(50):
        BudgetLine.objects.create(programme=programme, year=2024, code=f"line-{number}", name=f"Line {number}")
    csv_file, workbook = _csv(), _workbook()
    print(f"Ledger file of {LINES:,} lines, {len(csv_file) / 1_000_000:.1f} MB:")
    for label, name, data in (
        ("CSV", "ledger.csv", csv_file),
        ("workbook", "ledger.xlsx", workbook),
        ("the CSV again", "ledger.csv", csv_file),
    ):
        job = request_ledger_import(programme=programme, data=data, filename=name, actor=actor, at=timezone.now())
        choose_columns(job=job, columns=COLUMNS, actor=actor, at=timezone.now())
        started = time.perf_counter()
        job = run_job(LEDGER_IMPORTING, job_id=job.pk, clock=timezone.now)
        print(
            f"  {label}: {time.perf_counter() - started:.1f} s, {job.added:,} posted, {job.duplicates:,} here already"
        )
    print(f"  most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _rows(prefix: str) -> list[tuple[str, str, float, str, str]]:
    return [
        (f"{prefix}{number}", f"2024-{number % 9 + 4:02}-15", number % 900 + 0.25, f"line-{number % 50}", "An invoice")
        for number in range(LINES)
    ]


def _csv() -> bytes:
    return "\n".join(",".join(str(cell) for cell in row) for row in (HEADINGS, *_rows("C"))).encode()


def _workbook() -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in (HEADINGS, *_rows("X")):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
