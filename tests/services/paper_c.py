"""The figures of the Dartford and Sevenoaks paper, as its tables give them, for the tests that they come out again."""

from __future__ import annotations

from typing import Any

from programme.models import Council
from services.enums import Direction
from services.models import Indicator, ServiceReview
from tests.factories.indicators import BaselineFactory, IndicatorFactory, StandardFactory, SystemFactory
from tests.factories.programme import CouncilFactory, MembershipFactory
from tests.factories.services import ParticipationFactory

BACKLOG = "A backlog, since cleared: 23 days in March 2010."
SHORT = "Staff shortages."
FIGURES: tuple[tuple[str, str, dict[str, Any], tuple[Any, Any, Any]], ...] = (
    ("Benefits", "Staff of the benefits service", {"staffing": True}, (None, None, 42)),
    ("Benefits", "New claims", {"days": True}, (42, 22, None)),
    ("Benefits", "Changes in circumstances", {"days": True}, (14, 5, None)),
    ("Council Tax", "Staff of the council tax service", {"staffing": True}, (None, None, 26)),
    ("Council Tax", "In-year collection of council tax", {}, ("97.4", "98.34", None)),
    ("NDR", "In-year collection of NDR", {}, ("96.1", "97.7", None)),
    ("Fraud", "Sanctions", {"unit": "per 1,000 caseload"}, ("1.14", "4.57", None)),
)
"""Heading, name, kind, and the figures of Dartford, Sevenoaks and both together for 2009/10."""

SYSTEMS = (
    ("Processing system", "Academy", "Academy"),
    ("Operating system", "Solaris", "Windows"),
    ("Document image processing", "Idox", "Anite"),
)


def record_paper_c(review: ServiceReview) -> tuple[Council, Council]:
    """Record the paper's baseline, standards and systems in a review; its two councils."""
    dartford, sevenoaks = (_council(review, name) for name in ("Dartford", "Sevenoaks"))
    for place, (heading, name, kind, values) in enumerate(FIGURES, 1):
        indicator = IndicatorFactory(review=review, heading=heading, name=name, position=place, **kind)
        for council, value in zip((dartford, sevenoaks, None), values, strict=True):
            if value is not None:
                note = {("New claims", dartford): BACKLOG, ("Sanctions", dartford): SHORT}.get((name, council), "")
                BaselineFactory(indicator=indicator, council=council, value=value, note=note)
    _standards(review, "New claims", {2011: 23, 2012: 22, 2013: 21})
    _standards(review, "Changes in circumstances", {2011: 10, 2012: 10, 2013: 10})
    tax = "In-year collection of council tax"
    _standards(review, tax, {2011: "97.7", 2012: "97.8", 2013: "97.9"}, council=dartford)
    _standards(review, tax, {2011: "98.6", 2012: "98.6", 2013: "98.6"}, council=sevenoaks)
    _standards(review, "In-year collection of NDR", {2011: 98, 2012: "98.5", 2013: 99})
    telephone = IndicatorFactory(
        review=review,
        heading="Benefits",
        name="Telephone enquiries",
        position=8,
    )
    StandardFactory(indicator=telephone, target=None, words="80% of calls answered in 20 seconds")
    debit = IndicatorFactory(
        review=review, heading="NDR", name="Direct debit take-up", position=9, direction=Direction.HIGHER
    )
    StandardFactory(indicator=debit, target=None, words="No target")
    for place, (purpose, *names) in enumerate(SYSTEMS, 1):
        for council, name in zip((dartford, sevenoaks), names, strict=True):
            SystemFactory(review=review, council=council, purpose=purpose, name=name, position=place)
    return dartford, sevenoaks


def indicator_named(name: str) -> Indicator:
    return Indicator.objects.get(name=name)


def _council(review: ServiceReview, name: str) -> Council:
    council = CouncilFactory(code=name.lower(), name=f"{name} Council", short_name=name)
    MembershipFactory(programme=review.programme, council=council)
    ParticipationFactory(review=review, council=council)
    found: Council = council
    return found


def _standards(review: ServiceReview, name: str, targets: dict[int, Any], council: Council | None = None) -> None:
    indicator = Indicator.objects.get(review=review, name=name)
    for year, target in targets.items():
        StandardFactory(indicator=indicator, council=council, year=year, target=target)
