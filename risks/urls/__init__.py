"""The addresses of risks. All begin with the programme."""

from django.urls import include, path

PROGRAMME = "programmes/<slug:programme_code>/"

urlpatterns = [
    path(PROGRAMME, include("risks.urls.registers")),
    path(PROGRAMME, include("risks.urls.risks")),
    path(PROGRAMME, include("risks.urls.heat_maps")),
    path(PROGRAMME, include("risks.urls.exceptions")),
    path(PROGRAMME, include("risks.urls.imports")),
]
