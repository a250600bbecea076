"""The addresses of heat maps, trends and the quick review. All begin with the programme."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
