from __future__ import annotations

from typing import Any

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse

from finance.enums import UNFINISHED_LEDGER, LedgerImportStatus
from programme.enums import Role
from programme.models import Programme, User
from programme.models.grants import programmes_of
from programme.models.triggers import never_deleted


def ledger_path(job: LedgerImport, name: str) -> str:
    return f"ledger/{job.programme.code}/{job.queued_at:%Y%m%d%H%M%S%f}"


class LedgerImportQuerySet(models.QuerySet["LedgerImport"]):
    def visible_to(self, user: Any) -> LedgerImportQuerySet:
        """One's own; and those of a programme for its programme office and its auditors."""
        return self.filter(
            Q(programme__in=programmes_of(user, (Role.PROGRAMME_OFFICE, Role.AUDITOR)))
            | Q(queued_by=user, programme__in=programmes_of(user, (Role.FINANCE_OFFICER,)))
        )


@pghistory.track(exclude=["head", "progress", "rejects"])
class LedgerImport(models.Model):
    """A ledger file that a worker reads. `mapping` says which column is which, and is remembered for the next file."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="ledger_imports")
    file = models.FileField(upload_to=ledger_path, max_length=200)
    filename = models.CharField(max_length=200)
    mapping = models.JSONField(default=dict)
    head = models.JSONField(default=list, blank=True, help_text="The headings and the first rows, to choose by.")
    status = models.CharField(max_length=10, choices=LedgerImportStatus, default=LedgerImportStatus.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0, help_text="Per cent.")
    added = models.PositiveIntegerField(default=0)
    duplicates = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    rejects = models.JSONField(default=list, help_text="The first thousand: row, column and reason.")
    failure = models.TextField(blank=True)
    queued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    queued_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = LedgerImportQuerySet.as_manager()

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

    def get_absolute_url(self) -> str:
        return reverse("ledger_import", args=[self.programme.code, self.pk])

    @property
    def is_unfinished(self) -> bool:
        return self.status in UNFINISHED_LEDGER
