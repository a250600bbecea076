"""The addresses of heat maps, trends and the quick review. All begin with the programme."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from risks.views import heat_maps

REGISTER = "risk-registers/<slug:register_code>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{REGISTER}heat-map/", heat_maps.heat_map_page, name="heat_map"),
]
