"""A process like a Celery worker's: does what a line asks ("pdf FILE", "job ID", "memory"), answers a number."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import django


def main() -> None:
    django.setup()
    from django.test import override_settings

    from governance.documents.pdf import warm_up

    warm_up()
    with override_settings(MEDIA_ROOT=sys.argv[1]):
        for line in sys.stdin:
            print(_answer(*line.split()), flush=True)


def peak_memory() -> float:
    """Megabytes. The usage that the system accounts begins with that of the process which started this one."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def _answer(command: str, argument: str = "") -> float:
    """Seconds taken; for "memory" the megabytes that the process took at its peak."""
    from django.utils import timezone

    from governance.documents.pdf import render_pdf
    from governance.domain.document import RENDERING
    from programme.domain.job import run_job

    if command == "memory":
        return peak_memory()
    html = Path(argument).read_text(encoding="utf-8") if command == "pdf" else ""
    started = time.perf_counter()
    if command == "pdf":
        render_pdf(html)
    else:
        job = run_job(RENDERING, job_id=int(argument), clock=timezone.now)
        if not job.document:
            raise RuntimeError(job.failure)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
