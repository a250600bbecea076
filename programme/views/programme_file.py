"""Programme files: sending one in, watching it being checked, importing it; and exporting a programme."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from programme.domain.import_job import confirm_import, request_import
from programme.errors import DomainError, NotAllowed
from programme.file.export import CONTENT_TYPES, export_programme_file
from programme.forms.programme_file import ExportForm, ProgrammeFileForm
from programme.history import Moment
from programme.models import ImportJob, User
from programme.pages.trail import stands
from programme.permissions import check_permission
from programme.views.job import job_progress
from programme.views.lookup import posted, programme_for

FAULTS_PER_PAGE = 100
IMPORTS_SHOWN = 20
NO_ROWS = {"added": 0, "changed": 0, "unchanged": 0}


@require_http_methods(["GET", "HEAD", "POST"])
@stands(below=("programme_list",), crumb=_("Import a programme"))
def file_import(request: HttpRequest) -> HttpResponse:
    """Send a programme file in."""
    check_permission(request.user, "programme.import_programme")
    form = ProgrammeFileForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        job = request_import(data=file.read(), filename=file.name, actor=_person(request), at=timezone.now())
        return redirect(job)
    jobs = ImportJob.objects.visible_to(request.user).defer("faults", "preview").select_related("requested_by")
    return render(request, "programme/file_import.html", {"form": form, "jobs": jobs[:IMPORTS_SHOWN]})


@require_safe
@stands(below=("programme_list", "file_import"), crumb="{job.filename}")
def file_import_job(request: HttpRequest, job_id: int) -> HttpResponse:
    """How far a file is; its faults, or what importing it would do or did."""
    return render(request, "programme/file_import_job.html", _context(request, _visible_job(request, job_id)))


@require_safe
def file_import_progress(request: HttpRequest, job_id: int) -> HttpResponse:
    """How far a file is, as a part of the page."""
    return job_progress(request, _visible_job(request, job_id))


@require_POST
def file_import_confirm(request: HttpRequest, job_id: int) -> HttpResponse:
    """Import a file that was checked."""
    job = _visible_job(request, job_id)
    try:
        confirm_import(job=job, actor=_person(request), at=timezone.now())
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, error.message)
    return redirect(job)


@require_safe
@stands(below=("programme_list", "programme_detail"), crumb=_("Export"))
def file_export(request: HttpRequest, programme_code: str) -> HttpResponse:
    """Choose how to export a programme; with a format, the file itself."""
    programme = programme_for(request, programme_code, permission="programme.export_programme")
    form = ExportForm(request.GET if "file_format" in request.GET else None)
    if form.is_bound and form.is_valid():
        file_format, day = form.cleaned_data["file_format"], form.cleaned_data["as_at"]
        try:
            data = export_programme_file(
                programme=programme,
                file_format=file_format,
                as_at=Moment.ending(programme, day).as_at,
                person=_person(request),
                with_computed=form.cleaned_data["with_computed"],
            )
        except DomainError as error:
            form.add_error("file_format", error.message)
        else:
            name = f"{programme.code}{f'-{day:%Y-%m-%d}' if day else ''}.{file_format}"
            disposition = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
            return HttpResponse(data, content_type=CONTENT_TYPES[file_format], headers=disposition)
    return render(request, "programme/file_export.html", {"programme": programme, "form": form})


def _person(request: HttpRequest) -> User:
    """Who asks; the middleware lets nobody in who is not signed in."""
    return cast(User, request.user)


def _visible_job(request: HttpRequest, job_id: int) -> ImportJob:
    jobs = ImportJob.objects.visible_to(request.user).select_related("requested_by", "programme")
    job: ImportJob = get_object_or_404(jobs, pk=job_id)
    return job


def _context(request: HttpRequest, job: ImportJob) -> dict[str, Any]:
    preview = job.preview or {}
    rows = [{**row, "label": _label(row["section"])} for row in preview.get("rows", [])]
    return {
        "job": job,
        "preview": preview,
        "sections": [
            {**NO_ROWS, "label": _label(name), **counts} for name, counts in preview.get("counts", {}).items()
        ],
        "changed": [row for row in rows if row["action"] == "changed"],
        "added": [row for row in rows if row["action"] == "added"],
        "faults": Paginator(job.faults, FAULTS_PER_PAGE).get_page(request.GET.get("page")),
        "is_own": job.requested_by_id == request.user.pk,
    }


def _label(name: str) -> str:
    """A section or field of the file as words: "report_sections" → "Report sections"."""
    return name.replace("_", " ").capitalize()
