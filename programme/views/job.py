"""How far a job is, on the page of whatever it works on.

What is wrong with a workbook that somebody sent, as far as one page lists it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from programme.models.job import Job


def job_progress(request: HttpRequest, job: Job) -> HttpResponse:
    """How far a job is, as a part of the page; once it is finished the whole page is asked for again.

    Whoever calls this has looked whether the reader may see the job.
    """
    response = render(request, "programme/_job_progress.html", {"job": job})
    if not job.is_unfinished:
        response["HX-Refresh"] = "true"
    response["Cache-Control"] = "no-store"
    return response


MOST_SHOWN = 300
"""Faults, notes and changes that one page lists."""


def faults_shown(faults: Iterable[object], *, count: int | None = None) -> dict[str, Any]:
    """What `programme/_workbook_faults.html` says; `count` where there are more than were logged."""
    told = [str(fault) for fault in faults]
    found = len(told) if count is None else count
    return {
        "faults": told[:MOST_SHOWN],
        "faults_count": found,
        "faults_more": max(found - MOST_SHOWN, 0),
        "most_shown": MOST_SHOWN,
    }
