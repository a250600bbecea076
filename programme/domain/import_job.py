"""A programme file sent in by the page: stored, checked by a worker, shown, and written by a worker once confirmed.

While a worker is at it the job is held by a session-level advisory lock, which ends with the connection: a job marked
running that nobody holds was left by a worker that died, and may be taken up again.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from billiard.exceptions import SoftTimeLimitExceeded
from celery import current_app
from django.core.files.base import ContentFile
from django.db import transaction

from programme.domain.job_lock import held
from programme.domain.programme_file import ImportResult, ProgrammeFileFaulty, import_programme_file
from programme.enums import UNFINISHED_IMPORTS, ImportStatus
from programme.errors import DomainError, NotAllowed
from programme.models import ImportJob, User
from programme.permissions import check_permission

logger = logging.getLogger(__name__)

IMPORT_TASK = "programme.tasks.run_import"
LOCK_SPACE = 0x0C0DF1
"""The advisory locks of imports are (LOCK_SPACE, job id)."""
MOST_ATTEMPTS = 3
STALE_AFTER = timedelta(minutes=2)
MOST_ROWS_SHOWN = 2_000


class ImportNotReady(DomainError):
    """Only a file that was checked and has no faults can be imported."""


@transaction.atomic
def request_import(*, data: bytes, filename: str, actor: User, at: datetime) -> ImportJob:
    """Store the file and have it checked. Raises NotAllowed."""
    check_permission(actor, "programme.import_programme")
    job = ImportJob(
        requested_by=actor,
        filename=filename[:200],
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        step="Waiting for a worker",
        queued_at=at,
    )
    job.file.save(filename, ContentFile(data), save=False)
    job.save()
    queue_import(job_id=job.pk)
    return job


@transaction.atomic
def confirm_import(*, job: ImportJob, actor: User, at: datetime) -> ImportJob:
    """Have a checked file written. Only who sent it in may. Raises NotAllowed, ImportNotReady."""
    job = ImportJob.objects.select_for_update(of=("self",)).get(pk=job.pk)
    check_permission(actor, "programme.import_programme")
    if job.requested_by_id != actor.pk:
        raise NotAllowed("Only the person who sent this file in can import it.")
    if job.status != ImportStatus.READY:
        raise ImportNotReady("This file is not waiting to be imported. Send it in again.")
    job.status, job.progress, job.step = ImportStatus.QUEUED, 0, "Waiting for a worker"
    job.attempts = 0
    job.queued_at = job.confirmed_at = at
    job.started_at = job.finished_at = None
    job.save()
    queue_import(job_id=job.pk)
    return job


def queue_import(*, job_id: int) -> None:
    """Tell a worker after the commit. When the queue cannot be reached the job stays queued and is found again."""
    transaction.on_commit(lambda: current_app.send_task(IMPORT_TASK, args=[job_id]), robust=True)


def run_import(*, job_id: int, clock: Callable[[], datetime]) -> ImportJob:
    """Check the file of a job, or write it when it has been confirmed. Its row says how it went. Safe to call twice."""
    with held(LOCK_SPACE, job_id) as is_ours:
        job = _take_up(job_id=job_id, at=clock()) if is_ours else None
        if job is None:
            return ImportJob.objects.get(pk=job_id)
        try:
            _run(job, clock=clock)
        except ProgrammeFileFaulty as faulty:
            job.faults = [fault.to_dict() for fault in faulty.faults]
            _finish(job, status=ImportStatus.FAULTY, at=clock())
        except NotAllowed as refusal:
            _fail(job, reason=refusal.message, at=clock())
        except OSError:
            logger.exception("The file of import %s could not be read", job_id)
            _fail(job, reason="The stored file could not be read. Send it in again.", at=clock())
        except SoftTimeLimitExceeded:
            _fail(job, reason="The file took too long. Divide it and send the parts in.", at=clock())
        except Exception:
            # Whatever happened, its sender is told and the job does not hang; the log keeps the cause.
            logger.exception("Import %s failed", job_id)
            _fail(job, reason="Something went wrong on our side. Nothing was imported. Try again.", at=clock())
        return job


def take_stale_imports(*, at: datetime) -> list[int]:
    """The ids of jobs that have waited or run too long and that no worker holds. Each counts as queued from now."""
    waiting = ImportJob.objects.filter(status__in=UNFINISHED_IMPORTS, queued_at__lt=at - STALE_AFTER)
    waiting = waiting.exclude(started_at__gt=at - STALE_AFTER)
    stale = []
    for job_id in waiting.order_by("queued_at", "pk").values_list("pk", flat=True):
        with held(LOCK_SPACE, job_id) as is_free:
            if is_free:
                stale.append(job_id)
    ImportJob.objects.filter(pk__in=stale).update(queued_at=at)
    return stale


@transaction.atomic
def _take_up(*, job_id: int, at: datetime) -> ImportJob | None:
    """Mark the job as being worked on and give it; None when there is nothing to do."""
    job = ImportJob.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=job_id).first()
    if job is None or job.status not in UNFINISHED_IMPORTS:
        return None
    if job.status == ImportStatus.RUNNING and job.attempts >= MOST_ATTEMPTS:
        _fail(job, reason=f"The worker stopped {MOST_ATTEMPTS} times at this file. Nothing was imported.", at=at)
        return None
    job.status, job.progress, job.step = ImportStatus.RUNNING, 1, "Reading the file"
    job.attempts += 1
    job.started_at = at
    job.save()
    return job


def _run(job: ImportJob, *, clock: Callable[[], datetime]) -> None:
    actor = User.objects.get(pk=job.requested_by_id)
    with job.file.open("rb") as stream:
        data = stream.read()
    is_confirmed = job.confirmed_at is not None

    def progress(step: str, percent: int) -> None:
        # The end is told by `_finish`, together with what came of it.
        if percent < 100:
            ImportJob.objects.filter(pk=job.pk).update(step=step, progress=percent)

    def finish(result: ImportResult) -> None:
        job.programme = result.programme
        job.preview = _preview(result)
        _finish(job, status=ImportStatus.DONE, at=clock())

    result = import_programme_file(
        data=data,
        filename=job.filename,
        actor=actor,
        at=clock(),
        dry_run=not is_confirmed,
        expected_fingerprint=job.preview.get("fingerprint", "") if is_confirmed else "",
        progress=progress,
        on_written=finish,
    )
    if not is_confirmed:
        job.preview = _preview(result)
        _finish(job, status=ImportStatus.READY, at=clock())


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


def _finish(job: ImportJob, *, status: ImportStatus, at: datetime) -> None:
    job.status, job.progress, job.step = status, 100, str(status.label)
    job.finished_at = at
    job.save()


def _fail(job: ImportJob, *, reason: str, at: datetime) -> None:
    job.failure = reason
    job.programme = None
    _finish(job, status=ImportStatus.FAILED, at=at)
