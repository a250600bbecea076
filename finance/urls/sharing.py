"""The addresses of sharing costs and savings, below /programmes/…/sharing/."""

from django.urls import include, path

from finance.views import drivers, sharing

driver = [
    path("", drivers.driver_detail, name="driver_detail"),
    path("edit/", drivers.driver_edit, name="driver_edit"),
    path("figures/new/", drivers.driver_figures_add, name="driver_figures_add"),
    path("figures/<slug:figures_from>/", drivers.driver_figures_edit, name="driver_figures_edit"),
]

apportionment = [
    path("", sharing.apportionment_detail, name="apportionment_detail"),
    path("edit/", sharing.apportionment_edit, name="apportionment_edit"),
    path("end/", sharing.apportionment_end, name="apportionment_end"),
    path("next/", sharing.apportionment_next, name="apportionment_next"),
]

urlpatterns = [
    path("", sharing.sharing_list, name="sharing_list"),
    path("apportionments/new/", sharing.apportionment_create, name="apportionment_create"),
    path("apportionments/<slug:apportionment_code>/", include(apportionment)),
    path("drivers/new/", drivers.driver_create, name="driver_create"),
    path("drivers/<slug:driver_code>/", include(driver)),
]
