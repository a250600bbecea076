"""A process like a Celery worker's: does what a line asks ("pdf FILE", "job ID", "memory"), answers a number."""

from __future__ import annotations

import resource
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


def _answer(command: str, argument: str = "") -> float:
    """Seconds taken; for "memory" the megabytes that the process took at its peak."""
    from django.utils import timezone

    from governance.documents.pdf import render_pdf
    from governance.domain.rendering import render_document

    if command == "memory":
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    html = Path(argument).read_text(encoding="utf-8") if command == "pdf" else ""
    started = time.perf_counter()
    if command == "pdf":
        render_pdf(html)
    else:
        job = render_document(job_id=int(argument), clock=timezone.now)
        if not job.document:
            raise RuntimeError(job.failure)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
