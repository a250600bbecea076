from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.rules.money import BLANK, WITHHELD, Cell, Total, percentage, rounded, shares_of, total_of

pence = st.integers(-(10**12), 10**12).map(lambda number: Decimal(number) / 100)
weights = st.dictionaries(
    st.text("abcdefg", min_size=1, max_size=3), st.integers(0, 10**6).map(Decimal), min_size=1, max_size=7
).filter(lambda found: sum(found.values()) > 0)


def test_a_total_says_what_it_leaves_out():
    assert total_of([Cell.of(Decimal(5)), Cell.of(Decimal(0)), BLANK, WITHHELD, BLANK]) == Total(
        Decimal(5), blank=2, withheld=1
    )


def test_zero_is_an_amount_and_blank_is_not():
    assert total_of([Cell.of(Decimal(0))]).is_complete
    assert not total_of([Cell.of(None)]).is_complete


@pytest.mark.parametrize(
    ("amount", "expected"), [("0.005", "0.01"), ("-0.005", "-0.01"), ("1.0049", "1.00"), ("2.675", "2.68")]
)
def test_half_a_penny_goes_away_from_nothing(amount, expected):
    assert rounded(Decimal(amount)) == Decimal(expected)


def test_a_percentage_of_net_income_keeps_the_sign_of_the_part():
    assert percentage(Decimal(5), Decimal(-100)) == Decimal("5.0")
    assert percentage(Decimal(-5), Decimal(-100)) == Decimal("-5.0")
    assert percentage(Decimal(5), Decimal(0)) is None


def test_half_and_half_of_an_odd_penny():
    assert shares_of(Decimal("0.01"), {"dartford": Decimal(1), "sevenoaks": Decimal(1)}) == {
        "dartford": Decimal("0.01"),
        "sevenoaks": Decimal(0),
    }


def test_three_equal_partners_share_a_hundred_pounds():
    assert shares_of(Decimal(100), {"a": Decimal(1), "b": Decimal(1), "c": Decimal(1)}) == {
        "a": Decimal("33.34"),
        "b": Decimal("33.33"),
        "c": Decimal("33.33"),
    }


@given(amount=pence, given_weights=weights)
def test_the_parts_always_sum(amount, given_weights):
    assert sum(shares_of(amount, given_weights).values()) == amount


@given(amount=pence, given_weights=weights)
def test_the_order_of_the_partners_does_not_matter(amount, given_weights):
    turned = dict(reversed(list(given_weights.items())))

    assert shares_of(amount, given_weights) == shares_of(amount, turned)


@given(amount=pence, given_weights=weights)
def test_no_part_is_a_penny_or_more_from_its_exact_share(amount, given_weights):
    whole = sum(given_weights.values())
    parts = shares_of(amount, given_weights)

    assert all(abs(parts[key] - amount * weight / whole) < Decimal("0.01") for key, weight in given_weights.items())


@pytest.mark.parametrize("bad", [{}, {"a": Decimal(0)}, {"a": Decimal(-1), "b": Decimal(2)}])
def test_shares_need_weights(bad):
    with pytest.raises(ValueError, match="weights"):
        shares_of(Decimal(1), bad)
