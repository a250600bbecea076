"""The addresses of exceptions and their rules. All begin with the programme."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
