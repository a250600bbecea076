"""The speed of a large savings tracker beside bare views that write as many cells.

A bare view is what the page costs at the least with plain Django: it asks for the programme, for the lines of the page
with their review and their sums in one query, and writes as many rows and cells as the page in a template's loop,
amounts of money formatted. It has no charts, no filter, no links, no states of columns, and does not add up the other
lines; the second bare view does that too. The bare table writes as many cells of words and asks for no line at all: it
says what the writing alone takes.
"""

from __future__ import annotations

import time

from django.test import override_settings
from django.urls import reverse

from finance.enums import Measure, SavingsState, ValueKind
from finance.models import SavingsLine, SavingsValue
from finance.queries.savings import Scope
from finance.queries.savings_as_at import tracker_at
from programme.models import Programme
from tests.benchmarks.pages import URLS, asker, site_templates
from tests.benchmarks.records import make_programme, make_reader
from tests.benchmarks.route_map import size_of
from tests.benchmarks.timing import medians_in_turns

REVIEWS, LINES = 100, 1_500
KINDS = {2025: tuple(ValueKind), 2026: (ValueKind.PLAN,)}
STATES = tuple(SavingsState)
TOTALS = 24
"""How many rows of totals the bare view writes that adds up."""


def measure_savings(*, repetitions: int) -> None:
    """Print the medians of the tracker's first page, of a year and by its plan, and the first one's ratios."""
    reader = make_reader(email="savings@ashmere.example")
    programme = make_programme(code="saving", reviews=REVIEWS, reader=reader)
    values = _add_savings(programme)
    address = reverse("savings_list", args=[programme.code])
    with override_settings(ROOT_URLCONF=URLS, TEMPLATES=site_templates()):
        rows, cells = size_of(asker(reader, address)())
        taken = medians_in_turns(
            {
                "tracker": asker(reader, address),
                "tracker of a year": asker(reader, f"{address}?year={min(KINDS)}"),
                "tracker by its plan": asker(reader, f"{address}?sort=-plan"),
                "bare view": asker(reader, reverse("bare_savings", args=[programme.code, rows])),
                "bare view with totals": asker(
                    reader, f"{reverse('bare_savings', args=[programme.code, rows - TOTALS])}?totals=yes"
                ),
                "bare table": asker(reader, reverse("bare_table", args=[programme.code, rows, cells])),
                "tracker as a report reads it": lambda: _read(programme),
            },
            repetitions=repetitions,
        )
    for name, seconds in taken.items():
        print(f"  {name}: {seconds * 1000:.1f} ms")
    print(f"Savings tracker of {LINES:,} lines and {values:,} values, its first page:")
    print(f"  against a bare view of its {rows} rows: {taken['tracker'] / taken['bare view']:.2f} (aim: 4.00 or less)")
    print(f"  against one that adds up all lines too: {taken['tracker'] / taken['bare view with totals']:.2f}")
    print(f"  against a table of {cells} cells, nothing read: {taken['tracker'] / taken['bare table']:.2f}")


def _read(programme: Programme) -> None:
    reviews = list(programme.reviews.values_list("pk", flat=True))
    assert tracker_at(programme=programme, reviews=reviews, scope=Scope(), runs_up=True).totals


def _add_savings(programme: Programme) -> int:
    """Lines of every state, each with values by month of two years; how many values that is."""
    reviews = list(programme.reviews.order_by("pk"))
    lines = SavingsLine.objects.bulk_create(
        SavingsLine(
            programme=programme,
            review=reviews[number % REVIEWS],
            code=f"line-{number}",
            name=f"Fewer contracts for supplies of kind {number}",
            measure=Measure.PRESSURE if number % 10 == 0 else Measure.RECURRING,
            state=STATES[number % 4],
            state_reason="The tender came in higher than planned.",
            position=number // REVIEWS + 1,
        )
        for number in range(LINES)
    )
    started = time.perf_counter()
    made = SavingsValue.objects.bulk_create(
        (
            SavingsValue(line=line, year=year, month=month, kind=kind, amount=number % 900 + month)
            for number, line in enumerate(lines)
            for year, kinds in KINDS.items()
            for kind in kinds
            for month in range(1, 13)
        ),
        batch_size=5_000,
    )
    print(f"  {len(made):,} values written in {time.perf_counter() - started:.1f} s")
    return len(made)
