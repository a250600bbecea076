"""What nobody means to send to the pages of finance, at every address: a clear answer, never a failure of ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.forms import BaseForm
from django.test import override_settings
from django.urls import URLPattern, URLResolver, reverse

from finance.urls import urlpatterns
from tests.access.row import Row
from tests.access.table import TABLE
from tests.access.world import World, build_world
from tests.test_access import arguments_of

HOSTILE = {
    "nul": "a\0b",
    "unseen": "\u202e=cmd|' /C calc'!A0\u2066",
    "number": "9" * 40,
    "long": "=" + "x" * 20_000,
}
ASKED = [
    *("_export", "as_at", "cashable", "closed", "code", "council", "driver", "evidence", "measure", "month", "page"),
    *("per_page", "q", "review", "sort", "stage", "state", "status", "year"),
]


def names_of(patterns: Any) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names_of(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            yield str(pattern.name)


FINANCE = sorted(set(names_of(urlpatterns)))
ROWS = [row for row in TABLE if row.name in FINANCE]


@pytest.fixture(scope="module")
def media_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("attacks") / "media"


@pytest.fixture(autouse=True)
def own_media_folder(settings: Any, media_folder: Path) -> None:
    settings.MEDIA_ROOT = media_folder


@pytest.fixture(scope="module")
def world(module_database: None, media_folder: Path) -> World:
    with override_settings(MEDIA_ROOT=media_folder):
        return build_world()


@pytest.fixture(autouse=True)
def database(world: World, db: None) -> None:
    """Each test in a transaction within the world's."""


def asked(world: World, row: Row, method: str) -> tuple[Any, str]:
    """A client of somebody who may, and the address."""
    expected = getattr(row, method)
    person = sorted(expected.people, key=lambda one: (one != "office", one))[0]
    return world.client_of(person), reverse(row.name, kwargs=arguments_of(row.name, world.arguments | row.using))


def forms_in(answer: Any) -> list[BaseForm]:
    found = {id(one): one for part in answer.context or () for one in part.flatten().values()}
    return [one for one in found.values() if isinstance(one, BaseForm)]


def test_every_address_of_finance_is_looked_at():
    assert sorted(row.name for row in ROWS) == FINANCE
    assert len(FINANCE) > 50


@pytest.mark.parametrize("row", [row for row in ROWS if row.get], ids=lambda row: row.name)
def test_what_an_address_is_asked_with(world: World, row: Row):
    client, url = asked(world, row, "get")
    for value in HOSTILE.values():
        answer = client.get(url, dict.fromkeys(ASKED, value[:2_000]))
        assert answer.status_code in (200, 302, 404)


@pytest.mark.parametrize("row", [row for row in ROWS if row.post and row.get], ids=lambda row: row.name)
def test_what_is_sent_to_a_form(world: World, row: Row):
    client, url = asked(world, row, "post")
    page = client.get(url)
    for value in HOSTILE.values():
        for hides in (True, False):
            data = dict.fromkeys(("kept", "rows", "edition", "seen", "paste"), value)
            for form in forms_in(page):
                hidden = {bound.html_name: bound.value() or "" for bound in form.hidden_fields()} if hides else {}
                data |= dict.fromkeys((form.add_prefix(name) for name in form.fields), value) | hidden
            with transaction.atomic():
                assert client.post(url, data).status_code in (200, 302, 404)
                transaction.set_rollback(True)


@pytest.mark.parametrize("row", [row for row in ROWS if row.post and row.get], ids=lambda row: row.name)
def test_ten_megabytes_are_refused_with_a_sentence(world: World, row: Row):
    client, url = asked(world, row, "post")
    answer = client.post(url, "paste=" + "x%09" * 2_600_000, content_type="application/x-www-form-urlencoded")

    if answer.status_code == 302:  # there is nothing to send, and nothing of it was read
        assert row.name == "ledger_import"
        return
    assert answer.status_code == 400
    assert "It is too much at once: a form takes up to 5 MB of text." in answer.content.decode()
