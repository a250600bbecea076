"""How gunicorn serves Concordat: a few processes, each with a few threads."""

import gc
import os
from pathlib import Path
from typing import Any

from config.access_log import ACCESS_LOG_FORMAT, AccessLogger

bind = os.environ.get("CONCORDAT_BIND", "0.0.0.0:8000")
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
preload_app = True
timeout = 60
graceful_timeout = 8
keepalive = 5
control_socket_disable = True
accesslog = "-"
access_log_format = ACCESS_LOG_FORMAT
logger_class = AccessLogger
errorlog = "-"
MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108 - gunicorn makes a private file in it
worker_tmp_dir = str(MEMORY_FOLDER) if os.access(MEMORY_FOLDER, os.W_OK) else None

# Measured: the slow tail of a page was the collector walking the loaded application.
COLLECTOR_THRESHOLD = (50_000, 20, 20)


def when_ready(server: Any) -> None:
    """Keep everything loaded so far out of the collector's sight, once, before the workers share its memory."""
    gc.collect()
    gc.freeze()


def post_fork(server: Any, worker: Any) -> None:
    """Let a worker collect less often."""
    gc.freeze()
    gc.set_threshold(*COLLECTOR_THRESHOLD)
