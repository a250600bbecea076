"""A programme file sent in by the page: stored, checked by a worker, shown, and written by a worker once confirmed."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from programme.domain.job import MOST_ATTEMPTS, Clock, JobKind, finish_job, queue_job, tell_progress
from programme.domain.programme_file import ImportResult, ProgrammeFileFaulty, import_programme_file
from programme.enums import ImportStatus
from programme.errors import DomainError, NotAllowed
from programme.models import ImportJob, User
from programme.permissions import check_permission

MOST_ROWS_SHOWN = 2_000


@transaction.atomic
def request_import(*, data: bytes, filename: str, actor: User, at: datetime) -> ImportJob:
    """Store the file and have it checked. Raises NotAllowed."""
    check_permission(actor, "programme.import_programme")
    job = ImportJob(
        requested_by=actor,
        filename=filename[:200],
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
    )
    job.file.save(filename, ContentFile(data), save=False)
    queue_job(job, at=at)
    return job


@transaction.atomic
def confirm_import(*, job: ImportJob, actor: User, at: datetime) -> ImportJob:
    """Have a checked file written. Only who sent it in may. Raises NotAllowed, DomainError."""
    job = ImportJob.objects.select_for_update(of=("self",)).get(pk=job.pk)
    check_permission(actor, "programme.import_programme")
    if job.requested_by_id != actor.pk:
        raise NotAllowed("Only the person who sent this file in can import it.")
    if job.status != ImportStatus.READY:
        raise DomainError("This file is not waiting to be imported. Send it in again.")
    job.confirmed_at = at
    queue_job(job, at=at)
    return job


def _check_or_write(job: ImportJob, clock: Clock) -> None:
    """Check the file, or write it when it has been confirmed."""
    try:
        _import(job, clock)
    except ProgrammeFileFaulty as faulty:
        job.refresh_from_db()
        job.faults = [fault.to_dict() for fault in faulty.faults]
        finish_job(job, status=ImportStatus.FAULTY, at=clock())


def _import(job: ImportJob, clock: Clock) -> None:
    with job.file.open("rb") as stream:
        data = stream.read()
    is_confirmed = job.confirmed_at is not None

    def finish(result: ImportResult) -> None:
        job.programme = result.programme
        job.preview = _preview(result)
        finish_job(job, status=ImportStatus.DONE, at=clock())

    result = import_programme_file(
        data=data,
        filename=job.filename,
        actor=User.objects.get(pk=job.requested_by_id),
        at=clock(),
        dry_run=not is_confirmed,
        expected_fingerprint=job.preview.get("fingerprint", "") if is_confirmed else "",
        progress=lambda step, percent: tell_progress(job, step, percent),
        on_written=finish,
    )
    if not is_confirmed:
        job.preview = _preview(result)
        finish_job(job, status=ImportStatus.READY, at=clock())


IMPORTING = JobKind(
    model=ImportJob,
    lock_space=0x0C0DF1,
    work=_check_or_write,
    first_step="Reading the file",
    stopped=f"The worker stopped {MOST_ATTEMPTS} times at this file. Nothing was imported.",
    too_long="The file took too long. Divide it and send the parts in.",
    unreadable="The stored file could not be read. Send it in again.",
    unexpected="Something went wrong on our side. Nothing was imported. Try again.",
)


def _preview(result: ImportResult) -> dict[str, Any]:
    """What the import does, as the page shows it."""
    changed = [row for row in result.rows if row.action == "changed"]
    added = [row for row in result.rows if row.action == "added"]
    shown = [*changed, *added][:MOST_ROWS_SHOWN]
    return {
        "programme_code": result.programme.code,
        "programme_name": result.programme.name,
        "is_new": result.is_new,
        "counts": result.counts,
        "totals": {"added": result.added, "changed": result.changed, "unchanged": result.unchanged},
        "rows": [{**asdict(row), "changes": [_told(change) for change in row.changes]} for row in shown],
        "rows_not_shown": len(changed) + len(added) - len(shown),
        "notes": list(result.notes),
        "differing_figures": list(result.differing_figures),
        "fingerprint": result.fingerprint,
    }


def _told(change: Any) -> dict[str, str]:
    return {
        "field": change.field,
        "before": "" if change.before is None else str(change.before),
        "after": "" if change.after is None else str(change.after),
    }
