"""The addresses of budgets, below /programmes/…/budgets/."""

from django.urls import include, path

from finance.views import budgets, ledger
from finance.views import budgets as budget_money
from finance.views import ledger as months

line = [
    path("", budgets.BudgetDetail.as_view(), name="budget_detail"),
    path("edit/", budgets.BudgetEdit.as_view(), name="budget_edit"),
    path("forecast/", budgets.BudgetForecast.as_view(), name="budget_forecast"),
    path("close/", budgets.BudgetClose.as_view(), name="budget_close"),
    path("move/", budget_money.VirementCreate.as_view(), name="virement_create"),
    path("commitments/new/", budget_money.CommitmentCreate.as_view(), name="commitment_create"),
    path("commitments/<slug:commitment_code>/edit/", budget_money.CommitmentEdit.as_view(), name="commitment_edit"),
    path(
        "commitments/<slug:commitment_code>/release/",
        budget_money.CommitmentRelease.as_view(),
        name="commitment_release",
    ),
]

urlpatterns = [
    path("", budgets.BudgetList.as_view(), name="budget_list"),
    path("new/", budgets.BudgetCreate.as_view(), name="budget_create"),
    path("months/", months.MonthList.as_view(), name="month_list"),
    path("months/<int:close_year>/<int:month>/", months.MonthEdit.as_view(), name="month_edit"),
    path("ledger/", ledger.ledger_import_list, name="ledger_import_list"),
    path("ledger/<int:import_id>/", ledger.ledger_import, name="ledger_import"),
    path("ledger/<int:import_id>/progress/", ledger.ledger_import_progress, name="ledger_import_progress"),
    path("ledger/<int:import_id>/rejects.csv", ledger.ledger_import_rejects, name="ledger_import_rejects"),
    path("<int:budget_year>/<slug:budget_code>/", include(line)),
]
