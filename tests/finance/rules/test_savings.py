"""What savings come to, by name."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.enums import Measure
from finance.rules.money import BLANK, WITHHELD, Cell, Standing, Total
from finance.rules.savings import (
    Sums,
    cumulative,
    divided,
    first_year,
    net_unachieved,
    next_year,
    reconcile,
    spread,
    sums_of,
    together,
)

PENCE = st.integers(min_value=-(10**11), max_value=10**11).map(lambda pence: Decimal(pence) / 100)


def pounds(amount: str) -> Cell:
    return Cell.of(Decimal(amount))


def test_gross_pressure_and_net():
    sums = sums_of(
        [(Measure.RECURRING, pounds("500")), (Measure.ONE_OFF, pounds("60")), (Measure.PRESSURE, pounds("75"))]
    )

    assert (sums.gross.amount, sums.pressure.amount, sums.net.amount) == (560, 75, 485)


def test_totals_say_what_they_leave_out():
    sums = sums_of([(Measure.RECURRING, BLANK), (Measure.PRESSURE, WITHHELD), (Measure.RECURRING, pounds("0"))])

    assert sums.net == Total(Decimal(0), blank=1, withheld=1)


def of(amount, **left_out):
    return Total(Decimal(amount), **left_out)


@pytest.mark.parametrize("unknown", ["planned", "achieved", "pressure"])
@pytest.mark.parametrize("left_out", [{"blank": 2}, {"withheld": 1}])
def test_net_unachieved_is_not_known_where_one_of_its_parts_is_not(unknown, left_out):
    parts = {"planned": of(100), "achieved": of(20), "pressure": of(5), unknown: of(0, **left_out)}

    assert net_unachieved(**parts) == of(0, **left_out)


def test_a_net_saving_of_which_all_is_blank_is_not_the_pressure_taken_off_nothing():
    assert Sums(of(0, blank=1), of(50)).net == of(0, blank=1)
    assert Sums(of(0), of(50)).net == of(-50)


def test_net_unachieved_is_planned_less_achieved_with_the_pressure():
    assert net_unachieved(planned=of(500), achieved=of(320), pressure=of(75)) == of(255)


def test_net_unachieved_is_below_nothing_where_more_was_achieved():
    assert net_unachieved(planned=of(100), achieved=of(120), pressure=of(0)) == of(-20)


def test_one_off_reverses_the_next_year():
    assert next_year(measure=Measure.ONE_OFF, full_year=Decimal(60), this_year=Decimal(60)) == -60


def test_recurring_carries_on_at_its_full_year_value():
    begun = first_year(full_year=Decimal(120_000), months=5)

    assert begun == 50_000
    assert next_year(measure=Measure.RECURRING, full_year=Decimal(120_000), this_year=begun) == 70_000


def test_cumulative_adds_up_month_by_month():
    assert cumulative({1: Decimal(5), 3: Decimal(2)}, last=4) == [5, 5, 7, 7]


def test_blank_zero_and_withheld_stay_different_together():
    assert together([BLANK, BLANK]) == BLANK
    assert together([BLANK, pounds("0")]) == pounds("0")
    assert together([WITHHELD, pounds("5")]) == Cell(Standing.WITHHELD, Decimal(5))
    assert together([]) == BLANK


def test_parts_of_a_blank_are_blank_and_of_a_withheld_amount_withheld():
    weights = {"a": Decimal(1), "b": Decimal(2)}

    assert divided(BLANK, weights) == {"a": BLANK, "b": BLANK}
    assert divided(WITHHELD, weights)["a"] == WITHHELD
    assert divided(Cell(Standing.WITHHELD, Decimal(3)), weights)["b"] == Cell(Standing.WITHHELD, Decimal(2))


@given(PENCE)
def test_a_year_spread_over_its_months_sums_to_the_penny(amount):
    assert sum(spread(amount).values()) == amount


@given(PENCE, st.lists(st.integers(min_value=1, max_value=99), min_size=2, max_size=6))
def test_a_divided_amount_sums_to_the_penny(amount, weights):
    parts = divided(Cell.of(amount), {str(place): Decimal(weight) for place, weight in enumerate(weights)})

    assert sum(part.amount for part in parts.values()) == amount


@pytest.mark.parametrize(
    ("case", "tracker", "reconciles", "amount"),
    [
        ("100.00", "100.00", True, "0"),
        ("100.00", "100.01", False, "0.01"),
        ("100.00", None, False, "-100"),
        (None, "0", False, None),
        (None, None, True, None),
    ],
)
def test_a_tracker_reconciles_to_the_penny(case, tracker, reconciles, amount):
    told = {("line", 2011): [pounds(case) if case else BLANK]}
    planned = {("line", 2011): [pounds(tracker)]} if tracker else {}

    (difference,) = reconcile(case=told, tracker=planned)

    assert difference.reconciles is reconciles
    assert difference.amount == (None if amount is None else Decimal(amount))


def test_a_blank_plan_is_no_plan_of_nothing():
    (difference,) = reconcile(case={("line", 2011): [pounds("100")]}, tracker={("line", 2011): [BLANK]})

    assert (difference.reconciles, difference.amount) == (False, None)


def test_what_stands_only_in_the_tracker_is_a_difference():
    (difference,) = reconcile(case={}, tracker={("line", 2012): [pounds("40")]})

    assert (difference.reconciles, difference.amount, difference.case) == (False, 40, BLANK)
