from __future__ import annotations

from typing import Any

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse

from finance.enums import LedgerImportStatus
from programme.enums import Role
from programme.models import Programme
from programme.models.grants import programmes_of
from programme.models.job import FileJob, job_constraints
from programme.models.triggers import never_deleted


def ledger_path(job: LedgerImport, name: str) -> str:
    return f"ledger/{job.programme.code}/{job.queued_at:%Y%m%d%H%M%S%f}"


class LedgerImportQuerySet(models.QuerySet["LedgerImport"]):
    def visible_to(self, user: Any) -> LedgerImportQuerySet:
        """One's own; and those of a programme for its programme office and its auditors."""
        return self.filter(
            Q(programme__in=programmes_of(user, (Role.PROGRAMME_OFFICE, Role.AUDITOR)))
            | Q(requested_by=user, programme__in=programmes_of(user, (Role.FINANCE_OFFICER,)))
        )


@pghistory.track(exclude=["head", "progress", "rejects", "step"])
class LedgerImport(FileJob):
    """A ledger file that a worker reads. `mapping` says which column is which, and is remembered for the next file."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="ledger_imports")
    file = models.FileField(upload_to=ledger_path, max_length=200)
    mapping = models.JSONField(default=dict)
    head = models.JSONField(default=list, blank=True, help_text="The headings and the first rows, to choose by.")
    status = models.CharField(max_length=10, choices=LedgerImportStatus, default=LedgerImportStatus.QUEUED)
    added = models.PositiveIntegerField(default=0)
    duplicates = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    rejects = models.JSONField(default=list, help_text="The first thousand: row, column and reason.")

    objects = LedgerImportQuerySet.as_manager()

    class Meta:
        ordering = ["-queued_at"]
        constraints = job_constraints("ledger_import", LedgerImportStatus)
        triggers = [never_deleted()]

    def get_absolute_url(self) -> str:
        return reverse("ledger_import", args=[self.programme.code, self.pk])

    @property
    def progress_url(self) -> str:
        return reverse("ledger_import_progress", args=[self.programme.code, self.pk])

    @property
    def progress_label(self) -> str:
        return "Reading the ledger file"
