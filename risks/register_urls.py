"""The addresses of registers, risks and issues. All begin with the programme."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
