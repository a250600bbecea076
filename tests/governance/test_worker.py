"""A real Celery worker on the real Redis makes a document, and takes up what a killed one left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from celery import current_app
from django.conf import settings
from django.db import connection
from django.utils import timezone

from governance.domain.document import freeze_report, request_document
from governance.enums import JobStatus
from governance.models import RenderJob
from governance.tasks import requeue_stale_documents
from programme.enums import Role
from tests.factories.governance import ReportFactory
from tests.factories.programme import user_with_role

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]

ROOT = Path(settings.BASE_DIR)
PATIENCE = 90
"""Seconds that a loaded machine may need."""


@pytest.fixture
def queue(settings) -> Iterator[str]:
    """A queue of this test alone, on the shared Redis."""
    name = f"test-{os.getpid()}-{time.monotonic_ns()}"
    before = current_app.conf.task_default_queue
    current_app.conf.task_default_queue = name
    # The queues are worked out once for each application; the next message works them out anew.
    current_app.amqp.__dict__.pop("queues", None)
    current_app.amqp.__dict__.pop("router", None)
    current_app.amqp.flush_routes()
    yield name
    current_app.conf.task_default_queue = before
    current_app.amqp.__dict__.pop("queues", None)
    current_app.amqp.__dict__.pop("router", None)
    current_app.amqp.flush_routes()


def start_worker(queue: str, media: Path) -> subprocess.Popen[bytes]:
    database = connection.settings_dict
    user, host, port, name = (database[key] for key in ("USER", "HOST", "PORT", "NAME"))
    password = f":{database['PASSWORD']}" if database["PASSWORD"] else ""
    url = f"postgres://{user}{password}@{str(host).replace('/', '%2F')}{f':{port}' if port else ''}/{name}"
    environment = {**os.environ, "DATABASE_URL": url, "CONCORDAT_DATA": str(media.parent)}
    return subprocess.Popen(  # noqa: S603 - this interpreter and our own application
        [sys.executable, "-m", "celery", "-A", "config", "worker", "-c", "1", "-Q", queue, "--loglevel", "WARNING"],
        cwd=ROOT,
        env=environment,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def stop(worker: subprocess.Popen[bytes], how: signal.Signals = signal.SIGTERM) -> None:
    os.killpg(worker.pid, how)
    worker.wait(timeout=PATIENCE)


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
    current_app.send_task("governance.tasks.render_document", args=[job.pk])
    worker = start_worker(queue, Path(settings.MEDIA_ROOT))
    try:
        job = wait_for(job, JobStatus.DONE, JobStatus.FAILED)
        time.sleep(1)
        job.refresh_from_db()
    finally:
        stop(worker)
    assert (job.status, job.failure, job.attempts, job.failed_rules) == (JobStatus.DONE, "", 1, 0)
    assert len(job.document.read()) == job.document_bytes


def test_what_a_killed_worker_left_is_made_by_the_next(queue, settings):
    report = ReportFactory(written=True)
    body = "\n\n".join(f"Paragraph {number} of a long report, with words enough to set." for number in range(1500))
    report.sections.filter(code="purpose").update(body=body)
    job = request_document(report=report, actor=user_with_role(Role.CLERK, report.programme), at=timezone.now())
    worker = start_worker(queue, Path(settings.MEDIA_ROOT))
    wait_for(job, JobStatus.RUNNING)
    stop(worker, signal.SIGKILL)
    job.refresh_from_db()
    assert (job.status, bool(job.document)) == (JobStatus.RUNNING, False)
    small = freeze_report(report=ReportFactory(written=True), actor=None, at=timezone.now())
    long_ago = timezone.now() - timedelta(minutes=5)
    RenderJob.objects.filter(pk=job.pk).update(queued_at=long_ago, started_at=long_ago)
    assert requeue_stale_documents() == 1
    worker = start_worker(queue, Path(settings.MEDIA_ROOT))
    try:
        job = wait_for(job, JobStatus.DONE, JobStatus.FAILED)
    finally:
        stop(worker)
    assert (job.status, job.failure, job.attempts) == (JobStatus.DONE, "", 2)
    small.refresh_from_db()
    assert small.status == JobStatus.QUEUED
