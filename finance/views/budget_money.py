"""What is promised on a budget line, and what moves between lines."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from finance.domain.commitment import add_commitment, change_commitment, release_commitment
from finance.domain.virement import move_budget
from finance.forms.budget import CommitmentForm, ReleaseForm, VirementForm
from finance.models import BudgetLine, Commitment
from finance.queries.budgets import figures_of
from finance.rules.budget import position_of
from finance.views.budgets import CHANGE, line_form, line_to_change
from programme.views.lookup import posted


@require_http_methods(["GET", "HEAD", "POST"])
def commitment_create(request: HttpRequest, programme_code: str, budget_year: int, budget_code: str) -> HttpResponse:
    """Record money that is promised, or only expected."""
    line = line_to_change(request, programme_code, budget_year, budget_code)
    form = CommitmentForm(posted(request))
    if request.method == "POST":
        made = form.submit(add_commitment, line=line, actor=request.user, at=timezone.now())
        if made is not None:
            messages.success(request, f"Recorded: {made.name}")
            return redirect(line)
    return line_form(request, line, form, template="commitment_create")


@require_http_methods(["GET", "HEAD", "POST"])
def commitment_edit(
    request: HttpRequest, programme_code: str, budget_year: int, budget_code: str, commitment_code: str
) -> HttpResponse:
    """Change a commitment, or say that what was expected has been ordered."""
    line = line_to_change(request, programme_code, budget_year, budget_code)
    commitment = _commitment(line, commitment_code)
    form = CommitmentForm(posted(request), record=commitment)
    if request.method == "POST":
        changed = form.submit(change_commitment, commitment=commitment, actor=request.user, at=timezone.now())
        if changed is not None:
            messages.success(request, f"Saved: {changed.name}")
            return redirect(line)
    return line_form(request, line, form, template="commitment_edit", commitment=commitment)


@require_http_methods(["GET", "HEAD", "POST"])
def commitment_release(
    request: HttpRequest, programme_code: str, budget_year: int, budget_code: str, commitment_code: str
) -> HttpResponse:
    """Say that a commitment was paid or fell away."""
    line = line_to_change(request, programme_code, budget_year, budget_code)
    commitment = _commitment(line, commitment_code)
    form = ReleaseForm(posted(request), record=commitment, initial={"released_on": line.programme.today})
    if request.method == "POST":
        released = form.submit(release_commitment, commitment=commitment, actor=request.user, at=timezone.now())
        if released is not None:
            messages.success(request, f"Released: {released.name}")
            return redirect(line)
    return line_form(request, line, form, template="commitment_release", commitment=commitment)


@require_http_methods(["GET", "HEAD", "POST"])
def virement_create(request: HttpRequest, programme_code: str, budget_year: int, budget_code: str) -> HttpResponse:
    """Move budget from this line to another of its year."""
    line = line_to_change(request, programme_code, budget_year, budget_code)
    others = BudgetLine.objects.filter(programme=line.programme, year=line.year, closed_on__isnull=True)
    targets = [one for one in others.exclude(pk=line.pk) if request.user.has_perm(CHANGE, one)]
    form = VirementForm(posted(request), line=line, targets=targets, initial={"on": line.programme.today})
    if request.method == "POST":
        moved = form.submit(move_budget, source=line, actor=request.user, at=timezone.now())
        if moved is not None:
            messages.success(request, f"Budget moved to {moved.target.name}")
            return redirect(line)
    left = position_of(figures_of([line], programme=line.programme)[line.pk], shows_withheld=True).available
    return line_form(request, line, form, template="virement_create", left=left.amount)


def _commitment(line: BudgetLine, code: str) -> Commitment:
    commitment: Commitment = get_object_or_404(line.commitments.all(), code=code)
    commitment.line = line
    return commitment
