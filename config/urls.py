"""The root of the site. Each app owns its own addresses."""

from django.urls import include, path

urlpatterns = [
    path("", include("programme.urls")),
    path("", include("services.urls")),
    path("", include("finance.urls")),
    path("", include("risks.urls")),
    path("", include("governance.urls")),
]

handler400 = "programme.views.site.bad_request"
handler403 = "programme.views.site.permission_denied"
handler404 = "programme.views.site.not_found"
handler500 = "programme.views.site.server_error"
