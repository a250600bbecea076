"""The addresses of importing a register from a workbook. All begin with the programme."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
