"""A duration is told no more precisely than its dates."""

import pytest

from programme.values.partial_date import PartialDate
from services.rules.durations import Duration, median_of, total_of


def between(begins, ends):
    return Duration.between(PartialDate.parse(begins), PartialDate.parse(ends))


@pytest.mark.parametrize(
    ("begins", "ends", "words"),
    [
        ("2023-01-10", "2023-01-10", "the same day"),
        ("2023-01-10", "2023-01-11", "1 day"),
        ("2023-01-10", "2023-02-24", "45 days"),
        ("2023-01-10", "2023-05-10", "about 4 months"),
        ("2023-01-31", "2023-03", "between 29 and 59 days"),
        ("2023-01", "2023-02", "between 1 and 58 days"),
        ("2023-01", "2023-01", "up to 30 days"),
        ("2023-01", "2023-04", "about 3 months"),
        ("2023-01", "2024-01", "about 12 months"),
        ("2023-01-15", "2023-06", "about 5 months"),
        ("2023-Q1", "2023-Q2", "up to 6 months"),
        ("2023-Q1", "2023-Q4", "between 6 and 12 months"),
        ("2022", "2023", "up to 24 months"),
        ("2021", "2023", "between 12 and 36 months"),
    ],
)
def test_as_precise_as_its_dates(begins, ends, words):
    assert str(between(begins, ends)) == words


@pytest.mark.parametrize(("begins", "ends"), [("2023-02-02", "2023-02-01"), ("2023-03", "2023-02"), ("tbc", "2023")])
def test_dates_that_run_backwards_or_are_open_tell_nothing(begins, ends):
    assert between(begins, ends) is None


def test_dates_that_may_be_in_order_are_taken_to_be():
    assert between("2023-02-10", "2023-02") == Duration(0, 18)


def test_together_they_are_as_long_as_each():
    assert total_of([Duration(1, 2), Duration(10, 20)]) == Duration(11, 22)
    assert total_of([Duration(1, 2), None]) is None
    assert total_of([]) is None


def test_the_median_is_between_the_medians_of_the_bounds():
    assert median_of([Duration(10, 40), Duration(30, 30), Duration(60, 90)]) == Duration(30, 40)
    assert median_of([Duration(10, 11), Duration(21, 22)]) == Duration(15, 17)
    assert median_of([]) is None
