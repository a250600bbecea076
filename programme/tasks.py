"""Work of the programme app that a worker does."""

from __future__ import annotations

from celery import shared_task
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from programme.domain import job
from programme.domain.acting import acting_as
from programme.models import User


@shared_task(autoretry_for=(OSError,), retry_backoff=True, max_retries=5)
def send_invitation(user_id: int, site: str) -> None:
    """Send a person the link by which they choose their password. `site` is the site's address ("https://…/").

    A closed account gets nothing. Sent twice, both links work until one has been used.
    """
    person = User.objects.get(pk=user_id)
    if not person.is_active:
        return
    place = reverse(
        "password_reset_confirm",
        args=[urlsafe_base64_encode(force_bytes(person.pk)), default_token_generator.make_token(person)],
    )
    context = {"person": person, "link": site.rstrip("/") + place, "site": site}
    send_mail(
        subject="Your Concordat account",
        message=render_to_string("emails/invitation.txt", context),
        from_email=None,
        recipient_list=[person.email],
    )


@shared_task(name=job.RUN_TASK)
def run_job(kind: str, job_id: int) -> None:
    """Do a job of a kind, "programme.importjob". What is wrong with it stands on its row, not in the queue."""
    with acting_as(None, through="worker"):
        job.run_job(job.job_kind_named(kind), job_id=job_id, clock=timezone.now)


@shared_task(name="programme.tasks.requeue_stale_jobs")
def requeue_stale_jobs() -> int:
    """Hand jobs that a killed worker or a lost message left behind to a worker again; beat asks every minute."""
    return sum(len(job.requeue_stale_jobs(kind, at=timezone.now())) for kind in job.job_kinds())
