"""The root of the site. Each app owns its own addresses."""

from django.urls import include, path

urlpatterns = [
    path("", include("programme.urls")),
    path("", include("services.urls")),
    path("", include("finance.urls")),
    path("", include("risks.urls")),
    path("", include("governance.urls")),
]

handler400 = "programme.views.errors.bad_request"
handler403 = "programme.views.errors.permission_denied"
handler404 = "programme.views.errors.not_found"
handler500 = "programme.views.errors.server_error"
