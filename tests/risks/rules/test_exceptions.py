"""Since when a risk stands out, by example."""

from __future__ import annotations

from datetime import date

import pytest

from risks.rules.exceptions import Scored, outside_since, overdue_since, unscored_since
from risks.rules.review_due import months_after, review_day

JANUARY, MARCH, MAY, JULY = (date(2026, month, 10) for month in (1, 3, 5, 7))


@pytest.mark.parametrize(
    ("scores", "since"),
    [
        ([], None),
        ([Scored(JANUARY, True)], None),
        ([Scored(JANUARY, False)], JANUARY),
        ([Scored(JANUARY, True), Scored(MARCH, False), Scored(MAY, False)], MARCH),
        ([Scored(JANUARY, False), Scored(MARCH, True), Scored(MAY, False)], MAY),
        ([Scored(JANUARY, False), Scored(MARCH, None)], None),
    ],
)
def test_outside_tolerance_since_the_first_of_an_unbroken_run(scores, since):
    assert outside_since(scores) == since


@pytest.mark.parametrize(
    ("scores", "known_since", "since"),
    [
        ([], JANUARY, JANUARY),
        ([], None, None),
        ([Scored(MARCH, None)], JANUARY, JANUARY),
        ([Scored(MARCH, None), Scored(MAY, None)], None, MARCH),
        ([Scored(MARCH, True), Scored(MAY, None)], JANUARY, MAY),
        ([Scored(MARCH, None), Scored(MAY, False)], JANUARY, None),
    ],
)
def test_unscored_since(scores, known_since, since):
    assert unscored_since(scores, known_since=known_since) == since


def test_a_review_is_due_on_the_day_set():
    assert review_day(next_review=MAY, last_looked_at=JANUARY, review_every=3) == MAY


def test_a_review_is_due_so_many_months_after_the_last():
    assert review_day(next_review=None, last_looked_at=JANUARY, review_every=2) == MARCH


@pytest.mark.parametrize(("last_assessed", "every"), [(None, 3), (JANUARY, None)])
def test_nothing_tells_when_a_review_is_due(last_assessed, every):
    assert review_day(next_review=None, last_looked_at=last_assessed, review_every=every) is None


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 11, 30), 14, date(2028, 1, 30)),
    ],
)
def test_months_after(day, months, then):
    assert months_after(day, months) == then


@pytest.mark.parametrize(
    ("day", "grace", "since"),
    [
        (MARCH, 0, None),
        (date(2026, 3, 11), 0, date(2026, 3, 11)),
        (date(2026, 3, 24), 14, None),
        (date(2026, 3, 25), 14, date(2026, 3, 25)),
        (MAY, 14, date(2026, 3, 25)),
    ],
)
def test_overdue_by_more_than_the_days_of_grace(day, grace, since):
    assert overdue_since(MARCH, day=day, grace=grace) == since


def test_without_a_day_nothing_is_overdue():
    assert overdue_since(None, day=MAY, grace=0) is None
