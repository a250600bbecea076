"""Recommendations and background papers of a report: adding, changing, moving, taking out and putting back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from governance.domain import report_part
from governance.forms.report_parts import BackgroundPaperForm, PartForm, RecommendationForm
from governance.models import Report
from governance.views.lookup import CHANGE_REPORT, part_of, report_for
from programme.errors import DomainError, NotAllowed
from programme.views.lookup import posted


@dataclass(frozen=True, kw_only=True)
class RowKind:
    """One kind of row: its words, its form, and the domain functions that add and change it."""

    noun: str
    anchor: str
    parts: Callable[[Report], Any]
    form: type[PartForm]
    add: Callable[..., Any]
    change: Callable[..., Any]
    argument: str


KINDS = {
    "recommendations": RowKind(
        noun="recommendation",
        anchor="recommendations",
        parts=lambda report: report.recommendations,
        form=RecommendationForm,
        add=report_part.add_recommendation,
        change=report_part.change_recommendation,
        argument="recommendation",
    ),
    "background-papers": RowKind(
        noun="background paper",
        anchor="background-papers",
        parts=lambda report: report.background_papers,
        form=BackgroundPaperForm,
        add=report_part.add_background_paper,
        change=report_part.change_background_paper,
        argument="paper",
    ),
}

ACTS: dict[str, tuple[Callable[..., Any], str]] = {
    "up": (partial(report_part.move_part, up=True), "moved"),
    "down": (partial(report_part.move_part, up=False), "moved"),
    "remove": (report_part.remove_part, "taken out. It can be put back."),
    "restore": (report_part.restore_part, "put back"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def row_create(request: HttpRequest, programme_code: str, report_code: str, kind: str) -> HttpResponse:
    """Add a row at the end."""
    report = report_for(request, programme_code, report_code, permission=CHANGE_REPORT)
    rows = KINDS[kind]
    form = rows.form(posted(request))
    if request.method == "POST":
        added = form.submit(rows.add, report=report, actor=request.user, at=timezone.now())
        if added is not None:
            messages.success(request, f"{rows.noun.capitalize()} added")
            return _back(report, rows)
    context = {"programme": report.programme, "report": report, "form": form, "title": f"Add a {rows.noun}"}
    return render(request, "governance/row_edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def row_edit(request: HttpRequest, programme_code: str, report_code: str, kind: str, row_id: int) -> HttpResponse:
    """Change a row."""
    report = report_for(request, programme_code, report_code, permission=CHANGE_REPORT)
    rows = KINDS[kind]
    row = part_of(rows.parts(report), pk=row_id)
    form = rows.form(posted(request), record=row)
    if request.method == "POST":
        given = {rows.argument: row, "actor": request.user, "at": timezone.now()}
        if form.submit(rows.change, **given) is not None:
            messages.success(request, f"{rows.noun.capitalize()} saved")
            return _back(report, rows)
    context = {"programme": report.programme, "report": report, "form": form, "title": f"Change a {rows.noun}"}
    return render(request, "governance/row_edit.html", context)


@require_POST
def row_act(
    request: HttpRequest, programme_code: str, report_code: str, *, kind: str, row_id: int, act: str
) -> HttpResponse:
    """Move a row up or down, take it out, or put it back."""
    report = report_for(request, programme_code, report_code, permission=CHANGE_REPORT)
    rows = KINDS[kind]
    if act not in ACTS:
        raise Http404
    do, said = ACTS[act]
    try:
        do(part=part_of(rows.parts(report), pk=row_id), actor=request.user, at=timezone.now())
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"{rows.noun.capitalize()} {said}")
    return _back(report, rows)


def _back(report: Report, rows: RowKind) -> HttpResponse:
    return redirect(f"{report.get_absolute_url()}#{rows.anchor}")
