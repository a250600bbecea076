"""The addresses of risks, what is done about them, and issues. All begin with the programme."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from risks.views import assess, issues, mitigations, risk_edit, risks, sharing

risk = [
    path("", risks.risk_detail, name="risk_detail"),
    path("edit/", risk_edit.risk_edit, name="risk_edit"),
    path("close/", risk_edit.risk_close, name="risk_close"),
    path("reopen/", risk_edit.risk_reopen, name="risk_reopen"),
    path("issue/", issues.issue_from_risk, name="issue_from_risk"),
    path("share/", sharing.risk_share, name="risk_share"),
    path("confidential/", sharing.risk_confidential, name="risk_confidential"),
    path("registers/<slug:register_code>/", sharing.entry_edit, name="entry_edit"),
    path("registers/<slug:register_code>/score/", assess.risk_assess, name="risk_assess"),
    path("mitigations/new/", mitigations.mitigation_create, name="mitigation_create"),
    path("mitigations/<slug:mitigation_code>/", mitigations.mitigation_edit, name="mitigation_edit"),
    path("mitigations/<slug:mitigation_code>/report/", mitigations.mitigation_report, name="mitigation_report"),
    path("mitigations/<slug:mitigation_code>/remove/", mitigations.mitigation_remove, name="mitigation_remove"),
]

issue = [
    path("", issues.issue_detail, name="issue_detail"),
    path("edit/", issues.issue_edit, name="issue_edit"),
    path("resolve/", issues.issue_resolve, name="issue_resolve"),
    path("reopen/", issues.issue_reopen, name="issue_reopen"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("risk-registers/<slug:register_code>/risks/new/", risk_edit.risk_create, name="risk_create"),
    path("risk-registers/<slug:register_code>/issues/new/", issues.issue_create, name="issue_create"),
    path("risks/<slug:risk_code>/", include(risk)),
    path("issues/", issues.issue_list, name="issue_list"),
    path("issues/<slug:issue_code>/", include(issue)),
]
