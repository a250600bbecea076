"""The worked examples of the domain, by name."""

from __future__ import annotations

from decimal import Decimal

import pytest

from finance.rules.appraisal import (
    GREEN_BOOK,
    Factor,
    benefit_cost_ratio,
    cash_flow_payback,
    discount_factors,
    discounted_payback,
    net_present_value,
    optimism_bias,
    part_year_effect,
    phased,
    simple_payback,
    write_off,
)
from finance.rules.money import rounded

HUNDREDTH, TEN_THOUSANDTH = Decimal("0.01"), Decimal("0.0001")
STUDY_SAVINGS = [Decimal(500), Decimal(500), Decimal(525), Decimal(525), Decimal(525)]
EXAMPLE = [Decimal(-100), *[Decimal(30)] * 5]


def to(value, unit):
    return None if value is None else rounded(value, unit)


def test_simple_payback_of_the_feasibility_study():
    assert to(simple_payback(one_off=Decimal(834), savings=STUDY_SAVINGS), HUNDREDTH) == Decimal("1.67")


def test_cash_flow_payback_of_the_feasibility_study():
    flows = [Decimal(500) - 234, Decimal(500) - 138, Decimal(525) - 25, Decimal(525), Decimal(525)]

    assert to(cash_flow_payback(before=Decimal(-437), flows=flows), HUNDREDTH) == Decimal("1.47")


def test_never_paid_back_is_none():
    assert simple_payback(one_off=Decimal(834), savings=[Decimal(100)] * 5) is None


def test_nothing_spent_is_paid_back_at_once():
    assert simple_payback(one_off=Decimal(0), savings=[Decimal(1)]) == 0


def test_what_falls_below_nothing_again_is_paid_back_when_it_rises_for_good():
    assert cash_flow_payback(before=Decimal(-10), flows=[Decimal(20), Decimal(-30), Decimal(40)]) == Decimal("2.5")


@pytest.mark.parametrize(("years", "expected"), [(5, "166.8"), (10, "83.4")])
def test_write_off_of_the_feasibility_study(years, expected):
    assert write_off(one_off=Decimal(834), years=years) == Decimal(expected)


@pytest.mark.parametrize(("year", "factor"), [(0, "1"), (1, ".9662"), (5, ".8420"), (10, ".7089"), (31, ".3459")])
def test_green_book_discount_factors(year, factor):
    assert rounded(discount_factors(year)[year], TEN_THOUSANDTH) == Decimal(factor)


def test_green_book_rates_end_after_125_years():
    assert len(discount_factors(125, GREEN_BOOK)) == 126
    with pytest.raises(ValueError, match="The discount rates do not reach year"):
        discount_factors(126, GREEN_BOOK)


def test_a_hundred_spent_and_thirty_a_year_for_five_years():
    assert to(net_present_value(EXAMPLE), HUNDREDTH) == Decimal("35.45")
    assert to(
        benefit_cost_ratio(benefits=[Decimal(0), *[Decimal(30)] * 5], costs=[Decimal(100)]), HUNDREDTH
    ) == Decimal("1.35")
    assert to(cash_flow_payback(before=EXAMPLE[0], flows=EXAMPLE[1:]), HUNDREDTH) == Decimal("3.33")
    assert to(discounted_payback(EXAMPLE), HUNDREDTH) == Decimal("3.61")


def test_optimism_bias_of_ninety_two_per_cent_mitigated():
    bias = optimism_bias(upper=Decimal("0.51"), lower=Decimal("0.04"), factors=[Factor(Decimal(1), Decimal("0.92"))])

    assert rounded(bias, HUNDREDTH) == Decimal("0.04")
    assert rounded(Decimal(100) * (1 + bias), Decimal(1)) == Decimal(104)


def test_optimism_bias_is_not_below_its_lower_bound():
    assert optimism_bias(
        upper=Decimal("0.51"), lower=Decimal("0.04"), factors=[Factor(Decimal(1), Decimal(1))]
    ) == Decimal("0.04")


def test_part_year_effect_of_seven_months():
    assert part_year_effect(full_year=Decimal(120000), months=7) == Decimal(70000)


def test_phasing_sums_to_the_amount():
    parts = phased(Decimal("100.00"), [Decimal("33.3"), Decimal("33.3"), Decimal("33.4")])

    assert parts == [Decimal("33.30"), Decimal("33.30"), Decimal("33.40")]


def test_a_profile_that_is_not_whole_is_refused():
    with pytest.raises(ValueError, match="sums to 99"):
        phased(Decimal(1), [Decimal(99)])
