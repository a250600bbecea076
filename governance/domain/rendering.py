"""Making the PDF of a frozen snapshot. Called by the worker's task and by `build_report`; safe to call twice.

While a document is being made its job is held by a session-level advisory lock of PostgreSQL, which ends with the
connection: a job marked running that nobody holds was left by a killed worker, and may be taken up again.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import page
from billiard.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.core.files import File
from django.db import transaction

from governance.documents.errors import RenderError, SnapshotError
from governance.documents.html import render_html
from governance.documents.snapshot import Snapshot
from governance.enums import FailureKind, JobStatus
from governance.models import RenderJob, ReportSnapshot
from governance.models.document import document_path
from programme.domain.job_lock import held
from programme.errors import DomainError

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]

LOCK_SPACE = 0x0C0DA7
"""The advisory locks of render jobs are (LOCK_SPACE, job id)."""
MOST_ATTEMPTS = 3
"""A job whose worker died this often is given up: it is likely what kills them."""
STALE_AFTER = timedelta(minutes=2)
ADVICE = "Try again; if it fails again, tell your administrator."


class _CannotRender(DomainError):
    """Why this document cannot be made, for the job's row."""

    def __init__(self, kind: FailureKind, message: str) -> None:
        super().__init__(message)
        self.kind = kind


def render_document(*, job_id: int, clock: Clock) -> RenderJob:
    """Make the document of a job, unless it is made, has failed, or is being made. Its row says how it went.

    `clock` gives the present moment: the making takes time. Raises RenderJob.DoesNotExist for an unknown id.
    """
    with held(LOCK_SPACE, job_id) as is_ours:
        job = _take_up(job_id=job_id, at=clock()) if is_ours else None
        if job is None:
            return RenderJob.objects.get(pk=job_id)
        try:
            _make(job, clock=clock)
        except _CannotRender as error:
            _fail(job, kind=error.kind, reason=error.message, at=clock())
        except SoftTimeLimitExceeded:
            _fail(job, kind=FailureKind.TIME, reason=f"Making the PDF took too long. {ADVICE}", at=clock())
        except Exception:
            # Whatever happened, the clerk is told and the job does not hang; the log keeps the cause.
            logger.exception("Render job %s failed", job_id)
            _fail(job, kind=FailureKind.UNEXPECTED, reason=f"Something went wrong on our side. {ADVICE}", at=clock())
        return job


def take_stale_jobs(*, at: datetime) -> list[int]:
    """The ids of jobs that have waited or run too long and that no worker holds: their worker or message was lost.

    Each counts as queued again from now, so that it is taken at most once in STALE_AFTER.
    """
    waiting = RenderJob.objects.filter(
        status__in=[JobStatus.QUEUED, JobStatus.RUNNING], queued_at__lt=at - STALE_AFTER
    ).exclude(started_at__gt=at - STALE_AFTER)
    stale = []
    for job_id in waiting.order_by("queued_at", "pk").values_list("pk", flat=True):
        with held(LOCK_SPACE, job_id) as is_free:
            if is_free:
                stale.append(job_id)
    RenderJob.objects.filter(pk__in=stale).update(queued_at=at)
    return stale


@transaction.atomic
def _take_up(*, job_id: int, at: datetime) -> RenderJob | None:
    """Mark the job as being made and give it; None when there is nothing to do."""
    job = RenderJob.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=job_id).first()
    if job is None:
        RenderJob.objects.only("pk").get(pk=job_id)
        return None
    if job.status in (JobStatus.DONE, JobStatus.FAILED):
        return None
    if job.status == JobStatus.RUNNING and job.attempts >= MOST_ATTEMPTS:
        reason = f"The worker stopped {MOST_ATTEMPTS} times while it made this document. {ADVICE}"
        _fail(job, kind=FailureKind.STOPPED, reason=reason, at=at)
        return None
    job.status, job.progress, job.step = JobStatus.RUNNING, 1, "Reading the frozen report"
    job.attempts += 1
    job.started_at, job.finished_at = at, None
    job.save()
    return job


def _make(job: RenderJob, *, clock: Clock) -> None:
    # Here and not above: WeasyPrint takes a second to load, and web and beat never make a document.
    from governance.documents.pdf import render_pdf

    stored = ReportSnapshot.objects.select_related("report__programme").get(pk=job.snapshot_id)
    snapshot = _thaw(stored)

    def progress(step: str, percent: int) -> None:
        RenderJob.objects.filter(pk=job.pk).update(step=step, progress=min(percent, 99))

    try:
        pdf = render_pdf(render_html(snapshot), progress=progress)
    except RenderError as error:
        if isinstance(error.__cause__, SoftTimeLimitExceeded):
            raise error.__cause__ from error
        raise _CannotRender(FailureKind.CONTENT, error.message) from error
    progress("Checking and storing the file", 95)
    job.snapshot = stored
    _examine(job, pdf)
    _store(job, pdf)
    job.status, job.progress, job.step = JobStatus.DONE, 100, "Ready"
    job.finished_at = clock()
    job.save()


def _thaw(stored: ReportSnapshot) -> Snapshot:
    try:
        snapshot = Snapshot.from_dict(stored.data)
    except SnapshotError as error:
        raise _CannotRender(FailureKind.DATA, error.message) from error
    if snapshot.content_hash != stored.sha256:
        raise _CannotRender(
            FailureKind.DATA,
            "The frozen data does not match its hash, so no document was made. Tell your administrator.",
        )
    return snapshot


def _examine(job: RenderJob, pdf: bytes) -> None:
    """Note pages, size, hash and the rules of PDF/UA-1 that the file fails."""
    job.document_bytes = len(pdf)
    job.document_sha256 = hashlib.sha256(pdf).hexdigest()
    try:
        report = page.validate_pdf_bytes(pdf)
    except page.PageError:
        logger.warning("The PDF of render job %s could not be checked", job.pk, exc_info=True)
        return
    job.page_count = report.document.page_count
    job.failed_rules = report.rules.failed


def _store(job: RenderJob, pdf: bytes) -> None:
    """Put the file in its place in one step: a reader finds the whole file or none."""
    storage = job.document.storage
    name = document_path(job, "")
    try:
        folder = Path(settings.MEDIA_ROOT)
        folder.mkdir(parents=True, exist_ok=True)
        with _temporary_file(folder, pdf) as file:
            if storage.exists(name):  # left by a worker that was killed before it could say so
                storage.delete(name)
            job.document.save(name, file, save=False)
    except OSError as error:
        logger.exception("The PDF of render job %s could not be stored", job.pk)
        raise _CannotRender(FailureKind.STORAGE, f"The finished PDF could not be stored. {ADVICE}") from error


class _FinishedFile(File):
    """A whole file on the same disk: the storage renames it into its place instead of copying it."""

    def temporary_file_path(self) -> str:
        return str(self.name)


@contextmanager
def _temporary_file(folder: Path, content: bytes) -> Iterator[_FinishedFile]:
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".making-", suffix=".pdf", delete=False) as file:
        path = Path(file.name)
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            yield _FinishedFile(path.open("rb"), name=str(path))
        finally:
            path.unlink(missing_ok=True)


def _fail(job: RenderJob, *, kind: FailureKind, reason: str, at: datetime) -> None:
    job.refresh_from_db()
    job.status, job.step = JobStatus.FAILED, "Failed"
    job.failure_kind, job.failure = kind, reason
    job.finished_at = at
    job.save()
