"""Putting a review on hold, taking it up again, withdrawing and completing it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from programme.values.partial_date import PartialDate
from programme.views.lookup import posted
from services.domain.review import move_review
from services.enums import Stage
from services.forms.move import StateForm
from services.queries.review_stages import states_from
from services.rules.state_acts import STATE_ACTS
from services.views.lookup import review_for


@require_http_methods(["GET", "HEAD", "POST"])
def review_state(request: HttpRequest, programme_code: str, review_code: str, act: str) -> HttpResponse:
    """Say when and why; the review stays at its stage."""
    review = review_for(request, programme_code, review_code, permission="services.move_review")
    chosen = STATE_ACTS.get(act)
    if chosen is None:
        raise Http404
    form = StateForm(posted(request), act=chosen, initial={"effective": PartialDate.day(review.programme.today)})
    if request.method == "POST":
        move = form.submit(
            move_review,
            review=review,
            to_stage=Stage(review.stage),
            to_state=chosen.state,
            actor=request.user,
            at=timezone.now(),
        )
        if move is not None:
            messages.success(request, f"{review.name} is now {chosen.state.label.lower()}")
            return redirect(review)
    context = {
        "programme": review.programme,
        "review": review,
        "act": chosen,
        "form": form,
        "is_possible": review.left_on is None and chosen.state in states_from(review),
    }
    return render(request, "services/review_state.html", context)
