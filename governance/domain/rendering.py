"""Making the PDF of a frozen snapshot, as a job."""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import page
from billiard.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.core.files import File

from governance.documents.errors import RenderError, SnapshotError
from governance.documents.html import render_html
from governance.documents.snapshot import Snapshot, hash_of
from governance.models import RenderJob, ReportSnapshot
from governance.models.document import document_path
from programme.domain.job import MOST_ATTEMPTS, Clock, JobFailed, JobKind, finish_job, tell_progress
from programme.enums import FailureKind, JobStatus

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
