"""What a reader of published papers is shown of a report: its published version, never the draft behind it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from governance.domain.document import RENDERING, freeze_report, publish_document
from governance.models import Report
from governance.queries.reports import listed_reports
from programme.domain.job import run_job
from programme.enums import Role
from programme.wording.appearance import written_moment
from tests.factories.governance import ReportFactory, london
from tests.factories.programme import user_with_role

pytestmark = [pytest.mark.django_db, pytest.mark.long]

PUBLISHED_AT = london(2031, 3, 4)
EDITED_AT = london(2031, 9, 9)


def made(report):
    job = freeze_report(report=report, actor=None, at=timezone.now())
    return run_job(RENDERING, job_id=job.pk, clock=timezone.now).snapshot


def retitled(report, title):
    Report.objects.filter(pk=report.pk).update(title=title, edited_at=EDITED_AT)
    return Report.objects.get(pk=report.pk)


@pytest.fixture
def clerk():
    return user_with_role(Role.CLERK)


@pytest.fixture
def report(clerk):
    """Published as "First words", then as "Second words", frozen again as "Third words" and now being rewritten."""
    report = ReportFactory(programme=clerk.grants.get().programme, title="First words", edited_at=london(2031, 1, 1))
    publish_document(snapshot=made(report), actor=clerk, at=PUBLISHED_AT - timedelta(days=30))
    publish_document(snapshot=made(retitled(report, "Second words")), actor=clerk, at=PUBLISHED_AT)
    made(retitled(report, "Third words"))
    return retitled(report, "Secret words")


@pytest.fixture
def councillor(report):
    return user_with_role(Role.COUNCILLOR, report.programme)


def facts(report, reader):
    shown = listed_reports(programme=report.programme, reader=reader).get()
    return shown.shown_title, shown.shown_edited_at, shown.shown_published_at, shown.newest_version


def test_a_councillor_is_shown_the_newest_published_version(report, councillor, clerk):
    assert facts(report, councillor) == ("Second words", None, PUBLISHED_AT, 2)
    assert facts(report, clerk) == ("Secret words", EDITED_AT, PUBLISHED_AT, 3)


def test_a_version_published_late_does_not_stand_before_a_newer_one(clerk):
    report = ReportFactory(programme=clerk.grants.get().programme, title="First words")
    first = made(report)
    publish_document(snapshot=made(retitled(report, "Second words")), actor=clerk, at=PUBLISHED_AT)
    publish_document(snapshot=first, actor=clerk, at=PUBLISHED_AT + timedelta(days=1))
    councillor = user_with_role(Role.COUNCILLOR, report.programme)
    assert facts(report, councillor)[:3] == ("Second words", None, PUBLISHED_AT)


def test_a_report_published_without_a_document_goes_by_its_code():
    report = ReportFactory(published_at=PUBLISHED_AT, title="Secret words", code="quarter-4")
    reader = user_with_role(Role.COUNCILLOR, report.programme)
    assert facts(report, reader) == ("quarter-4", None, None, None)


def test_no_page_shows_a_councillor_the_draft(report, councillor, sign_in):
    client = sign_in(councillor)
    code, meeting = report.programme.code, report.meeting
    pages = [
        reverse("report_list", args=[code]),
        reverse("report_list", args=[code]) + "?sort=title",
        reverse("report_list", args=[code]) + "?_export=csv",
        reverse("meeting_detail", args=[code, meeting.body.code, meeting.code]),
        reverse("report_detail", args=[code, report.code]),
        reverse("document_detail", args=[code, report.code, 1]),
        reverse("document_detail", args=[code, report.code, 2]),
    ]
    for page in pages:
        answer = client.get(page)
        text = b"".join(answer).decode()
        assert answer.status_code == 200, page
        assert "Second words" in text, page
        assert ("Secret words" in text, "Third words" in text, "Last edited" in text) == (False, False, False), page
        assert written_moment(EDITED_AT) not in text, page


def test_the_title_of_the_draft_cannot_be_searched_for(report, councillor, clerk, sign_in):
    address = reverse("report_list", args=[report.programme.code])

    def found(reader, words):
        return len(sign_in(reader).get(address, {"title": words}).context["table"].rows)

    assert (found(councillor, "secret"), found(councillor, "second")) == (0, 1)
    assert (found(clerk, "secret"), found(clerk, "second")) == (1, 0)


def test_the_page_gives_the_moment_of_publication(report, councillor, sign_in):
    answer = sign_in(councillor).get(reverse("report_detail", args=[report.programme.code, report.code]))
    assert "Published on 4 March 2031." in answer.content.decode()


def test_more_reports_ask_no_more_queries(report, councillor, clerk, sign_in):
    client = sign_in(councillor)
    address = reverse("report_list", args=[report.programme.code])

    def queries():
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    queries()
    few = queries()
    for number in range(3):
        more = ReportFactory(programme=report.programme, meeting=report.meeting, title=f"More {number}")
        publish_document(snapshot=made(more), actor=clerk, at=PUBLISHED_AT)
    assert queries() == few
