"""How the programme office sets a review up, changes it, and records that it leaves or comes back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from programme.views.lookup import posted, programme_for
from services.domain.review_record import change_review, create_review, leave_programme, rejoin_programme
from services.forms.review import LeaveForm, ReviewForm
from services.views.lookup import reader_of, review_for

CHANGE = "services.change_review"


@require_http_methods(["GET", "HEAD", "POST"])
def review_create(request: HttpRequest, programme_code: str) -> HttpResponse:
    """Begin a new review."""
    programme = programme_for(request, programme_code, permission="services.add_review")
    form = ReviewForm(posted(request), programme=programme, initial={"joined_on": programme.today, "position": 1})
    if request.method == "POST":
        review = form.submit(create_review, programme=programme, actor=request.user, at=timezone.now())
        if review is not None:
            messages.success(request, f"{review.name} added")
            return redirect(review)
    return render(request, "services/review_create.html", {"programme": programme, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def review_edit(request: HttpRequest, programme_code: str, review_code: str) -> HttpResponse:
    """Change what is known of a review and who takes part."""
    review = review_for(request, programme_code, review_code, permission=CHANGE)
    form = ReviewForm(posted(request), programme=review.programme, review=review)
    if request.method == "POST":
        changed = form.submit(change_review, review=review, actor=request.user, at=timezone.now())
        if changed is not None:
            messages.success(request, "Review saved")
            return redirect(changed)
    return render(request, "services/review_edit.html", {"programme": review.programme, "review": review, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def review_leave(request: HttpRequest, programme_code: str, review_code: str) -> HttpResponse:
    """Record that a review left the programme."""
    review = review_for(request, programme_code, review_code, permission=CHANGE)
    form = LeaveForm(posted(request), initial={"left_on": review.programme.today})
    if request.method == "POST":
        left = form.submit(leave_programme, review=review, actor=request.user, at=timezone.now())
        if left is not None:
            messages.success(request, f"{review.name} has left the programme")
            return redirect(review)
    return render(
        request, "services/review_leave.html", {"programme": review.programme, "review": review, "form": form}
    )


@require_POST
def review_rejoin(request: HttpRequest, programme_code: str, review_code: str) -> HttpResponse:
    """Bring a review back that had left."""
    review = review_for(request, programme_code, review_code, permission=CHANGE)
    rejoin_programme(review=review, actor=reader_of(request), at=timezone.now())
    messages.success(request, f"{review.name} is back in the programme")
    return redirect(review)
