"""What beat asks for: periods open, close and are frozen by the calendar, and the history names it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programme.models import Digest, ReportingPeriod
from services import tasks
from tests.factories.programme import PeriodFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db


def test_the_day_after_the_cut_off_the_period_closes(period):
    period.deadline = period.cut_off = timezone.localdate()
    period.save()
    tasks.run_reporting_cycle()
    assert ReportingPeriod.objects.get().closed_at is None

    period.deadline = period.cut_off = timezone.localdate() - timedelta(days=1)
    period.save()
    tasks.run_reporting_cycle()

    period.refresh_from_db()
    assert period.closed_at is not None
    event = ReportingPeriod.pgh_event_model.objects.filter(closed_at__isnull=False).get()
    assert event.pgh_context.metadata == {"user": None, "through": "the reporting cycle"}


def test_an_ended_programme_reckons_by_its_last_day():
    programme = ProgrammeFactory(ended=True)
    period = PeriodFactory(programme=programme)

    tasks.run_reporting_cycle()

    period.refresh_from_db()
    assert period.closed_at is None


def test_a_period_that_has_begun_opens_by_itself(period, lead):
    tasks.run_reporting_cycle()

    period.refresh_from_db()
    assert period.opened_at is not None
    assert Digest.objects.get().user == lead


def test_a_mail_that_was_left_behind_is_handed_to_a_worker_again(period, lead):
    tasks.run_reporting_cycle()

    assert tasks.resend_digests() == 1
    tasks.send_digests(lead.pk)
    assert tasks.resend_digests() == 0
