"""The addresses of risks. All begin with the programme."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from risks.views import (
    exceptions,
    heat_maps,
    issues,
    matrix,
    mitigations,
    register_import,
    registers,
    risk_review,
    risks,
)
from risks.views import heat_maps as trends
from risks.views import risks as assess
from risks.views import risks as risk_edit
from risks.views import risks as sharing

register = [
    path("", registers.RegisterDetail.as_view(), name="risk_register"),
    path("edit/", registers.RegisterEdit.as_view(), name="register_edit"),
    path("end/", registers.RegisterEnd.as_view(), name="register_end"),
    path("matrix/", matrix.matrix_edit, name="matrix_edit"),
    path("matrices/", matrix.matrix_list, name="matrix_list"),
    path("matrices/<int:version>/", matrix.matrix_version, name="matrix_version"),
    path("risks/new/", risk_edit.RiskCreate.as_view(), name="risk_create"),
    path("issues/new/", issues.IssueCreate.as_view(), name="issue_create"),
    path("heat-map/", heat_maps.heat_map_page, name="heat_map"),
    path("trend/", trends.RegisterTrend.as_view(), name="register_trend"),
    path("import/", register_import.register_import, name="register_import"),
    path("workbook/", register_import.register_workbook, name="register_workbook"),
]

risk = [
    path("", risks.RiskDetail.as_view(), name="risk_detail"),
    path("edit/", risk_edit.RiskEdit.as_view(), name="risk_edit"),
    path("close/", risk_edit.RiskClose.as_view(), name="risk_close"),
    path("reopen/", risk_edit.RiskReopen.as_view(), name="risk_reopen"),
    path("issue/", issues.IssueFromRisk.as_view(), name="issue_from_risk"),
    path("share/", sharing.RiskShare.as_view(), name="risk_share"),
    path("confidential/", sharing.RiskConfidential.as_view(), name="risk_confidential"),
    path("registers/<slug:register_code>/", sharing.EntryEdit.as_view(), name="entry_edit"),
    path("registers/<slug:register_code>/score/", assess.RiskAssess.as_view(), name="risk_assess"),
    path("mitigations/new/", mitigations.MitigationCreate.as_view(), name="mitigation_create"),
    path("mitigations/<slug:mitigation_code>/", mitigations.MitigationEdit.as_view(), name="mitigation_edit"),
    path(
        "mitigations/<slug:mitigation_code>/report/", mitigations.MitigationReport.as_view(), name="mitigation_report"
    ),
    path(
        "mitigations/<slug:mitigation_code>/remove/", mitigations.MitigationRemove.as_view(), name="mitigation_remove"
    ),
    path("review/", risk_review.risk_review, name="risk_review"),
]

issue = [
    path("", issues.IssueDetail.as_view(), name="issue_detail"),
    path("edit/", issues.IssueEdit.as_view(), name="issue_edit"),
    path("resolve/", issues.IssueResolve.as_view(), name="issue_resolve"),
    path("reopen/", issues.IssueReopen.as_view(), name="issue_reopen"),
]

in_programme: list[URLPattern | URLResolver] = [
    path("risks/", registers.RisksHome.as_view(), name="risks_home"),
    path("risks/<slug:risk_code>/", include(risk)),
    path("reviews/<slug:review_code>/risks/", registers.ReviewRisks.as_view(), name="review_risks"),
    path("risk-registers/new/", registers.RegisterCreate.as_view(), name="register_create"),
    path("risk-registers/<slug:register_code>/", include(register)),
    path("issues/", issues.IssueList.as_view(), name="issue_list"),
    path("issues/<slug:issue_code>/", include(issue)),
    path("exceptions/", exceptions.ExceptionList.as_view(), name="risk_exceptions"),
    path("exceptions/rules/", exceptions.exception_rules, name="exception_rules"),
]

urlpatterns = [path("programmes/<slug:programme_code>/", include(in_programme))]
