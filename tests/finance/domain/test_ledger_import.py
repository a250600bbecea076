"""Ledger files from sending in to posted lines: duplicates, rejects, closed months, and files that are none."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from openpyxl import Workbook

from finance.domain import ledger_import
from finance.domain.budget_line import close_budget_line
from finance.domain.finance_close import close_month
from finance.domain.ledger_import import LEDGER_IMPORTING, choose_columns, remembered_columns, request_ledger_import
from finance.enums import LedgerImportStatus
from finance.file.ledger import LedgerFileUnreadable
from finance.models import LedgerEntry, LedgerImport
from programme.domain import job
from programme.domain.editing import mark_of
from programme.domain.job import requeue_stale_jobs, run_job
from programme.enums import Role
from programme.errors import DomainError, NotAllowed
from tests.factories.finance import BudgetLineFactory, LedgerEntryFactory
from tests.factories.programme import CouncilFactory, MembershipFactory, ProgrammeFactory, user_with_role

pytestmark = pytest.mark.django_db

HEADINGS = ["Reference", "Date", "Amount", "Code", "Text"]
COLUMNS = dict(zip(["reference", "posted_on", "amount", "code", "text"], HEADINGS, strict=True))


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


def as_csv(*rows, headings=HEADINGS):
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in (headings, *rows)).encode()


def as_xlsx(*rows):
    book = Workbook()
    for row in (HEADINGS, *rows):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def sent(programme, actor, data, name="ledger.csv"):
    return request_ledger_import(programme=programme, data=data, filename=name, actor=actor, at=timezone.now())


def imported(programme, actor, data, name="ledger.csv"):
    job = sent(programme, actor, data, name)
    choose_columns(job=job, columns=COLUMNS, actor=actor, at=timezone.now())
    return run_job(LEDGER_IMPORTING, job_id=job.pk, clock=timezone.now)


def figures(job):
    return (job.status, job.added, job.duplicates, job.rejected)


@pytest.mark.parametrize("make", [as_csv, as_xlsx])
def test_lines_are_posted_to_the_line_of_their_year_and_code(programme, line, office, make):
    rows = [("R1", "2025-05-31", "1,200.50", "FLEET", "Vans"), ("R2", "2026-03-31", "-0.50", "fleet", "Credit")]
    job = imported(programme, office, make(*rows), "ledger.csv" if make is as_csv else "ledger.xlsx")

    assert figures(job) == (LedgerImportStatus.DONE, 2, 0, 0)
    assert sum(entry.amount for entry in LedgerEntry.objects.filter(line=line)) == Decimal(1200)
    assert LedgerEntry.objects.get(reference="R1").text == "Vans"


def test_the_same_file_twice_and_the_same_line_twice_post_nothing_more(programme, line, office):
    row = ("R1", "2025-05-31", "5", "fleet", "")
    first = imported(programme, office, as_csv(row, row))
    second = imported(programme, office, as_csv(row))

    assert figures(first) == (LedgerImportStatus.DONE, 1, 1, 0)
    assert figures(second) == (LedgerImportStatus.DONE, 0, 1, 0)


def test_a_reference_that_says_something_else_is_rejected_not_counted_as_here(programme, line, office):
    LedgerEntryFactory(line=line, reference="R1", amount=Decimal(5))
    rows = [
        ("R1", "2025-05-31", "6", "fleet", ""),
        ("R2", "2025-05-31", "1", "fleet", ""),
        ("R2", "2025-05-31", "2", "fleet", ""),
    ]
    job = imported(programme, office, as_csv(*rows))

    assert figures(job) == (LedgerImportStatus.DONE, 1, 0, 2)
    assert [one["row"] for one in job.rejects] == [2, 4]
    assert job.rejects[1]["reason"] == "Row 3 has the same reference and says something else."


def test_what_cannot_be_posted_is_listed_with_row_column_and_reason(programme, line, office):
    rows = [
        ("R1", "2025-05-31", "ten", "fleet", ""),
        ("R2", "2025-05-31", "1", "nowhere", ""),
        ("R3", "2024-05-31", "1", "fleet", ""),
        ("R4", "2199-05-31", "1", "fleet", ""),
        ("R5", "2025-05-31", "1", "fleet", ""),
    ]
    job = imported(programme, office, as_csv(*rows))

    assert figures(job) == (LedgerImportStatus.DONE, 1, 0, 4)
    assert [(one["row"], one["column"]) for one in job.rejects] == [
        (2, "Amount"),
        (3, "Line code"),
        (4, "Line code"),
        (5, "Date"),
    ]
    assert "no budget line “fleet” of 2024/25 that you keep" in job.rejects[2]["reason"]


def test_rejects_beyond_a_thousand_are_counted(programme, line, office):
    job = imported(programme, office, as_csv(*((f"R{n}", "never", "1", "fleet", "") for n in range(1_005))))

    assert (job.rejected, len(job.rejects)) == (1_005, 1_000)


def test_a_finance_officer_posts_to_their_own_lines_and_joint_ones_alone(programme, line, office):
    own, other = (MembershipFactory(programme=programme, council=CouncilFactory()).council for _ in range(2))
    BudgetLineFactory(programme=programme, year=2025, code="own", council=own)
    BudgetLineFactory(programme=programme, year=2025, code="theirs", council=other)
    officer = user_with_role(Role.FINANCE_OFFICER, programme, own)
    rows = [(f"R-{code}", "2025-05-31", "1", code, "") for code in ("fleet", "own", "theirs")]
    job = imported(programme, officer, as_csv(*rows))

    assert figures(job) == (LedgerImportStatus.DONE, 2, 0, 1)
    assert "that you keep" in job.rejects[0]["reason"]


def test_into_a_closed_month_only_its_editors_post(programme, line, office):
    editor = user_with_role(Role.PROGRAMME_OFFICE, programme)
    close_month(programme=programme, year=2025, month=2, editors=[editor], actor=office, at=timezone.now())
    row = ("R1", "2025-05-31", "1", "fleet", "")
    refused = imported(programme, office, as_csv(row))
    posted = imported(programme, editor, as_csv(row))

    assert figures(refused) == (LedgerImportStatus.DONE, 0, 0, 1)
    assert refused.rejects[0]["reason"].startswith("May 2025 is closed.")
    assert figures(posted) == (LedgerImportStatus.DONE, 1, 0, 0)


def test_to_a_closed_line_nothing_is_posted(programme, line, office):
    line.closed_on = date(2025, 6, 3)
    line.save()
    job = imported(programme, office, as_csv(("R1", "2025-05-31", "1", "fleet", "")))

    assert figures(job) == (LedgerImportStatus.DONE, 0, 0, 1)
    assert job.rejects == [
        {
            "row": 2,
            "column": "Line code",
            "reason": "The budget line “fleet” of 2025/26 was closed on 3 June 2025, so nothing is posted to it.",
        }
    ]


def test_a_line_closed_since_the_file_was_read_gets_nothing(programme, line, office, monkeypatch):
    other = BudgetLineFactory(programme=programme, year=2025, code="rent")
    read = ledger_import._read

    def read_and_close(job):
        reading = read(job)
        line.refresh_from_db()
        close_budget_line(line=line, closed_on=date(2025, 6, 3), seen=mark_of(line), actor=office, at=timezone.now())
        return reading

    monkeypatch.setattr(ledger_import, "_read", read_and_close)
    rows = [("R1", "2025-05-31", "1", "fleet", ""), ("R2", "2025-05-31", "2", "rent", "")]
    job = imported(programme, office, as_csv(*rows))

    assert figures(job) == (LedgerImportStatus.DONE, 1, 0, 1)
    assert [(one["row"], one["reason"].partition(" was ")[0]) for one in job.rejects] == [
        (2, "The budget line “fleet” of 2025/26")
    ]
    assert [entry.line for entry in LedgerEntry.objects.all()] == [other]


def test_the_choice_of_columns_is_remembered_for_the_programme(programme, line, office):
    imported(programme, office, as_csv(("R1", "2025-05-31", "1", "fleet", "")))

    assert remembered_columns(programme) == COLUMNS
    assert remembered_columns(ProgrammeFactory()) == {}


@pytest.mark.parametrize("columns", [{}, {**COLUMNS, "amount": "Date"}, {**COLUMNS, "code": "No such"}])
def test_each_needed_column_is_chosen_and_each_once(programme, office, columns):
    job = sent(programme, office, as_csv(("R1", "2025-05-31", "1", "fleet", "")))

    with pytest.raises(DomainError, match=r"^Choose the column of the|^This column is chosen twice"):
        choose_columns(job=job, columns=columns, actor=office, at=timezone.now())


def test_only_who_sent_the_file_in_has_it_read(programme, office):
    job = sent(programme, office, as_csv(("R1", "2025-05-31", "1", "fleet", "")))

    with pytest.raises(NotAllowed):
        choose_columns(
            job=job, columns=COLUMNS, actor=user_with_role(Role.PROGRAMME_OFFICE, programme), at=timezone.now()
        )


def bomb():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (201 * 2**20))
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "a.csv", "The file is empty"),
        (b"\n\n", "a.csv", "The file has no headings"),
        (b"a,b\n1,2", "a.csv", "fewer than four columns"),
        (b"a,b,c,d\n", "a.csv", "headings and no lines"),
        (b"a,b,c,d\n1,2,3,4", "a.exe", "must end in .csv or .xlsx"),
        (b"PK\x03\x04junk", "a.csv", "no CSV of plain text"),
        (b"\xff\xfea\0b\0", "a.csv", "no CSV of plain text"),
        (b"not a workbook", "a.xlsx", "no workbook that can be read"),
        (b'a,b,c,d\n"' + b"x" * 200_000, "a.csv", "a cell of it never ends, or is too long"),
        (b"a,b,c,d\n" + b"," * 70, "a.csv", "more than 60 columns"),
        (b"x" * (20 * 2**20 + 1), "a.csv", "larger than 20 MB"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else None,
)
def test_a_file_that_is_none_is_refused_with_a_sentence(programme, office, data, name, sentence):
    with pytest.raises(LedgerFileUnreadable, match=sentence) as refused:
        sent(programme, office, data, name)

    assert refused.value.field == "file"
    assert not LedgerImport.objects.exists()


def test_a_workbook_that_unpacks_without_end_is_refused(programme, office):
    with pytest.raises(LedgerFileUnreadable, match="too large"):
        sent(programme, office, bomb(), "a.xlsx")


def test_too_many_lines_post_nothing(programme, line, office, monkeypatch):
    monkeypatch.setattr("finance.file.ledger.MOST_LINES", 3)
    job = imported(programme, office, as_csv(*((f"R{n}", "2025-05-31", "1", "fleet", "") for n in range(5))))

    assert job.status == LedgerImportStatus.FAILED
    assert "more than 3 lines" in job.failure
    assert not LedgerEntry.objects.exists()


def test_a_failure_half_way_leaves_nothing_posted_and_says_so(programme, line, office, monkeypatch):
    monkeypatch.setattr(ledger_import, "PORTION", 1)
    real, calls = LedgerEntry.objects.bulk_create, []

    def fail_at_the_second(entries):
        calls.append(entries)
        if len(calls) == 2:
            raise RuntimeError("the disk is full")
        return real(entries)

    monkeypatch.setattr(LedgerEntry.objects, "bulk_create", fail_at_the_second)
    job = imported(programme, office, as_csv(*((f"R{n}", "2025-05-31", "1", "fleet", "") for n in range(5))))

    assert job.status == LedgerImportStatus.FAILED
    assert not LedgerEntry.objects.exists()


def test_a_job_run_again_does_nothing_more_and_one_left_behind_is_found(programme, line, office):
    job = sent(programme, office, as_csv(("R1", "2025-05-31", "1", "fleet", "")))
    choose_columns(job=job, columns=COLUMNS, actor=office, at=timezone.now() - timedelta(hours=1))

    assert requeue_stale_jobs(LEDGER_IMPORTING, at=timezone.now()) == [job.pk]
    run_job(LEDGER_IMPORTING, job_id=job.pk, clock=timezone.now)
    again = run_job(LEDGER_IMPORTING, job_id=job.pk, clock=timezone.now)

    assert figures(again) == (LedgerImportStatus.DONE, 1, 0, 0)
    assert requeue_stale_jobs(LEDGER_IMPORTING, at=timezone.now() + timedelta(hours=1)) == []
