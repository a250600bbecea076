from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.enums import Basis
from finance.rules.apportionment import (
    Agreement,
    SharesNotWhole,
    SharesUnknown,
    agreement_for,
    shares_by,
)
from finance.rules.money import ZERO

START = date(2011, 4, 1)
TWO, THREE = ["dartford", "sevenoaks"], ["ash", "birch", "cedar"]


def agreed(basis: Basis = Basis.EQUAL, **fields: object) -> Agreement:
    return Agreement(basis=basis, starts_on=fields.pop("starts_on", START), **fields)  # type: ignore[arg-type]


def test_half_and_half_of_the_studys_saving():
    assert shares_by(agreed(), partners=TWO).of(Decimal(2575)) == {
        "dartford": Decimal("1287.50"),
        "sevenoaks": Decimal("1287.50"),
    }


def test_fixed_percentages():
    fixed = {"ash": Decimal("33.3"), "birch": Decimal("33.3"), "cedar": Decimal("33.4")}

    assert shares_by(agreed(Basis.FIXED, fixed=fixed), partners=THREE).of(Decimal(1000)) == {
        "ash": Decimal(333),
        "birch": Decimal(333),
        "cedar": Decimal(334),
    }


def test_fixed_percentages_that_do_not_sum_are_refused():
    with pytest.raises(SharesNotWhole, match=r"sum to 99\.5"):
        shares_by(agreed(Basis.FIXED, fixed={"ash": Decimal("99.5")}), partners=["ash"])


def test_one_council_is_charged():
    assert shares_by(agreed(Basis.SINGLE, fixed={"birch": Decimal(100)}), partners=THREE).of(Decimal(7)) == {
        "birch": Decimal(7)
    }


def test_by_caseload():
    shares = shares_by(
        agreed(Basis.DRIVER), partners=TWO, driver={"dartford": Decimal(6000), "sevenoaks": Decimal(8000)}
    )

    assert shares.of(Decimal(700)) == {"dartford": Decimal(300), "sevenoaks": Decimal(400)}


def test_a_driver_without_a_figure_is_told():
    with pytest.raises(SharesUnknown, match="no figure for sevenoaks"):
        shares_by(agreed(Basis.DRIVER), partners=TWO, driver={"dartford": Decimal(1)})


@pytest.mark.parametrize(("moved_to", "expected"), [("52", "50"), ("53", "53")])
def test_agreed_shares_stay_within_the_tolerance(moved_to, expected):
    half = {"dartford": Decimal(50), "sevenoaks": Decimal(50)}
    shares = shares_by(
        agreed(Basis.DRIVER, fixed=half, tolerance=Decimal(2)),
        partners=TWO,
        driver={"dartford": Decimal(moved_to), "sevenoaks": 100 - Decimal(moved_to)},
    )

    assert shares.of(Decimal(100))["dartford"] == Decimal(expected)


def test_an_override_holds_and_says_why():
    shares = shares_by(
        agreed(Basis.EQUAL, fixed={"dartford": Decimal(60), "sevenoaks": Decimal(40)}, override="shorter first year"),
        partners=TWO,
    )

    assert shares.of(Decimal(10)) == {"dartford": Decimal(6), "sevenoaks": Decimal(4)}
    assert shares.source == "agreed otherwise: shorter first year"


def test_the_nearest_agreement_on_the_day_holds():
    programme, review = agreed(), agreed(review="benefits", ended_on=date(2012, 3, 31))
    line = agreed(review="benefits", line="audit")
    known = [programme, review, line]

    assert agreement_for(known, day=START, review="benefits", line="audit") is line
    assert agreement_for(known, day=START, review="benefits", line="post") is review
    assert agreement_for(known, day=date(2012, 4, 1), review="benefits", line="post") is programme
    assert agreement_for(known, day=date(2011, 3, 31)) is None


@given(
    amounts=st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=6),
    partners=st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=7, unique=True),
)
def test_each_line_is_shared_by_itself_and_all_parts_sum(amounts, partners):
    shares = shares_by(agreed(), partners=partners)
    parts = [shares.of(Decimal(amount) / 100) for amount in amounts]

    assert sum((sum(part.values(), ZERO) for part in parts), ZERO) == sum(map(Decimal, amounts)) / 100


@given(partners=st.permutations("abcdefg"))
def test_the_order_of_the_partners_moves_no_penny(partners):
    assert shares_by(agreed(), partners=partners).of(Decimal("100.01")) == shares_by(
        agreed(), partners=sorted(partners)
    ).of(Decimal("100.01"))
