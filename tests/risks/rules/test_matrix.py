"""Scores and ranks of matrices of every scheme."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from risks.enums import ScoreRule
from risks.rules.matrix import CellGiven, Level, Scheme, faults_of, places_of, score_cells


def numbered(size: int, *, down: bool = False) -> tuple[Level, ...]:
    """Levels 1 to size; `down`: 1 is the most serious."""
    return tuple(
        Level(str(size + 1 - position if down else position), position, size + 1 - position if down else position)
        for position in range(1, size + 1)
    )


def lettered(letters: str) -> tuple[Level, ...]:
    return tuple(Level(letter, position) for position, letter in enumerate(letters, 1))


def all_in(scheme: Scheme, band: int = 1) -> dict[tuple[str, str], CellGiven]:
    return {place: CellGiven(band=band) for place in places_of(scheme)}


def test_three_by_three_by_product():
    scheme = Scheme(numbered(3), numbered(3), ScoreRule.PRODUCT)

    scored = score_cells(scheme, all_in(scheme))

    assert {place: (cell.score, cell.rank) for place, cell in scored.items()} == {
        ("1", "1"): ("1", 1),
        ("1", "2"): ("2", 2),
        ("2", "1"): ("2", 2),
        ("1", "3"): ("3", 3),
        ("3", "1"): ("3", 3),
        ("2", "2"): ("4", 4),
        ("2", "3"): ("6", 5),
        ("3", "2"): ("6", 5),
        ("3", "3"): ("9", 6),
    }


def test_where_one_is_worst_the_lowest_product_ranks_highest():
    scheme = Scheme(numbered(4, down=True), numbered(4, down=True), ScoreRule.PRODUCT, low_is_serious=True)

    scored = score_cells(scheme, all_in(scheme))

    assert scored["1", "1"].score == "1"
    assert scored["1", "1"].rank == max(cell.rank for cell in scored.values())
    assert scored["4", "4"].rank == 1


def test_six_by_four_by_sum():
    scheme = Scheme(numbered(6), numbered(4), ScoreRule.SUM)

    scored = score_cells(scheme, all_in(scheme))

    assert len(scored) == 24
    assert (scored["6", "4"].score, scored["6", "4"].rank) == ("10", 9)


def test_impacts_that_double():
    impact = tuple(Level(word, place, 2 ** (place - 1)) for place, word in enumerate(("Low", "Medium", "High"), 1))
    scheme = Scheme(numbered(2), impact, ScoreRule.PRODUCT)

    assert score_cells(scheme, all_in(scheme))["2", "High"].score == "8"


def test_a_pair_is_named_and_ranks_by_its_band_first():
    scheme = Scheme(lettered("CBA"), numbered(3, down=True), ScoreRule.PAIR)
    cells = all_in(scheme)
    cells["C", "1"] = CellGiven(band=2)

    scored = score_cells(scheme, cells)

    assert scored["A", "2"].score == "A2"
    assert scored["C", "1"].rank > scored["A", "1"].rank > scored["B", "2"].rank


@pytest.mark.parametrize(("impact_first", "text"), [(False, "Likely / Major"), (True, "Major / Likely")])
def test_a_pair_of_words_has_a_stroke_between(impact_first, text):
    likelihood, impact = (Level("Rare", 1), Level("Likely", 2)), (Level("Minor", 1), Level("Major", 2))
    scheme = Scheme(likelihood, impact, ScoreRule.PAIR, impact_first=impact_first)

    assert score_cells(scheme, all_in(scheme))["Likely", "Major"].score == text


def test_numbers_given_cell_by_cell_rank_as_given():
    scheme = Scheme(numbered(2), numbered(2), ScoreRule.RANKED, low_is_serious=True)
    cells = {place: CellGiven(1, number) for place, number in zip(places_of(scheme), (4, 2, 3, 1), strict=True)}

    scored = score_cells(scheme, cells)

    assert [scored[place].score for place in places_of(scheme)] == ["4", "2", "3", "1"]
    assert [scored[place].rank for place in places_of(scheme)] == [1, 3, 2, 4]


@pytest.mark.parametrize("size", [0, 1, 11])
def test_a_matrix_has_from_two_to_ten_levels(size):
    scheme = Scheme(numbered(size), numbered(2), ScoreRule.PRODUCT)

    assert faults_of(scheme, all_in(scheme)) == [("likelihood", f"expected from 2 to 10 levels, not {size}")]


def test_a_label_given_twice_is_told():
    scheme = Scheme((Level("A", 1), Level("A", 2)), numbered(2), ScoreRule.PAIR)

    assert ("likelihood", "expected each label once; A is there 2 times") in faults_of(scheme, all_in(scheme))


def test_a_level_without_a_number_is_told_where_scores_are_made_of_numbers():
    scheme = Scheme(lettered("AB"), numbered(2), ScoreRule.PRODUCT)

    assert faults_of(scheme, all_in(scheme)) == [
        ("likelihood", "expected a number to score by at every level; A, B without one")
    ]


def test_levels_are_counted_without_a_gap():
    scheme = Scheme((Level("a", 1), Level("b", 3)), numbered(2), ScoreRule.PAIR)

    assert ("likelihood", "expected the levels to be counted 1, 2, 3 … from the least serious") in faults_of(
        scheme, all_in(scheme)
    )


def test_missing_cells_are_named():
    scheme = Scheme(numbered(3), numbered(3), ScoreRule.PRODUCT)

    assert faults_of(scheme, {}) == [
        ("cells", "expected a cell for every pair of levels; 1 with 1, 1 with 2, 1 with 3 and 6 more are missing")
    ]


def test_a_ranked_cell_without_a_number_is_named():
    scheme = Scheme(numbered(2), numbered(2), ScoreRule.RANKED)
    cells = {place: CellGiven(1, 1) for place in places_of(scheme)} | {("2", "2"): CellGiven(1)}

    assert faults_of(scheme, cells) == [("cells", "expected a number in every cell; 2 with 2 is without one")]


@given(rows=st.integers(2, 10), columns=st.integers(2, 10), low_is_serious=st.booleans())
def test_ranks_are_dense_and_follow_the_scores(rows, columns, low_is_serious):
    scheme = Scheme(numbered(rows), numbered(columns), ScoreRule.PRODUCT, low_is_serious=low_is_serious)

    scored = score_cells(scheme, all_in(scheme)).values()

    assert {cell.rank for cell in scored} == set(range(1, len({cell.score for cell in scored}) + 1))
    for one, other in product(scored, scored):
        if int(one.score) < int(other.score):
            assert (one.rank < other.rank) is not low_is_serious
