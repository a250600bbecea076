from __future__ import annotations

from typing import Any
from uuid import uuid4

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse

from programme.enums import ImportStatus, Role
from programme.models.grants import programmes_of
from programme.models.job import FileJob, job_constraints
from programme.models.programme import Programme
from programme.models.triggers import never_deleted


class ImportJobQuerySet(models.QuerySet["ImportJob"]):
    def visible_to(self, user: Any) -> ImportJobQuerySet:
        """One's own; and those of a programme for its programme office and its auditors."""
        keepers = programmes_of(user, (Role.PROGRAMME_OFFICE, Role.AUDITOR))
        return self.filter(Q(requested_by=user) | Q(programme__in=keepers))


def import_path(job: ImportJob, filename: str) -> str:
    """A name that nobody can guess and that says nothing of the person's own file name."""
    ending = filename.rsplit(".", 1)[-1].lower()
    return f"imports/{uuid4().hex}.{ending if ending.isalnum() and len(ending) <= 5 else 'bin'}"


@pghistory.track(exclude=["progress", "step", "faults", "preview"])
class ImportJob(FileJob):
    """A programme file that someone sent in: read by a worker, shown as a preview, and written once confirmed.

    `faults` and `preview` are what the worker found, as data for the page. `programme` is set when the file is written.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="imports")
    file = models.FileField(upload_to=import_path, max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    status = models.CharField(max_length=10, choices=ImportStatus, default=ImportStatus.QUEUED)
    faults = models.JSONField(default=list, blank=True)
    preview = models.JSONField(default=dict, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = ImportJobQuerySet.as_manager()

    class Meta:
        ordering = ["-queued_at", "-pk"]
        constraints = [
            *job_constraints("import", ImportStatus),
            models.CheckConstraint(
                condition=~Q(status=ImportStatus.DONE) | Q(confirmed_at__isnull=False, programme__isnull=False),
                name="import_done_was_confirmed",
            ),
        ]
        triggers = [never_deleted()]

    def get_absolute_url(self) -> str:
        return reverse("file_import_job", args=[self.pk])

    @property
    def progress_url(self) -> str:
        return reverse("file_import_progress", args=[self.pk])

    @property
    def progress_label(self) -> str:
        return "Importing the file" if self.confirmed_at else "Checking the file"
