"""Work of service reviews that a worker does: the reporting cycle, and the mails that belong to it."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from programme.domain.acting import acting_as
from programme.domain.period import close_finished_periods, open_begun_periods
from services.domain import digest

CYCLE = "the reporting cycle"
"""How the history names what the calendar does."""
REMINDERS_FROM = 7
"""The hour of the morning from which people are reminded."""


@shared_task(name="services.tasks.run_reporting_cycle")
def run_reporting_cycle() -> None:
    """Open the periods that begin, close those past their cut-off, remind who owes something. Beat asks it often."""
    at = timezone.now()
    with acting_as(None, through=CYCLE):
        close_finished_periods(at=at)
        open_begun_periods(at=at)
        if timezone.localtime(at).hour >= REMINDERS_FROM:
            digest.queue_reminders(at=at)


@shared_task(name=digest.SEND_TASK)
def send_digests(user_id: int) -> None:
    """Send a person the mail that waits for them, if one does. What is wrong stands on its rows."""
    with acting_as(None, through=CYCLE):
        digest.send_digests(user_id=user_id, at=timezone.now())


@shared_task(name="services.tasks.resend_digests")
def resend_digests() -> int:
    """Hand mails that still wait to a worker again; beat asks every few minutes."""
    people = digest.people_waited_for(at=timezone.now())
    for person in people:
        digest.send_later(user_id=person)
    return len(people)
