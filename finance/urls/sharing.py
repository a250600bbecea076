"""The addresses of sharing costs and savings, below /programmes/…/sharing/."""

from django.urls import include, path

from finance.views import drivers, sharing

driver = [
    path("", drivers.DriverDetail.as_view(), name="driver_detail"),
    path("edit/", drivers.DriverEdit.as_view(), name="driver_edit"),
    path("figures/new/", drivers.DriverFiguresAdd.as_view(), name="driver_figures_add"),
    path("figures/<slug:figures_from>/", drivers.DriverFiguresEdit.as_view(), name="driver_figures_edit"),
]

apportionment = [
    path("", sharing.ApportionmentDetail.as_view(), name="apportionment_detail"),
    path("edit/", sharing.ApportionmentEdit.as_view(), name="apportionment_edit"),
    path("end/", sharing.ApportionmentEnd.as_view(), name="apportionment_end"),
    path("next/", sharing.ApportionmentNext.as_view(), name="apportionment_next"),
]

urlpatterns = [
    path("", sharing.SharingList.as_view(), name="sharing_list"),
    path("apportionments/new/", sharing.ApportionmentCreate.as_view(), name="apportionment_create"),
    path("apportionments/<slug:apportionment_code>/", include(apportionment)),
    path("drivers/new/", drivers.DriverCreate.as_view(), name="driver_create"),
    path("drivers/<slug:driver_code>/", include(driver)),
]
