"""The speed of the review list and of the board's dashboard beside plainer pages of the same rows."""

from __future__ import annotations

import copy
from collections.abc import Callable

from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse

from programme.models import User
from tests.benchmarks.records import make_programme, make_reader
from tests.benchmarks.timing import medians_in_turns

LISTED, SHOWN = 2000, 50
URLS = "tests.benchmarks.plain"


def measure_pages(*, repetitions: int) -> None:
    """Print the medians of the pages and their ratios."""
    reader = make_reader()
    large = make_programme(code="large", reviews=LISTED, reader=reader)
    small = make_programme(code="small", reviews=SHOWN, reader=reader)
    with override_settings(ROOT_URLCONF=URLS, TEMPLATES=site_templates()):
        taken = medians_in_turns(
            {
                "list": asker(reader, reverse("review_list", args=[large.code])),
                "plain": asker(reader, reverse("plain_list", args=[large.code])),
                "bare list": asker(reader, reverse("bare_list", args=[large.code])),
                "dashboard": asker(reader, reverse("dashboard", args=[small.code])),
                "bare rows": asker(reader, reverse("bare_rows", args=[small.code])),
            },
            repetitions=repetitions,
        )
    for name, seconds in taken.items():
        print(f"  {name}: {seconds * 1000:.1f} ms")
    print(f"Review list, {SHOWN} of {LISTED}:")
    print(f"  against django-tables2 + django-filter: {taken['list'] / taken['plain']:.2f} (aim: 1.10 or less)")
    print(f"  against a bare view: {taken['list'] / taken['bare list']:.2f}")
    print(f"  django-tables2 + django-filter against a bare view: {taken['plain'] / taken['bare list']:.2f}")
    print(f"Dashboard of {SHOWN} reviews:")
    print(f"  against a bare view of {SHOWN} rows: {taken['dashboard'] / taken['bare rows']:.2f} (aim: 5.00 or less)")


def site_templates() -> list[dict]:
    """The site's templates and the benchmarks' own; an undefined variable costs what it costs in production."""
    found = copy.deepcopy(settings.TEMPLATES)
    found[0]["DIRS"].append(settings.BASE_DIR / "tests" / "benchmarks" / "templates")
    found[0]["OPTIONS"].pop("string_if_invalid", None)
    return found


def asker(reader: User, url: str) -> Callable[[], str]:
    """A function that asks for the address and gives the page, or raises where it is refused."""
    client = Client()
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")

    def ask() -> str:
        response = client.get(url)
        if response.status_code != 200:
            raise RuntimeError(f"{url} answered {response.status_code}")
        return response.content.decode()

    return ask
