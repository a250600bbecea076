"""A ledger file sent in: stored, its columns chosen, then read by a worker and posted whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from itertools import islice
from typing import Any, TypeVar

from django.core.files.base import ContentFile
from django.db import transaction

from finance.domain.finance_close import Closes, closed_months, closed_sentence, is_closed_to, lock_months
from finance.enums import LedgerImportStatus
from finance.file.ledger import LedgerFileUnreadable, head_of, headings_of, ledger_rows
from finance.models import BudgetLine, LedgerEntry, LedgerImport
from finance.rules.ledger import COLUMNS, NEEDED, LedgerLine, LineRejected, read_line
from programme.domain.job import MOST_ATTEMPTS, Clock, JobKind, finish_job, queue_job, tell_progress
from programme.errors import DomainError, NotAllowed
from programme.models import Programme, User
from programme.permissions import check_permission
from services.values.standards import financial_year_of, year_label

KEEP = "finance.keep_budgets"
REJECTS_KEPT = 1_000
PORTION = 2_000
"""How many lines are compared, written and told of at a time."""


OneT = TypeVar("OneT")


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
        requested_by=actor,
        queued_at=at,
    )
    job.file.save(filename, ContentFile(data), save=False)
    job.save()
    return job


@transaction.atomic
def choose_columns(*, job: LedgerImport, columns: Mapping[str, str], actor: User, at: datetime) -> LedgerImport:
    """Say which heading is which column and have the file read. Only who sent it in may.

    Raises NotAllowed, DomainError.
    """
    job = LedgerImport.objects.select_for_update(of=("self",)).select_related("programme").get(pk=job.pk)
    check_permission(actor, KEEP, job.programme)
    if job.requested_by_id != actor.pk:
        raise NotAllowed("Only the person who sent this file in can have it read.")
    if job.status != LedgerImportStatus.COLUMNS:
        raise DomainError("The columns of this file have been chosen already.")
    chosen = {name: heading for name, heading in columns.items() if heading}
    for name in NEEDED:
        if chosen.get(name) not in job.head[0]:
            raise DomainError(f"Choose the column of the {COLUMNS[name].lower()}.", field=name)
    for name, heading in chosen.items():
        if list(chosen.values()).count(heading) > 1:
            raise DomainError("This column is chosen twice. Each stands for one thing.", field=name)
    job.mapping = chosen
    queue_job(job, at=at)
    return job


def remembered_columns(programme: Programme) -> dict[str, str]:
    """How the columns of the programme's last file were chosen."""
    last = LedgerImport.objects.filter(programme=programme).exclude(mapping={}).order_by("-queued_at", "-pk").first()
    return dict(last.mapping) if last else {}


def _read_and_post(job: LedgerImport, clock: Clock) -> None:
    """Read the file and post its lines, all in one transaction."""
    _post(job, _read(job), clock=clock)


LEDGER_IMPORTING = JobKind(
    model=LedgerImport,
    lock_space=0x0C0DF2,
    work=_read_and_post,
    first_step="Being read",
    stopped=f"The worker stopped {MOST_ATTEMPTS} times at this file. Nothing was posted.",
    too_long="The file took too long. Divide it and send the parts in.",
    unreadable="The stored file could not be read. Send it in again.",
    unexpected="Something went wrong on our side. Nothing was posted. Try again.",
    refusals=(LedgerFileUnreadable, NotAllowed),
)


def _read(job: LedgerImport) -> _Reading:
    """Every line checked; nothing is written but how far it is."""
    actor = User.objects.get(pk=job.requested_by_id)
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
        tell_progress(job, job.step, done)
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
    if is_closed_to(job.requested_by_id, closes=closes, day=said.posted_on):
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
        recorded_by_id=job.requested_by_id,
    )


def _same(entry: LedgerEntry, amount: Decimal, line: BudgetLine) -> bool:
    return entry.amount == amount and entry.line_id == line.pk


@transaction.atomic
def _post(job: LedgerImport, reading: _Reading, *, clock: Clock) -> None:
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
    finish_job(job, status=LedgerImportStatus.DONE, at=at)


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
        if is_closed_to(job.requested_by_id, closes=closes, day=entry.posted_on):
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


def _portions(found: Iterable[OneT]) -> Iterator[list[OneT]]:
    iterator = iter(found)
    while portion := list(islice(iterator, PORTION)):
        yield portion
