"""Work that a worker does: queued on its own row, taken up, held, finished or failed, and queued again.

While a worker is at it a job is held by a session-level advisory lock of PostgreSQL, which ends with the connection: a
job marked running that nobody holds was left by a worker that died, and may be taken up again. The next kind of job is
a model based on `Job` and a `JobKind` that its app contributes; task, requeueing and progress come with it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar, Generic, TypeVar

from billiard.exceptions import SoftTimeLimitExceeded
from celery import current_app
from django.db import connection, transaction

from programme.enums import UNFINISHED, FailureKind, JobStatus
from programme.errors import DomainError, NotAllowed
from programme.models.job import Job
from programme.values.contributions import Contribution, contributed, contribution

logger = logging.getLogger(__name__)

RUN_TASK = "programme.tasks.run_job"
"""By name, because tasks import the domain and not the reverse."""
MOST_ATTEMPTS = 3
"""A job whose worker died this often is given up: it is likely what kills them."""
STALE_AFTER = timedelta(minutes=2)
WAITING = "Waiting for a worker"

Clock = Callable[[], datetime]
JobT = TypeVar("JobT", bound=Job)


class JobFailed(DomainError):
    """Why a job cannot be done, as a sentence for its row, and of which kind the failure is."""

    def __init__(self, message: str, *, kind: FailureKind = FailureKind.CONTENT) -> None:
        super().__init__(message)
        self.kind = kind


@dataclass(frozen=True, kw_only=True)
class JobKind(Contribution, Generic[JobT]):
    """How a kind of job is done.

    `work` does it and calls `finish_job`, best in the transaction of what it writes; it may run again after a worker
    died. Its advisory locks are (`lock_space`, job id). An error of `refusals` has the reason in words. `stopped`,
    `too_long`, `unreadable` (a file could not be read) and `unexpected` are the reasons of other failures.
    """

    model: type[JobT]
    lock_space: int
    work: Callable[[JobT, Clock], None]
    first_step: str
    stopped: str
    too_long: str
    unexpected: str
    unreadable: str = ""
    refusals: tuple[type[DomainError], ...] = (NotAllowed,)

    is_replaceable: ClassVar[bool] = False

    @property
    def name(self) -> str:
        return self.model._meta.label_lower

    @property
    def contributed_as(self) -> str:
        return self.name


def job_kinds() -> tuple[JobKind[Any], ...]:
    """Every kind of job, in the order of the apps."""
    return contributed(JobKind)


def job_kind_named(name: str) -> JobKind[Any]:
    """The kind by the label of its model, "programme.importjob". Raises KeyError."""
    return contribution(JobKind, name)


def queue_job(job: Job, *, at: datetime) -> None:
    """Queue a job, the first time or again with nothing left of the time before, and tell a worker after the commit."""
    job.status, job.progress, job.step = JobStatus.QUEUED, 0, WAITING
    job.attempts, job.failure = 0, ""
    job.note_failure(None)
    job.queued_at, job.started_at, job.finished_at = at, None, None
    job.save()
    tell_worker(job)


def tell_worker(job: Job) -> None:
    """Tell a worker after the commit. When the queue cannot be reached the job stays queued and is found again."""
    _tell_worker(job._meta.label_lower, job.pk)


def run_job(kind: JobKind[JobT], *, job_id: int, clock: Clock) -> JobT:
    """Do a job, unless it is done, has failed or is being done. Its row says how it went. Safe to call twice.

    `clock` gives the present moment: the work takes time. Raises the model's DoesNotExist for an unknown id.
    """
    with _held(kind, job_id) as is_ours:
        job = _take_up(kind, job_id=job_id, at=clock()) if is_ours else None
        if job is None:
            found: JobT = _jobs(kind).get(pk=job_id)
            return found
        try:
            kind.work(job, clock)
        except Exception as error:  # noqa: BLE001 - whatever happened
            # The person who asked is told and the job does not hang; the log keeps the cause.
            failure, reason = _failure_of(kind, error, job_id)
            _fail(job, kind=failure, reason=reason, at=clock())
        return job


def tell_progress(job: Job, step: str, percent: int) -> None:
    """Say on the job's row how far it is. That it is done is said by `finish_job`, with what came of it."""
    running = type(job)._default_manager.filter(pk=job.pk, status=JobStatus.RUNNING)
    running.update(step=step, progress=min(percent, 99))


def finish_job(job: Job, *, status: str, at: datetime) -> None:
    """Save the job as finished, or as waiting for a person, with what came of it."""
    job.status, job.progress = status, 100
    job.step = str(dict(job._meta.get_field("status").choices or ())[status])
    job.finished_at = at
    job.save()


def requeue_stale_jobs(kind: JobKind[Any], *, at: datetime) -> list[int]:
    """Queue again the jobs that have waited or run too long and that no worker holds: their worker or message was lost.

    Each counts as queued from now, so that it is taken at most once in STALE_AFTER. Gives their ids.
    """
    waiting = _jobs(kind).filter(status__in=UNFINISHED, queued_at__lt=at - STALE_AFTER)
    waiting = waiting.exclude(started_at__gt=at - STALE_AFTER)
    stale = []
    for job_id in waiting.order_by("queued_at", "pk").values_list("pk", flat=True):
        with _held(kind, job_id) as is_free:
            if is_free:
                stale.append(job_id)
    _jobs(kind).filter(pk__in=stale).update(queued_at=at)
    for job_id in stale:
        logger.warning("The job %s %s was left behind; queued again", kind.name, job_id)
        _tell_worker(kind.name, job_id)
    return stale


def _tell_worker(name: str, job_id: int) -> None:
    transaction.on_commit(lambda: current_app.send_task(RUN_TASK, args=[name, job_id]), robust=True)


@transaction.atomic
def _take_up(kind: JobKind[JobT], *, job_id: int, at: datetime) -> JobT | None:
    """Mark the job as being done and give it; None when there is nothing to do."""
    job = _jobs(kind).select_for_update(of=("self",), skip_locked=True).filter(pk=job_id).first()
    if job is None or job.status not in UNFINISHED:
        return None
    if job.status == JobStatus.RUNNING and job.attempts >= MOST_ATTEMPTS:
        _fail(job, kind=FailureKind.STOPPED, reason=kind.stopped, at=at)
        return None
    job.status, job.progress, job.step = JobStatus.RUNNING, 1, kind.first_step
    job.attempts += 1
    job.started_at, job.finished_at = at, None
    job.save()
    found: JobT | None = job
    return found


def _failure_of(kind: JobKind[Any], error: Exception, job_id: int) -> tuple[FailureKind, str]:
    if isinstance(error, JobFailed):
        return error.kind, error.message
    if isinstance(error, kind.refusals):
        return FailureKind.CONTENT, error.message
    if isinstance(error, SoftTimeLimitExceeded):
        return FailureKind.TIME, kind.too_long
    logger.error("Job %s %s failed", kind.name, job_id, exc_info=error)
    if isinstance(error, OSError) and kind.unreadable:
        return FailureKind.STORAGE, kind.unreadable
    return FailureKind.UNEXPECTED, kind.unexpected


def _fail(job: Job, *, kind: FailureKind, reason: str, at: datetime) -> None:
    job.refresh_from_db()
    job.failure = reason
    job.note_failure(kind)
    finish_job(job, status=JobStatus.FAILED, at=at)


def _jobs(kind: JobKind[JobT]) -> Any:
    return kind.model._default_manager


@contextmanager
def _held(kind: JobKind[Any], job_id: int) -> Iterator[bool]:
    """Whether the job's lock was free; if so it is held meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [kind.lock_space, job_id])
        is_ours = bool(cursor.fetchone()[0])
    try:
        yield is_ours
    finally:
        if is_ours:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [kind.lock_space, job_id])
