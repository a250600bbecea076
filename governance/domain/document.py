"""Freezing a report as a document, trying a failed one again, and making one public.

The report flow: the records are read into an immutable snapshot with its hash, and a render job is queued with it in
one transaction; after the commit a worker makes the PDF from the snapshot alone (`rendering`).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from governance.documents.snapshot import SCHEMA_VERSION
from governance.models import RenderJob, Report, ReportSnapshot
from governance.reports.snapshot import ReportDraft, draft_report
from programme.domain.job import WAITING, queue_job, tell_worker
from programme.enums import JobStatus
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
