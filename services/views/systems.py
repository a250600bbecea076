"""Adding and changing the systems that councils use for a service."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from programme.errors import NotAllowed
from programme.views.lookup import posted
from services.domain.system_in_use import add_system, change_system
from services.forms.indicator import NewSystemForm, SystemForm
from services.models import SystemInUse
from services.permissions import writes_figures_of
from services.queries.indicator_page import councils_of_review
from services.views.lookup import reader_of, review_for

CHANGE = "services.change_indicators"


@require_http_methods(["GET", "HEAD", "POST"])
def system_create(request: HttpRequest, programme_code: str, review_code: str) -> HttpResponse:
    """Add a system that a council uses."""
    review = review_for(request, programme_code, review_code, permission=CHANGE)
    councils = councils_of_review(review, today=review.programme.today)
    own = writes_figures_of(reader_of(request), review, [council.pk for council in councils])
    form = NewSystemForm(posted(request), councils=[council for council in councils if council.pk in own])
    if request.method == "POST":
        added = form.submit(add_system, review=review, actor=request.user, at=timezone.now())
        if added is not None:
            messages.success(request, f"System added: {added.name}, {added.council.short_name}")
            return redirect(_systems_of(programme_code, review_code))
    context = {"programme": review.programme, "review": review, "form": form}
    return render(request, "services/system_create.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def system_edit(
    request: HttpRequest, programme_code: str, review_code: str, council_code: str, system_code: str
) -> HttpResponse:
    """Change a system in use, or say when its use ended."""
    review = review_for(request, programme_code, review_code, permission=CHANGE)
    systems = SystemInUse.objects.select_related("council")
    system: SystemInUse = get_object_or_404(systems, review=review, council__code=council_code, code=system_code)
    if not writes_figures_of(reader_of(request), review, [system.council_id]):
        raise NotAllowed(f"{system.council} says itself which systems it uses.")
    form = SystemForm(posted(request), record=system)
    if request.method == "POST":
        changed = form.submit(change_system, system=system, actor=request.user, at=timezone.now())
        if changed is not None:
            messages.success(request, f"System saved: {changed.name}")
            return redirect(_systems_of(programme_code, review_code))
    context = {"programme": review.programme, "review": review, "system": system, "form": form}
    return render(request, "services/system_edit.html", context)


def _systems_of(programme_code: str, review_code: str) -> str:
    return f"{reverse('indicator_list', args=[programme_code, review_code])}#systems"
