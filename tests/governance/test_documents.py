"""Freezing, making, retrying and publishing documents."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path

import page
import pgtrigger
import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from governance.documents.snapshot import Snapshot
from governance.domain.document import (
    RENDERING,
    ReportNotReady,
    freeze_report,
    publish_document,
    request_document,
    retry_document,
)
from governance.models import RenderJob, ReportSnapshot
from programme.domain.job import MOST_ATTEMPTS, requeue_stale_jobs, run_job
from programme.enums import FailureKind, JobStatus, Role
from programme.errors import DomainError, NotAllowed
from tests.factories.governance import ReportFactory, ReportSectionFactory
from tests.factories.programme import user_with_role

pytestmark = pytest.mark.django_db

HOSTILE = (
    "<script>alert(1)</script> ![x](file:///etc/passwd) ![y](http://127.0.0.1:9/z.png) [link](javascript:alert(1))"
)


@pytest.fixture
def report():
    return ReportFactory(written=True)


@pytest.fixture
def clerk(report):
    return user_with_role(Role.CLERK, report.programme)


def frozen(report):
    return freeze_report(report=report, actor=None, at=timezone.now())


def made(report):
    return run_job(RENDERING, job_id=frozen(report).pk, clock=timezone.now)


def test_a_request_freezes_the_report_and_queues_its_job(report, clerk):
    at = timezone.now()
    job = request_document(report=report, actor=clerk, at=at)
    snapshot = job.snapshot
    assert (snapshot.version, snapshot.created_by, snapshot.created_at, snapshot.as_at) == (1, clerk, at, at)
    stored = ReportSnapshot.objects.get(pk=snapshot.pk)
    assert Snapshot.from_dict(stored.data).content_hash == stored.sha256
    assert (job.status, job.progress, job.attempts) == (JobStatus.QUEUED, 0, 0)


def test_the_worker_is_told_only_after_the_commit(report, clerk, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=False) as callbacks:
        request_document(report=report, actor=clerk, at=timezone.now())
    assert len(callbacks) == 1


def test_the_same_content_asked_for_twice_while_it_is_made_is_one_document(report, clerk):
    first = request_document(report=report, actor=clerk, at=timezone.now())
    again = request_document(report=report, actor=clerk, at=timezone.now())
    assert first.pk == again.pk
    ReportSectionFactory(report=report, heading="New")
    assert request_document(report=report, actor=clerk, at=timezone.now()).snapshot.version == 2


def test_a_document_is_made_from_the_snapshot_and_is_accessible(report):
    job = made(report)
    pdf = job.document.read()
    checked = page.validate_pdf_bytes(pdf)
    assert (job.status, job.failure, job.progress, job.attempts) == (JobStatus.DONE, "", 100, 1)
    assert (checked.is_compliant, checked.rules.failed, job.failed_rules) == (True, 0, 0)
    assert job.document_sha256 == hashlib.sha256(pdf).hexdigest()
    assert (job.document_bytes, job.page_count) == (len(pdf), checked.document.page_count)


def test_a_second_delivery_does_no_harm(report):
    job = made(report)
    again = run_job(RENDERING, job_id=job.pk, clock=timezone.now)
    assert (again.attempts, again.document.name, again.finished_at) == (1, job.document.name, job.finished_at)


def test_no_half_file_is_left_beside_the_document(report, settings):
    made(report)
    files = [path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert files == [f"{report.code}-v1-{RenderJob.objects.get().pk}.pdf"]


def test_what_is_frozen_does_not_change_when_the_report_does(report):
    before = made(report)
    data = before.snapshot.data
    report.sections.filter(code="purpose").update(body="Quite other words.")
    after = made(report)
    stored = ReportSnapshot.objects.get(pk=before.snapshot.pk)
    assert (stored.data, stored.sha256) == (data, Snapshot.from_dict(data).content_hash)
    assert after.snapshot.version == 2
    assert "Quite other words." in str(after.snapshot.data)


def test_hostile_words_are_made_harmless(report):
    report.sections.filter(code="purpose").update(body=HOSTILE)
    job = made(report)
    assert (job.status, job.failed_rules) == (JobStatus.DONE, 0)


def test_a_report_with_a_block_that_cannot_be_drawn_is_not_frozen(report):
    ReportSectionFactory(
        report=report, heading="Started", kind="block", block="reviews_started", body="", parameters={"by": "soon"}
    )
    ReportSectionFactory(report=report, heading="", kind="block", block="horoscope", body="")
    with pytest.raises(ReportNotReady) as refused:
        frozen(report)
    assert [fault.place for fault in refused.value.draft.faults] == ["Started", "Started"]
    assert ReportSnapshot.objects.count() == 0


def test_a_failure_keeps_its_reason_and_can_be_tried_again(report, clerk, settings, tmp_path):
    blocked = tmp_path / "a file, not a folder"
    blocked.write_text("")
    media, settings.MEDIA_ROOT = settings.MEDIA_ROOT, blocked
    job = made(report)
    assert (job.status, job.failure_kind) == (JobStatus.FAILED, FailureKind.STORAGE)
    assert job.failure == (
        "The finished PDF could not be stored. Try again; if it fails again, tell your administrator."
    )
    assert not job.document
    again = run_job(RENDERING, job_id=job.pk, clock=timezone.now)
    assert (again.status, again.attempts) == (JobStatus.FAILED, 1)
    settings.MEDIA_ROOT = media
    retried = retry_document(job=job, actor=clerk, at=timezone.now())
    assert (retried.status, retried.failure, retried.failure_kind) == (JobStatus.QUEUED, "", "")
    assert run_job(RENDERING, job_id=job.pk, clock=timezone.now).status == JobStatus.DONE


def test_data_that_does_not_match_its_hash_is_not_printed(report):
    job = frozen(report)
    forged = {**job.snapshot.data, "report": {**job.snapshot.data["report"], "title": "Forged"}}
    with pgtrigger.ignore("governance.ReportSnapshot:append_only"):
        ReportSnapshot.objects.filter(pk=job.snapshot_id).update(data=forged)
    job = run_job(RENDERING, job_id=job.pk, clock=timezone.now)
    assert (job.status, job.failure_kind) == (JobStatus.FAILED, FailureKind.DATA)


def test_only_a_failed_document_is_tried_again(report, clerk):
    job = frozen(report)
    with pytest.raises(DomainError, match="This document has not failed, so there is nothing to try"):
        retry_document(job=job, actor=clerk, at=timezone.now())


def test_a_job_left_by_a_killed_worker_is_taken_up_again(report):
    job = frozen(report)
    long_ago = timezone.now() - timedelta(minutes=5)
    RenderJob.objects.filter(pk=job.pk).update(
        status=JobStatus.RUNNING, attempts=1, queued_at=long_ago, started_at=long_ago
    )
    assert requeue_stale_jobs(RENDERING, at=timezone.now()) == [job.pk]
    assert requeue_stale_jobs(RENDERING, at=timezone.now()) == []
    job = run_job(RENDERING, job_id=job.pk, clock=timezone.now)
    assert (job.status, job.attempts) == (JobStatus.DONE, 2)


def test_a_job_that_kills_its_workers_is_given_up(report):
    job = frozen(report)
    RenderJob.objects.filter(pk=job.pk).update(
        status=JobStatus.RUNNING, attempts=MOST_ATTEMPTS, started_at=timezone.now()
    )
    job = run_job(RENDERING, job_id=job.pk, clock=timezone.now)
    assert (job.status, job.failure_kind) == (JobStatus.FAILED, FailureKind.STOPPED)


def test_a_fresh_job_is_not_stale(report):
    frozen(report)
    assert requeue_stale_jobs(RENDERING, at=timezone.now()) == []


def test_publishing_makes_one_version_everybodys(report, clerk):
    first, second = made(report), made(report)
    councillor = user_with_role(Role.COUNCILLOR, report.programme)
    assert list(ReportSnapshot.objects.visible_to(councillor)) == []
    publish_document(snapshot=second.snapshot, actor=clerk, at=timezone.now())
    assert list(ReportSnapshot.objects.visible_to(councillor)) == [second.snapshot]
    assert list(ReportSnapshot.objects.visible_to(clerk)) == [second.snapshot, first.snapshot]
    with pytest.raises(DomainError, match="is public already"):
        publish_document(snapshot=second.snapshot, actor=clerk, at=timezone.now())


def test_only_a_finished_document_is_published(report, clerk):
    with pytest.raises(DomainError, match="is not ready: wait until its PDF is made, then publish it"):
        publish_document(snapshot=frozen(report).snapshot, actor=clerk, at=timezone.now())


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PROGRAMME_OFFICE, Role.CLERK, Role.ADMINISTRATOR}))
def test_nobody_else_generates_retries_or_publishes(report, role):
    job = frozen(report)
    reader = user_with_role(role, report.programme)
    for act in (
        lambda: request_document(report=report, actor=reader, at=timezone.now()),
        lambda: retry_document(job=job, actor=reader, at=timezone.now()),
        lambda: publish_document(snapshot=job.snapshot, actor=reader, at=timezone.now()),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_the_database_refuses_to_change_or_delete_a_snapshot(report):
    job = frozen(report)
    for act in (
        lambda: ReportSnapshot.objects.filter(pk=job.snapshot_id).update(version=9),
        lambda: ReportSnapshot.objects.filter(pk=job.snapshot_id).delete(),
    ):
        with pytest.raises(Exception, match=r"Cannot (update|delete)"), transaction.atomic():
            act()


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "lost"},
        {"progress": 101},
        {"status": JobStatus.DONE},
        {"status": JobStatus.FAILED},
        {"status": JobStatus.FAILED, "failure": "No reason's kind"},
        {"failure_kind": "weather"},
        {"published_at": timezone.now()},
    ],
)
def test_the_database_refuses_wrong_jobs(report, wrong):
    job = frozen(report)
    with pytest.raises(IntegrityError), transaction.atomic():
        RenderJob.objects.filter(pk=job.pk).update(**wrong)
