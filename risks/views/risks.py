"""The page of a risk."""

from __future__ import annotations

from typing import Any

from django_tables2 import RequestConfig

from programme.pages.page import DetailPage
from risks.enums import RiskStatus
from risks.pages.records import CHANGE_RISK, RiskPage
from risks.queries.risk_page import assessments_of, risk_page
from risks.queries.trends import risk_trends
from risks.tables.assessments import AssessmentTable

PER_PAGE = 20


class RiskDetail(RiskPage, DetailPage):
    """Everything of a risk that the reader sees: texts, scores in each register, what is done about it, its past."""

    parent = "risks_home"
    crumb = "{risk.title:short}"
    template_name = "risks/risk_detail.html"
    stylesheets = ("risks.css", "riskpage.css")
    allows = {"can_change": CHANGE_RISK, "can_share": "risks.share_risk"}

    def details(self) -> dict[str, Any]:
        page = risk_page(risk=self.risk, user=self.reader)
        entries = [shown.entry for shown in page.entries]
        table = AssessmentTable(assessments_of(entries), of_many=len(entries) > 1)
        RequestConfig(self.request, paginate={"per_page": PER_PAGE}).configure(table)
        review = self.risk.review
        return {
            "page": page,
            "table": table,
            "trends": risk_trends(entries=entries, today=self.programme.today),
            "is_open": self.risk.status == RiskStatus.OPEN,
            "sees_review": review is not None and self.reader.has_perm("services.view_review", review),
            "can_read_history": self.reader.has_perm("programme.view_history", self.programme),
        }
