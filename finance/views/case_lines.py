"""The tables of a draft, filled in one at a time, and two versions line by line."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from finance.domain.case_lines import save_lines
from finance.enums import CaseStatus, LineKind
from finance.forms.line_grid import LineGrid
from finance.models import CaseVersion
from finance.queries.case_compare import compare_parameters, compare_versions
from finance.queries.case_lines import lines_of
from finance.queries.case_page import typed_totals
from finance.queries.grid_years import years_of
from finance.rules.figures import UNIT_LABELS, unit_of
from finance.views.lookup import version_for, visible_version
from programme.pages.trail import stands
from programme.views.lookup import posted
from services.values.standards import year_label

CHANGE = "finance.change_case"


@require_http_methods(["GET", "HEAD", "POST"])
@stands(below="case_detail", crumb="{kind.label}")
def lines_edit(request: HttpRequest, programme_code: str, case_code: str, number: int, kind: str) -> HttpResponse:
    """Fill in one table of a draft."""
    if kind not in LineKind.values:
        raise Http404
    version = version_for(request, programme_code, case_code, number, permission=CHANGE)
    if version.status != CaseStatus.DRAFT:
        messages.error(request, "This version is frozen. Begin the next version to change it.")
        return redirect(version)
    lines = lines_of(version, LineKind(kind))
    years = years_of(version, LineKind(kind), lines)
    form = LineGrid(posted(request), version=version, kind=LineKind(kind), lines=lines, years=years)
    if request.method == "POST":
        if request.POST.get("paste", "").strip():
            form = form.with_pasted()
        else:
            saved = form.submit(save_lines, actor=request.user, at=timezone.now())
            if saved is not None:
                messages.success(request, f"{LineKind(kind).label} saved")
                return redirect(saved)
    context = {
        "programme": version.case.programme,
        "case": version.case,
        "version": version,
        "kind": LineKind(kind),
        "kinds": LineKind,
        "form": form,
        "unit_label": UNIT_LABELS[unit_of(version)],
        "year_labels": [year_label(year) for year in years],
    }
    return render(request, "finance/lines_edit.html", context)


@require_POST
def lines_totals(request: HttpRequest, programme_code: str, case_code: str, number: int, kind: str) -> HttpResponse:
    """What the table comes to as it is typed, worked out by the same rules as everywhere; nothing is written."""
    if kind not in LineKind.values:
        raise Http404
    version = version_for(request, programme_code, case_code, number, permission=CHANGE)
    lines = lines_of(version, LineKind(kind))
    years = years_of(version, LineKind(kind), lines)
    form = LineGrid(request.POST, version=version, kind=LineKind(kind), lines=lines, years=years)
    form.is_valid()
    table, faults = typed_totals(form, years=years)
    context = {"table": table, "faults": faults, "unit_label": UNIT_LABELS[unit_of(version)]}
    return render(request, "finance/_lines_totals.html", context)


@require_safe
@stands(below="case_detail", crumb=_("Compare versions"))
def version_compare(request: HttpRequest, programme_code: str, case_code: str, number: int, other: int) -> HttpResponse:
    """Two versions line by line: what is new, gone or changed."""
    version = visible_version(request, programme_code, case_code, number)
    before = get_object_or_404(CaseVersion, case=version.case, number=other)
    context = {
        "programme": version.case.programme,
        "case": version.case,
        "version": version,
        "before": before,
        "comparison": compare_versions(before=before, after=version),
        "parameters": compare_parameters(before=before, after=version),
    }
    return render(request, "finance/version_compare.html", context)
