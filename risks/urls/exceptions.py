"""The addresses of exceptions and their rules. All begin with the programme."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from risks.views import exceptions

urlpatterns: list[URLPattern | URLResolver] = [
    path("exceptions/", exceptions.exception_list, name="risk_exceptions"),
    path("exceptions/rules/", exceptions.exception_rules, name="exception_rules"),
]
