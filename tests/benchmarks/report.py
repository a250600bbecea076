"""The report's PDF in a warm worker beside WeasyPrint alone on the same HTML, and the worker's peak memory.

Each runs in a process of its own, asked in turns: the worker's has what a Celery worker has loaded and tuned, the other
nothing but WeasyPrint.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils import timezone

from governance.documents.html import render_html
from governance.documents.snapshot import Snapshot
from governance.domain.demo import load_demo
from governance.domain.document import freeze_report
from governance.models import RenderJob, Report

DEMO = Path(settings.BASE_DIR) / "demo" / "rochford-brentwood.yaml"
WARM_UP = 2
STYLE_SHEETS = ("reports/article.css", "reports/print.css")


class Child:
    """A process that does one thing each time it is asked by a line, and answers with a line."""

    def __init__(self, module: str, *arguments: str) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, line: str) -> float:
        """Send a line and return the number it answers."""
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("The process has no pipes.")
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        return float(self._process.stdout.readline())

    def end(self) -> None:
        """Let it finish."""
        self._process.communicate(timeout=30)


def measure_report(*, repetitions: int, media_folder: str) -> None:
    """Print the medians of the two, their ratio, and the worker's peak memory."""
    load_demo(files=[DEMO], at=timezone.now())
    report = Report.objects.order_by("pk").first()
    if report is None:
        raise RuntimeError("The demo programme has no report.")
    html = Path(media_folder) / "report.html"
    html.write_text(render_html(Snapshot.from_dict(_job(report).snapshot.data)), encoding="utf-8")
    worker = Child("tests.benchmarks.report_worker", media_folder)
    alone = Child("tests.benchmarks.report_alone", str(html), *(_path(name) for name in STYLE_SHEETS))
    work = {
        "alone": lambda: alone.ask("pdf"),
        "worker, PDF": lambda: worker.ask(f"pdf {html}"),
        "worker, whole job": lambda: worker.ask(f"job {_job(report).pk}"),
    }
    times: dict[str, list[float]] = {name: [] for name in work}
    for repetition in range(WARM_UP + repetitions):
        for name, run in work.items():
            seconds = run()
            if repetition >= WARM_UP:
                times[name].append(seconds)
    memory = worker.ask("memory")
    worker.end()
    alone.end()
    _print({name: statistics.median(taken) for name, taken in times.items()}, pages=_pages(report), memory=memory)


def _print(taken: dict[str, float], *, pages: int | None, memory: float) -> None:
    for name, seconds in taken.items():
        print(f"  {name}: {seconds * 1000:.0f} ms")
    print(f"Report PDF of {pages} pages in a warm worker:")
    print(
        f"  against WeasyPrint alone on the same HTML: {taken['worker, PDF'] / taken['alone']:.2f} (aim: 1.15 or less)"
    )
    print(f"  whole job, with its HTML, check and storing: {taken['worker, whole job'] / taken['alone']:.2f}")
    print(f"  peak memory of the worker: {memory:.0f} MB (aim: 150 or less)")


def _job(report: Report) -> RenderJob:
    """A job of its own each time, as when a clerk asks again."""
    return freeze_report(report=report, actor=None, at=timezone.now())


def _pages(report: Report) -> int | None:
    done = RenderJob.objects.filter(snapshot__report=report, page_count__isnull=False).first()
    return done.page_count if done else None


def _path(name: str) -> str:
    found = finders.find(name)
    if not isinstance(found, str):
        raise RuntimeError(f"There is no {name}.")
    return found
