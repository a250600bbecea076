"""The matrix of a register: its versions."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from risks.models import Matrix, RiskRegister
from risks.queries.matrices import assessments_by, matrix_page, matrix_versions
from risks.views.lookup import visible_register


@require_safe
def matrix_list(request: HttpRequest, programme_code: str, register_code: str) -> HttpResponse:
    """The versions of a register's matrix, with the latest drawn."""
    register = visible_register(request, programme_code, register_code)
    versions = matrix_versions(register)
    shown = versions[0].matrix if versions else None
    return render(request, "risks/matrix_list.html", {"versions": versions, **_drawn(request, register, shown)})


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


def _drawn(request: HttpRequest, register: RiskRegister, matrix: Matrix | None) -> dict[str, Any]:
    return {
        "programme": register.programme,
        "register": register,
        "page": matrix_page(matrix) if matrix else None,
        "used": assessments_by(matrix, user=request.user) if matrix else 0,
        "can_change": request.user.has_perm("risks.change_register", register),
    }
