"""The page of a risk."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from risks.enums import RiskStatus
from risks.queries.risk_page import assessments_of, risk_page
from risks.queries.trends import risk_trends
from risks.tables.assessments import AssessmentTable
from risks.views.risk_lookup import visible_risk

PER_PAGE = 20


@require_safe
def risk_detail(request: HttpRequest, programme_code: str, risk_code: str) -> HttpResponse:
    """Everything of a risk that the reader sees: texts, scores in each register, what is done about it, its past."""
    risk = visible_risk(request, programme_code, risk_code)
    page = risk_page(risk=risk, user=request.user)
    entries = [shown.entry for shown in page.entries]
    table = AssessmentTable(assessments_of(entries), of_many=len(entries) > 1)
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    context = {
        "programme": risk.programme,
        "risk": risk,
        "page": page,
        "table": table,
        "trends": risk_trends(entries=entries, today=risk.programme.today),
        "is_open": risk.status == RiskStatus.OPEN,
        "can_change": request.user.has_perm("risks.change_risk", risk),
        "can_share": request.user.has_perm("risks.share_risk", risk),
        "sees_review": risk.review is not None and request.user.has_perm("services.view_review", risk.review),
        "can_read_history": request.user.has_perm("programme.view_history", risk.programme),
    }
    return render(request, "risks/risk_detail.html", context)
