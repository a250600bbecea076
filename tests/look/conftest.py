"""A real Chromium that shows pages drawn by the templates, with the static files and the content security policy of the
site, and without a server."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import Browser, Route

from tests.chromium import Shown

ROOT = Path(django_settings.BASE_DIR)
ADDRESS = "http://concordat.example/"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'"
)


@pytest.fixture
def show(chromium: Browser) -> Iterator[Callable[..., Shown]]:
    """`show(html, width=320, script=True)`"""
    contexts = []

    def shown(html: str, *, width: int = 1280, script: bool = True) -> Shown:
        context = chromium.new_context(viewport={"width": width, "height": 800}, java_script_enabled=script)
        contexts.append(context)
        page = context.new_page()
        result = Shown(page)
        page.route("**/*", lambda route: _answer(route, html))
        page.goto(ADDRESS)
        if script:
            page.wait_for_function("document.readyState === 'complete'")
        return result

    yield shown
    for context in contexts:
        context.close()


def _answer(route: Route, html: str) -> None:
    path = route.request.url.removeprefix(ADDRESS).split("?")[0]
    if not path:
        headers = {"Content-Security-Policy": POLICY}
        route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=headers)
        return
    file = ROOT / path
    if path.startswith("static/") and file.is_file():
        route.fulfill(path=file, content_type=mimetypes.guess_type(file.name)[0] or "application/octet-stream")
    else:
        route.fulfill(status=404 if path.startswith("static/") else 204, body="")


@pytest.fixture(autouse=True)
def own_addresses(settings: Any) -> None:
    """The components are tried without the site's pages: only the frame's own addresses exist."""
    settings.ROOT_URLCONF = "tests.look.addresses"
