"""Accepting or returning many updates at once: one page that shows them all, then each decided by itself."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from programme.models import Programme, ReportingPeriod
from programme.pages.trail import stands
from programme.views.lookup import programme_for
from services.domain.decisions import Outcome, accept_updates, return_updates
from services.forms.update import ManyForm
from services.queries.chosen_updates import read_choices
from services.views.lookup import period_of, reader_of

MARK = re.compile(r"(\d{1,18}):(\d{1,9})", re.ASCII)
ACCEPT, RETURN = "accept", "return"


@require_POST
@stands(below="reporting_grid", crumb=_("Decide"))
def reporting_decide(request: HttpRequest, programme_code: str, period_code: str) -> HttpResponse:
    """What was ticked in the grid, to be read and confirmed; once confirmed, what came of each."""
    programme = programme_for(request, programme_code, permission="services.decide_updates")
    period = period_of(programme, period_code)
    marks = _marks(request)
    action = request.POST.get("action", "")
    if action not in (ACCEPT, RETURN):
        return _confirm_page(request, programme, period, marks=marks, form=ManyForm())
    form = ManyForm(request.POST, is_returning=action == RETURN)
    outcomes = form.submit(
        return_updates if action == RETURN else accept_updates,
        chosen=marks,
        period=period,
        actor=reader_of(request),
        at=timezone.now(),
    )
    if outcomes is None:
        return _confirm_page(request, programme, period, marks=marks, form=form)
    return _summary_page(request, programme, period, outcomes=outcomes, action=action)


def _marks(request: HttpRequest) -> dict[int, int]:
    """Editions by the ids of the updates ticked; what is no such mark is left out."""
    found = (MARK.fullmatch(mark) for mark in request.POST.getlist("chosen"))
    return {int(mark[1]): int(mark[2]) for mark in found if mark}


def _confirm_page(
    request: HttpRequest, programme: Programme, period: ReportingPeriod, *, marks: dict[int, int], form: ManyForm
) -> HttpResponse:
    choices = read_choices(marks=marks, programme=programme, period=period, user=request.user)
    context: dict[str, Any] = {
        "programme": programme,
        "period": period,
        "form": form,
        "ready": [choice for choice in choices if not choice.obstacle],
        "hindered": [choice for choice in choices if choice.obstacle],
    }
    return render(request, "services/reporting_decide.html", context)


def _summary_page(
    request: HttpRequest, programme: Programme, period: ReportingPeriod, *, outcomes: list[Outcome], action: str
) -> HttpResponse:
    context = {
        "programme": programme,
        "period": period,
        "done": [outcome for outcome in outcomes if not outcome.refusal],
        "refused": [outcome for outcome in outcomes if outcome.refusal],
        "verb": "accepted" if action == ACCEPT else "returned",
    }
    return render(request, "services/reporting_decided.html", context)
