"""Where a review has been and what its next stages ask for; recording what it has for them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from programme.permissions import check_permission
from programme.views.lookup import posted
from services.domain.gate import record_evidence, withdraw_evidence
from services.forms.gates import EvidenceForm, WithdrawForm
from services.models import Gate, GateEvidence, ServiceReview
from services.queries.evidence_writing import councils_to_record_for
from services.queries.review_stages import MayDo, review_stages
from services.rules.gates import known_check
from services.rules.state_acts import acts_for
from services.views.lookup import reader_of, review_for, visible_review


@require_safe
def stage_page(request: HttpRequest, programme_code: str, review_code: str) -> HttpResponse:
    """Every visit to a stage with how long it took, and the gates before the next ones."""
    review = visible_review(request, programme_code, review_code)
    user = request.user
    may = MayDo(
        reader=reader_of(request),
        record=review.left_on is None and user.has_perm("services.record_evidence", review),
        waive=review.left_on is None and user.has_perm("services.waive_gate", review),
    )
    page = review_stages(review=review, may=may)
    can_move = review.left_on is None and user.has_perm("services.move_review", review)
    context = {
        "programme": review.programme,
        "review": review,
        "page": page,
        "acts": acts_for(page.next_states) if can_move else (),
        "can_move": can_move,
        "can_change": user.has_perm("services.change_review", review),
        "can_read_history": user.has_perm("programme.view_history", review.programme),
    }
    return render(request, "services/review_stages.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def evidence_create(request: HttpRequest, programme_code: str, review_code: str, gate_code: str) -> HttpResponse:
    """Record that the review has what a gate asks for, or that it is waived."""
    review = review_for(request, programme_code, review_code, permission="services.record_evidence")
    gate = get_object_or_404(Gate, programme=review.programme, code=gate_code)
    check = known_check(gate.rule)
    if check is None:
        raise Http404
    may_waive = request.user.has_perm("services.waive_gate", review)
    councils = councils_to_record_for(review=review, actor=reader_of(request), for_all=may_waive)
    form = EvidenceForm(
        posted(request),
        gate=gate,
        check=check,
        councils=councils,
        may_waive=may_waive,
        initial={"council": councils[0] if len(councils) == 1 and not may_waive else None},
    )
    if request.method == "POST":
        given = {} if gate.by_each_council else {"council": None}
        made = form.submit(record_evidence, review=review, gate=gate, actor=request.user, at=timezone.now(), **given)
        if made is not None:
            messages.success(request, f"Recorded for {gate.name}: {made.get_kind_display().lower()}")
            return redirect("review_stages", review.programme.code, review.code)
    context = {"programme": review.programme, "review": review, "gate": gate, "check": check, "form": form}
    return render(request, "services/evidence_create.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def evidence_withdraw(request: HttpRequest, programme_code: str, review_code: str, evidence_id: int) -> HttpResponse:
    """Take back what was recorded for a gate, with the reason."""
    review = visible_review(request, programme_code, review_code)
    evidence = _evidence(review, evidence_id)
    check_permission(request.user, "services.withdraw_evidence", evidence)
    form = WithdrawForm(posted(request))
    if request.method == "POST":
        done = form.submit(withdraw_evidence, evidence=evidence, actor=request.user, at=timezone.now())
        if done is not None:
            messages.success(request, f"Withdrawn: what was recorded for {evidence.gate.name}")
            return redirect("review_stages", review.programme.code, review.code)
    context = {"programme": review.programme, "review": review, "evidence": evidence, "form": form}
    return render(request, "services/evidence_withdraw.html", context)


def _evidence(review: ServiceReview, evidence_id: int) -> GateEvidence:
    rows = GateEvidence.objects.select_related("gate", "council", "recorded_by").filter(review=review)
    evidence: GateEvidence = get_object_or_404(rows, pk=evidence_id)
    evidence.review = review
    return evidence
