"""A version of a case as a workbook, and a draft filled in from one: looked at first, saved when confirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from finance.domain.business_case import VersionFrozen
from finance.domain.case_lines import save_lines
from finance.enums import CaseStatus, LineKind
from finance.figures import unit_of
from finance.forms.workbook import KeptWorkbookForm, WorkbookForm
from finance.models import CaseVersion
from finance.parameter_words import parameter_words
from finance.queries.business_cases import case_from
from finance.queries.case_lines import lines_of
from finance.queries.grid_years import possible_years, years_of
from finance.rules.case import derive
from finance.views.lookup import version_for, visible_version
from finance.workbook.changes import WorkbookChanges, changes_of
from finance.workbook.kept import WorkbookForgotten, keep, recall
from finance.workbook.read import Frame, SheetLine, read_workbook
from finance.workbook.write import case_workbook
from programme.errors import ChangedByAnother, DomainError, NotAllowed
from programme.exports import XLSX_TYPE
from programme.file.faults import FaultLog
from programme.views.lookup import posted
from services.standards import year_label
from services.views.lookup import reader_of

CHANGE = "finance.change_case"
MOST_SHOWN = 300
"""Faults, and changed lines, that one page lists."""


@require_safe
def version_workbook(request: HttpRequest, programme_code: str, case_code: str, number: int) -> HttpResponseBase:
    """Download the version as a workbook."""
    version = visible_version(request, programme_code, case_code, number)
    lines = lines_of(version)
    case = case_from(version, lines=lines, amounts=[amount for line in lines for amount in line.amounts.all()])
    years = {}
    for kind in LineKind:
        years[kind] = years_of(version, kind, [line for line in lines if line.kind == kind])
    file = case_workbook(
        case=case,
        derived=derive(case),
        lines=lines,
        years=years,
        unit=unit_of(version),
        worked_out_with=parameter_words(version),
    )
    name = f"{version.case.code}-version-{version.number}.xlsx"
    response = FileResponse(file, as_attachment=True, filename=name, content_type=XLSX_TYPE)
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def version_fill_in(request: HttpRequest, programme_code: str, case_code: str, number: int) -> HttpResponse:
    """Fill in a draft from a workbook: choose it, see what it changes, save."""
    version = version_for(request, programme_code, case_code, number, permission=CHANGE)
    if version.status != CaseStatus.DRAFT:
        messages.error(request, VersionFrozen("This version is frozen. Begin the next version to change it.").message)
        return redirect(version)
    if "kept" in request.POST:
        return _save(request, version)
    form = WorkbookForm(posted(request), request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, version, form=form)
    faults = FaultLog()
    kind = form.cleaned_data["table"]
    frame = Frame(
        unit=unit_of(version),
        first_year=version.first_year,
        years=lambda kind: _years(version, kind),
        only=LineKind(kind) if kind else None,
    )
    read = read_workbook(form.cleaned_data["file"].read(), frame=frame, faults=faults)
    if faults:
        return _page(request, version, form=form, faults=[str(fault) for fault in faults], count=faults.count)
    takes_out = form.cleaned_data["takes_out"]
    changes = _changes(version, read.tables, takes_out=takes_out)
    if changes.unknown:
        return _page(request, version, form=form, faults=changes.unknown, count=len(changes.unknown))
    kept = keep(read.tables, takes_out=takes_out, version=version, user=reader_of(request))
    return _page(request, version, changes=changes, kept=kept, left_out=read.left_out)


def _save(request: HttpRequest, version: CaseVersion) -> HttpResponse:
    """Save what was looked at; where the version has changed since, show what it changes now."""
    form = KeptWorkbookForm(request.POST)
    try:
        kept = form.data.get("kept", "")
        tables, takes_out = recall(kept, version=version, user=reader_of(request))
    except WorkbookForgotten as error:
        messages.error(request, error.message)
        return redirect("version_fill_in", version.case.programme.code, version.case.code, version.number)
    changes = _changes(version, tables, takes_out=takes_out)
    edition = form.cleaned_data["edition"] if form.is_valid() else 0
    try:
        if edition != version.edition or changes.unknown:
            raise ChangedByAnother(
                "Someone else changed this version since you looked. Nothing has been overwritten. "
                "Below is what the workbook changes now: look again, then save."
            )
        saved = save_lines(
            version=version, entries=changes.entries, edition=edition, actor=reader_of(request), at=timezone.now()
        )
    except NotAllowed:
        raise
    except DomainError as error:
        if changes.unknown:
            return _page(request, version, form=WorkbookForm(), faults=changes.unknown, count=len(changes.unknown))
        version.refresh_from_db()
        changes = _changes(version, tables, takes_out=takes_out)
        return _page(request, version, changes=changes, kept=kept, refusal=error.message)
    messages.success(request, "Filled in from the workbook")
    return redirect(saved)


def _years(version: CaseVersion, kind: LineKind) -> range:
    """Those of the grid, as downloaded, and any other of the case."""
    possible, shown = possible_years(version, kind), years_of(version, kind, lines_of(version, kind))
    return range(min(possible.start, shown.start), max(possible.stop, shown.stop))


def _changes(
    version: CaseVersion, tables: Mapping[LineKind, Sequence[SheetLine]], *, takes_out: bool
) -> WorkbookChanges:
    return changes_of(
        tables=tables,
        lines=lines_of(version),
        spans={kind: possible_years(version, kind) for kind in LineKind},
        takes_out=takes_out,
        unit=unit_of(version),
    )


def _page(request: HttpRequest, version: CaseVersion, **more: Any) -> HttpResponse:
    faults, count = more.pop("faults", []), more.pop("count", 0)
    shown = {"faults": faults[:MOST_SHOWN], "faults_more": max(count - MOST_SHOWN, 0), "faults_count": count}
    context = {
        "programme": version.case.programme,
        "case": version.case,
        "version": version,
        "unit": unit_of(version),
        "first_year": year_label(version.first_year),
        "most_shown": MOST_SHOWN,
        **shown,
        **more,
    }
    return render(request, "finance/version_fill_in.html", context)
