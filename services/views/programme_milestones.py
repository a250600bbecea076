"""Adding and changing the milestones of a programme itself."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from programme.views.lookup import posted, programme_for
from services.domain.milestone import add_programme_milestone, change_milestone
from services.forms.review import MilestoneForm
from services.models import Milestone

CHANGE = "services.change_programme_milestones"


@require_http_methods(["GET", "HEAD", "POST"])
def programme_milestone_create(request: HttpRequest, programme_code: str) -> HttpResponse:
    """Add a milestone to the programme."""
    programme = programme_for(request, programme_code, permission=CHANGE)
    form = MilestoneForm(posted(request))
    if request.method == "POST":
        added = form.submit(add_programme_milestone, programme=programme, actor=request.user, at=timezone.now())
        if added is not None:
            messages.success(request, f"Milestone added: {added.name}")
            return redirect("route_map", programme.code)
    return render(request, "services/programme_milestone_create.html", {"programme": programme, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def programme_milestone_edit(request: HttpRequest, programme_code: str, milestone_code: str) -> HttpResponse:
    """Change a milestone of the programme."""
    programme = programme_for(request, programme_code, permission=CHANGE)
    milestone = get_object_or_404(Milestone, programme=programme, review__isnull=True, code=milestone_code)
    form = MilestoneForm(posted(request), record=milestone)
    if request.method == "POST":
        changed = form.submit(change_milestone, milestone=milestone, actor=request.user, at=timezone.now())
        if changed is not None:
            messages.success(request, f"Milestone saved: {changed.name}")
            return redirect("route_map", programme.code)
    return render(request, "services/programme_milestone_edit.html", {"programme": programme, "form": form})
