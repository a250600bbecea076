"""A confidential risk on every address of the site: to the others nothing of it is shown, and nothing counts it."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from programme.models import Programme
from risks.models import Assessment, Issue, Mitigation, RegisterEntry, Risk, RiskRegister, RiskViewer
from tests.access.row import AUDITOR, COUNCILLOR, OFFICE, SPONSOR
from tests.access.table import TABLE
from tests.access.world import World, build_world
from tests.test_access import arguments_of

SECRET = "Zyzzogeton"
"""Stands in every text of the risk, its number and code, and nowhere else."""
HIDDEN_FROM = [OFFICE, COUNCILLOR]
"""Those who see most, each in their own way; who sees no risk at all is turned away by the tests of access."""
CHANGING = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|id_[0-9a-f]{8,}|\d{1,2}:\d\d(:\d\d)?(am|pm)?|\d+ seconds?'
)


@pytest.fixture(scope="module")
def media_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("confidential") / "media"


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


def hide_a_risk(world: World) -> Risk:
    """An overdue, unowned risk in every register, with a row of each kind that hangs on it.

    It was open to all first, so that the history has events from before; the sponsor alone is named for it.
    """
    programme = Programme.objects.get(code=world.arguments["programme_code"])
    today = programme.today
    words = {
        name: f"{SECRET} {name}"
        for name in (
            *("title", "cause", "event", "effect", "strategy", "action_outstanding", "status_note"),
            *("category", "owner_post"),
        )
    }
    risk = Risk.objects.create(
        programme=programme, code=f"risk-{SECRET.lower()}", next_review=today - timedelta(days=90), **words
    )
    for place, register in enumerate(RiskRegister.objects.filter(programme=programme).order_by("pk")):
        entry = RegisterEntry.objects.create(
            risk=risk, register=register, number=f"{SECRET}-{place}", is_home=place == 0, position=90
        )
        for days in (60, 1):
            cell = register.matrices.latest("version").cells.order_by("rank" if days == 60 else "-rank")[0]
            Assessment.objects.create(
                entry=entry,
                cell=cell,
                assessed_on=today - timedelta(days=days),
                reason=f"{SECRET} reason",
                recorded_at=timezone.now() - timedelta(days=days),
            )
        Issue.objects.create(
            programme=programme,
            register=register,
            risk=risk,
            code=f"issue-{SECRET.lower()}-{place}",
            number=f"{SECRET}-I{place}",
            title=f"{SECRET} issue",
            impact=f"{SECRET} impact",
            raised_on=today,
        )
    Mitigation.objects.create(risk=risk, code=f"m-{SECRET.lower()}", name=f"{SECRET} mitigation")
    risk.is_confidential = True
    risk.save()
    RiskViewer.objects.create(risk=risk, person=world.people[SPONSOR])
    return risk


def addresses(world: World) -> list[str]:
    """Every page that is read, and as a file where it can be taken as one."""
    found = []
    for row in TABLE:
        if row.get is None or row.name in ("login", "logout"):
            continue
        url = reverse(row.name, kwargs=arguments_of(row.name, world.arguments | row.using))
        found.append(url)
        if "list" in row.name or "register" in row.name or row.name in ("programme_history", "risk_exceptions"):
            found += [f"{url}?_export=csv", f"{url}?_export=xlsx"]
    for register in ("waste", "wendle-valley"):
        for name in ("risk_register", "heat_map", "register_trend", "risk_create", "issue_create"):
            if any(row.name == name for row in TABLE):
                found.append(reverse(name, args=[world.arguments["programme_code"], register]))
    return found


def read(world: World, *, person: str, url: str) -> tuple[int, str]:
    """The answer's status and all its text, unpacked where it is packed."""
    response: Any = world.client_of(person).get(url)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return response.status_code, "\n".join(
                archive.read(name).decode("utf-8", "replace") for name in archive.namelist() if "docProps" not in name
            )
    return response.status_code, CHANGING.sub("", content.decode("utf-8", "replace"))


@pytest.mark.parametrize("person", HIDDEN_FROM)
def test_nothing_of_it_is_shown_on_any_address(world: World, person: str):
    risk = hide_a_risk(world)
    own = [
        risk.get_absolute_url(),
        reverse("risk_edit", args=[risk.programme.code, risk.code]),
        reverse("issue_detail", args=[risk.programme.code, risk.issues.order_by("pk")[0].code]),
    ]
    shown = [url for url in addresses(world) if SECRET.lower() in read(world, person=person, url=url)[1].lower()]

    assert shown == []
    assert [read(world, person=person, url=url)[0] for url in own] == [404, 404, 404]


@pytest.mark.parametrize("person", [OFFICE])
def test_every_page_is_the_same_with_it_as_without(world: World, person: str):
    """Counts, charts, option lists and sums. The number that a register suggests next is told apart: it is free."""
    leads = ("risks", "risk-registers", "issues", "exceptions", "dashboard", "history", "export", "reports")
    pages = [url for url in addresses(world) if "/programmes/" in url and any(f"/{lead}/" in url for lead in leads)]
    pages += [reverse("home"), reverse("programme_detail", args=[world.arguments["programme_code"]])]
    before = {url: read(world, person=person, url=url) for url in pages}
    hide_a_risk(world)

    assert [url for url in pages if read(world, person=person, url=url) != before[url]] == []


@pytest.mark.parametrize("person", [SPONSOR, AUDITOR])
def test_who_may_see_it_does(world: World, person: str):
    """Else the tests above would prove nothing."""
    risk = hide_a_risk(world)
    status, text = read(world, person=person, url=risk.get_absolute_url())

    assert (status, f"{SECRET} title" in text, f"{SECRET} mitigation" in text) == (200, True, True)


def test_the_history_of_it_is_shown_to_auditors_from_the_beginning(world: World):
    hide_a_risk(world)
    url = reverse("programme_history", args=[world.arguments["programme_code"]])

    assert SECRET in read(world, person=AUDITOR, url=f"{url}?_export=csv")[1]
    assert SECRET not in read(world, person=OFFICE, url=f"{url}?_export=csv")[1]


def test_the_programme_file_leaves_it_out(world: World):
    risk = hide_a_risk(world)

    for person, there in ((OFFICE, False), (AUDITOR, True)):
        url = reverse("file_export", args=[risk.programme.code])
        status, text = read(world, person=person, url=f"{url}?file_format=yaml")
        assert (status, SECRET.lower() in text.lower()) == (200, there)
