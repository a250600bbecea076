"""The addresses of finance. All begin with the programme."""

from django.urls import include, path

from finance.urls import budgets as budget_urls
from finance.urls import sharing as sharing_urls
from finance.views import case_lines, case_workbook, cases, council_shares, options

case = [
    path("", cases.case_detail, name="case_detail"),
    path("edit/", cases.case_edit, name="case_edit"),
    path("next/", cases.version_next, name="version_next"),
    path("<int:number>/", cases.case_version, name="case_version"),
    path("<int:number>/edit/", cases.version_edit, name="version_edit"),
    path("<int:number>/approve/", cases.version_approve, name="version_approve"),
    path("<int:number>/withdraw/", cases.version_withdraw, name="version_withdraw"),
    path("<int:number>/workbook/", case_workbook.version_workbook, name="version_workbook"),
    path("<int:number>/fill-in/", case_workbook.version_fill_in, name="version_fill_in"),
    path("<int:number>/lines/<slug:kind>/", case_lines.lines_edit, name="lines_edit"),
    path("<int:number>/lines/<slug:kind>/totals/", case_lines.lines_totals, name="lines_totals"),
    path("<int:number>/compare/<int:other>/", case_lines.version_compare, name="version_compare"),
    path("<int:number>/shares/", council_shares.council_shares, name="council_shares"),
    path("options/", options.options_appraisal, name="options_appraisal"),
    path("options/judge/", options.option_scores, name="option_scores"),
    path("options/new/", options.option_create, name="option_create"),
    path("options/<slug:option_code>/edit/", options.option_edit, name="option_edit"),
    path("options/<slug:option_code>/decide/", options.option_decide, name="option_decide"),
    path("criteria/new/", options.criterion_create, name="criterion_create"),
    path("criteria/<slug:criterion_code>/edit/", options.criterion_edit, name="criterion_edit"),
    path("criteria/<slug:criterion_code>/outcome/", options.criterion_outcome, name="criterion_outcome"),
]

urlpatterns = [
    path("programmes/<slug:programme_code>/budgets/", include(budget_urls)),
    path("programmes/<slug:programme_code>/sharing/", include(sharing_urls)),
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
    path("", include("finance.urls.savings")),
]
