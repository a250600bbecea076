"""How a risk moved between two assessments, and since when it stands where it does."""

from __future__ import annotations

from datetime import date

import pytest

from risks.enums import RiskKind
from risks.rules.movement import (
    Assessed,
    Movement,
    Scored,
    days_of,
    improved,
    last_change,
    level_since,
    movement,
    standing_on,
    worsened,
)

THREE = ("Low", "Medium", "High")
FOUR = ("Low", "Medium", "High", "Severe")


def first(rank: int, band: str = "Low") -> Scored:
    return Scored(matrix=1, rank=rank, band=band, bands=THREE)


def second(rank: int, band: str) -> Scored:
    return Scored(matrix=2, rank=rank, band=band, bands=FOUR)


def on(day: int, at: Scored | None) -> Assessed:
    return Assessed(date(2024, 5, day), at)


@pytest.mark.parametrize(
    ("earlier", "later", "moved"),
    [
        (first(2), first(5), Movement.UP),
        (first(5), first(2), Movement.DOWN),
        (first(3), first(3), Movement.SAME),
        (None, first(3), Movement.NEWLY_SCORED),
        (first(3), None, Movement.NO_LONGER_SCORED),
        (None, None, Movement.UNSCORED),
    ],
)
def test_inside_one_matrix_ranks_compare(earlier, later, moved):
    assert movement(earlier, later) == moved


def test_inside_one_band_of_one_matrix_a_higher_rank_is_still_up():
    assert movement(first(1, "Low"), first(2, "Low")) == Movement.UP


@pytest.mark.parametrize(
    ("earlier", "later", "moved"),
    [
        (first(6, "High"), second(2, "High"), Movement.SAME),
        (first(6, "High"), second(9, "Low"), Movement.DOWN),
        (first(1, "Low"), second(1, "Medium"), Movement.UP),
        (first(6, "High"), second(9, "Severe"), Movement.NOT_COMPARABLE),
        (second(9, "Severe"), first(6, "High"), Movement.NOT_COMPARABLE),
    ],
)
def test_between_matrices_bands_compare_where_both_have_them(earlier, later, moved):
    assert movement(earlier, later) == moved


def test_bands_of_one_name_are_the_same_whatever_their_capitals():
    other = Scored(matrix=3, rank=1, band="HIGH ", bands=("low", "HIGH "))

    assert movement(first(6, "High"), other) == Movement.SAME


def test_bands_in_another_order_do_not_compare():
    turned = Scored(matrix=3, rank=1, band="Low", bands=("High", "Medium", "Low"))

    assert movement(first(6, "High"), turned) == Movement.NOT_COMPARABLE


def test_a_risk_worsens_upwards_and_an_opportunity_downwards():
    assert (worsened(Movement.UP), improved(Movement.UP)) == (True, False)
    assert (worsened(Movement.DOWN), improved(Movement.DOWN)) == (False, True)
    assert worsened(Movement.DOWN, RiskKind.OPPORTUNITY)
    assert improved(Movement.UP, RiskKind.OPPORTUNITY)
    assert not worsened(Movement.NOT_COMPARABLE)
    assert not improved(Movement.NEWLY_SCORED)


def test_of_several_on_a_day_the_last_recorded_counts():
    corrected = [on(3, first(4)), on(1, first(1)), on(3, first(2))]

    assert days_of(corrected) == (on(1, first(1)), on(3, first(2)))


def test_level_since_the_first_day_of_the_unbroken_level():
    history = [on(1, first(4)), on(5, first(2)), on(9, first(4)), on(12, first(4)), on(20, first(4))]

    assert level_since(history) == date(2024, 5, 9)
    assert last_change(history) == (Movement.UP, date(2024, 5, 9))


def test_a_level_goes_on_in_a_new_matrix_where_the_band_is_the_same():
    history = [on(1, first(1, "Low")), on(4, first(6, "High")), on(8, second(7, "High"))]

    assert level_since(history) == date(2024, 5, 4)
    assert last_change(history) == (Movement.UP, date(2024, 5, 4))


def test_a_level_that_does_not_compare_begins_anew():
    history = [on(4, first(6, "High")), on(8, second(12, "Severe"))]

    assert level_since(history) == date(2024, 5, 8)
    assert last_change(history) == (Movement.NOT_COMPARABLE, date(2024, 5, 8))


def test_unscored_is_a_level_of_its_own():
    history = [on(1, first(3)), on(6, None), on(9, None)]

    assert level_since(history) == date(2024, 5, 6)
    assert last_change(history) == (Movement.NO_LONGER_SCORED, date(2024, 5, 6))


def test_nothing_changed_where_all_are_alike_or_none_is_there():
    assert last_change([on(1, first(3)), on(6, first(3))]) is None
    assert level_since([on(6, first(3)), on(1, first(3))]) == date(2024, 5, 1)
    assert last_change([]) is None
    assert level_since([]) is None


def test_where_a_risk_stood_on_a_day():
    history = [on(3, first(4)), on(8, None), on(12, first(1))]

    assert [standing_on(history, date(2024, 5, day)) for day in (2, 3, 7, 8, 11, 30)] == [
        None,
        first(4),
        first(4),
        None,
        None,
        first(1),
    ]
