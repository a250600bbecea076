"""The speed of a large programme's route map beside a bare view that writes as many rows and cells."""

from __future__ import annotations

import re

from django.test import override_settings
from django.urls import reverse

from programme.models import Programme
from programme.values.partial_date import PartialDate
from services.models import Milestone, Project, ProjectDependency
from tests.benchmarks.pages import URLS, asker, site_templates
from tests.benchmarks.records import make_programme, make_reader
from tests.benchmarks.timing import medians_in_turns

REVIEWS = 400


def measure_route_map(*, repetitions: int) -> None:
    """Print the medians of the first page and of a past day's, and the first one's ratio."""
    reader = make_reader(email="route-map@ashmere.example")
    programme = make_programme(code="on-the-way", reviews=REVIEWS, reader=reader)
    _add_dates(programme)
    address = reverse("route_map", args=[programme.code])
    with override_settings(ROOT_URLCONF=URLS, TEMPLATES=site_templates()):
        rows, cells = size_of(asker(reader, address)())
        taken = medians_in_turns(
            {
                "route map": asker(reader, address),
                "route map of a past day": asker(reader, f"{address}?as_at={programme.today}"),
                "bare route map": asker(reader, reverse("bare_table", args=[programme.code, rows, cells])),
            },
            repetitions=repetitions,
        )
    for name, seconds in taken.items():
        print(f"  {name}: {seconds * 1000:.1f} ms")
    print(f"Route map of {REVIEWS} reviews, its first page:")
    print(
        f"  against a bare view of its {rows} rows and {cells} cells, shapes and words: "
        f"{taken['route map'] / taken['bare route map']:.2f}"
    )


def _add_dates(programme: Programme) -> None:
    """A milestone and two projects of each review, the second waiting for the first."""
    reviews = list(programme.reviews.order_by("pk"))
    Milestone.objects.bulk_create(
        Milestone(
            programme=programme,
            review=review,
            code=f"milestone-{review.pk}",
            name="The contract is signed",
            baseline=PartialDate.month(2026, 2),
            forecast=PartialDate.month(2026, 9),
        )
        for review in reviews
    )
    projects = Project.objects.bulk_create(
        Project(
            programme=programme,
            review=review,
            code=f"project-{review.pk}-{number}",
            name=f"Project {number}",
            planned_start=PartialDate.month(2026, 3 * number),
            planned_finish=PartialDate.month(2026, 3 * number + 2),
        )
        for review in reviews
        for number in (1, 2)
    )
    ProjectDependency.objects.bulk_create(
        ProjectDependency(project=waiting, needs=needed)
        for needed, waiting in zip(projects[::2], projects[1::2], strict=True)
    )


def size_of(page: str) -> tuple[int, int]:
    """The rows of the page's tables; their cells and the shapes and words of its drawings."""
    return len(re.findall(r"<tr\b", page)), len(re.findall(r"<(?:t[dh]|path|text)\b", page))
