"""Scoring a risk in one of its registers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from programme.views.lookup import posted
from risks.domain.assessment import assess
from risks.enums import AssessmentKind, RiskStatus
from risks.forms.assess import UNSCORED, AssessForm
from risks.models import Assessment, Matrix, RegisterEntry
from risks.views.risk_edit import EDIT, done, show_form
from risks.views.risk_lookup import entry_for


@EDIT
def risk_assess(request: HttpRequest, programme_code: str, risk_code: str, register_code: str) -> HttpResponse:
    """Record how likely and serious a risk was found on a day; `?kind=` says which score."""
    entry = entry_for(request, programme_code, risk_code, register_code, permission="risks.assess_entry")
    risk = entry.risk
    if risk.status != RiskStatus.OPEN and request.method != "POST":
        messages.error(request, "This risk is not open any more. Open it again before you score it.")
        return redirect(risk)
    matrix = entry.register.matrices.order_by("-version").first()
    form = AssessForm(posted(request), record=entry, matrix=matrix, initial=_initial(request, entry, matrix))
    if request.method == "POST":
        assessment = form.submit(assess, entry=entry, actor=request.user, at=timezone.now())
        if assessment is not None:
            return done(request, risk, f"{assessment.get_kind_display()} score recorded")
    return show_form(request, "risks/risk_assess.html", risk, form, entry=entry)


def _initial(request: HttpRequest, entry: RegisterEntry, matrix: Matrix | None) -> dict[str, Any]:
    """The kind that is asked for, with the cell in which it stands by the matrix of today."""
    asked = request.GET.get("kind", "")
    kind = AssessmentKind(asked) if asked in AssessmentKind.values else AssessmentKind.CURRENT
    latest: Assessment | None = getattr(entry, kind.value)
    cell = latest.cell if latest else None
    stands = str(cell.pk) if cell and matrix and cell.matrix_id == matrix.pk else ""
    return {
        "kind": kind.value,
        "cell": stands or (UNSCORED if matrix is None else ""),
        "assessed_on": entry.risk.programme.today,
    }
