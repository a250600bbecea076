from __future__ import annotations

from typing import Any
from uuid import uuid4

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse

from programme.enums import UNFINISHED, FailureKind, ImportStatus, JobStatus, Role
from programme.models.grants import programmes_of
from programme.models.people import User
from programme.models.programme import Programme
from programme.models.triggers import never_deleted


class Job(models.Model):
    """Work that a worker does, told on its own row: how far it is, how often it was begun, and why it failed.

    `programme.domain.job` queues, takes up, finishes and fails it. A kind of job adds what it works on and what comes
    of it, declares `status` with its own choices, among them all of JobStatus, and gives the two properties that its
    progress is shown with.
    """

    status = models.CharField(max_length=10, choices=JobStatus, default=JobStatus.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0, help_text="Per cent.")
    step = models.CharField(max_length=120, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.TextField(blank=True, help_text="The reason, as a sentence for the person who asked.")
    queued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_unfinished(self) -> bool:
        """Whether a worker has yet to finish it."""
        return self.status in UNFINISHED

    @property
    def progress_label(self) -> str:
        """What is being done, over the bar: "Making the PDF"."""
        raise NotImplementedError

    @property
    def progress_url(self) -> str:
        """The address of the part of the page that shows how far it is."""
        raise NotImplementedError

    def note_failure(self, kind: FailureKind | None) -> None:
        """Keep of which kind the failure is (None: it is tried again); only jobs with a column for it do."""


class FileJob(Job):
    """A job that reads a file which somebody sent in."""

    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=200)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.filename


def job_constraints(name: str, statuses: type[models.TextChoices]) -> list[models.BaseConstraint]:
    """What the database refuses of any kind of job; `name` begins the constraints' names."""
    return [
        models.CheckConstraint(condition=Q(status__in=statuses.values), name=f"{name}_status_known"),
        models.CheckConstraint(condition=Q(progress__lte=100), name=f"{name}_progress_per_cent"),
        models.CheckConstraint(
            condition=~Q(status=JobStatus.FAILED) | ~Q(failure=""), name=f"{name}_failed_has_a_reason"
        ),
    ]


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
