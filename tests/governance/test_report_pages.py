"""The clerk's pages: what they show, what they refuse, who sees them, how many queries they ask."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from governance.domain.document import RENDERING, freeze_report, publish_document
from governance.domain.report_part import part_mark
from governance.models import Body, Meeting, RenderJob, Report, ReportSnapshot
from programme.domain.job import run_job
from programme.enums import JobStatus, Role
from tests.factories.governance import (
    BackgroundPaperFactory,
    BodyFactory,
    HouseStyleFactory,
    MeetingFactory,
    RecommendationFactory,
    ReportFactory,
    ReportSectionFactory,
)
from tests.factories.programme import MembershipFactory, user_with_role
from tests.factories.services import ReviewFactory, UpdateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    return ReportFactory(written=True)


@pytest.fixture
def clerk(report):
    return user_with_role(Role.CLERK, report.programme, name="Kim Shore")


@pytest.fixture
def office(report, clerk, sign_in):
    """The clerk's browser."""
    return sign_in(clerk)


def at(name, report, *more):
    return reverse(name, args=[report.programme.code, report.code, *more])


def made(report):
    return run_job(RENDERING, job_id=freeze_report(report=report, actor=None, at=timezone.now()).pk, clock=timezone.now)


def text_of(response):
    return response.content.decode()


def test_a_clerk_goes_from_a_body_to_a_generated_document(office, clerk, report, django_capture_on_commit_callbacks):
    code = report.programme.code
    HouseStyleFactory(programme=report.programme)
    body = {"name": "Joint Committee", "council": "", "kind": "committee", "regime": "statutory_committee"}
    assert office.post(reverse("body_create", args=[code]), body).status_code == 302
    when = {"starts_on": "14/02/2031", "starts_time": "7.30pm", "place": "Chamber"}
    assert office.post(reverse("meeting_create", args=[code, "joint-committee"]), when).status_code == 302
    meeting = Meeting.objects.get(body__code="joint-committee")
    assert timezone.localtime(meeting.starts_at).hour == 19
    begin = {"title": "Quarter 4", "meeting": meeting.pk, "house_style": report.house_style.pk}
    assert office.post(reverse("report_create", args=[code]), begin).status_code == 302
    begun = Report.objects.get(code="quarter-4")
    refused = office.post(at("report_generate", begun))
    assert refused.status_code == 409
    assert "Started by: enter a value. The block cannot be drawn without it." in text_of(refused)
    section = begun.sections.get(code="progress-reviews-started")
    filled = {"heading": "", "seen": part_mark(section), "parameter_by": "28/02/2031", "parameter_phase": ""}
    assert office.post(at("section_edit", begun, section.code), filled).status_code == 302
    section.refresh_from_db()
    assert section.parameters == {"by": "2031-02-28"}
    with django_capture_on_commit_callbacks():
        generated = office.post(at("report_generate", begun))
    assert generated.url == at("document_detail", begun, 1)
    page = text_of(office.get(generated.url))
    assert '<meta http-equiv="refresh" content="3">' in page
    assert "Waiting for a worker" in page


def test_a_section_saved_on_top_of_anothers_keeps_what_was_typed(office, report):
    section = report.sections.get(code="purpose")
    seen = part_mark(section)
    url = at("section_edit", report, "purpose")
    assert office.post(url, {"heading": "Purpose", "body": "First words", "seen": seen}).status_code == 302
    refused = office.post(url, {"heading": "Purpose", "body": "Second words", "seen": seen})
    page = text_of(refused)
    assert refused.status_code == 200
    assert "Second words" in page
    assert "First words" in page
    section.refresh_from_db()
    assert section.body == "First words"
    again = office.post(url, {"heading": "Purpose", "body": "Both words", "seen": part_mark(section)})
    assert again.status_code == 302


def test_details_saved_on_top_of_anothers_keep_what_was_typed(office, report):
    given = {"edition": 1, "meeting": report.meeting_id, "header_wards": "All"}
    url = at("report_edit", report)
    assert office.post(url, {**given, "title": "First"}).status_code == 302
    refused = text_of(office.post(url, {**given, "title": "Second"}))
    report.refresh_from_db()
    assert (report.title, report.header) == ("First", {"wards": "All"})
    assert 'value="Second"' in refused
    assert 'name="edition" value="2"' in refused


def test_a_day_without_a_time_is_its_end(office, report):
    given = {"edition": 1, "meeting": report.meeting_id, "title": "A", "as_at_day": "03/02/2023"}
    assert office.post(at("report_edit", report), given).status_code == 302
    report.refresh_from_db()
    assert timezone.localtime(report.as_at).isoformat() == "2023-02-03T23:59:59+00:00"
    page = text_of(office.get(at("report_edit", report)))
    assert 'value="03/02/2023"' in page


def test_a_moment_to_come_is_refused_at_its_field(office, report):
    day = timezone.localdate() + timedelta(days=2)
    given = {"edition": 1, "meeting": report.meeting_id, "title": "A", "as_at_day": f"{day:%d/%m/%Y}"}
    response = office.post(at("report_edit", report), given)
    assert response.context["form"].errors["as_at_day"] == [
        "Choose a moment that has passed, or leave it empty to read the records when the document is made."
    ]


def test_parts_are_moved_taken_out_and_put_back_without_script(office, report):
    def order():
        return list(report.sections.filter(removed_at=None).values_list("code", flat=True))

    start = order()
    office.post(at("section_move", report, start[2]), {"to": "up"})
    assert order()[0] == start[0]
    office.post(at("section_remove", report, "legal"))
    assert "legal" not in order()
    office.post(at("section_restore", report, "legal"))
    assert "legal" in order()
    two = RecommendationFactory(report=report, text="Second")
    office.post(at("recommendation_act", report, two.pk, "up"))
    assert report.recommendations.first() == two
    assert office.post(at("recommendation_act", report, two.pk, "explode")).status_code == 404
    paper = BackgroundPaperFactory(report=report)
    office.post(at("background_paper_act", report, paper.pk, "remove"))
    paper.refresh_from_db()
    assert paper.removed_at is not None


def test_a_refused_move_is_said(office, report):
    report.sections.filter(code="progress").update(heading="")
    response = office.post(at("section_remove", report, "purpose"), follow=True)
    assert "The first section must have a heading" in text_of(response)


def test_the_preview_is_the_document_and_says_what_is_wrong(office, report):
    made(report)
    ReportSectionFactory(report=report, heading="Chart", kind="block", block="horoscope", body="")
    report.sections.filter(code="purpose").update(body="<script>alert(1)</script> New words")
    page = text_of(office.get(at("report_preview", report)))
    assert page.count("<h1") == 1
    assert "There is no live block “horoscope”." in page
    assert "Make the document" not in page
    assert "<script>alert" not in page
    assert "was “The quarter went *well*.”, now" in page


def test_a_last_version_that_cannot_be_read_is_not_compared(office, report):
    ReportSnapshot.objects.create(
        report=report,
        version=1,
        schema_version=99,
        data={"schema_version": 99},
        sha256="0" * 64,
        as_at=timezone.now(),
        created_at=timezone.now(),
    )
    page = office.get(at("report_preview", report))
    assert page.status_code == 200
    assert page.context["changes"] is None


def test_a_document_is_downloaded_by_who_may(client, office, report, clerk, sign_in):
    job = made(report)
    url = at("document_download", report, 1)
    response = office.get(url)
    body = b"".join(response.streaming_content)
    assert body == job.document.read()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == (f'attachment; filename="{report.programme.code}-{report.code}-v1.pdf"')
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "private" in response["Cache-Control"]
    for role, expected in (
        (Role.COUNCILLOR, 404),
        (Role.BOARD_MEMBER, 200),
        (Role.AUDITOR, 200),
        (Role.RISK_OWNER, 404),
    ):
        assert sign_in(user_with_role(role, report.programme)).get(url).status_code == expected
    assert sign_in(user_with_role(Role.CLERK)).get(url).status_code == 404
    client.logout()
    assert client.get(url).status_code == 302


def test_a_councillor_reads_the_published_version_and_nothing_of_the_draft(report, clerk, sign_in):
    made(report)
    second = made(report)
    councillor = sign_in(user_with_role(Role.COUNCILLOR, report.programme))
    assert councillor.get(at("report_detail", report)).status_code == 404
    publish_document(snapshot=second.snapshot, actor=clerk, at=timezone.now())
    report.sections.filter(code="purpose").update(body="Secret draft words")
    page = text_of(councillor.get(at("report_detail", report)))
    assert "Secret draft words" not in page
    assert "Version 2" in page
    assert "Version 1" not in page
    assert councillor.get(at("document_download", report, 2)).status_code == 200
    for name, more in (("document_detail", [1]), ("document_download", [1]), ("document_progress", [1])):
        assert councillor.get(at(name, report, *more)).status_code == 404
    for name in ("report_preview", "report_edit"):
        assert councillor.get(at(name, report)).status_code == 403
    assert councillor.post(at("report_generate", report)).status_code == 403
    assert "Preview" not in page


def test_a_reader_of_drafts_changes_nothing(report, sign_in):
    reader = sign_in(user_with_role(Role.AUDITOR, report.programme))
    page = text_of(reader.get(at("report_detail", report)))
    assert "Take out" not in page
    assert reader.get(at("report_preview", report)).status_code == 200
    for name, more in (("report_generate", []), ("section_remove", ["purpose"]), ("document_retry", [1])):
        assert reader.post(at(name, report, *more)).status_code in (403, 404)


def test_a_failed_document_says_why_and_is_tried_again(office, report):
    job = freeze_report(report=report, actor=None, at=timezone.now())
    RenderJob.objects.filter(pk=job.pk).update(
        status=JobStatus.FAILED, failure="The paper tray is empty.", failure_kind="unexpected"
    )
    page = text_of(office.get(at("document_detail", report, 1)))
    assert "The paper tray is empty." in page
    assert office.get(at("document_download", report, 1)).status_code == 404
    office.post(at("document_retry", report, 1))
    job.refresh_from_db()
    assert job.status == JobStatus.QUEUED


def test_progress_asks_for_the_whole_page_once_it_is_done(office, report):
    job = freeze_report(report=report, actor=None, at=timezone.now())
    url = at("document_progress", report, 1)
    waiting = office.get(url)
    assert ("HX-Refresh" in waiting, 'hx-trigger="every 2s"' in text_of(waiting)) == (False, True)
    run_job(RENDERING, job_id=job.pk, clock=timezone.now)
    assert office.get(url)["HX-Refresh"] == "true"


def test_a_version_is_published_after_being_asked(office, report):
    made(report)
    url = at("report_publish", report, 1)
    assert "councillors included" in text_of(office.get(url))
    assert ReportSnapshot.objects.get().job.published_at is None
    assert office.post(url).status_code == 302
    assert ReportSnapshot.objects.get().job.published_at is not None
    assert "public already" in text_of(office.post(url))


def test_a_document_whose_file_is_gone_is_not_found(office, report):
    made(report).document.storage.delete(RenderJob.objects.get().document.name)
    assert office.get(at("document_download", report, 1)).status_code == 404


LISTS = ("body_list", "meeting_list", "report_list", "house_style_list")


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_every_list_is_exported(office, report, name, file_format):
    response = office.get(reverse(name, args=[report.programme.code]), {"_export": file_format})
    assert response.status_code == 200
    assert b"".join(response.streaming_content)


def test_reports_are_filtered_and_sorted(office, report):
    other = ReportFactory(programme=report.programme, title="Annual review")
    made(report)
    url = reverse("report_list", args=[report.programme.code])

    def titles(**query):
        return [row.record.title for row in office.get(url, query).context["table"].rows]

    assert titles(title="annual") == [other.title]
    assert titles(document="done") == [report.title]
    assert titles(document="none") == [other.title]
    assert titles(body=other.meeting.body.code) == [other.title]
    assert titles(sort="title") == [other.title, report.title]
    assert titles(sort="-standing") == [report.title, other.title]


def _filled(report):
    """One more of everything a page lists."""
    MeetingFactory(body=report.meeting.body)
    BodyFactory(programme=report.programme)
    extra = ReportFactory(programme=report.programme, meeting=report.meeting)
    freeze_report(report=extra, actor=None, at=timezone.now())
    ReportSectionFactory(report=report)
    ReportSectionFactory(report=report, progress_table=True)
    RecommendationFactory(report=report)
    BackgroundPaperFactory(report=report)
    HouseStyleFactory(programme=report.programme)
    UpdateFactory(review=ReviewFactory(programme=report.programme), accepted=True)
    freeze_report(report=report, actor=None, at=timezone.now())


PAGES = {
    "body_list": (6, lambda report: reverse("body_list", args=[report.programme.code])),
    "body_detail": (6, lambda report: reverse("body_detail", args=[report.programme.code, report.meeting.body.code])),
    "meeting_list": (7, lambda report: reverse("meeting_list", args=[report.programme.code])),
    "meeting_detail": (5, lambda report: report.meeting.get_absolute_url()),
    "report_list": (7, lambda report: reverse("report_list", args=[report.programme.code])),
    "report_detail": (9, lambda report: report.get_absolute_url()),
    "report_preview": (14, lambda report: at("report_preview", report)),
    "document_detail": (6, lambda report: at("document_detail", report, 1)),
    "house_style_list": (6, lambda report: reverse("house_style_list", args=[report.programme.code])),
}


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_asks_as_much_of_three_rows_as_of_one(office, report, name, django_assert_num_queries):
    number, url = PAGES[name]
    _filled(report)
    with django_assert_num_queries(number):
        assert office.get(url(report)).status_code == 200
    _filled(report)
    _filled(report)
    with django_assert_num_queries(number):
        assert office.get(url(report)).status_code == 200


def test_what_is_elsewhere_is_not_found(office, report):
    other = ReportFactory()
    for url in (
        at("report_detail", other),
        reverse("body_detail", args=[other.programme.code, other.meeting.body.code]),
        other.meeting.get_absolute_url(),
        reverse("house_style_detail", args=[other.programme.code, other.house_style.code]),
        reverse("report_list", args=[other.programme.code]),
        at("section_edit", report, "no-such"),
        at("recommendation_edit", report, 0),
        at("document_detail", report, 7),
    ):
        assert office.get(url).status_code == 404, url


def test_a_clerk_of_another_council_does_not_see_the_draft_of_a_committee(sign_in):
    membership = MembershipFactory()
    committee = BodyFactory(programme=membership.programme, council=membership.council, committee=True)
    report = ReportFactory(programme=membership.programme, meeting=MeetingFactory(body=committee), written=True)
    other = MembershipFactory(programme=membership.programme).council
    own = sign_in(user_with_role(Role.CLERK, membership.programme, membership.council))
    assert own.get(at("report_detail", report)).status_code == 200
    stranger = sign_in(user_with_role(Role.CLERK, membership.programme, other))
    assert stranger.get(at("report_detail", report)).status_code == 404
    assert stranger.get(reverse("body_edit", args=[report.programme.code, committee.code])).status_code == 403
    assert Body.objects.get(pk=committee.pk).name == committee.name


def test_a_house_style_shows_its_sections_or_its_faults(office, report):
    broken = HouseStyleFactory(programme=report.programme, layout={"sections": []})
    for style, said in ((report.house_style, "Purpose of report, always printed"), (broken, "cannot be used")):
        url = reverse("house_style_detail", args=[report.programme.code, style.code])
        assert said in text_of(office.get(url))
