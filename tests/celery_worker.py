"""A real Celery worker on the real Redis and the tests' own database, with a queue of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from celery import current_app
from django.conf import settings
from django.db import connection

PATIENCE = 90
"""Seconds that a loaded machine may need."""


@contextmanager
def own_queue() -> Iterator[str]:
    """What this process sends goes to a queue of its own on the shared Redis."""
    name = f"test-{os.getpid()}-{time.monotonic_ns()}"
    before = current_app.conf.task_default_queue
    _send_to(name)
    yield name
    _send_to(before)


def _send_to(name: str) -> None:
    app = current_app._get_current_object()
    app.conf.task_default_queue = name
    # Where messages go is worked out when the first is sent; the next works it out anew.
    app.__dict__.pop("amqp", None)


def start_worker(queue: str, media: Path) -> subprocess.Popen[bytes]:
    """A worker that reads `queue` and keeps documents in `media`, which is called "media"."""
    # The address as it was given, whichever way it names a socket; only the database is the tests' own.
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    environment = {**os.environ, "DATABASE_URL": url, "CONCORDAT_DATA": str(media.parent)}
    return subprocess.Popen(  # noqa: S603 - this interpreter and our own application
        [sys.executable, "-m", "celery", "-A", "config", "worker", "-c", "1", "-Q", queue, "--loglevel", "WARNING"],
        cwd=settings.BASE_DIR,
        env=environment,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def stop_worker(worker: subprocess.Popen[bytes], how: signal.Signals = signal.SIGTERM) -> None:
    """Stop a worker and its children, and wait for the end."""
    os.killpg(worker.pid, how)
    worker.wait(timeout=PATIENCE)
