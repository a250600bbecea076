"""The addresses of the savings tracker."""

from django.urls import include, path

from finance.views import savings, savings_values
from finance.views import savings as savings_edit

line = [
    path("", savings.SavingsDetail.as_view(), name="savings_detail"),
    path("edit/", savings_edit.SavingsEdit.as_view(), name="savings_edit"),
    path("close/", savings_edit.SavingsClose.as_view(), name="savings_close"),
    path("split/", savings_edit.SavingsSplit.as_view(), name="savings_split"),
    path("values/", savings_values.savings_values, name="savings_values"),
]

of_review = [
    path("", savings.ReviewSavings.as_view(), name="review_savings"),
    path("new/", savings_edit.SavingsCreate.as_view(), name="savings_create"),
    path("merge/", savings_edit.SavingsMerge.as_view(), name="savings_merge"),
    path("month/", savings_values.savings_month, name="savings_month"),
    path("reconciliation/", savings.SavingsReconciliation.as_view(), name="savings_reconciliation"),
]

urlpatterns = [
    path("programmes/<slug:programme_code>/savings/", savings.SavingsList.as_view(), name="savings_list"),
    path("programmes/<slug:programme_code>/savings/<slug:line_code>/", include(line)),
    path("programmes/<slug:programme_code>/reviews/<slug:review_code>/savings/", include(of_review)),
    path(
        "programmes/<slug:programme_code>/cases/<slug:case_code>/<int:number>/savings/",
        savings_edit.SavingsFromCase.as_view(),
        name="savings_from_case",
    ),
]
