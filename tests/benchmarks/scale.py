"""The pages of a programme with a long past, beside themselves with a short one and beside bare views.

`manage.py make_scale_data` made the programme: 400 reviews, 112 periods, 45,000 updates. The short one has the same
reviews with the last two of these periods.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from governance.domain.scale_data.make import make_scale_data
from governance.domain.scale_data.scale import Scale
from programme.models import Programme, User
from tests.benchmarks.pages import URLS, asker, site_templates
from tests.benchmarks.route_map import size_of
from tests.benchmarks.timing import medians_in_turns

LONG = Scale()
SHORT = Scale(periods=2)
PAST = timedelta(days=5 * 365)
PAGES = ("dashboard", "route map", "grid", "review list", "review", "my work")


def measure_scale(*, repetitions: int) -> None:
    """Print the medians of the pages and their ratios."""
    started = time.perf_counter()
    now = timezone.now()
    long, short = (
        make_scale_data(code=code, scale=scale, at=now, beside_others=True)
        for code, scale in (("long", LONG), ("short", SHORT))
    )
    print(f"  made in {time.perf_counter() - started:.0f} s")
    past = f"{timezone.localdate(now) - PAST:%-d/%-m/%Y}"
    with override_settings(ROOT_URLCONF=URLS, TEMPLATES=site_templates()):
        work = {**_pages(long, "long past"), **_pages(short, "short past")}
        for name in ("dashboard", "route map"):
            address = reverse(name.replace(" ", "_"), args=[long.code])
            work[f"{name} of a past day"] = _asker(long, "board", f"{address}?as_at={past}")
        rows, cells = size_of(work["dashboard, long past"]())
        work["bare dashboard"] = _asker(long, "board", reverse("bare_dashboard", args=[long.code, rows, cells]))
        work["bare table"] = _asker(long, "board", reverse("bare_table", args=[long.code, rows, cells]))
        work["plain list"] = _asker(long, "board", reverse("plain_list", args=[long.code]))
        sizes = {name: len(ask()) for name, ask in work.items()}
        taken = medians_in_turns(work, repetitions=repetitions)
    for name, seconds in taken.items():
        print(f"  {name}: {seconds * 1000:.1f} ms, {sizes[name] / 1000:.0f} KB")

    def ratio(name: str, beside: str, aim: str = "") -> None:
        print(f"  {name} against {beside}: {taken[name] / taken[beside]:.2f}{f' (aim: {aim} or less)' if aim else ''}")

    print(f"{LONG.reviews} reviews, {LONG.periods} periods and {LONG.updates:,} updates:")
    for name in PAGES:
        ratio(f"{name}, long past", f"{name}, short past", "1.15" if name in PAGES[:2] else "")
    print(
        f"  (the bare dashboard reads as many rows and writes {rows} rows and {cells} cells; the bare table reads none)"
    )
    ratio("dashboard, long past", "bare dashboard", "3.00")
    ratio("dashboard, long past", "bare table")
    ratio("dashboard of a past day", "dashboard, long past", "2.00")
    ratio("route map of a past day", "route map, long past")
    ratio("review list, long past", "plain list", "0.50")


def _pages(programme: Programme, past: str) -> dict[str, Callable[[], str]]:
    """The pages by name, each asked for by somebody who works with it."""
    code = programme.code
    found = {
        "dashboard": ("board", reverse("dashboard", args=[code])),
        "route map": ("board", reverse("route_map", args=[code])),
        "grid": ("office", reverse("reporting_grid", args=[code])),
        "review list": ("board", reverse("review_list", args=[code])),
        "review": ("office", reverse("review_detail", args=[code, "review-1"])),
        "my work": ("officer-1", reverse("home")),
    }
    return {f"{name}, {past}": _asker(programme, reader, address) for name, (reader, address) in found.items()}


def _asker(programme: Programme, account: str, address: str) -> Callable[[], str]:
    return asker(User.objects.get(email=f"{account}@{programme.code}.example"), address)
