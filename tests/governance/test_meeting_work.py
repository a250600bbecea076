"""What waits for clerks and board members before the next meetings."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from governance.domain.document import RENDERING, freeze_report
from governance.queries.meetings import meeting_work, report_work
from programme.domain.job import run_job
from programme.enums import Role
from tests.factories.governance import BodyFactory, MeetingFactory, ReportFactory, london
from tests.factories.programme import MembershipFactory, ProgrammeFactory, user_with_role

pytestmark = pytest.mark.django_db


def labels(items):
    return [item.label for item in items]


def test_a_clerk_has_the_next_meeting_of_each_body_kept():
    membership = MembershipFactory()
    programme = membership.programme
    clerk = user_with_role(Role.CLERK, programme, membership.council)
    board = BodyFactory(programme=programme, name="Board")
    elsewhere = MembershipFactory(programme=programme).council
    MeetingFactory(body=BodyFactory(programme=programme, name="Theirs", council=elsewhere))
    MeetingFactory(body=board, starts_at=timezone.now() - timedelta(days=3))
    MeetingFactory(body=board, starts_at=timezone.now() + timedelta(days=40))
    soon = MeetingFactory(body=board, starts_at=timezone.now() + timedelta(days=4))
    ReportFactory(programme=programme, meeting=soon)
    (item,) = meeting_work(clerk)
    assert (item.label, item.url, item.due) == ("Board", soon.get_absolute_url(), timezone.localdate(soon.starts_at))
    assert item.note.endswith(". 1 report.")


def test_reports_without_a_document_wait_for_the_clerk():
    report = ReportFactory(written=True, title="To do")
    done = ReportFactory(written=True, programme=report.programme, meeting=report.meeting, title="Done")
    run_job(RENDERING, job_id=freeze_report(report=done, actor=None, at=timezone.now()).pk, clock=timezone.now)
    clerk = user_with_role(Role.CLERK, report.programme)
    assert labels(report_work(clerk)) == ["To do"]
    for role in (Role.BOARD_MEMBER, Role.COUNCILLOR, Role.LEAD_OFFICER):
        assert labels(report_work(user_with_role(role, report.programme))) == []


def test_a_board_member_has_the_next_meetings():
    meeting = MeetingFactory(body__name="Board")
    assert labels(meeting_work(user_with_role(Role.BOARD_MEMBER, meeting.body.programme))) == ["Board"]
    assert labels(meeting_work(user_with_role(Role.COUNCILLOR, meeting.body.programme))) == []


def test_an_ended_programme_is_seen_as_at_its_last_day():
    programme = ProgrammeFactory(ended=True)
    body = BodyFactory(programme=programme)
    MeetingFactory(body=body, starts_at=london(2023, 1, 10))
    after = MeetingFactory(body=body, starts_at=london(2023, 2, 14))
    (item,) = meeting_work(user_with_role(Role.CLERK, programme))
    assert (item.url, item.due) == (after.get_absolute_url(), date(2023, 2, 14))


def test_work_asks_as_much_of_three_as_of_one(django_assert_num_queries):
    report = ReportFactory()
    clerk = user_with_role(Role.CLERK, report.programme)
    for _ in range(3):
        fresh = type(clerk).objects.get(pk=clerk.pk)
        with django_assert_num_queries(3):
            list(meeting_work(fresh))
            list(report_work(fresh))
        ReportFactory(programme=report.programme)
