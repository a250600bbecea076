"""Finding the register that an address names, for one reader."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from programme.permissions import check_permission
from risks.models import RiskRegister

READ = "risks.view_risks"


def visible_register(request: HttpRequest, programme_code: str, register_code: str) -> RiskRegister:
    """The register, if the reader sees it; else not found."""
    registers = RiskRegister.objects.visible_to(request.user).select_related("programme", "review", "council")
    register: RiskRegister = get_object_or_404(registers, programme__code=programme_code, code=register_code)
    return register


def register_for(request: HttpRequest, programme_code: str, register_code: str, *, permission: str) -> RiskRegister:
    """The register, if the reader sees it and has the permission on it."""
    register = visible_register(request, programme_code, register_code)
    check_permission(request.user, permission, register)
    return register
