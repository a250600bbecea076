"""Mails about reporting periods: who gets one, once, with what in it."""

from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from programme.domain.period import open_begun_periods, open_period
from programme.enums import DigestOccasion
from programme.models import Digest, ReportingPeriod
from services.domain.digest import NOTHING_LEFT, people_waited_for, queue_reminders, send_digests
from services.enums import State
from tests.factories.programme import MembershipFactory, PeriodFactory, ProgrammeFactory
from tests.factories.services import ReviewFactory, UpdateFactory, lead_of, office_of, sponsor_of

pytestmark = pytest.mark.django_db


def due_in(period, days):
    """Move the deadline so many days from the programme's today."""
    period.deadline = period.programme.today + timedelta(days=days)
    period.save()


def send_all(at):
    return [send_digests(user_id=person, at=at) for person in people_waited_for(at=at)]


class TestOpening:
    def test_each_officer_gets_one_mail_with_all_their_reviews(self, programme, office, at):
        first = ReviewFactory(programme=programme, name="Parking", code="parking")
        lead = lead_of(first, name="Lena Lead")
        second = ReviewFactory(programme=programme, name="Waste", code="waste")
        second.participations.create(council=lead.grants.get().council, lead_officer=lead)
        lead_of(second, name="Lou Lead")
        today = programme.today

        period = open_period(
            programme=programme,
            name="Quarter 1",
            starts_on=today,
            ends_on=today + timedelta(days=80),
            deadline=today + timedelta(days=80),
            cut_off=today + timedelta(days=90),
            actor=office,
            at=at,
        )
        results = send_all(at)

        assert (period.opened_at, results) == (at, [True, True])
        to_lena = next(sent for sent in mail.outbox if sent.to == [lead.email])
        assert to_lena.content_subtype == "plain"
        assert [line for line in to_lena.body.splitlines() if line.startswith("- ")] == [
            "- Parking (Not begun)",
            "- Waste (Not begun)",
        ]
        assert "  https://concordat.example/programmes/harbour/reviews/waste/updates/quarter-1/edit/" in to_lena.body

    def test_sent_twice_nothing_goes_twice(self, period, lead, at):
        ReportingPeriod.objects.update(opened_at=None)
        assert [opened.pk for opened in open_begun_periods(at=at)] == [period.pk]
        send_all(at)

        assert open_begun_periods(at=at) == []
        assert send_digests(user_id=lead.pk, at=at) is False
        assert len(mail.outbox) == 1

    def test_a_period_that_begins_later_opens_on_its_first_day(self, programme, lead, at):
        period = PeriodFactory(
            programme=programme,
            starts_on=programme.today + timedelta(days=40),
            ends_on=programme.today + timedelta(days=60),
            deadline=programme.today + timedelta(days=60),
            cut_off=programme.today + timedelta(days=70),
        )

        opened = open_begun_periods(at=at)

        assert period.pk not in [one.pk for one in opened]

    def test_who_has_left_gets_none(self, period, lead, second_lead, at):
        open_begun_periods(at=at)
        lead.is_active = False
        lead.save()
        grant = second_lead.grants.get()
        grant.ended_on = timezone.localdate() - timedelta(days=1)
        grant.save()

        send_all(at)

        assert mail.outbox == []
        assert {digest.failure for digest in Digest.objects.all()} == {NOTHING_LEFT}
        assert people_waited_for(at=at + timedelta(days=9)) == []

    def test_an_ended_programme_sends_nothing(self, at):
        programme = ProgrammeFactory(ended=True)
        period = PeriodFactory(programme=programme)
        lead_of(ReviewFactory(programme=programme))
        due_in(period, -3)

        assert (open_begun_periods(at=at), queue_reminders(at=at)) == ([], 0)


class TestReminders:
    @pytest.fixture(autouse=True)
    def opened_before(self, period, at):
        period.opened_at = at - timedelta(days=9)
        period.save()

    def test_once_before_the_deadline(self, period, lead, at):
        due_in(period, 6)
        assert queue_reminders(at=at) == 0
        due_in(period, 5)
        assert queue_reminders(at=at) == 1
        assert queue_reminders(at=at) == 0
        assert queue_reminders(at=at + timedelta(days=1)) == 0
        assert Digest.objects.get().occasion == DigestOccasion.DUE

    def test_after_the_deadline_every_so_many_days_until_the_cut_off(self, period, lead, at):
        due_in(period, -1)
        period.remind_every, period.cut_off = 3, period.deadline + timedelta(days=7)
        period.save()

        told = [bool(queue_reminders(at=at + timedelta(days=day))) for day in range(9)]

        assert told == [True, False, False, True, False, False, True, False, False]

    @pytest.mark.parametrize(("trait", "rows"), [("returned", 1), ("submitted", 0), ("accepted", 0)])
    def test_only_who_still_owes_something(self, period, review, lead, at, trait, rows):
        UpdateFactory(review=review, period=period, **{trait: True})
        due_in(period, 2)

        assert queue_reminders(at=at) == rows

    def test_a_withdrawn_review_owes_nothing(self, period, review, lead, at):
        review.state, review.state_reason = State.WITHDRAWN, "No longer wanted."
        review.save()
        due_in(period, 2)

        assert queue_reminders(at=at) == 0

    def test_after_the_deadline_deciders_are_told_what_waits(self, period, review, lead, sponsor, office, at):
        UpdateFactory(review=review, period=period, submitted=True, submitted_by=office)
        due_in(period, -1)

        queue_reminders(at=at)
        send_all(at)

        assert [sent.to for sent in mail.outbox] == [[sponsor.email]]
        assert mail.outbox[0].subject == f"{period.name}: updates wait for your decision"
        assert "- Parking\n  https://concordat.example/programmes/harbour/reviews/parking/updates/now/1/" in (
            mail.outbox[0].body
        )

    def test_no_word_of_an_update_or_comment_is_mailed(self, period, review, lead, at):
        UpdateFactory(review=review, period=period, returned=True, comment="Secret remark", rag_reason="Secret reason")
        due_in(period, -1)

        queue_reminders(at=at)
        send_all(at)

        assert "Secret" not in mail.outbox[0].body + mail.outbox[0].subject
        assert "- Parking (Returned)" in mail.outbox[0].body

    def test_one_mail_a_day_over_all_programmes(self, period, lead, at):
        due_in(period, -1)
        other = PeriodFactory(opened_at=at - timedelta(days=9))
        review = ReviewFactory(programme=other.programme, name="Legal")
        council = lead.grants.get().council
        MembershipFactory(programme=other.programme, council=council)
        review.participations.create(council=council, lead_officer=lead)
        lead.grants.create(role="lead_officer", programme=other.programme, council=council, starts_on=other.starts_on)
        due_in(other, 3)

        queue_reminders(at=at)
        send_all(at)

        assert len(mail.outbox) == 1
        assert mail.outbox[0].subject == "Progress updates: 2 reporting periods wait for you"
        third = PeriodFactory(opened_at=at - timedelta(days=9))
        due_in(third, 1)
        ReviewFactory(programme=third.programme).participations.create(council=council, lead_officer=lead)
        lead.grants.create(role="lead_officer", programme=third.programme, council=council, starts_on=third.starts_on)
        assert queue_reminders(at=at) == 0

    def test_what_was_handed_in_meanwhile_is_not_mailed(self, period, review, lead, at):
        due_in(period, -1)
        queue_reminders(at=at)
        UpdateFactory(review=review, period=period, submitted=True)

        assert send_all(at) == [False]
        assert mail.outbox == []

    def test_the_queries_do_not_grow_with_reviews_and_people(
        self, programme, period, lead, at, django_assert_num_queries
    ):
        due_in(period, 2)
        queries = 9  # two savepoints, two reads and the insert; four reads for each programme with such a period
        with django_assert_num_queries(queries):
            queue_reminders(at=at)
        for _ in range(3):
            review = ReviewFactory(programme=programme)
            lead_of(review)
            sponsor_of(review)
        office_of(programme)
        with django_assert_num_queries(queries):
            queue_reminders(at=at)


class TestMailServer:
    def test_a_refusal_keeps_its_reason_and_is_tried_again_later(self, period, lead, at, monkeypatch):
        def refuse(self, messages):
            raise SMTPServerDisconnected("Connection unexpectedly closed")

        open_begun_periods(at=at)
        with monkeypatch.context() as broken:
            broken.setattr(EmailBackend, "send_messages", refuse)
            assert send_digests(user_id=lead.pk, at=at) is False
        digest = Digest.objects.get()
        assert (digest.failure, digest.attempts) == ("Connection unexpectedly closed", 1)
        assert digest.try_at == at + timedelta(minutes=5)
        assert people_waited_for(at=at + timedelta(minutes=4)) == []

        later = at + timedelta(minutes=5)
        assert people_waited_for(at=later) == [lead.pk]
        assert send_digests(user_id=lead.pk, at=later) is True
        digest.refresh_from_db()
        assert (digest.sent_at, digest.try_at, digest.failure) == (later, None, "")

    def test_the_wait_grows_and_ends(self, period, lead, at, monkeypatch):
        monkeypatch.setattr(EmailBackend, "send_messages", _unreachable)
        open_begun_periods(at=at)

        waits, moment = [], at
        while Digest.objects.get().try_at is not None:
            moment = Digest.objects.get().try_at
            send_digests(user_id=lead.pk, at=moment)
            following = Digest.objects.get().try_at
            waits.append((following - moment) // timedelta(minutes=1) if following else None)

        assert waits == [5, 15, 45, 135, 405, None]
        assert Digest.objects.get().failure == "No route"


def _unreachable(self, messages):
    raise OSError("No route")
