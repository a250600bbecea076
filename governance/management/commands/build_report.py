"""`manage.py build_report REPORT_CODE --out FILE`: a report's document, made as the web makes it, without a worker."""

from __future__ import annotations

import os
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from governance.domain.document import RENDERING, ReportNotReady, freeze_report
from governance.models import RenderJob, Report
from programme.domain.acting import acting_as
from programme.domain.job import run_job
from programme.enums import JobStatus
from programme.errors import DomainError

UNKNOWN, AMBIGUOUS, NOT_READY, FAILED, NOT_WRITTEN = 2, 3, 4, 5, 6
"""Exit codes, told in the command's help."""


class Command(BaseCommand):
    help = (
        "Freeze a report as its next version and write its PDF to a file. Exit codes: 0 written; 2 no such report; "
        "3 several programmes have one; 4 parts of it cannot be drawn; 5 the PDF failed; 6 the file was not written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("report_code", help="The code of the report, for example q4-update.")
        parser.add_argument("--out", required=True, type=Path, help="The PDF file to write.")
        parser.add_argument("--programme", help="The code of the programme, where several have such a report.")

    def handle(self, *args: Any, **options: Any) -> None:
        report = _report_of(options["report_code"], options["programme"])
        out: Path = options["out"]
        if not out.parent.is_dir():
            raise CommandError(f"There is no folder {out.parent}.", returncode=NOT_WRITTEN)
        with acting_as(None, through="build_report"):
            job = _document_of(report)
        _write(job, out)
        self.stdout.write(
            f"Version {job.snapshot.version} of {report.title}: {job.page_count} pages, {job.document_bytes} bytes, "
            f"SHA-256 {job.document_sha256}, written to {out}"
        )


def _report_of(code: str, programme_code: str | None) -> Report:
    reports = Report.objects.select_related("programme").order_by("programme__code", "code")
    found = list(reports.filter(code=code, **({"programme__code": programme_code} if programme_code else {})))
    if not found:
        known = [f"{report.code} ({report.programme.code})" for report in reports]
        there = f"There are: {', '.join(known)}." if known else "There are no reports yet."
        where = f" in the programme {programme_code}" if programme_code else ""
        raise CommandError(f"No report has the code {code}{where}. {there}", returncode=UNKNOWN)
    if len(found) > 1:
        programmes = ", ".join(report.programme.code for report in found)
        raise CommandError(
            f"Several programmes have a report {code}: {programmes}. Name one with --programme.", returncode=AMBIGUOUS
        )
    return found[0]


def _document_of(report: Report) -> RenderJob:
    try:
        job = freeze_report(report=report, actor=None, at=timezone.now())
    except ReportNotReady as error:
        faults = "\n".join(f"- {fault.place}: {fault.message}" for fault in error.draft.faults)
        raise CommandError(f"Parts of the report cannot be drawn:\n{faults}", returncode=NOT_READY) from error
    except DomainError as error:
        raise CommandError(error.message, returncode=NOT_READY) from error
    job = run_job(RENDERING, job_id=job.pk, clock=timezone.now)
    if job.status != JobStatus.DONE:
        raise CommandError(f"The PDF was not made. {job.failure or job.step}", returncode=FAILED)
    return job


def _write(job: RenderJob, out: Path) -> None:
    """The whole file or none: written beside its place, then renamed."""
    beside = None
    try:
        with tempfile.NamedTemporaryFile(dir=out.parent, prefix=".making-", delete=False) as file:
            beside = Path(file.name)
            with job.document.open("rb") as document:
                file.writelines(document.chunks())
        beside.chmod(0o666 & ~_umask())
        beside.replace(out)
    except OSError as error:
        raise CommandError(f"The file {out} could not be written: {error.strerror}.", returncode=NOT_WRITTEN) from error
    finally:
        if beside is not None:
            beside.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
