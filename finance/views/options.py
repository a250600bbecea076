"""The options appraisal of a business case: its page, and what is filled in there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from finance.domain.options import (
    add_criterion,
    add_option,
    change_criterion,
    change_option,
    decide_option,
    judge_options,
    record_outcome,
)
from finance.forms.options import CriterionForm, DecisionForm, OptionForm, OutcomeForm
from finance.forms.score_grid import ScoreGrid
from finance.models import BusinessCase, Criterion, Option
from finance.queries.options import appraisal_of, last_approval
from finance.queries.options_words import changes_between, criterion_words, grid_of
from finance.views.lookup import visible_case
from programme.permissions import check_permission
from programme.views.lookup import posted

CHANGE = "finance.change_case"


@require_safe
def options_appraisal(request: HttpRequest, programme_code: str, case_code: str) -> HttpResponse:
    """What the options are judged by, how each does, which is preferred and why, and what came of it."""
    case = visible_case(request, programme_code, case_code)
    appraisal = appraisal_of(case)
    approved = last_approval(case)
    context = {
        "programme": case.programme,
        "case": case,
        "appraisal": appraisal,
        "criteria": [(one, criterion_words(one)) for one in appraisal.criteria],
        "grid": grid_of(appraisal),
        "approved": approved,
        "changes": changes_between(appraisal_of(case, as_at=approved.approved_at), appraisal) if approved else [],
        "can_change": request.user.has_perm(CHANGE, case.review),
    }
    return render(request, "finance/options_appraisal.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def option_scores(request: HttpRequest, programme_code: str, case_code: str) -> HttpResponse:
    """Judge every option by every criterion."""
    case = _case_for(request, programme_code, case_code)
    form = ScoreGrid(posted(request), appraisal=appraisal_of(case))
    if request.method == "POST":
        saved = form.submit(judge_options, case=case, actor=request.user, at=timezone.now())
        if saved is not None:
            messages.success(request, "Nothing was changed" if not saved else "Saved")
            return redirect("options_appraisal", programme_code, case_code)
    return render(request, "finance/option_scores.html", {"programme": case.programme, "case": case, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def criterion_create(request: HttpRequest, programme_code: str, case_code: str) -> HttpResponse:
    """Add a criterion."""
    case = _case_for(request, programme_code, case_code)
    return _filled_in(request, CRITERION_ADDED, of=case, form=CriterionForm(posted(request)), case=case)


@require_http_methods(["GET", "HEAD", "POST"])
def criterion_edit(request: HttpRequest, programme_code: str, case_code: str, criterion_code: str) -> HttpResponse:
    """Change a criterion, or take it out."""
    case = _case_for(request, programme_code, case_code)
    criterion = _row(Criterion, case, criterion_code)
    form = CriterionForm(posted(request), record=criterion)
    return _filled_in(request, CRITERION_SAVED, of=case, form=form, criterion=criterion)


@require_http_methods(["GET", "HEAD", "POST"])
def criterion_outcome(request: HttpRequest, programme_code: str, case_code: str, criterion_code: str) -> HttpResponse:
    """Record whether the preferred option met a criterion."""
    case = _case_for(request, programme_code, case_code)
    criterion = _row(Criterion, case, criterion_code)
    form = OutcomeForm(posted(request), record=criterion)
    return _filled_in(request, OUTCOME_SAVED, of=case, form=form, criterion=criterion)


@require_http_methods(["GET", "HEAD", "POST"])
def option_create(request: HttpRequest, programme_code: str, case_code: str) -> HttpResponse:
    """Add an option."""
    case = _case_for(request, programme_code, case_code)
    return _filled_in(request, OPTION_ADDED, of=case, form=OptionForm(posted(request)), case=case)


@require_http_methods(["GET", "HEAD", "POST"])
def option_edit(request: HttpRequest, programme_code: str, case_code: str, option_code: str) -> HttpResponse:
    """Change an option, or take it out."""
    case = _case_for(request, programme_code, case_code)
    option = _row(Option, case, option_code)
    form = OptionForm(posted(request), record=option)
    return _filled_in(request, OPTION_SAVED, of=case, form=form, option=option)


@require_http_methods(["GET", "HEAD", "POST"])
def option_decide(request: HttpRequest, programme_code: str, case_code: str, option_code: str) -> HttpResponse:
    """Put an option on the shortlist or prefer it, with the reason."""
    case = _case_for(request, programme_code, case_code)
    option = _row(Option, case, option_code)
    form = DecisionForm(posted(request), record=option)
    return _filled_in(request, DECISION_SAVED, of=case, form=form, option=option)


def _case_for(request: HttpRequest, programme_code: str, case_code: str) -> BusinessCase:
    case = visible_case(request, programme_code, case_code)
    check_permission(request.user, CHANGE, case.review)
    return case


def _row(model: Any, case: BusinessCase, code: str) -> Any:
    return get_object_or_404(model.objects.select_related("case"), case=case, code=code, removed_at__isnull=True)


@dataclass(frozen=True, kw_only=True)
class _Page:
    """What a page of a form does: the function that it asks, its template, and what is said once that has been done."""

    act: Callable[..., Any]
    template: str
    said: str


CRITERION_ADDED = _Page(act=add_criterion, template="criterion_form", said="Criterion added")
CRITERION_SAVED = _Page(act=change_criterion, template="criterion_form", said="Criterion saved")
OUTCOME_SAVED = _Page(act=record_outcome, template="criterion_outcome", said="Outcome saved")
OPTION_ADDED = _Page(act=add_option, template="option_form", said="Option added")
OPTION_SAVED = _Page(act=change_option, template="option_form", said="Option saved")
DECISION_SAVED = _Page(act=decide_option, template="option_decide", said="Decision saved")


def _filled_in(request: HttpRequest, page: _Page, *, of: BusinessCase, form: Any, **given: Any) -> HttpResponse:
    """The page of a form, or back to the appraisal of the case once the page's function has taken it."""
    if request.method == "POST" and form.submit(page.act, actor=request.user, at=timezone.now(), **given) is not None:
        messages.success(request, page.said)
        return redirect("options_appraisal", of.programme.code, of.code)
    context = {"programme": of.programme, "case": of, "form": form, "record": form.record}
    return render(request, f"finance/{page.template}.html", context)
