"""Finding the case and version that an address names, for one reader."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from finance.models import BusinessCase, CaseVersion
from programme.permissions import check_permission


def _visible_case(request: HttpRequest, programme_code: str, case_code: str) -> BusinessCase:
    """The case, if the reader sees its review; else not found."""
    cases = BusinessCase.objects.visible_to(request.user).select_related("programme", "review__programme")
    case: BusinessCase = get_object_or_404(cases, programme__code=programme_code, code=case_code)
    return case


def visible_version(request: HttpRequest, programme_code: str, case_code: str, number: int) -> CaseVersion:
    """A version of the case, if the reader sees it; else not found."""
    case = _visible_case(request, programme_code, case_code)
    version: CaseVersion = get_object_or_404(
        CaseVersion.objects.select_related("created_by", "approved_by"), case=case, number=number
    )
    version.case = case
    return version


def version_for(
    request: HttpRequest, programme_code: str, case_code: str, number: int, *, permission: str
) -> CaseVersion:
    """A version of the case, if the reader sees it and has the permission on its review."""
    version = visible_version(request, programme_code, case_code, number)
    check_permission(request.user, permission, version.case.review)
    return version
