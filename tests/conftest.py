"""What every test stands on: a page with a fault that no assertion looks for still fails the test that asked for it."""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.template import Context, Template
from django.test import Client, TransactionTestCase, override_settings
from django.test.signals import template_rendered
from django.utils.safestring import SafeString
from factory import Factory
from hypothesis import HealthCheck, settings

from programme.models import User
from programme.values import contributions

if TYPE_CHECKING:
    from playwright.sync_api import Browser

UNDEFINED = "UNDEFINED TEMPLATE VARIABLE"
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>")
INLINE_STYLE = re.compile(r"<[a-z][^<>]*\sstyle=|<style\b")
INLINE_HANDLER = re.compile(r"<[a-z][^<>]*\son[a-z]+=")

settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")
"""A busy machine makes examples slowly: that is no fault of what is tested."""

MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("filterwarnings", "error::django.core.paginator.UnorderedObjectListWarning")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
    if hasattr(config, "workerinput"):  # one of several processes
        from tests.parallel import longest_first

        longest_first(items)


def pytest_collection_finish() -> None:
    """What is loaded by now stays: looking through it again and again for what can be thrown away costs a twentieth."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    if config.getoption("dist") != "loadfile":
        return None
    from tests.parallel import ByUnit

    return ByUnit(config, log)


def faults_of(html: str) -> list[str]:
    """What no page may hold: an undefined variable, or what the content security policy would block."""
    faults = [html[found.start() : found.start() + 120] for found in re.finditer(UNDEFINED, html)]
    lowered = html.lower()
    for pattern, sign in ((INLINE_SCRIPT, "<script"), (INLINE_STYLE, "style"), (INLINE_HANDLER, "on")):
        if sign in lowered:
            faults += [found.group()[:120] for found in pattern.finditer(lowered)]
    return faults


@pytest.fixture(autouse=True)
def strict_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every HTML answer of the test client is looked through."""
    request = Client.request

    def strict_request(self: Client, **environment: Any) -> Any:
        response = request(self, **environment)
        if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
            faults = faults_of(response.content.decode())
            assert faults == [], f"{environment.get('PATH_INFO')}: {faults}"
        return response

    monkeypatch.setattr(Client, "request", strict_request)


def render_and_note(template: Template, context: Context) -> SafeString:
    """Draw a template; `response.context` gets what the view gave, not a copy for every component of the page."""
    if context.template is template:
        template_rendered.send(sender=template, template=template, context=context)
    return template.nodelist.render(context)


@pytest.fixture(autouse=True, scope="session")
def noted_contexts(django_test_environment: None) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", render_and_note)
        yield


def every_factory(base: type[Factory] = Factory) -> Iterator[type[Factory]]:
    for found in base.__subclasses__():
        yield found
        yield from every_factory(found)


@pytest.fixture(autouse=True, scope="module")
def numbers_from_the_start() -> None:
    """The numbers in made-up names do not depend on which tests the process ran before."""
    for found in every_factory():
        found.reset_sequence(force=True)


@pytest.fixture(scope="session")
def media_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """New folders, one after the other; each is made when the first file is stored in it."""
    folder = tmp_path_factory.mktemp("media")
    return (folder / str(number) / "media" for number in count())


@pytest.fixture(autouse=True)
def own_media_folder(settings: Any, media_folders: Iterator[Path]) -> None:
    settings.MEDIA_ROOT = next(media_folders)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: Any,
    django_db_createdb: bool,
) -> Iterator[None]:
    """The database of this process, in the place of pytest-django's, which migrates one for every run."""
    from tests.migrated_database import create_own_database, drop_own_database

    with django_db_blocker.unblock():
        create_own_database(made_anew=django_db_createdb)
    yield
    with django_db_blocker.unblock():
        drop_own_database()


@pytest.fixture(autouse=True, scope="session")
def quick_emptying() -> Iterator[None]:
    """Tests that commit leave empty tables; see `empty_tables`."""
    from tests.migrated_database import empty_tables

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: empty_tables())
        yield


@pytest.fixture(scope="module")
def module_database(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """For fixtures that build a world once for a module: what they write is undone after its last test.

    Each test works in a transaction within this one. A test takes its objects from the database, not from another test.
    """
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("module") / "media")
    with media, django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def own_contributions(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the test contributes goes with it; it adds to what the apps contribute or takes its place."""
    monkeypatch.setattr(
        contributions, "_contributed", {kind: dict(those) for kind, those in contributions._contributed.items()}
    )


@pytest.fixture
def no_contributions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is contributed but what the test contributes."""
    monkeypatch.setattr(contributions, "_contributed", {})


@pytest.fixture
def sign_in(client: Client) -> Callable[[User], Client]:
    """`sign_in(user)` gives the client, signed in as that person."""

    def signed_in(user: User) -> Client:
        client.cookies[django_settings.SESSION_COOKIE_NAME] = key_of_session(user)
        return client

    return signed_in


def key_of_session(user: User) -> str:
    """The key of a new session of a person, without what else signing in leads to: that has tests of its own."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = MODEL_BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    key: str = session.session_key
    return key


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole run."""
    # Playwright keeps an event loop in this thread, in which Django would refuse to ask the database.
    from tests.chromium import running_chromium  # only the tests that show a browser pay for loading it

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with running_chromium() as browser:
        yield browser
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
