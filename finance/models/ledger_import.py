from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from finance.enums import LedgerImportStatus
from programme.models import Programme, User
from programme.triggers import never_deleted


def ledger_path(job: LedgerImport, name: str) -> str:
    return f"ledger/{job.programme.code}/{job.queued_at:%Y%m%d%H%M%S%f}"


@pghistory.track(exclude=["progress", "rejects"])
class LedgerImport(models.Model):
    """A ledger file that a worker reads. `mapping` says which column is which, and is remembered for the next file."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="ledger_imports")
    file = models.FileField(upload_to=ledger_path, max_length=200)
    filename = models.CharField(max_length=200)
    mapping = models.JSONField(default=dict)
    status = models.CharField(max_length=10, choices=LedgerImportStatus, default=LedgerImportStatus.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0, help_text="Per cent.")
    added = models.PositiveIntegerField(default=0)
    duplicates = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    rejects = models.JSONField(default=list, help_text="The first thousand: row, column and reason.")
    failure = models.TextField(blank=True)
    queued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    queued_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-queued_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=LedgerImportStatus.values), name="ledger_import_status_known"
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="ledger_import_progress_per_cent"),
        ]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return self.filename
