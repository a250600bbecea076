"""The addresses of the savings tracker."""

from django.urls import include, path

from finance.views import savings, savings_edit, savings_values

line = [
    path("", savings.savings_detail, name="savings_detail"),
    path("edit/", savings_edit.savings_edit, name="savings_edit"),
    path("close/", savings_edit.savings_close, name="savings_close"),
    path("split/", savings_edit.savings_split, name="savings_split"),
    path("values/", savings_values.savings_values, name="savings_values"),
]

of_review = [
    path("", savings.review_savings, name="review_savings"),
    path("new/", savings_edit.savings_create, name="savings_create"),
    path("merge/", savings_edit.savings_merge, name="savings_merge"),
    path("month/", savings_values.savings_month, name="savings_month"),
    path("reconciliation/", savings.savings_reconciliation, name="savings_reconciliation"),
]

urlpatterns = [
    path("programmes/<slug:programme_code>/savings/", savings.savings_list, name="savings_list"),
    path("programmes/<slug:programme_code>/savings/<slug:line_code>/", include(line)),
    path("programmes/<slug:programme_code>/reviews/<slug:review_code>/savings/", include(of_review)),
    path(
        "programmes/<slug:programme_code>/cases/<slug:case_code>/<int:number>/savings/",
        savings_edit.savings_from_case,
        name="savings_from_case",
    ),
]
