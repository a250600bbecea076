"""Each council's share of a version of a business case."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from finance.queries.council_shares import shares_page
from finance.views.lookup import visible_version


@require_safe
def council_shares(request: HttpRequest, programme_code: str, case_code: str, number: int) -> HttpResponse:
    """The shares that the reader may see: the own always, the others' where the agreement opens them."""
    version = visible_version(request, programme_code, case_code, number)
    context = {
        "programme": version.case.programme,
        "case": version.case,
        "version": version,
        "page": shares_page(version, reader=request.user),
    }
    return render(request, "finance/council_shares.html", context)
