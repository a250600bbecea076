"""A version of a case as a workbook, and a draft filled in from one: looked at first, saved when confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from finance.domain.business_case import check_settings
from finance.domain.case_lines import fill_in_version
from finance.enums import CaseStatus, LineKind
from finance.forms.case import KeptWorkbookForm, VersionForm, WorkbookForm, settings_faults, settings_form
from finance.models import CaseVersion
from finance.queries.business_cases import case_from
from finance.queries.case_compare import compare_parameters, lines_of
from finance.queries.grid_years import possible_years, years_of
from finance.rules.case import derive
from finance.rules.figures import unit_of
from finance.views.lookup import version_for, visible_version
from finance.workbook.changes import WorkbookChanges, changes_of
from finance.workbook.preview import WorkbookPreview
from finance.workbook.read import Frame, read_workbook
from finance.workbook.settings import Said
from finance.workbook.write import case_workbook
from programme.errors import ChangedByAnother, DomainError, NotAllowed
from programme.exports import workbook_response
from programme.file.carried import PreviewExpired, carried, carry
from programme.file.faults import FaultLog
from programme.pages.trail import stands
from programme.views.job import faults_shown
from programme.views.lookup import posted
from services.values.standards import year_label
from services.views.lookup import reader_of

CHANGE = "finance.change_case"
PINNED = ("first_year", "years", "one_off_first_year", "price_base", "parameters")
"""What a workbook may say of a version besides its lines."""
SETTINGS_FIELDS = (*PINNED, "stage", "note")


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
        settings=VersionForm(version=version).initial,
    )
    return workbook_response(file, name=f"{version.case.code}-version-{version.number}")


@require_http_methods(["GET", "HEAD", "POST"])
@stands(below="case_detail", crumb=_("Fill in from a workbook"))
def version_fill_in(request: HttpRequest, programme_code: str, case_code: str, number: int) -> HttpResponse:
    """Fill in a draft from a workbook: choose it, see what it changes, save."""
    version = version_for(request, programme_code, case_code, number, permission=CHANGE)
    if version.status != CaseStatus.DRAFT:
        messages.error(request, "This version is frozen. Begin the next version to change it.")
        return redirect(version)
    if "kept" in request.POST:
        return _save(request, version)
    form = WorkbookForm(posted(request), request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, version, form=form)
    faults = FaultLog()
    kind = form.cleaned_data["table"]
    data = form.cleaned_data["file"].read()
    planned = version

    def frame_of(settings: Mapping[str, Said]) -> Frame:
        nonlocal planned
        planned = _planned(version, settings, faults)
        return _frame(version, planned)

    frame = _frame(version, version, only=LineKind(kind) if kind else None)
    read = read_workbook(data, frame=frame, faults=faults, frame_of=frame_of)
    if faults:
        return _page(request, version, form=form, **faults_shown(faults, count=faults.count))
    preview = WorkbookPreview(read.tables, form.cleaned_data["takes_out"], read.settings)
    changes = _changes(version, planned, preview)
    if changes.unknown:
        return _page(request, version, form=form, **faults_shown(changes.unknown))
    kept = carry(preview.to_json(), record=version, person=reader_of(request))
    return _page(request, version, changes=changes, kept=kept, left_out=read.left_out)


def _frame(version: CaseVersion, planned: CaseVersion, *, only: LineKind | None = None) -> Frame:
    """The years of the version as it stands and as it is planned: what falls out stays, and does not count."""

    def years(kind: LineKind) -> range:
        stands, then = _years(version, kind), _years(planned, kind)
        return range(min(stands.start, then.start), max(stands.stop, then.stop))

    return Frame(unit=unit_of(planned), first_year=planned.first_year, years=years, only=only)


def _planned(version: CaseVersion, settings: Mapping[str, Said], faults: FaultLog) -> CaseVersion:
    """The version as the workbook would have it, not saved; itself where there are faults, or nothing is said."""
    if not settings:
        return version
    form = settings_form(settings, version=version)
    if form.is_valid():
        planned = copy(version)
        for name in PINNED:
            setattr(planned, name, form.cleaned_data[name])
        try:
            check_settings(planned)
        except DomainError as error:
            form.refuse(error)
        else:
            return planned
    for place, message in settings_faults(form, settings):
        faults.add(place=f"sheet {place}", path="", message=message)
    return version


def _save(request: HttpRequest, version: CaseVersion) -> HttpResponse:
    """Save what was looked at; where the version has changed since, show what it changes now."""
    form = KeptWorkbookForm(request.POST)
    try:
        kept = form.data.get("kept", "")
        preview = WorkbookPreview.from_json(carried(kept, record=version, person=reader_of(request)))
    except PreviewExpired as error:
        messages.error(request, error.message)
        return redirect("version_fill_in", version.case.programme.code, version.case.code, version.number)
    planned = _planned(version, preview.settings, FaultLog())
    changes = _changes(version, planned, preview)
    edition = form.cleaned_data["edition"] if form.is_valid() else 0
    try:
        if edition != version.edition or changes.unknown:
            raise ChangedByAnother(
                "Someone else changed this version since you looked. Nothing has been overwritten. "
                "Below is what the workbook changes now: look again, then save."
            )
        saved = fill_in_version(
            version=version,
            settings={name: getattr(planned, name) for name in SETTINGS_FIELDS} if changes.settings else None,
            entries=changes.entries,
            edition=edition,
            actor=reader_of(request),
            at=timezone.now(),
        )
    except NotAllowed:
        raise
    except DomainError as error:
        if changes.unknown:
            return _page(request, version, form=WorkbookForm(), **faults_shown(changes.unknown))
        version.refresh_from_db()
        changes = _changes(version, _planned(version, preview.settings, FaultLog()), preview)
        return _page(request, version, changes=changes, kept=kept, refusal=error.message)
    messages.success(request, "Filled in from the workbook")
    return redirect(saved)


def _years(version: CaseVersion, kind: LineKind) -> range:
    """Those of the grid, as downloaded, and any other of the case."""
    possible, shown = possible_years(version, kind), years_of(version, kind, lines_of(version, kind))
    return range(min(possible.start, shown.start), max(possible.stop, shown.stop))


def _changes(version: CaseVersion, planned: CaseVersion, preview: WorkbookPreview) -> WorkbookChanges:
    changes = changes_of(
        tables=preview.tables,
        lines=lines_of(version),
        spans={kind: possible_years(planned, kind) for kind in LineKind},
        takes_out=preview.takes_out,
        unit=unit_of(planned),
    )
    compared = compare_parameters(before=version, after=planned)
    changes.settings = tuple((label, before, after) for label, before, after, differs in compared if differs)
    return changes


def _page(request: HttpRequest, version: CaseVersion, **more: Any) -> HttpResponse:
    context = {
        "programme": version.case.programme,
        "case": version.case,
        "version": version,
        "unit": unit_of(version),
        "first_year": year_label(version.first_year),
        **faults_shown([]),
        **more,
    }
    return render(request, "finance/version_fill_in.html", context)
