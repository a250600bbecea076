"""Adding and changing the milestones of a review."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from programme.views.lookup import posted
from services.domain.milestone import add_milestone, change_milestone
from services.forms.review import MilestoneForm
from services.models import Milestone
from services.views.lookup import review_for

CHANGE = "services.change_milestones"


@require_http_methods(["GET", "HEAD", "POST"])
def milestone_create(request: HttpRequest, programme_code: str, review_code: str) -> HttpResponse:
    """Add a milestone to a review."""
    review = review_for(request, programme_code, review_code, permission=CHANGE)
    form = MilestoneForm(posted(request))
    if request.method == "POST":
        added = form.submit(add_milestone, review=review, actor=request.user, at=timezone.now())
        if added is not None:
            messages.success(request, f"Milestone added: {added.name}")
            return redirect(review)
    return render(
        request, "services/milestone_create.html", {"programme": review.programme, "review": review, "form": form}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def milestone_edit(request: HttpRequest, programme_code: str, review_code: str, milestone_code: str) -> HttpResponse:
    """Change a milestone of a review."""
    review = review_for(request, programme_code, review_code, permission=CHANGE)
    milestone = get_object_or_404(Milestone, review=review, code=milestone_code)
    form = MilestoneForm(posted(request), record=milestone)
    if request.method == "POST":
        changed = form.submit(change_milestone, milestone=milestone, actor=request.user, at=timezone.now())
        if changed is not None:
            messages.success(request, f"Milestone saved: {changed.name}")
            return redirect(review)
    return render(
        request, "services/milestone_edit.html", {"programme": review.programme, "review": review, "form": form}
    )
