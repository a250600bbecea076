"""Telling people of reporting periods by mail: one mail a person, every row of it written before it goes.

`tell_officers` (a period opens) and `queue_reminders` (beat, every day) write the rows; `send_digests` sends one
person's. All of them may run twice or in many workers at once: a row is unique for its person, period, occasion and
day, and is held while it is sent.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from smtplib import SMTPException
from urllib.parse import urlsplit

from celery import current_app
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Max, Q
from django.template.loader import render_to_string
from django.utils import timezone

from programme.enums import DigestOccasion
from programme.models import Digest, Programme, ReportingPeriod, User
from programme.values.partial_date import PartialDate
from services.queries.digest_letter import LetterPart, letter_parts
from services.queries.reporting_grid import reporting_round, writers_of

logger = logging.getLogger(__name__)

SEND_TASK = "services.tasks.send_digests"
REMINDERS = (DigestOccasion.DUE, DigestOccasion.OVERDUE)
FIRST_WAIT = timedelta(minutes=5)
MOST_ATTEMPTS = 6
"""The mail server is asked again after 5, 15, 45 minutes and so on: for more than a day in all."""
NOTHING_LEFT = "Nothing was left to tell."


def tell_officers(*, period: ReportingPeriod, at: datetime) -> None:
    """Have everybody who leads a live review of the programme told that the period is open; once."""
    day = period.programme.today
    people = sorted(writers_of(period.programme))
    _queue([_row(person, period, DigestOccasion.OPENED, day=day, at=at) for person in people])


@transaction.atomic
def queue_reminders(*, at: datetime) -> int:
    """Have everybody reminded who owes an update that is nearly due or overdue, or has one to decide on.

    Before the deadline once; the day after it and then every `remind_every` days. Nobody is reminded twice in a day.
    Gives the number of rows written. Four queries for a programme with such a period, and three for all.
    """
    today = timezone.localdate(at)
    already = set(Digest.objects.filter(day=today, occasion__in=REMINDERS).values_list("user", flat=True))
    rows = []
    for periods in _periods_to_remind(today):
        rows += [row for row in _reminders(periods, today=today, at=at) if row.user_id not in already]
    return _queue(rows)


def _periods_to_remind(today: date) -> Iterable[list[ReportingPeriod]]:
    """The periods of running programmes on whose account somebody may be reminded today, programme by programme."""
    open_periods = (
        ReportingPeriod.objects.filter(closed_at__isnull=True, starts_on__lte=today, cut_off__gte=today)
        .filter(Q(programme__ended_on__isnull=True) | Q(programme__ended_on__gte=today))
        .select_related("programme")
        .order_by("programme", "starts_on")
    )
    found: dict[int, list[ReportingPeriod]] = defaultdict(list)
    for period in open_periods:
        if period.occasion_on(today) is not None and not _opened_on(period, today):
            found[period.programme_id].append(period)
    return found.values()


def _opened_on(period: ReportingPeriod, day: date) -> bool:
    return period.opened_at is not None and timezone.localdate(period.opened_at) == day


def _reminders(periods: list[ReportingPeriod], *, today: date, at: datetime) -> Iterable[Digest]:
    programme: Programme = periods[0].programme
    people = reporting_round(programme=programme, periods=periods)
    last = {
        (period, person, occasion): day
        for period, person, occasion, day in Digest.objects.filter(period__in=periods, occasion__in=REMINDERS)
        .values("period", "user", "occasion")
        .annotate(last=Max("day"))
        .order_by("period", "user", "occasion")
        .values_list("period", "user", "occasion", "last")
    }
    for period in periods:
        occasion = period.occasion_on(today)
        if occasion is None:
            continue
        concerned = people.owing(period)
        if occasion == DigestOccasion.OVERDUE:
            concerned = concerned | people.waiting.get(period.pk, set())
        for person in sorted(concerned):
            before = last.get((period.pk, person, occasion))
            if before is None or (
                occasion == DigestOccasion.OVERDUE and before <= today - timedelta(days=period.remind_every)
            ):
                yield _row(person, period, occasion, day=today, at=at)


def _row(person: int, period: ReportingPeriod, occasion: DigestOccasion, *, day: date, at: datetime) -> Digest:
    return Digest(user_id=person, period=period, occasion=occasion, day=day, queued_at=at, try_at=at)


def _queue(rows: list[Digest]) -> int:
    """Write the rows that are not there yet, and have a worker send each person's after the commit."""
    Digest.objects.bulk_create(rows, ignore_conflicts=True)
    for person in sorted({row.user_id for row in rows}):
        send_later(user_id=person)
    return len(rows)


def send_later(*, user_id: int) -> None:
    """Have a worker send what waits for a person. When the queue cannot be reached, beat finds it again."""
    transaction.on_commit(lambda: current_app.send_task(SEND_TASK, args=[user_id]), robust=True)


def people_waited_for(*, at: datetime) -> list[int]:
    """The ids of the people to whom a mail is to go by now: the queue was down, or the mail server was."""
    waiting = Digest.objects.filter(try_at__lte=at).order_by("user")
    return list(waiting.values_list("user", flat=True).distinct())


@transaction.atomic
def send_digests(*, user_id: int, at: datetime) -> bool:
    """Send a person what waits for them, as one mail; whether one went. The rows are held meanwhile.

    Where the mail server refuses, the rows keep the reason and are tried again later, each time after a longer wait.
    """
    digests = list(
        Digest.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(user=user_id, try_at__lte=at)
        .select_related("period__programme", "user")
        .order_by("pk")
    )
    if not digests:
        return False
    user = digests[0].user
    parts = letter_parts(user=user, digests=digests)
    told = [part for part in parts if not part.is_empty]
    for part in parts:
        if part.is_empty:
            _settle(part.digests, failure=NOTHING_LEFT)
    if not told:
        return False
    rows = [digest for part in told for digest in part.digests]
    try:
        letter_of(user=user, parts=told, number=rows[0].pk).send()
    except (SMTPException, OSError) as error:
        logger.warning("The mail to person %s could not be handed over: %s", user.pk, error)
        _try_again(rows, reason=str(error) or type(error).__name__, at=at)
        return False
    _settle(rows, sent_at=at)
    return True


def letter_of(*, user: User, parts: list[LetterPart], number: int) -> EmailMessage:
    """The mail. Its identity is that of its first row, so that a mail server may know it again."""
    site = settings.SITE_URL.rstrip("/")
    return EmailMessage(
        subject=" ".join(_subject(parts).split()),
        body=render_to_string("emails/digest.txt", {"person": user, "parts": parts, "site": site}),
        to=[user.email],
        headers={
            "Message-ID": f"<digest-{number}@{urlsplit(site).hostname or 'localhost'}>",
            "Auto-Submitted": "auto-generated",
        },
    )


def _subject(parts: list[LetterPart]) -> str:
    if len(parts) > 1:
        return f"Progress updates: {len(parts)} reporting periods wait for you"
    part = parts[0]
    deadline = PartialDate.day(part.period.deadline)
    if not part.to_write:
        return f"{part.period.name}: updates wait for your decision"
    if part.occasion == DigestOccasion.OVERDUE:
        return f"{part.period.name}: updates overdue since {deadline}"
    return f"{part.period.name}: updates due by {deadline}"


def _settle(digests: Iterable[Digest], *, sent_at: datetime | None = None, failure: str = "") -> None:
    """Sent, or nothing to send: not tried any more."""
    for digest in digests:
        digest.sent_at, digest.try_at, digest.failure = sent_at, None, failure
        digest.save()


def _try_again(digests: Iterable[Digest], *, reason: str, at: datetime) -> None:
    """Keep the reason, and wait three times as long as the last time; give up after `MOST_ATTEMPTS`."""
    for digest in digests:
        digest.attempts += 1
        digest.failure = reason[:2_000].replace("\x00", "")
        given_up = digest.attempts >= MOST_ATTEMPTS
        digest.try_at = None if given_up else at + FIRST_WAIT * 3 ** (digest.attempts - 1)
        digest.save()
