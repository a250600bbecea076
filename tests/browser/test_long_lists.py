"""Two hundred rows with long names, on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from governance.models import Report
from programme.domain.acting import acting_as
from programme.enums import Role
from programme.models import Programme, ReportingPeriod, RoleGrant, User
from services.models import Service, ServiceReview
from tests.browser.demo_database import DemoDatabases
from tests.browser.visitor import ADMINISTRATOR, OFFICE, PROGRAMME, Visitor
from tests.factories.services import ReviewFactory, UpdateFactory

NUMBER = 200
LONG = "Revenues, benefits, counter-fraud-and-debt-recovery and council-tax-support administration"
UNBROKEN = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogochcommunitysafetyandlicensing"


def long_name(place: int) -> str:
    return f"{UNBROKEN if place % 10 == 0 else LONG} {place}"


@pytest.fixture(scope="module")
def long_lists(databases: DemoDatabases) -> None:
    databases.renew()
    programme = Programme.objects.get(code="ashmere-wendle")
    with acting_as(None, through="load_demo"):
        _add_reviews(programme)
        _add_people(programme)
        _add_reports(programme)


def _add_reviews(programme: Programme) -> None:
    service, phases = Service.objects.filter(programme=programme)[0], list(programme.phases.all())
    built = [
        ReviewFactory.build(
            programme=programme,
            service=service,
            phase=phases[place % len(phases)],
            code=f"long-{place}",
            name=long_name(place),
            joined_on=programme.starts_on,
        )
        for place in range(NUMBER)
    ]
    period = ReportingPeriod.objects.get(programme=programme, code="last")
    ratings = ("red", "amber", "green", "") * (NUMBER // 4)
    updates = [
        UpdateFactory.build(
            accepted=True, review=review, period=period, rag=rag, rag_reason=LONG, business_case_update=UNBROKEN
        )
        for review, rag in zip(ServiceReview.objects.bulk_create(built), ratings, strict=True)
    ]
    type(updates[0]).objects.bulk_create(updates)


def _add_people(programme: Programme) -> None:
    people = User.objects.bulk_create(
        User(email=f"{UNBROKEN.lower()}-{place}@ashmere.example", name=f"Person of a {long_name(place)}", post=LONG)
        for place in range(NUMBER)
    )
    today = timezone.localdate()
    RoleGrant.objects.bulk_create(
        RoleGrant(user=person, programme=programme, role=Role.RISK_OWNER, starts_on=today) for person in people
    )


def _add_reports(programme: Programme) -> None:
    first = Report.objects.get(programme=programme)
    for place in range(NUMBER):
        first.pk = None
        first._state.adding = True
        first.code, first.title = f"long-{place}", long_name(place)
        first.save()


@pytest.mark.parametrize(
    ("address", "email"),
    [
        (f"{PROGRAMME}reviews/", OFFICE),
        (f"{PROGRAMME}reviews/long-0/", OFFICE),
        (f"{PROGRAMME}updates/", OFFICE),
        (f"{PROGRAMME}dashboard/", OFFICE),
        (f"{PROGRAMME}dashboard/red/", OFFICE),
        (f"{PROGRAMME}dashboard/dates/", OFFICE),
        (f"{PROGRAMME}reports/", OFFICE),
        (f"{PROGRAMME}history/", OFFICE),
        ("/people/", ADMINISTRATOR),
        ("/", OFFICE),
    ],
)
def test_a_phone_shows_long_lists_within_its_width(
    long_lists: None, visit: Callable[..., Visitor], address: str, email: str
):
    visitor = visit(email, width=320)
    visitor.goto(address)
    expect(visitor.page.locator("h1")).to_be_visible()
    assert visitor.page.get_by_text(UNBROKEN[:40]).count() > 0 or address in ("/", f"{PROGRAMME}history/")
    assert visitor.too_wide() == []


def test_the_list_of_reviews_is_read_by_everyone_at_any_length(long_lists: None, visit: Callable[..., Visitor]):
    visitor: Any = visit(OFFICE, width=320)
    visitor.goto(f"{PROGRAMME}reviews/")
    visitor.expect_no_problem()
    visitor.follow("Next")
    expect(visitor.page.locator("main tbody tr")).to_have_count(50)
    visitor.expect_no_problem()


def test_stage_names_stay_whole(long_lists: None, visit: Callable[..., Visitor]):
    for width in (1280, 1000, 780):
        visitor = visit(OFFICE, width=width)
        visitor.goto(f"{PROGRAMME}reviews/customer-services/")
        heights = visitor.page.locator(".concordat-steps__label").evaluate_all(WHOLE)
        assert heights == []
        assert visitor.too_wide() == []


WHOLE = """labels => labels.filter(label => {
  const room = label.parentElement.getBoundingClientRect().width;
  const words = label.textContent.split(/[ -]/);
  const probe = document.createElement("span");
  label.parentElement.append(probe);
  const broken = words.some(word => { probe.textContent = word; return probe.getClientRects().length > 1; });
  probe.remove();
  return broken || label.scrollWidth > room + 1;
}).map(label => label.textContent)"""
"""The labels with a word that breaks, or that does not fit its step."""
