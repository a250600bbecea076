"""The speed of a long business case, worked out and shown, beside a bare view that writes as many rows and cells."""

from __future__ import annotations

import re
from decimal import Decimal

from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from finance.enums import CostGroup, LineKind
from finance.models import BusinessCase, CaseAmount, CaseLine, CaseVersion
from programme.models import Programme
from tests.benchmarks.pages import URLS, asker, site_templates
from tests.benchmarks.records import make_programme, make_reader
from tests.benchmarks.timing import medians_in_turns

LINES, YEARS, FIRST = 200, 10, 2026
KINDS = (LineKind.CURRENT, LineKind.FUTURE, LineKind.SAVING, LineKind.ONE_OFF)


def measure_case(*, repetitions: int) -> None:
    """Print the medians of the page of a version and of the bare view, and their ratio."""
    reader = make_reader(email="case@ashmere.example")
    programme = make_programme(code="one-case", reviews=2, reader=reader)
    version = make_case(programme)
    address = reverse("case_version", args=[programme.code, version.case.code, version.number])
    with override_settings(ROOT_URLCONF=URLS, TEMPLATES=site_templates()):
        page = asker(reader, address)()
        rows, cells = len(re.findall(r"<tr\b", page)), len(re.findall(r"<t[dh]\b", page))
        taken = medians_in_turns(
            {
                "case": asker(reader, address),
                "bare case": asker(reader, reverse("bare_case", args=[programme.code, version.case.code])),
                "bare table": asker(reader, reverse("bare_table", args=[programme.code, rows, cells])),
            },
            repetitions=repetitions,
        )
    for name, seconds in taken.items():
        print(f"  {name}: {seconds * 1000:.1f} ms")
    print(f"Business case of {LINES} lines by {YEARS} years, worked out ({rows} rows, {cells} cells):")
    print(f"  against a bare view of its lines: {taken['case'] / taken['bare case']:.2f}")
    print(f"  against a bare table of as many cells: {taken['case'] / taken['bare table']:.2f} (aim: 4.00 or less)")


def make_case(programme: Programme) -> CaseVersion:
    """A case whose lines have an amount in every year, with optimism bias."""
    case = BusinessCase.objects.create(
        programme=programme, review=programme.reviews.order_by("pk")[0], code="long", name="A long case"
    )
    version = CaseVersion.objects.create(
        case=case,
        number=1,
        first_year=FIRST,
        years=YEARS,
        one_off_first_year=FIRST,
        created_at=timezone.now(),
        parameters={"optimism_bias": {"upper": 51, "lower": 4}},
    )
    lines = CaseLine.objects.bulk_create(
        CaseLine(
            version=version,
            code=f"line-{number}",
            name=f"Line {number} of the case",
            kind=KINDS[number % 4],
            group=CostGroup.DIRECT if KINDS[number % 4] in (LineKind.CURRENT, LineKind.FUTURE) else "",
            position=number,
        )
        for number in range(LINES)
    )
    CaseAmount.objects.bulk_create(
        CaseAmount(line=line, year=FIRST + year, amount=Decimal(1000 * place + year))
        for place, line in enumerate(lines)
        for year in range(YEARS)
    )
    return version
