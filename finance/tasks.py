"""Work of finance that a worker does."""

from __future__ import annotations

import logging

from celery import shared_task
from django.utils import timezone

from finance.domain import ledger_import

logger = logging.getLogger(__name__)


@shared_task(name=ledger_import.LEDGER_TASK)
def run_ledger_import(job_id: int) -> None:
    """Read a ledger file and post its lines. What is wrong with it stands on the job, not in the queue."""
    ledger_import.run_ledger_import(job_id=job_id, clock=timezone.now)


@shared_task(name="finance.tasks.requeue_stale_ledgers")
def requeue_stale_ledgers() -> int:
    """Hand ledger files that a killed worker or a lost message left behind to a worker again; beat asks every
    minute."""
    stale = ledger_import.take_stale_ledgers(at=timezone.now())
    for job_id in stale:
        logger.warning("Ledger import %s was left behind; queued again", job_id)
        ledger_import.queue_ledger_import(job_id=job_id)
    return len(stale)
