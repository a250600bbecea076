from __future__ import annotations

from django.db import models
from django.db.models import Q

from programme.enums import UNFINISHED, FailureKind, JobStatus
from programme.models.people import User


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
