"""What the database refuses, whoever writes: finished documents, and reports across programmes."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from governance.domain.document import RENDERING, freeze_report
from governance.models import RenderJob, Report
from programme.domain.job import run_job
from programme.enums import JobStatus
from tests.factories.governance import MeetingFactory, ReportFactory

pytestmark = pytest.mark.django_db


@contextmanager
def refused(name, error=IntegrityError):
    """The database names the constraint (or trigger) that refused."""
    with pytest.raises(error, match=name), transaction.atomic():
        yield


def change(record, **values):
    """Past the domain, straight to the row."""
    assert type(record)._base_manager.filter(pk=record.pk).update(**values) == 1


class TestFinishedDocuments:
    @pytest.fixture
    def job(self):
        frozen = freeze_report(report=ReportFactory(), actor=None, at=timezone.now())
        return run_job(RENDERING, job_id=frozen.pk, clock=timezone.now)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"document": "reports/another.pdf"},
            {"document_sha256": "0" * 64},
            {"document_bytes": 1},
            {"document_bytes": None},
            {"page_count": 999},
            {"page_count": None},
            {"status": JobStatus.QUEUED},
        ],
    )
    def test_stay_as_they_are(self, job, wrong):
        with refused("done_never_changes", DatabaseError):
            change(job, **wrong)

    def test_are_published(self, job):
        change(job, published_at=timezone.now())
        assert RenderJob.objects.get().published_at is not None


class TestMeetingsOfReports:
    def test_are_of_the_same_programme(self):
        report, elsewhere = ReportFactory(), MeetingFactory()
        with refused("the meeting belongs to another programme"):
            change(report, meeting=elsewhere)
        with refused("the meeting belongs to another programme"):
            ReportFactory(meeting=elsewhere)
        assert Report.objects.get().meeting == report.meeting

    def test_change_within_the_programme(self):
        report = ReportFactory()
        change(report, meeting=MeetingFactory(body=report.meeting.body))
