"""The addresses of governance. All begin with the programme."""

from django.urls import path

from governance.views import dashboard

urlpatterns = [
    path("programmes/<slug:programme_code>/dashboard/", dashboard.dashboard, name="dashboard"),
    path("programmes/<slug:programme_code>/dashboard/<slug:figure>/", dashboard.dashboard_figure, name="dashboard_figure"),
]
