"""The speed of the office's grid, of a programme's page and of saving one row, beside bare views of the same work."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import count

from django.test import Client, override_settings
from django.urls import reverse

from programme.enums import Role
from programme.models import Programme, RoleGrant, User
from services.enums import UpdateStatus
from tests.benchmarks.pages import URLS, site_templates
from tests.benchmarks.records import WORDS, make_programme, make_reader
from tests.benchmarks.timing import medians_in_turns

REVIEWS, PEOPLE, WRITTEN = 400, 40, 4
ROLES = (Role.LEAD_OFFICER, Role.SPONSOR, Role.RISK_OWNER, Role.BOARD_MEMBER)


def measure_reporting(*, repetitions: int) -> None:
    """Print the medians and their ratios."""
    office = make_reader(email="office@ashmere.example", name="Programme office")
    programme = make_programme(code="four-hundred", reviews=REVIEWS, reader=office, status_of=_status_of)
    RoleGrant.objects.create(
        user=office, role=Role.PROGRAMME_OFFICE, programme=programme, starts_on=programme.starts_on
    )
    _add_people(programme)
    client = Client()
    client.force_login(office, backend="django.contrib.auth.backends.ModelBackend")
    grid = reverse("reporting_grid", args=[programme.code])
    overview = reverse("programme_detail", args=[programme.code])
    with override_settings(ROOT_URLCONF=URLS, TEMPLATES=site_templates()):
        rows, cells = _size(client.get(overview).content.decode())
        taken = medians_in_turns(
            {
                "grid, all on one page": _asker(client, f"{grid}?show=all"),
                "grid, 50 of them": _asker(client, grid),
                "bare grid": _asker(client, reverse("bare_grid", args=[programme.code])),
                "overview": _asker(client, overview),
                "bare overview": _asker(client, reverse("bare_table", args=[programme.code, rows, cells])),
                "row saved": _writer(client, reverse("reporting_row", args=[programme.code, "this", "review-0"])),
                "bare write": _writer(client, reverse("bare_write", args=[programme.code, "this", "review-1"])),
            },
            repetitions=repetitions,
        )
    for name, seconds in taken.items():
        print(f"  {name}: {seconds * 1000:.1f} ms")
    print(f"Office's grid of {REVIEWS} reviews on one page:")
    print(
        f"  against a bare view of as many rows and cells: {taken['grid, all on one page'] / taken['bare grid']:.2f}"
        " (aim: 4.00 or less)"
    )
    print(f"Page of a programme of {REVIEWS} reviews:")
    print(
        f"  against a bare view of its {rows} rows and {cells} cells: {taken['overview'] / taken['bare overview']:.2f}"
        " (aim: 4.00 or less)"
    )
    print("One row of the grid saved:")
    print(f"  against a bare write: {taken['row saved'] / taken['bare write']:.2f} (aim: 2.00 or less)")


def _add_people(programme: Programme) -> None:
    """People with a role each, as the programme's page lists them."""
    council = programme.councils.order_by("pk")[0]
    for number in range(PEOPLE):
        person = User.objects.create(email=f"person-{number}@ashmere.example", name=f"Person {number}", council=council)
        role = ROLES[number % len(ROLES)]
        RoleGrant.objects.create(
            user=person,
            role=role,
            programme=programme,
            council=council if role == Role.LEAD_OFFICER else None,
            starts_on=programme.starts_on,
        )


def _status_of(number: int) -> UpdateStatus:
    """The first updates are drafts, to be written to; of the others every second waits for a decision."""
    if number < WRITTEN:
        return UpdateStatus.DRAFT
    return UpdateStatus.SUBMITTED if number % 2 else UpdateStatus.ACCEPTED


def _size(page: str) -> tuple[int, int]:
    """The rows and cells of a page's tables."""
    return len(re.findall(r"<tr\b", page)), len(re.findall(r"<t[dh]\b", page))


def _asker(client: Client, url: str) -> Callable[[], None]:
    def ask() -> None:
        response = client.get(url)
        if response.status_code != 200:
            raise RuntimeError(f"{url} answered {response.status_code}")

    return ask


def _writer(client: Client, url: str) -> Callable[[], None]:
    """Save another text each time, as the row's form sends it."""
    editions = count(1)

    def write() -> None:
        edition = next(editions)
        typed = {
            "rag": "green",
            "rag_reason": "The pace of recruitment.",
            "business_case_update": f"{WORDS} This is save {edition}.",
            "business_case_expected": "May 2027",
            "implementation_update": "",
            "implementation_expected": "to be confirmed once the business case is approved",
            "help_wanted": "",
            "edition": edition,
            "version": 1,
            "action": "save",
        }
        response = client.post(url, typed, headers={"HX-Request": "true"})
        if response.status_code != 200:
            raise RuntimeError(f"{url} answered {response.status_code}: {response.content.decode()}")

    return write
