"""Freezing a report as a document, trying a failed one again, and making one public.

The report flow: the records are read into an immutable snapshot with its hash, and a render job is queued with it in
one transaction; after the commit a worker makes the PDF from the snapshot alone (`rendering`).

Making the PDF of a frozen snapshot, as a job.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import page
from billiard.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.db.models import Max

from governance.documents.errors import RenderError, SnapshotError
from governance.documents.html import render_html
from governance.documents.snapshot import SCHEMA_VERSION, Snapshot, hash_of
from governance.models import RenderJob, Report, ReportSnapshot
from governance.models.document import document_path
from governance.reports.snapshot import ReportDraft, draft_report
from programme.domain.job import (
    MOST_ATTEMPTS,
    WAITING,
    Clock,
    JobFailed,
    JobKind,
    finish_job,
    queue_job,
    tell_progress,
    tell_worker,
)
from programme.enums import FailureKind, JobStatus
from programme.errors import DomainError
from programme.models import User
from programme.permissions import check_permission


class ReportNotReady(DomainError):
    """Parts of the report cannot be drawn. `draft.faults` says which and why."""

    def __init__(self, draft: ReportDraft) -> None:
        super().__init__(
            "The document was not made, because parts of the report cannot be drawn: "
            + " ".join(f"{fault.place}: {fault.message}" for fault in draft.faults)
        )
        self.draft = draft


@transaction.atomic
def freeze_report(*, report: Report, actor: User | None, at: datetime) -> RenderJob:
    """Freeze the report as its next version and queue the job of its PDF, without telling a worker.

    `actor` is None for the operator at the shell. While the same content is being made already, that job is given
    back instead of a second one. Raises ReportNotReady, LayoutError.
    """
    Report.objects.select_for_update().get(pk=report.pk)
    report = Report.objects.select_related("programme", "meeting__body__council", "house_style").get(pk=report.pk)
    newest = ReportSnapshot.objects.filter(report=report).select_related("job").first()
    version = (ReportSnapshot.objects.filter(report=report).aggregate(last=Max("version"))["last"] or 0) + 1
    draft = draft_report(report=report, version=version, actor=actor, at=at)
    if draft.faults:
        raise ReportNotReady(draft)
    data = draft.snapshot.to_dict()
    if newest is not None and newest.created_by == actor and _is_being_made(newest) and _same(newest.data, data):
        return newest.job
    snapshot = ReportSnapshot.objects.create(
        report=report,
        version=version,
        schema_version=SCHEMA_VERSION,
        data=data,
        sha256=draft.snapshot.content_hash,
        as_at=draft.snapshot.as_at,
        created_at=at,
        created_by=actor,
    )
    return RenderJob.objects.create(snapshot=snapshot, queued_at=at, step=WAITING)


@transaction.atomic
def request_document(*, report: Report, actor: User, at: datetime) -> RenderJob:
    """Freeze the report and hand its job to a worker once this is committed. Raises NotAllowed, ReportNotReady."""
    check_permission(actor, "governance.generate_document", report)
    job = freeze_report(report=report, actor=actor, at=at)
    tell_worker(job)
    return job


@transaction.atomic
def retry_document(*, job: RenderJob, actor: User, at: datetime) -> RenderJob:
    """Queue a failed job again, from the same frozen snapshot. Raises NotAllowed, DomainError."""
    job = (
        RenderJob.objects.select_for_update(of=("self",))
        .select_related("snapshot__report__meeting__body")
        .get(pk=job.pk)
    )
    check_permission(actor, "governance.generate_document", job.snapshot.report)
    if job.status != JobStatus.FAILED:
        raise DomainError("This document has not failed, so there is nothing to try again.")
    queue_job(job, at=at)
    return job


@transaction.atomic
def publish_document(*, snapshot: ReportSnapshot, actor: User, at: datetime) -> ReportSnapshot:
    """Make one finished version public: from now on everyone in the programme reads it, councillors included.

    Raises NotAllowed, DomainError.
    """
    report = Report.objects.select_for_update(of=("self",)).select_related("meeting__body").get(pk=snapshot.report_id)
    check_permission(actor, "governance.publish_document", report)
    job = RenderJob.objects.select_for_update().get(snapshot=snapshot)
    if job.status != JobStatus.DONE:
        raise DomainError(f"Version {snapshot.version} is not ready: wait until its PDF is made, then publish it.")
    if job.published_at is not None:
        raise DomainError(f"Version {snapshot.version} is public already.")
    job.published_at = at
    job.save(update_fields=["published_at"])
    report.published_at = at
    report.save(update_fields=["published_at"])
    return snapshot


def _is_being_made(snapshot: ReportSnapshot) -> bool:
    return snapshot.job.is_unfinished


def _same(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether two snapshots say the same, whenever they were taken."""
    return _timeless(before) == _timeless(after)


def _timeless(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "report": {**data.get("report", {}), "version": 0}, "as_at": "", "generated_at": ""}


logger = logging.getLogger(__name__)

ADVICE = "Try again; if it fails again, tell your administrator."


def _make(job: RenderJob, clock: Clock) -> None:
    # Here and not above: WeasyPrint takes a second to load, and web and beat never make a document.
    from governance.documents.pdf import render_pdf

    stored = ReportSnapshot.objects.select_related("report__programme").get(pk=job.snapshot_id)
    snapshot = _thaw(stored)

    def progress(step: str, percent: int) -> None:
        tell_progress(job, step, percent)

    try:
        pdf = render_pdf(render_html(snapshot), progress=progress)
    except RenderError as error:
        if isinstance(error.__cause__, SoftTimeLimitExceeded):
            raise error.__cause__ from error
        raise JobFailed(error.message, kind=FailureKind.CONTENT) from error
    progress("Checking and storing the file", 95)
    job.snapshot = stored
    _examine(job, pdf)
    _store(job, pdf)
    finish_job(job, status=JobStatus.DONE, at=clock())


def _thaw(stored: ReportSnapshot) -> Snapshot:
    try:
        snapshot = Snapshot.from_dict(stored.data)
    except SnapshotError as error:
        raise JobFailed(error.message, kind=FailureKind.DATA) from error
    if hash_of(stored.data) != stored.sha256:
        raise JobFailed(
            "The frozen data does not match its hash, so no document was made. Tell your administrator.",
            kind=FailureKind.DATA,
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
        raise JobFailed(f"The finished PDF could not be stored. {ADVICE}", kind=FailureKind.STORAGE) from error


class _FinishedFile(File):  # type: ignore[type-arg] # generic to the type checker alone
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


RENDERING = JobKind(
    model=RenderJob,
    lock_space=0x0C0DA7,
    work=_make,
    first_step="Reading the frozen report",
    stopped=f"The worker stopped {MOST_ATTEMPTS} times while it made this document. {ADVICE}",
    too_long=f"Making the PDF took too long. {ADVICE}",
    unexpected=f"Something went wrong on our side. {ADVICE}",
)
