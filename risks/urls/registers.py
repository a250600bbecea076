"""The addresses of registers and their matrices. All begin with the programme."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from risks.views import matrix, registers

register = [
    path("", registers.risk_register, name="risk_register"),
    path("edit/", registers.register_edit, name="register_edit"),
    path("end/", registers.register_end, name="register_end"),
    path("matrix/", matrix.matrix_edit, name="matrix_edit"),
    path("matrices/", matrix.matrix_list, name="matrix_list"),
    path("matrices/<int:version>/", matrix.matrix_version, name="matrix_version"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("risks/", registers.risks_home, name="risks_home"),
    path("reviews/<slug:review_code>/risks/", registers.review_risks, name="review_risks"),
    path("risk-registers/new/", registers.register_create, name="register_create"),
    path("risk-registers/<slug:register_code>/", include(register)),
]
