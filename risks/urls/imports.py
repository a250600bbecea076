"""The addresses of a register's workbook. All begin with the programme."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from risks.views import register_import

REGISTER = "risk-registers/<slug:register_code>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{REGISTER}import/", register_import.register_import, name="register_import"),
    path(f"{REGISTER}workbook/", register_import.register_workbook, name="register_workbook"),
]
