"""What holds of a job of any kind: queued, taken up once, held by its worker, failed with a reason, queued again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from billiard.exceptions import SoftTimeLimitExceeded
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from programme import tasks
from programme.domain import job as jobs
from programme.domain.import_job import IMPORTING, request_import
from programme.domain.job import (
    MOST_ATTEMPTS,
    JobFailed,
    finish_job,
    job_kinds,
    queue_job,
    requeue_stale_jobs,
    run_job,
    tell_progress,
)
from programme.enums import ImportStatus, JobStatus, Role
from programme.errors import NotAllowed
from programme.models import ImportJob
from programme.values.contributions import contribute
from tests.factories.programme import user_with_role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def told(monkeypatch, settings, tmp_path):
    """What was told to a worker; none runs here."""
    settings.MEDIA_ROOT = tmp_path
    messages = []
    monkeypatch.setattr(jobs.current_app, "send_task", lambda name, args: messages.append((name, *args)))
    return messages


@pytest.fixture
def job():
    office = user_with_role(Role.PROGRAMME_OFFICE)
    return request_import(data=b"concordat: 1", filename="a.yaml", actor=office, at=timezone.now())


def working(work):
    return replace(IMPORTING, work=work)


def done(job, clock):
    finish_job(job, status=ImportStatus.READY, at=clock())


def raising(error):
    def work(job, clock):
        raise error

    return working(work)


def run(kind, job):
    return run_job(kind, job_id=job.pk, clock=timezone.now)


def left_behind(**more):
    """Every job as a worker left it that was killed."""
    long_ago = timezone.now() - timedelta(minutes=10)
    values = {"status": JobStatus.RUNNING, "attempts": 1, "queued_at": long_ago, "started_at": long_ago, **more}
    ImportJob.objects.update(**values)


def test_every_kind_is_known_by_its_model_and_has_locks_of_its_own():
    kinds = job_kinds()

    assert {kind.name for kind in kinds} == {
        "programme.importjob",
        "finance.ledgerimport",
        "governance.renderjob",
    }
    assert len({kind.lock_space for kind in kinds}) == len(kinds)
    with pytest.raises(ValueError, match=r"programme\.importjob is declared twice"):
        contribute(IMPORTING)


def test_a_job_held_by_a_worker_is_neither_done_nor_queued_again(job):
    left_behind()
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [IMPORTING.lock_space, job.pk])
        assert run(working(done), job).status == JobStatus.RUNNING
        assert requeue_stale_jobs(IMPORTING, at=timezone.now()) == []
    finally:
        other.close()
    with connection.cursor() as cursor:  # the server lets go of a lock when its process has ended, a moment later
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [IMPORTING.lock_space, job.pk])
        cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [IMPORTING.lock_space, job.pk])
    assert requeue_stale_jobs(IMPORTING, at=timezone.now()) == [job.pk]
    assert run(working(done), job).attempts == 2


def test_a_stale_job_is_told_to_a_worker_again(job, told, django_capture_on_commit_callbacks):
    left_behind()
    with django_capture_on_commit_callbacks(execute=True):
        assert tasks.requeue_stale_jobs() == 1
        assert tasks.requeue_stale_jobs() == 0

    assert told == [("programme.tasks.run_job", "programme.importjob", job.pk)]


def test_the_task_does_the_job_it_is_told_of(job):
    tasks.run_job("programme.importjob", job.pk)

    job.refresh_from_db()
    assert (job.status, job.attempts) == (ImportStatus.FAULTY, 1)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (JobFailed("The paper tray is empty."), "The paper tray is empty."),
        (NotAllowed(), "Your role does not allow this."),
        (SoftTimeLimitExceeded(), IMPORTING.too_long),
        (OSError("gone"), IMPORTING.unreadable),
        (RuntimeError("a secret"), IMPORTING.unexpected),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_failure_is_told_in_words_and_is_the_end(job, error, reason):
    failed = run(raising(error), job)
    again = run(working(done), job)

    assert (failed.status, failed.failure, failed.step) == (JobStatus.FAILED, reason, "Failed")
    assert (again.status, again.attempts, again.finished_at) == (JobStatus.FAILED, 1, failed.finished_at)


def test_what_a_failed_attempt_put_on_the_job_is_not_kept(job):
    def half(job, clock):
        job.preview = {"rows": []}
        raise RuntimeError

    assert run(working(half), job).preview == {}


def test_a_job_that_kills_its_workers_is_given_up(job):
    left_behind(attempts=MOST_ATTEMPTS)

    assert run(working(done), job).failure == IMPORTING.stopped


def test_queued_again_nothing_is_left_of_the_time_before(job):
    job = run(raising(RuntimeError()), job)
    at = timezone.now()
    queue_job(job, at=at)

    assert (job.status, job.step, job.progress, job.attempts) == (JobStatus.QUEUED, "Waiting for a worker", 0, 0)
    assert (job.failure, job.queued_at, job.started_at, job.finished_at) == ("", at, None, None)
    assert run(working(done), job).status == ImportStatus.READY


def test_progress_is_told_while_it_runs_and_never_overwrites_the_end(job):
    seen = []

    def work(job, clock):
        tell_progress(job, "Half way", 50)
        seen.append(ImportJob.objects.values_list("step", "progress").get())
        done(job, clock)
        tell_progress(job, "Done", 100)

    run(working(work), job)

    assert seen == [("Half way", 50)]
    assert ImportJob.objects.values_list("step", "progress").get() == ("Ready to import", 100)


@pytest.mark.parametrize("wrong", [{"status": "lost"}, {"progress": 101}, {"status": JobStatus.FAILED}])
def test_the_database_refuses_wrong_jobs(job, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        ImportJob.objects.filter(pk=job.pk).update(**wrong)
