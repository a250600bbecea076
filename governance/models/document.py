from __future__ import annotations

from typing import Any

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from governance.enums import DocumentStatus
from governance.models.report import Report
from programme.enums import FailureKind, JobStatus
from programme.history import PastQuerySet
from programme.models import User
from programme.models.job import Job, job_constraints
from programme.models.triggers import append_only, never_changes, never_deleted


class ReportSnapshotQuerySet(PastQuerySet["ReportSnapshot"]):
    def visible_to(self, user: Any) -> ReportSnapshotQuerySet:
        """Every version for who reads the drafts of its report; for others in the programme, the published ones."""
        return self.filter(
            Q(report__in=Report.objects.drafts_visible_to(user))
            | Q(job__published_at__isnull=False, report__in=Report.objects.visible_to(user))
        )


@pghistory.track()
class ReportSnapshot(models.Model):
    """Everything a report says, frozen as data at one moment, with the hash of that data. Written once."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="snapshots")
    version = models.PositiveSmallIntegerField()
    schema_version = models.PositiveSmallIntegerField()
    data = models.JSONField()
    sha256 = models.CharField(max_length=64)
    as_at = models.DateTimeField(help_text="The records are read as they stood at this moment.")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ReportSnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["report", "version"], name="report_snapshot_version_unique"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="report_snapshot_hashed"),
        ]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.report}, version {self.version}"


def document_path(job: RenderJob, _: str) -> str:
    report = job.snapshot.report
    return f"reports/{report.programme.code}/{report.code}-v{job.snapshot.version}-{job.pk}.pdf"


@pghistory.track()
class RenderJob(Job):
    """The making of one document from one snapshot, by a worker. A failure keeps its reason and can be tried again."""

    snapshot = models.OneToOneField(ReportSnapshot, on_delete=models.PROTECT, related_name="job")
    status = models.CharField(max_length=10, choices=DocumentStatus, default=DocumentStatus.QUEUED)
    failure_kind = models.CharField(max_length=12, choices=FailureKind, blank=True)
    document = models.FileField(upload_to=document_path, blank=True, max_length=250)
    document_sha256 = models.CharField(max_length=64, blank=True)
    document_bytes = models.PositiveBigIntegerField(null=True, blank=True)
    page_count = models.PositiveIntegerField(null=True, blank=True)
    failed_rules = models.PositiveIntegerField(
        null=True, blank=True, help_text="Rules of PDF/UA-1 that the finished file fails; empty where not checked."
    )
    published_at = models.DateTimeField(
        null=True, blank=True, help_text="When this version was made public; only then do councillors see it."
    )

    class Meta:
        ordering = ["-queued_at"]
        constraints = [
            *job_constraints("render_job", DocumentStatus),
            models.CheckConstraint(
                condition=~Q(status=JobStatus.DONE)
                | (~Q(document="") & ~Q(document_sha256="") & Q(finished_at__isnull=False)),
                name="render_job_done_has_a_document",
            ),
            models.CheckConstraint(
                condition=~Q(status=JobStatus.FAILED) | ~Q(failure_kind=""), name="render_job_failed_has_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(failure_kind__in=["", *FailureKind.values]), name="render_job_failure_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(status=JobStatus.DONE), name="render_job_published_when_done"
            ),
        ]
        triggers = [
            never_deleted(),
            never_changes(
                "done_never_changes",
                "status",
                "document",
                "document_sha256",
                "document_bytes",
                "page_count",
                when=pgtrigger.Q(old__status=JobStatus.DONE),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.snapshot}: {self.get_status_display()}"

    def get_absolute_url(self) -> str:
        report = self.snapshot.report
        return reverse("document_detail", args=[report.programme.code, report.code, self.snapshot.version])

    @property
    def progress_url(self) -> str:
        report = self.snapshot.report
        return reverse("document_progress", args=[report.programme.code, report.code, self.snapshot.version])

    @property
    def progress_label(self) -> str:
        return "Making the PDF"

    def note_failure(self, kind: FailureKind | None) -> None:
        self.failure_kind = kind or ""
