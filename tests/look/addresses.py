"""The addresses that the frame of a page leads to."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def answer(request: HttpRequest, code: str = "") -> HttpResponse:
    return HttpResponse(code)


urlpatterns = [
    path("", answer, name="home"),
    path("login/", answer, name="login"),
    path("logout/", answer, name="logout"),
    path("password/", answer, name="password_change"),
    path("password/reset/", answer, name="password_reset"),
    path("programmes/", answer, name="programmes"),
    path("programmes/new/", answer, name="programme_new"),
    path("programmes/<slug:code>/", answer, name="programme_detail"),
    path("programmes/<slug:code>/reviews/", answer, name="reviews"),
]
