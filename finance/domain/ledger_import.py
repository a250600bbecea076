"""A ledger file sent in: stored, its columns chosen, then read by a worker and posted whole or not at all."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any, TypeVar

from billiard.exceptions import SoftTimeLimitExceeded
from celery import current_app
from django.core.files.base import ContentFile
from django.db import transaction

from finance.domain.finance_close import Closes, closed_months, closed_sentence, is_closed_to, lock_months
from finance.enums import UNFINISHED_LEDGER, LedgerImportStatus
from finance.file.ledger import LedgerFileUnreadable, head_of, headings_of, ledger_rows
from finance.models import BudgetLine, LedgerEntry, LedgerImport
from finance.rules.ledger import COLUMNS, NEEDED, LedgerLine, LineRejected, read_line
from programme.domain.job_lock import held
from programme.errors import DomainError, NotAllowed
from programme.models import Programme, User
from programme.permissions import check_permission
from services.values.standards import financial_year_of, year_label

logger = logging.getLogger(__name__)

KEEP = "finance.keep_budgets"
LEDGER_TASK = "finance.tasks.run_ledger_import"
LOCK_SPACE = 0x0C0DF2
MOST_ATTEMPTS = 3
STALE_AFTER = timedelta(minutes=2)
REJECTS_KEPT = 1_000
PORTION = 2_000
"""How many lines are compared, written and told of at a time."""


OneT = TypeVar("OneT")


class ColumnsWrong(DomainError):
    """Each needed column is chosen, and no column stands for two."""


@dataclass
class _Reading:
    """What has been read of a file so far."""

    entries: dict[str, LedgerEntry] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    duplicates: int = 0
    rejected: int = 0
    rejects: list[dict[str, Any]] = field(default_factory=list)

    def reject(self, row: int, column: str, reason: str) -> None:
        """Count a line that is not posted; the first thousand are told."""
        self.rejected += 1
        if len(self.rejects) < REJECTS_KEPT:
            self.rejects.append({"row": row, "column": COLUMNS.get(column, column), "reason": reason})


@transaction.atomic
def request_ledger_import(
    *, programme: Programme, data: bytes, filename: str, actor: User, at: datetime
) -> LedgerImport:
    """Store a file, to have its columns chosen. Raises NotAllowed, LedgerFileUnreadable."""
    check_permission(actor, KEEP, programme)
    job = LedgerImport(
        programme=programme,
        filename=filename[:200],
        head=head_of(data, filename=filename),
        status=LedgerImportStatus.COLUMNS,
        queued_by=actor,
        queued_at=at,
    )
    job.file.save(filename, ContentFile(data), save=False)
    job.save()
    return job


@transaction.atomic
def choose_columns(*, job: LedgerImport, columns: Mapping[str, str], actor: User, at: datetime) -> LedgerImport:
    """Say which heading is which column and have the file read. Only who sent it in may.

    Raises NotAllowed, ColumnsWrong.
    """
    job = LedgerImport.objects.select_for_update(of=("self",)).select_related("programme").get(pk=job.pk)
    check_permission(actor, KEEP, job.programme)
    if job.queued_by_id != actor.pk:
        raise NotAllowed("Only the person who sent this file in can have it read.")
    if job.status != LedgerImportStatus.COLUMNS:
        raise ColumnsWrong("The columns of this file have been chosen already.")
    chosen = {name: heading for name, heading in columns.items() if heading}
    for name in NEEDED:
        if chosen.get(name) not in job.head[0]:
            raise ColumnsWrong(f"Choose the column of the {COLUMNS[name].lower()}.", field=name)
    for name, heading in chosen.items():
        if list(chosen.values()).count(heading) > 1:
            raise ColumnsWrong("This column is chosen twice. Each stands for one thing.", field=name)
    job.mapping, job.status, job.queued_at = chosen, LedgerImportStatus.QUEUED, at
    job.save()
    queue_ledger_import(job_id=job.pk)
    return job


def queue_ledger_import(*, job_id: int) -> None:
    """Tell a worker after the commit. When the queue cannot be reached the job stays queued and is found again."""
    transaction.on_commit(lambda: current_app.send_task(LEDGER_TASK, args=[job_id]), robust=True)


def remembered_columns(programme: Programme) -> dict[str, str]:
    """How the columns of the programme's last file were chosen."""
    last = LedgerImport.objects.filter(programme=programme).exclude(mapping={}).order_by("-queued_at", "-pk").first()
    return dict(last.mapping) if last else {}


def run_ledger_import(*, job_id: int, clock: Callable[[], datetime]) -> LedgerImport:
    """Read the file of a job and post its lines, all in one transaction. Its row says how it went. Safe to call
    twice."""
    with held(LOCK_SPACE, job_id) as is_ours:
        job = _take_up(job_id=job_id, at=clock()) if is_ours else None
        if job is None:
            return LedgerImport.objects.get(pk=job_id)
        try:
            reading = _read(job)
            _post(job, reading, clock=clock)
        except (LedgerFileUnreadable, NotAllowed) as refusal:
            _fail(job, reason=refusal.message, at=clock())
        except OSError:
            logger.exception("The file of ledger import %s could not be read", job_id)
            _fail(job, reason="The stored file could not be read. Send it in again.", at=clock())
        except SoftTimeLimitExceeded:
            _fail(job, reason="The file took too long. Divide it and send the parts in.", at=clock())
        except Exception:
            # Whatever happened, its sender is told and the job does not hang; the log keeps the cause.
            logger.exception("Ledger import %s failed", job_id)
            _fail(job, reason="Something went wrong on our side. Nothing was posted. Try again.", at=clock())
        return job


def take_stale_ledgers(*, at: datetime) -> list[int]:
    """The ids of jobs that have waited or run too long and that no worker holds. Each counts as queued from now."""
    waiting = LedgerImport.objects.filter(status__in=UNFINISHED_LEDGER, queued_at__lt=at - STALE_AFTER)
    stale = []
    for job_id in waiting.order_by("queued_at", "pk").values_list("pk", flat=True):
        with held(LOCK_SPACE, job_id) as is_free:
            if is_free:
                stale.append(job_id)
    LedgerImport.objects.filter(pk__in=stale).update(queued_at=at)
    return stale


@transaction.atomic
def _take_up(*, job_id: int, at: datetime) -> LedgerImport | None:
    """Mark the job as being worked on and give it; None when there is nothing to do."""
    jobs = LedgerImport.objects.select_for_update(of=("self",), skip_locked=True).select_related("programme")
    job = jobs.filter(pk=job_id).first()
    if job is None or job.status not in UNFINISHED_LEDGER:
        return None
    if job.attempts >= MOST_ATTEMPTS:
        _fail(job, reason=f"The worker stopped {MOST_ATTEMPTS} times at this file. Nothing was posted.", at=at)
        return None
    job.status, job.progress = LedgerImportStatus.RUNNING, 1
    job.attempts += 1
    job.save()
    return job


def _read(job: LedgerImport) -> _Reading:
    """Every line checked; nothing is written but how far it is."""
    actor = User.objects.get(pk=job.queued_by_id)
    check_permission(actor, KEEP, job.programme)
    with job.file.open("rb") as stream:
        data = stream.read()
    rows = ledger_rows(data, filename=job.filename)
    headings = headings_of(next(rows)[1])
    places = {name: headings.index(heading) for name, heading in job.mapping.items() if heading in headings}
    lines = {
        (line.year, line.code): line
        for line in BudgetLine.objects.filter(programme=job.programme)
        if actor.has_perm("finance.change_budget", line)
    }
    closes = closed_months(job.programme)
    reading = _Reading()
    for portion in _portions(rows):
        for number, cells in portion:
            try:
                said = read_line(cells, places)
                line = _line_of(said, lines, closes=closes, job=job)
            except LineRejected as rejected:
                reading.reject(number, rejected.column, rejected.reason)
            else:
                _take(reading, number, said, line, job=job)
        done = min(80, 1 + 79 * portion[-1][0] // max(portion[-1][0], len(data) // 60))
        LedgerImport.objects.filter(pk=job.pk).update(progress=done)
    return reading


def _line_of(
    said: LedgerLine, lines: Mapping[tuple[int, str], BudgetLine], *, closes: Closes, job: LedgerImport
) -> BudgetLine:
    if said.posted_on > job.programme.today:
        raise LineRejected("posted_on", "The day has not come yet.")
    year = financial_year_of(said.posted_on)
    line = lines.get((year, said.code))
    if line is None:
        raise LineRejected("code", f"There is no budget line “{said.code}” of {year_label(year)} that you keep.")
    if line.closed_on is not None:
        raise LineRejected("code", _line_closed(line))
    if is_closed_to(job.queued_by_id, closes=closes, day=said.posted_on):
        raise LineRejected("posted_on", closed_sentence(said.posted_on))
    return line


def _line_closed(line: BudgetLine) -> str:
    named = f"The budget line “{line.code}” of {year_label(line.year)}"
    return f"{named} was closed on {line.closed_on:%-d %B %Y}, so nothing is posted to it."


def _take(reading: _Reading, number: int, said: LedgerLine, line: BudgetLine, *, job: LedgerImport) -> None:
    before = reading.entries.get(said.reference)
    if before is not None:
        if _same(before, said.amount, line):
            reading.duplicates += 1
        else:
            row = reading.rows[said.reference]
            reading.reject(number, "reference", f"Row {row} has the same reference and says something else.")
        return
    reading.rows[said.reference] = number
    reading.entries[said.reference] = LedgerEntry(
        programme_id=job.programme_id,
        line=line,
        reference=said.reference,
        posted_on=said.posted_on,
        amount=said.amount,
        text=said.text,
        recorded_by_id=job.queued_by_id,
    )


def _same(entry: LedgerEntry, amount: Decimal, line: BudgetLine) -> bool:
    return entry.amount == amount and entry.line_id == line.pk


@transaction.atomic
def _post(job: LedgerImport, reading: _Reading, *, clock: Callable[[], datetime]) -> None:
    """Write what the record does not have yet, and how it went; together."""
    lock_months(job.programme)
    closes = closed_months(job.programme)
    at = clock()
    added = 0
    for portion in _portions(reading.entries.values()):
        new = list(_not_recorded(portion, reading, closes=closes, job=job))
        for entry in new:
            entry.recorded_at = at
        LedgerEntry.objects.bulk_create(new)
        added += len(new)
    job.added, job.duplicates, job.rejected = added, reading.duplicates, reading.rejected
    job.rejects = sorted(reading.rejects, key=lambda one: one["row"])
    job.status, job.progress, job.finished_at = LedgerImportStatus.DONE, 100, at
    job.save()


def _not_recorded(
    entries: Iterable[LedgerEntry], reading: _Reading, *, closes: Closes, job: LedgerImport
) -> Iterable[LedgerEntry]:
    """Those that the record has not. A month or a line may have been closed since the file was read."""
    found = list(entries)
    lines = BudgetLine.objects.filter(pk__in={entry.line_id for entry in found}, closed_on__isnull=False)
    closed_lines = {line.pk: line for line in lines}
    references = [entry.reference for entry in found]
    same = LedgerEntry.objects.filter(programme=job.programme_id, reference__in=references)
    recorded = {entry.reference: entry for entry in same}
    for entry in found:
        before = recorded.get(entry.reference)
        if is_closed_to(job.queued_by_id, closes=closes, day=entry.posted_on):
            reading.reject(reading.rows[entry.reference], "posted_on", closed_sentence(entry.posted_on))
        elif before is None and entry.line_id in closed_lines:
            reading.reject(reading.rows[entry.reference], "code", _line_closed(closed_lines[entry.line_id]))
        elif before is None:
            yield entry
        elif before.amount == entry.amount and before.line_id == entry.line_id:
            reading.duplicates += 1
        else:
            row = reading.rows[entry.reference]
            reading.reject(row, "reference", "The record has this reference already and says something else.")


def _fail(job: LedgerImport, *, reason: str, at: datetime) -> None:
    job.status, job.failure, job.finished_at, job.progress = LedgerImportStatus.FAILED, reason, at, 100
    job.save()


def _portions(found: Iterable[OneT]) -> Iterator[list[OneT]]:
    iterator = iter(found)
    while portion := list(islice(iterator, PORTION)):
        yield portion
