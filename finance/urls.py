"""The addresses of finance. All begin with the programme."""

from django.urls import include, path

from finance.views import case_lines, cases

case = [
    path("", cases.case_detail, name="case_detail"),
    path("edit/", cases.case_edit, name="case_edit"),
    path("next/", cases.version_next, name="version_next"),
    path("<int:number>/", cases.case_version, name="case_version"),
    path("<int:number>/edit/", cases.version_edit, name="version_edit"),
    path("<int:number>/approve/", cases.version_approve, name="version_approve"),
    path("<int:number>/withdraw/", cases.version_withdraw, name="version_withdraw"),
    path("<int:number>/lines/<slug:kind>/", case_lines.lines_edit, name="lines_edit"),
    path("<int:number>/lines/<slug:kind>/totals/", case_lines.lines_totals, name="lines_totals"),
    path("<int:number>/compare/<int:other>/", case_lines.version_compare, name="version_compare"),
]

urlpatterns = [
    path("programmes/<slug:programme_code>/finance/", cases.finance_home, name="finance_home"),
    path("programmes/<slug:programme_code>/cases/<slug:case_code>/", include(case)),
    path(
        "programmes/<slug:programme_code>/reviews/<slug:review_code>/finance/",
        cases.review_finance,
        name="review_finance",
    ),
    path(
        "programmes/<slug:programme_code>/reviews/<slug:review_code>/cases/new/", cases.case_create, name="case_create"
    ),
]
