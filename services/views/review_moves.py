"""Moving a review to another stage or state."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from programme.values.partial_date import PartialDate
from programme.views.lookup import posted
from services.domain.review import move_review
from services.enums import Stage, State
from services.forms.move import MoveForm
from services.queries.review_stages import gates_before
from services.views.lookup import review_for


@require_http_methods(["GET", "HEAD", "POST"])
def review_move(request: HttpRequest, programme_code: str, review_code: str) -> HttpResponse:
    """Choose among the allowed moves, say when and why."""
    review = review_for(request, programme_code, review_code, permission="services.move_review")
    initial = {
        "to_stage": review.stage,
        "to_state": review.state,
        "effective": PartialDate.day(review.programme.today),
    }
    gates = gates_before(review)
    form = MoveForm(posted(request), review=review, gates=gates, initial=initial)
    if request.method == "POST":
        move = form.submit(move_review, review=review, actor=request.user, at=timezone.now())
        if move is not None:
            where = f"{Stage(move.to_stage).label}, {State(move.to_state).label.lower()}"
            messages.success(request, f"{review.name} moved to {where}")
            return redirect(review)
    in_the_way = [
        (stage, [state for state in states if not state.is_open])
        for stage, states in gates.items()
        if any(not state.is_open for state in states)
    ]
    context = {"programme": review.programme, "review": review, "form": form, "in_the_way": in_the_way}
    return render(request, "services/review_move.html", context)
