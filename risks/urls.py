"""The addresses of risks. All begin with the programme."""

from django.urls import include, path

PROGRAMME = "programmes/<slug:programme_code>/"

urlpatterns = [
    path(PROGRAMME, include("risks.register_urls")),
    path(PROGRAMME, include("risks.risk_urls")),
    path(PROGRAMME, include("risks.heat_urls")),
    path(PROGRAMME, include("risks.exception_urls")),
    path(PROGRAMME, include("risks.import_urls")),
]
