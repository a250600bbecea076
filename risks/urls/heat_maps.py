"""The addresses of heat maps, trends and the quick review. All begin with the programme."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from risks.views import heat_maps, risk_review, trends

REGISTER = "risk-registers/<slug:register_code>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{REGISTER}heat-map/", heat_maps.heat_map_page, name="heat_map"),
    path(f"{REGISTER}trend/", trends.register_trend_page, name="register_trend"),
    path("risks/<slug:risk_code>/review/", risk_review.risk_review, name="risk_review"),
]
