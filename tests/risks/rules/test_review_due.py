"""When a risk is to be looked at again."""

from __future__ import annotations

from datetime import date

import pytest

from risks.rules.review_due import months_after, review_day


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 1, 15), 1, date(2024, 2, 15)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2024, 12, 1), 1, date(2025, 1, 1)),
        (date(2024, 6, 30), 60, date(2029, 6, 30)),
    ],
)
def test_months_after(day, months, later):
    assert months_after(day, months) == later


@pytest.mark.parametrize(
    ("agreed", "every", "looked_at", "due"),
    [
        (date(2024, 9, 1), 3, date(2024, 1, 1), date(2024, 9, 1)),
        (None, 3, date(2024, 1, 1), date(2024, 4, 1)),
        (None, None, date(2024, 1, 1), None),
        (None, 3, None, None),
    ],
)
def test_what_is_agreed_for_a_risk_counts_before_the_rule_of_its_register(agreed, every, looked_at, due):
    assert review_day(next_review=agreed, review_every=every, last_looked_at=looked_at) == due
