"""A real browser before the real site, on the demo programmes, with a real worker where one is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from programme.models import User
from tests.browser.demo_database import DemoDatabases, demo_databases
from tests.browser.site import Site, running_site
from tests.browser.visitor import Visitor
from tests.celery_worker import own_queue, start_worker, stop_worker
from tests.conftest import key_of_session

PATIENCE = 30_000
"""Milliseconds that a loaded machine may need for what a quiet one does in a hundred."""

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="package")
def databases(django_db_setup: None, django_db_blocker: Any) -> Iterator[DemoDatabases]:
    with django_db_blocker.unblock(), demo_databases() as found:
        yield found


@pytest.fixture(scope="package")
def site(databases: DemoDatabases) -> Iterator[Site]:
    with running_site() as running:
        yield running


@pytest.fixture(scope="module")
def fresh_demo(databases: DemoDatabases) -> None:
    """For the tests of a module that only read: the demo as it was loaded."""
    databases.renew()


@pytest.fixture
def own_demo(databases: DemoDatabases) -> None:
    """For a test that writes: the demo as it was loaded, of its own."""
    databases.renew()


@pytest.fixture(scope="package")
def media_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("site") / "media"


@pytest.fixture(autouse=True)
def own_media_folder(settings: Any, media_folder: Path) -> None:
    """The site and the worker, which is another process, keep documents in one place."""
    settings.MEDIA_ROOT = media_folder


@pytest.fixture(scope="package")
def worker(databases: DemoDatabases, media_folder: Path) -> Iterator[None]:
    """A worker that makes what the site orders."""
    with own_queue() as queue:
        process = start_worker(queue, media_folder)
        try:
            yield
        finally:
            stop_worker(process)


@pytest.fixture
def visit(chromium: Browser, site: Site) -> Iterator[Callable[..., Visitor]]:
    """`visit("ada@…", width=320, script=False)` is a browser of its own, signed in as that person where one is named.

    Whatever any page does wrong on the way fails the test at its end.
    """
    visitors: list[Visitor] = []

    def visiting(email: str = "", *, width: int = 1280, script: bool = True) -> Visitor:
        context = chromium.new_context(
            base_url=site.url, viewport={"width": width, "height": 800}, java_script_enabled=script
        )
        context.set_default_timeout(PATIENCE)
        visitor = Visitor(context.new_page())
        visitors.append(visitor)
        if email:
            visitor.take_session(session_of(email), site.url)
        return visitor

    yield visiting
    for visitor in visitors:
        visitor.page.context.close()
    assert [complaint for visitor in visitors for complaint in visitor.complaints] == []
    assert site.take_faults() == []


def session_of(email: str) -> str:
    """The key of a new session of a person."""
    return key_of_session(User.objects.get(email=email))
