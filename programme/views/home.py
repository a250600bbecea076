"""The first page after signing in, help, and the accessibility statement."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from programme.enums import Role
from programme.models.grants import grants_of
from programme.permissions import is_administrator
from programme.queries.my_work import standing_of, work_of
from programme.queries.programme import programmes_of_reader


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """My work: what waits for the reader, the most urgent first, what they look after, and their programmes."""
    roles = {grant.role for grant in grants_of(request.user)}
    context = {
        "groups": work_of(request.user),  # type: ignore[arg-type]
        "standing": standing_of(request.user),  # type: ignore[arg-type]
        "programmes": programmes_of_reader(request.user),
        "is_administrator": is_administrator(request.user),
        "writes_updates": Role.LEAD_OFFICER in roles,
    }
    return render(request, "programme/home.html", context)


@require_safe
@login_not_required
def help_page(request: HttpRequest) -> HttpResponse:
    """What to do as an officer, a clerk, a board member."""
    return render(request, "programme/help.html")


@require_safe
@login_not_required
def accessibility_statement(request: HttpRequest) -> HttpResponse:
    """How accessible the site is, and what to do about a barrier."""
    return render(request, "programme/accessibility_statement.html")
