"""The quick review of a risk by its owner."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from programme.models import User
from programme.pages.trail import stands
from programme.permissions import check_permission
from programme.views.lookup import posted
from risks.domain.risk_review import review_risk
from risks.enums import RiskStatus
from risks.forms.risk_review import RiskReviewForm
from risks.models import Matrix, Risk
from risks.queries.reviews_due import reviews_due
from services.views.lookup import reader_of

AND_NEXT = "next"


@stands(below="risk_detail", crumb=_("Review"))
@require_http_methods(["GET", "HEAD", "POST"])
def risk_review(request: HttpRequest, programme_code: str, risk_code: str) -> HttpResponse:
    """Confirm or change the score, say why, bring the actions up to date, and say when it is looked at again."""
    risks = Risk.objects.visible_to(request.user).select_related("programme", "owner")
    risk = get_object_or_404(risks, programme__code=programme_code, code=risk_code)
    check_permission(request.user, "risks.change_risk", risk)
    user = reader_of(request)
    matrix = Matrix.objects.filter(register__entries__risk=risk, register__entries__is_home=True).first()
    form = RiskReviewForm(posted(request), record=risk, matrix=matrix)
    if request.method == "POST":
        reviewed = form.submit(review_risk, actor=user, at=timezone.now())
        if reviewed is not None:
            messages.success(request, f"Reviewed: {form.entry.number} {risk.title}")
            return _onwards(request, reviewed, user)
    context = {
        "programme": risk.programme,
        "risk": risk,
        "entry": form.entry,
        "register": form.entry.register,
        "current": form.entry.current,
        "is_earlier": _is_earlier(form, matrix),
        "is_open": risk.status == RiskStatus.OPEN,
        "form": form,
        "more": [one for _, one in reviews_due(user) if one.pk != risk.pk],
    }
    return render(request, "risks/risk_review.html", context)


def _is_earlier(form: RiskReviewForm, matrix: Matrix | None) -> bool:
    cell = form.entry.current.cell if form.entry.current else None
    return cell is not None and (matrix is None or cell.matrix_id != matrix.pk)


def _onwards(request: HttpRequest, risk: Risk, user: User) -> HttpResponse:
    """To the next risk that waits for the person, where that was asked, else to the one just reviewed."""
    if request.POST.get("then") != AND_NEXT:
        return redirect(risk)
    waiting = [one for _, one in reviews_due(user) if one.pk != risk.pk]
    if waiting:
        return redirect("risk_review", waiting[0].programme.code, waiting[0].code)
    messages.success(request, "No other risk of yours is due.")
    return redirect("home")
