"""The addresses of risks, what is done about them, and issues. All begin with the programme."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from risks.views import risk_edit, risks

risk = [
    path("", risks.risk_detail, name="risk_detail"),
    path("edit/", risk_edit.risk_edit, name="risk_edit"),
    path("close/", risk_edit.risk_close, name="risk_close"),
    path("reopen/", risk_edit.risk_reopen, name="risk_reopen"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("risk-registers/<slug:register_code>/risks/new/", risk_edit.risk_create, name="risk_create"),
    path("risks/<slug:risk_code>/", include(risk)),
]
