"""The matrix of a register: its versions, and making the next one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from programme.forms.errors import errors_of
from programme.pages.trail import stands
from risks.domain.matrix import MatrixDraft
from risks.forms.matrix import MatrixForm
from risks.forms.matrix_state import (
    PRESETS,
    MatrixState,
    draft_of,
    page_of_draft,
    preset,
    state_of_data,
    state_of_draft,
)
from risks.models import Matrix, RiskRegister
from risks.queries.matrices import MatrixPage, assessments_by, matrix_page, matrix_versions
from risks.queries.register_list import latest_matrix
from risks.rules.matrix import faults_of
from risks.views.lookup import register_for, visible_register


@dataclass(frozen=True)
class Preview:
    """A matrix as it will be drawn, or what stands in the way."""

    page: MatrixPage | None = None
    faults: tuple[str, ...] = ()


@stands(below="risk_register", crumb=_("Matrix"))
@require_safe
def matrix_list(request: HttpRequest, programme_code: str, register_code: str) -> HttpResponse:
    """The versions of a register's matrix, with the latest drawn."""
    register = visible_register(request, programme_code, register_code)
    versions = matrix_versions(register)
    shown = versions[0].matrix if versions else None
    return render(request, "risks/matrix_list.html", {"versions": versions, **_drawn(request, register, shown)})


@stands(below="matrix_list", crumb="{page.matrix.version}")
@require_safe
def matrix_version(request: HttpRequest, programme_code: str, register_code: str, version: int) -> HttpResponse:
    """One version of a register's matrix."""
    register = visible_register(request, programme_code, register_code)
    matrix = get_object_or_404(Matrix.objects.select_related("created_by"), register=register, version=version)
    versions = matrix_versions(register)
    context = {
        "versions": versions,
        "is_latest": versions[0].matrix.pk == matrix.pk,
        **_drawn(request, register, matrix),
    }
    return render(request, "risks/matrix_version.html", context)


@stands(below="matrix_list", crumb=_("Change"))
@require_http_methods(["GET", "HEAD", "POST"])
def matrix_edit(request: HttpRequest, programme_code: str, register_code: str) -> HttpResponse:
    """Make the next version of a register's matrix. Its buttons change the page and keep what is typed; only "Save"
    saves."""
    register = register_for(request, programme_code, register_code, permission="risks.change_register")
    latest = latest_matrix(register)
    if request.method != "POST":
        form = MatrixForm(_state_to_begin_with(request, latest), is_first=latest is None)
        return _edited(request, register, latest, form)
    state = state_of_data(request.POST)
    act = request.POST.get("do", "save")
    if act != "save":
        state.do(act)
        form = MatrixForm(state, is_first=latest is None)
        if request.headers.get("HX-Request"):
            return render(request, "risks/_matrix_preview.html", {"preview": _preview(form)})
        return _edited(request, register, latest, form)
    form = MatrixForm(state, checks=True, is_first=latest is None)
    if form.is_valid():
        draft = form.draft()
        if latest is not None and form.cleaned_data["seen_version"] == latest.version and _is_same(draft, latest):
            messages.info(request, "Nothing was changed")
            return redirect("matrix_list", programme_code, register_code)
        matrix = form.save(register=register, draft=draft, actor=request.user, at=timezone.now())
        if matrix is not None:
            messages.success(request, f"Matrix saved as version {matrix.version}")
            return redirect("matrix_list", programme_code, register_code)
        latest = latest_matrix(register)
    return _edited(request, register, latest, form)


def _state_to_begin_with(request: HttpRequest, latest: Matrix | None) -> MatrixState:
    asked = request.GET.get("start", "")
    seen = latest.version if latest else 0
    if asked in {str(size) for size in PRESETS}:
        return state_of_draft(preset(int(asked)), seen_version=seen)
    return state_of_draft(draft_of(latest) if latest else preset(PRESETS[-1]), seen_version=seen)


def _edited(request: HttpRequest, register: RiskRegister, latest: Matrix | None, form: MatrixForm) -> HttpResponse:
    context = {
        "programme": register.programme,
        "register": register,
        "form": form,
        "latest": latest,
        "presets": PRESETS,
        "stands_now": matrix_page(latest) if latest and form.is_changed_by_another else None,
        "preview": _preview(form),
    }
    return render(request, "risks/matrix_edit.html", context)


def _preview(form: MatrixForm) -> Preview:
    """The matrix as it will be drawn, or what stands in the way."""
    checked = MatrixForm(form.state, checks=True, is_first=True)
    if checked.is_valid():
        draft = checked.draft()
        if not faults_of(draft.scheme, draft.given()):
            return Preview(page=page_of_draft(draft))
    return Preview(faults=tuple(error.message for error in errors_of(checked)))


def _is_same(draft: MatrixDraft, latest: Matrix) -> bool:
    """Whether it is the latest matrix once more, whatever the note says."""
    return replace(draft, note="") == replace(draft_of(latest), note="")


def _drawn(request: HttpRequest, register: RiskRegister, matrix: Matrix | None) -> dict[str, Any]:
    return {
        "programme": register.programme,
        "register": register,
        "page": matrix_page(matrix) if matrix else None,
        "used": assessments_by(matrix, user=request.user) if matrix else 0,
        "can_change": request.user.has_perm("risks.change_register", register),
    }
