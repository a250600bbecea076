"""Every address, as every role and as nobody. The table: tests/access/table.py; to add a row: tests/access/row.py."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from programme.views import site as errors
from tests.access.row import ADMINISTRATOR, ANONYMOUS, EVERYONE, INSIDERS, OFFICE, STRANGER, Row
from tests.access.table import TABLE
from tests.access.world import World, build_world

METHODS = ("get", "post")
DRAWN: set[tuple[Any, ...]] = set()
"""The refusals of which a page was drawn: by address, and by person."""


@pytest.fixture(scope="module")
def media_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("access") / "media"


@pytest.fixture(autouse=True)
def own_media_folder(settings: Any, media_folder: Path) -> None:
    """The documents of the world lie in one place for the whole table."""
    settings.MEDIA_ROOT = media_folder


@pytest.fixture(scope="module")
def world(module_database: None, media_folder: Path) -> World:
    """Built once for the whole table."""
    with override_settings(MEDIA_ROOT=media_folder):
        return build_world()


@pytest.fixture(autouse=True)
def database(world: World, db: None) -> None:
    """Each test in a transaction within the world's."""


@pytest.fixture(autouse=True)
def refusals_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page of a refusal is drawn once for each address and each person: what the table says of it is its status."""
    monkeypatch.setattr(errors, "render", draw_once)


def draw_once(request: HttpRequest, template: str, *values: Any, status: int) -> HttpResponse:
    seen = {(template, request.path, request.method), (template, request.user.pk)}
    if seen <= DRAWN:
        return HttpResponse(status=status)
    DRAWN.update(seen)
    return render(request, template, *values, status=status)


def named_patterns(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, str]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from named_patterns(pattern, f"{before}{pattern.namespace}:" if pattern.namespace else before)
        elif isinstance(pattern, URLPattern):
            yield f"{before}{pattern.name}", str(pattern.pattern)


def arguments_in(name: str) -> list[str]:
    """The names that an address asks for; none where there is no such address."""
    *namespaces, last = name.split(":")
    resolver: Any = get_resolver()
    for namespace in namespaces:
        resolver = resolver.namespace_dict[namespace][1]
    found = resolver.reverse_dict.getlist(last)
    return list(found[0][0][0][1]) if found else []


def arguments_of(name: str, values: dict[str, Any]) -> dict[str, Any]:
    """The values for the names that an address asks for."""
    return {argument: values.get(f"{name}:{argument}", values.get(argument)) for argument in arguments_in(name)}


def ask(world: World, *, person: str, method: str, url: str) -> int:
    """The answer's status; what the request did is undone."""
    client = world.client_of(person)
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        status: int = getattr(client, method)(url).status_code
        transaction.set_rollback(True)
    client.cookies = cookies
    return status


def test_every_address_has_a_row_and_every_row_an_address():
    names = [name for name, _ in named_patterns()]

    assert sorted({row.name for row in TABLE}) == sorted(set(names))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_each_person_gets_what_the_table_says(world: World, row: Row, method: str):
    url = reverse(row.name, kwargs=arguments_of(row.name, world.arguments | row.using))
    people = EVERYONE | {ANONYMOUS} if getattr(row, method) else {OFFICE, ADMINISTRATOR, ANONYMOUS}
    answers = {
        person: (ask(world, person=person, method=method, url=url), row.status_for(person, method))
        for person in sorted(people)
    }

    wrong = {person: f"{found}, not {expected}" for person, (found, expected) in answers.items() if found != expected}
    assert wrong == {}


@pytest.mark.parametrize(
    "row", [row for row in TABLE if "programme_code" in arguments_in(row.name)], ids=lambda row: row.name
)
def test_who_may_at_home_may_not_in_another_programme(world: World, row: Row):
    """The same address with the other programme's code; and, under one's own code, the other's numbered rows."""
    arguments = arguments_of(row.name, world.arguments | row.using)
    others = arguments_of(row.name, world.others | row.using)
    numbered = {name: others[name] for name in arguments if name.endswith("_id")}
    addresses = {reverse(row.name, kwargs=others), reverse(row.name, kwargs=arguments | numbered)}
    addresses.discard(reverse(row.name, kwargs=arguments))
    refused = 404 if row.unseen else 403

    for method in METHODS:
        expected = getattr(row, method)
        people = sorted(expected.people & INSIDERS) if expected else []
        for url in sorted(addresses):
            answers = {person: ask(world, person=person, method=method, url=url) for person in people}
            assert answers == dict.fromkeys(people, refused)


def test_the_stranger_is_at_home_in_the_other_programme(world: World):
    """Else the refusals above would prove nothing."""
    url = reverse("programme_edit", kwargs={"programme_code": world.others["programme_code"]})

    assert ask(world, person=STRANGER, method="get", url=url) == 200
