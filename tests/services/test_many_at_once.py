"""The last minute before a deadline: forty people in real processes hand two hundred updates in, and the office accepts
them as they come. Twenty times two people are at the same review."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from services.domain.progress_update import accept_update
from services.enums import UpdateStatus
from services.models import ProgressUpdate, ServiceReview
from tests.factories.services import ReviewFactory, ServiceFactory, office_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.worker]

PEOPLE, PROCESSES, EACH = 40, 8, 5
PATIENCE = 120
"""Seconds that a loaded machine may need to start the processes."""


def start_process() -> subprocess.Popen[str]:
    # The address as it was given, whichever way it names a socket; only the database is the tests' own.
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    return subprocess.Popen(
        [sys.executable, "-m", "tests.services.handing_in"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": url},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def tell(process: subprocess.Popen[str], line: str) -> None:
    assert process.stdin is not None
    process.stdin.write(f"{line}\n")
    process.stdin.flush()


def hear(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def accept_all(*, actor: Any, processes: list[subprocess.Popen[str]]) -> None:
    """Accept what is submitted until the processes are done and nothing is left."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        still_running = any(process.poll() is None for process in processes)
        waiting = list(ProgressUpdate.objects.filter(status=UpdateStatus.SUBMITTED).order_by("pk"))
        for update in waiting:
            accept_update(update=update, edition=update.edition, actor=actor, at=timezone.now())
        if not waiting and not still_running:
            return
        time.sleep(0.05)


def test_two_hundred_updates_in_a_minute(programme, period):
    service = ServiceFactory(programme=programme)
    reviews = ServiceReview.objects.bulk_create(
        ReviewFactory.build(programme=programme, service=service, joined_on=programme.starts_on)
        for _ in range(PEOPLE * EACH)
    )
    people = [office_of(programme) for _ in range(PEOPLE)]
    work = []
    for place, person in enumerate(people):
        own = [review.pk for review in reviews[place * EACH : (place + 1) * EACH]]
        # Every second person begins with the review that the next one begins with.
        rivals = [reviews[(place + 1) * EACH].pk] if place % 2 == 0 else []
        work.append({"user": person.pk, "period": period.pk, "reviews": rivals + own})
    processes = [start_process() for _ in range(PROCESSES)]
    for number, process in enumerate(processes):
        tell(process, json.dumps(work[number::PROCESSES]))
    assert [hear(process) for process in processes] == ["ready"] * PROCESSES

    started = time.monotonic()
    for process in processes:
        tell(process, "go")
    accept_all(actor=office_of(programme), processes=processes)
    seconds = time.monotonic() - started
    results = [result for process in processes for result in json.loads(hear(process))]
    for process in processes:
        process.communicate(timeout=PATIENCE)

    came = Counter(outcome for _, _, outcome in results)
    assert came["submitted"] == PEOPLE * EACH, came
    assert sum(came.values()) - came["submitted"] == PEOPLE // 2
    assert set(came) <= {"submitted", "ChangedByAnother", "UpdateNotEditable"}
    submitted = {(review, person) for review, person, outcome in results if outcome == "submitted"}
    found = ProgressUpdate.objects.values_list("review", "submitted_by", "business_case_update", "version", "status")
    assert {(review, person) for review, person, *_ in found} == submitted
    assert {
        (text == f"Review {review} by person {person}.", version, status)
        for review, person, text, version, status in found
    } == {(True, 1, UpdateStatus.ACCEPTED)}
    assert len(found) == PEOPLE * EACH
    assert seconds < 60
