"""The work that Celery does for reports. Every task takes ids and may be delivered twice without harm."""

from __future__ import annotations

import logging
from typing import Any

from celery import shared_task
from celery.signals import worker_process_init
from django.utils import timezone

from governance.domain.document import queue_rendering
from governance.domain.rendering import render_document as make_document
from governance.domain.rendering import take_stale_jobs
from programme.domain.acting import acting_as

logger = logging.getLogger(__name__)


@shared_task(name="governance.tasks.render_document")
def render_document(job_id: int) -> None:
    """Make the PDF of a render job. What goes wrong with the document stands on the job, not in the queue."""
    with acting_as(None, through="worker"):
        make_document(job_id=job_id, clock=timezone.now)


@shared_task(name="governance.tasks.requeue_stale_documents")
def requeue_stale_documents() -> int:
    """Hand documents that a killed worker or a lost message left behind to a worker again; beat asks every minute."""
    stale = take_stale_jobs(at=timezone.now())
    for job_id in stale:
        logger.warning("Render job %s was left behind; queued again", job_id)
        queue_rendering(job_id=job_id)
    return len(stale)


@worker_process_init.connect
def warm_worker_up(**_: Any) -> None:
    """Load fonts and styles before the first document asks for them."""
    from governance.documents.pdf import warm_up

    warm_up()
