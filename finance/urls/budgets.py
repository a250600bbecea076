"""The addresses of budgets, below /programmes/…/budgets/."""

from django.urls import include, path

from finance.views import budget_money, budgets, ledger, months

line = [
    path("", budgets.budget_detail, name="budget_detail"),
    path("edit/", budgets.budget_edit, name="budget_edit"),
    path("forecast/", budgets.budget_forecast, name="budget_forecast"),
    path("close/", budgets.budget_close, name="budget_close"),
    path("move/", budget_money.virement_create, name="virement_create"),
    path("commitments/new/", budget_money.commitment_create, name="commitment_create"),
    path("commitments/<slug:commitment_code>/edit/", budget_money.commitment_edit, name="commitment_edit"),
    path("commitments/<slug:commitment_code>/release/", budget_money.commitment_release, name="commitment_release"),
]

urlpatterns = [
    path("", budgets.budget_list, name="budget_list"),
    path("new/", budgets.budget_create, name="budget_create"),
    path("months/", months.month_list, name="month_list"),
    path("months/<int:close_year>/<int:month>/", months.month_edit, name="month_edit"),
    path("ledger/", ledger.ledger_import_list, name="ledger_import_list"),
    path("ledger/<int:import_id>/", ledger.ledger_import, name="ledger_import"),
    path("ledger/<int:import_id>/progress/", ledger.ledger_import_progress, name="ledger_import_progress"),
    path("ledger/<int:import_id>/rejects.csv", ledger.ledger_import_rejects, name="ledger_import_rejects"),
    path("<int:budget_year>/<slug:budget_code>/", include(line)),
]
