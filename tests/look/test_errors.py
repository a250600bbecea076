"""The pages for what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from programme.views import site as errors
from tests.conftest import faults_of

VIEWS: list[tuple[Callable[[Any], HttpResponse], int, str]] = [
    (lambda request: errors.bad_request(request, ValueError()), 400, "This request could not be read"),
    (lambda request: errors.permission_denied(request, PermissionDenied()), 403, "You cannot do this"),
    (lambda request: errors.not_found(request, Http404()), 404, "Page not found"),
    (errors.server_error, 500, "Something went wrong on our side"),
    (errors.csrf_failure, 403, "This form was open too long"),
]


@pytest.mark.parametrize(("view", "status", "title"), VIEWS, ids=[title for _, _, title in VIEWS])
def test_an_error_has_its_page_without_asking_the_database(
    view: Callable[[Any], HttpResponse], status: int, title: str
) -> None:
    request = RequestFactory().get("/nowhere/")

    response = view(request)

    html = response.content.decode()
    assert response.status_code == status
    assert f"<title>{title} – Concordat</title>" in " ".join(html.split())
    assert faults_of(html) == []


def test_a_refusal_gives_its_reason() -> None:
    request = RequestFactory().get("/")

    response = errors.permission_denied(request, PermissionDenied("Only the sponsor may accept this update."))

    assert "Only the sponsor may accept this update." in response.content.decode()
