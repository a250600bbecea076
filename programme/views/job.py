"""How far a job is, on the page of whatever it works on."""

from __future__ import annotations

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
