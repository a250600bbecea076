"""The addresses of finance. All begin with the programme."""

from django.urls import URLPattern, URLResolver, include, path

from finance.urls import budgets as budget_urls
from finance.urls import sharing as sharing_urls
from finance.views import case_workbook, cases, options
from finance.views import cases as case_lines
from finance.views import sharing as council_shares

case = [
    path("", cases.CaseDetail.as_view(), name="case_detail"),
    path("edit/", cases.CaseEdit.as_view(), name="case_edit"),
    path("next/", cases.VersionNext.as_view(), name="version_next"),
    path("<int:number>/", cases.CaseVersionDetail.as_view(), name="case_version"),
    path("<int:number>/edit/", cases.VersionEdit.as_view(), name="version_edit"),
    path("<int:number>/approve/", cases.VersionApprove.as_view(), name="version_approve"),
    path("<int:number>/withdraw/", cases.VersionWithdraw.as_view(), name="version_withdraw"),
    path("<int:number>/workbook/", case_workbook.version_workbook, name="version_workbook"),
    path("<int:number>/fill-in/", case_workbook.version_fill_in, name="version_fill_in"),
    path("<int:number>/lines/<slug:kind>/", case_lines.lines_edit, name="lines_edit"),
    path("<int:number>/lines/<slug:kind>/totals/", case_lines.lines_totals, name="lines_totals"),
    path("<int:number>/compare/<int:other>/", case_lines.version_compare, name="version_compare"),
    path("<int:number>/shares/", council_shares.council_shares, name="council_shares"),
    path("options/", options.OptionsAppraisal.as_view(), name="options_appraisal"),
    path("options/judge/", options.OptionScores.as_view(), name="option_scores"),
    path("options/new/", options.OptionCreate.as_view(), name="option_create"),
    path("options/<slug:option_code>/edit/", options.OptionEdit.as_view(), name="option_edit"),
    path("options/<slug:option_code>/decide/", options.OptionDecide.as_view(), name="option_decide"),
    path("criteria/new/", options.CriterionCreate.as_view(), name="criterion_create"),
    path("criteria/<slug:criterion_code>/edit/", options.CriterionEdit.as_view(), name="criterion_edit"),
    path("criteria/<slug:criterion_code>/outcome/", options.CriterionOutcome.as_view(), name="criterion_outcome"),
]

programme: list[URLPattern | URLResolver] = [
    path("budgets/", include(budget_urls)),
    path("sharing/", include(sharing_urls)),
    path("finance/", cases.FinanceHome.as_view(), name="finance_home"),
    path("cases/<slug:case_code>/", include(case)),
    path("reviews/<slug:review_code>/finance/", cases.ReviewFinance.as_view(), name="review_finance"),
    path("reviews/<slug:review_code>/cases/new/", cases.CaseCreate.as_view(), name="case_create"),
]

urlpatterns = [
    path("programmes/<slug:programme_code>/", include(programme)),
    path("", include("finance.urls.savings")),
]
