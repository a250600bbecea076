"""The tracker at a past day: a line made by a merge or a split counts from its day, never beside what it replaced."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from finance.enums import ValueKind
from finance.models import SavingsSuccession
from finance.queries.savings import Scope
from finance.queries.savings_as_at import tracker_at, trackers_by_year
from finance.queries.savings_reconciliation import reconciliation_at
from programme.history import Moment
from tests.factories.finance import SavingsLineFactory, SavingsValueFactory
from tests.factories.services import ReviewFactory

pytestmark = pytest.mark.django_db

MERGED_ON = date(2012, 6, 1)
DAY_BEFORE = MERGED_ON - timedelta(days=1)


@pytest.fixture
def review():
    """A review, loaded with its history, of which two lines were merged into one and one was split in two."""
    review = ReviewFactory(joined_on=date(2011, 4, 1))

    def line(name, amount, **given):
        made = SavingsLineFactory(review=review, name=name, code=name, **given)
        SavingsValueFactory(line=made, amount=Decimal(amount))
        return made

    closed = {"closed_on": MERGED_ON, "closed_reason": "Taken together or apart."}
    fleet, fuel = line("fleet", 300, **closed), line("fuel", 200, **closed)
    vehicles = line("vehicles", 500)
    staff = line("staff", 100, **closed)
    posts, hours = line("posts", 60), line("hours", 40)
    for after, before in ((vehicles, fleet), (vehicles, fuel), (posts, staff), (hours, staff)):
        SavingsSuccession.objects.create(line=after, before=before, on=MERGED_ON, reason="As agreed.")
    return review


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (DAY_BEFORE, ["fleet", "fuel", "staff"]),
        (MERGED_ON, ["hours", "posts", "vehicles"]),
        (None, ["hours", "posts", "vehicles"]),
    ],
)
def test_each_pound_is_planned_once_at_every_day(review, day, names):
    moment = Moment.ending(review.programme, day)
    tracker = tracker_at(reviews=[review.pk], scope=Scope(), moment=moment)
    by_year = trackers_by_year(reviews=[review.pk], scope=Scope(), moment=moment)
    compared = reconciliation_at(reviews=[review.pk], scope=Scope(), moment=moment)

    assert sorted(one.line.name for one in tracker.lines) == names
    assert tracker.totals.kinds[ValueKind.PLAN].gross.amount == Decimal(600)
    assert by_year[2011].totals.kinds[ValueKind.PLAN].gross.amount == Decimal(600)
    assert sorted(line.name for line in compared.without_case) == names
