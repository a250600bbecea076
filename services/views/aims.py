"""The principles and outcomes of a programme, and which of them a review serves."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from programme.domain.aim import add_aim, change_aim
from programme.models import Aim
from programme.views.lookup import posted, programme_for, visible_programme
from services.domain.review import ReviewHasLeft
from services.domain.review_aim import add_review_aim, change_review_aim, remove_review_aim
from services.forms.aim import AimForm, ReviewAimChangeForm, ReviewAimForm
from services.models import ReviewAim, ServiceReview
from services.queries.aims import aim_groups
from services.views.lookup import reader_of, review_for

CHANGE_PROGRAMME = "programme.change_programme"
CHANGE = "services.change_review_aims"


@require_safe
def aim_list(request: HttpRequest, programme_code: str) -> HttpResponse:
    """The guiding principles and corporate outcomes, each with the reviews that serve it."""
    programme = visible_programme(request, programme_code)
    context = {
        "programme": programme,
        "groups": aim_groups(programme=programme, user=request.user),
        "can_change": request.user.has_perm(CHANGE_PROGRAMME, programme),
    }
    return render(request, "services/aim_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def aim_create(request: HttpRequest, programme_code: str) -> HttpResponse:
    """Add a principle or an outcome."""
    programme = programme_for(request, programme_code, permission=CHANGE_PROGRAMME)
    last = programme.aims.order_by("position").last()
    form = AimForm(posted(request), programme=programme, initial={"position": last.position + 1 if last else 1})
    if request.method == "POST":
        aim = form.submit(add_aim, programme=programme, actor=request.user, at=timezone.now())
        if aim is not None:
            messages.success(request, f"Added: {aim.name}")
            return redirect("aim_list", programme.code)
    return render(request, "services/aim_create.html", {"programme": programme, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def aim_edit(request: HttpRequest, programme_code: str, aim_code: str) -> HttpResponse:
    """Change a principle or an outcome; a last day is how it ends."""
    programme = programme_for(request, programme_code, permission=CHANGE_PROGRAMME)
    aim = get_object_or_404(Aim, programme=programme, code=aim_code)
    form = AimForm(posted(request), programme=programme, record=aim)
    if request.method == "POST":
        changed = form.submit(change_aim, aim=aim, actor=request.user, at=timezone.now())
        if changed is not None:
            messages.success(request, f"Saved: {changed.name}")
            return redirect("aim_list", programme.code)
    return render(request, "services/aim_edit.html", {"programme": programme, "aim": aim, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def review_aim_create(request: HttpRequest, programme_code: str, review_code: str) -> HttpResponse:
    """Say that a review serves a principle or outcome."""
    review = review_for(request, programme_code, review_code, permission=CHANGE)
    form = ReviewAimForm(posted(request), review=review)
    if request.method == "POST":
        added = form.submit(add_review_aim, review=review, actor=request.user, at=timezone.now())
        if added is not None:
            messages.success(request, f"{review.name} serves: {added.aim.name}")
            return redirect(review)
    context = {"programme": review.programme, "review": review, "form": form}
    return render(request, "services/review_aim_create.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def review_aim_edit(request: HttpRequest, programme_code: str, review_code: str, aim_code: str) -> HttpResponse:
    """Change how a review serves an aim."""
    review = review_for(request, programme_code, review_code, permission=CHANGE)
    link = _link(review, aim_code)
    form = ReviewAimChangeForm(posted(request), record=link)
    if request.method == "POST":
        changed = form.submit(change_review_aim, review_aim=link, actor=request.user, at=timezone.now())
        if changed is not None:
            messages.success(request, f"Saved: {link.aim.name}")
            return redirect(review)
    context = {"programme": review.programme, "review": review, "link": link, "form": form}
    return render(request, "services/review_aim_edit.html", context)


@require_POST
def review_aim_remove(request: HttpRequest, programme_code: str, review_code: str, aim_code: str) -> HttpResponse:
    """Say that a review serves an aim no more."""
    review = review_for(request, programme_code, review_code, permission=CHANGE)
    link = _link(review, aim_code)
    try:
        remove_review_aim(review_aim=link, actor=reader_of(request), at=timezone.now())
    except ReviewHasLeft as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"{review.name} no longer serves: {link.aim.name}")
    return redirect(review)


def _link(review: ServiceReview, aim_code: str) -> ReviewAim:
    links = ReviewAim.objects.select_related("aim").filter(review=review, removed_at__isnull=True)
    link: ReviewAim = get_object_or_404(links, aim__code=aim_code)
    link.review = review
    return link
