"""A real Celery worker on the real Redis makes a document, and takes up what a killed one left."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from celery import current_app
from django.utils import timezone

from governance.domain.document import freeze_report, request_document
from governance.models import RenderJob
from programme.domain.job import RUN_TASK
from programme.enums import JobStatus, Role
from programme.tasks import requeue_stale_jobs
from tests.celery_worker import PATIENCE, own_queue, start_worker, stop_worker
from tests.factories.governance import ReportFactory
from tests.factories.programme import user_with_role

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def queue() -> Iterator[str]:
    with own_queue() as name:
        yield name


def wait_for(job: RenderJob, *statuses: str) -> RenderJob:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        job.refresh_from_db()
        if job.status in statuses:
            return job
        time.sleep(0.1)
    raise AssertionError(f"still {job.status}: {job.step} {job.failure}")


def test_a_worker_makes_the_document_once_however_often_it_is_told(queue, settings):
    report = ReportFactory(written=True)
    clerk = user_with_role(Role.CLERK, report.programme)
    job = request_document(report=report, actor=clerk, at=timezone.now())
    current_app.send_task(RUN_TASK, args=["governance.renderjob", job.pk])
    worker = start_worker(queue, Path(settings.MEDIA_ROOT))
    try:
        job = wait_for(job, JobStatus.DONE, JobStatus.FAILED)
        time.sleep(1)
        job.refresh_from_db()
    finally:
        stop_worker(worker)
    assert (job.status, job.failure, job.attempts, job.failed_rules) == (JobStatus.DONE, "", 1, 0)
    assert len(job.document.read()) == job.document_bytes


def test_what_a_killed_worker_left_is_made_by_the_next(queue, settings):
    report = ReportFactory(written=True)
    body = "\n\n".join(f"Paragraph {number} of a long report, with words enough to set." for number in range(1500))
    report.sections.filter(code="purpose").update(body=body)
    job = request_document(report=report, actor=user_with_role(Role.CLERK, report.programme), at=timezone.now())
    worker = start_worker(queue, Path(settings.MEDIA_ROOT))
    wait_for(job, JobStatus.RUNNING)
    stop_worker(worker, signal.SIGKILL)
    job.refresh_from_db()
    assert (job.status, bool(job.document)) == (JobStatus.RUNNING, False)
    small = freeze_report(report=ReportFactory(written=True), actor=None, at=timezone.now())
    long_ago = timezone.now() - timedelta(minutes=5)
    RenderJob.objects.filter(pk=job.pk).update(queued_at=long_ago, started_at=long_ago)
    assert requeue_stale_jobs() == 1
    worker = start_worker(queue, Path(settings.MEDIA_ROOT))
    try:
        job = wait_for(job, JobStatus.DONE, JobStatus.FAILED)
    finally:
        stop_worker(worker)
    assert (job.status, job.failure, job.attempts) == (JobStatus.DONE, "", 2)
    small.refresh_from_db()
    assert small.status == JobStatus.QUEUED
