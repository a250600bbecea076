"""Where the squares and words of a heat map stand, and what it says in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from risks.drawing.heat_map import COLOURS, LEFT, HeatMap, Square, Step, describe, draw_heat_map
from risks.enums import BandColour


def square(likelihood: int, impact: int, **values) -> Square:
    return Square(
        **{
            "likelihood": likelihood,
            "impact": impact,
            "score": str(likelihood * impact),
            "band": "Low" if likelihood * impact < 3 else "High",
            "colour": BandColour.GREEN if likelihood * impact < 3 else BandColour.RED,
            "is_tolerated": likelihood * impact < 3,
            **values,
        }
    )


def two_by_two(**counts) -> HeatMap:
    """A 2 × 2; counts by place: c12=3 puts three at likelihood 1, impact 2."""
    return HeatMap(
        title="Joint, current",
        likelihood_title="Likelihood",
        impact_title="Impact",
        score_title="Score",
        likelihood=(Step("1", "Rare"), Step("2", "Likely")),
        impact=(Step("A"), Step("B")),
        squares=tuple(square(up, right, count=counts.get(f"c{up}{right}", 0)) for up in (1, 2) for right in (1, 2)),
    )


def test_the_more_serious_stands_higher_and_further_to_the_right():
    drawn = {(one.square.likelihood, one.square.impact): one for one in draw_heat_map(two_by_two(), key="k").squares}

    assert drawn[2, 1].y < drawn[1, 1].y
    assert drawn[1, 2].x > drawn[1, 1].x
    assert drawn[1, 1].x == LEFT
    assert drawn[2, 2].y == drawn[2, 1].y
    assert drawn[1, 1].y == drawn[2, 1].y + drawn[2, 1].height


def test_a_square_tells_its_score_band_and_how_many():
    map_ = two_by_two(c22=12)
    map_ = replace(map_, squares=(*map_.squares[:3], replace(map_.squares[3], up=2, down=1)))

    told = {one.square.count: one for one in draw_heat_map(map_, key="k").squares}[12]
    assert [word.text for word in told.score] == ["4"]
    assert told.count.text == "12"
    assert [word.text for word in told.small] == ["↑2 ↓1", "High"]
    assert told.title == "12 risks, ↑2 ↓1. Likelihood 2 Likely, impact B: score 4, High, outside tolerance"


def test_a_square_where_nothing_stands_has_its_band_and_no_number():
    drawn = draw_heat_map(two_by_two(), key="k").squares

    assert [one.count for one in drawn] == [None] * 4
    assert [[word.text for word in one.small] for one in drawn] == [["Low"], ["High"], ["Low"], ["Low"]]


def test_numbers_fill_their_square_and_the_rest_is_counted():
    numbers = tuple(f"R{number}" for number in range(1, 301))
    full = replace(two_by_two(c22=300), shows_numbers=True)
    full = replace(full, squares=(*full.squares[:3], replace(full.squares[3], numbers=numbers)))

    told = next(one for one in draw_heat_map(full, key="k").squares if one.square.count == 300)
    lines = [word.text for word in told.small]

    named = ", ".join(line.rstrip(",") for line in lines[:-2]).split(", ")
    assert named == list(numbers[: len(named)])
    assert lines[-2] == f"+ {300 - len(named)} more"
    assert lines[-1] == "High"
    assert told.small[-1].y < told.y + told.height


def test_numbers_of_digits_alone_are_called_risks():
    told = replace(two_by_two(), shows_numbers=True)
    squares = [
        replace(one, count=len(which), numbers=which)
        for one, which in zip(told.squares, (("1↑",), ("1", "12↓"), ("R1",), ()), strict=True)
    ]

    drawn = draw_heat_map(replace(told, squares=tuple(squares)), key="k").squares

    assert {one.square.which: one.small[0].text for one in drawn} == {
        "Risk 1↑": "Risk 1↑",
        "Risks 1, 12↓": "Risks 1, 12↓",
        "R1": "R1",
        "": "High",
    }


def test_the_line_goes_around_what_is_tolerated():
    drawn = draw_heat_map(two_by_two(), key="k")
    low, right, up = (
        next(one for one in drawn.squares if (one.square.likelihood, one.square.impact) == place)
        for place in ((1, 1), (1, 2), (2, 1))
    )

    edges = sorted(part for part in drawn.tolerance.split("M") if part)

    top, middle, bottom = up.y, low.y, low.y + low.height
    left, half, end = low.x, right.x, right.x + right.width
    assert edges == sorted(
        [
            f"{left:g} {bottom:g}H{half:g}",
            f"{left:g} {middle:g}V{bottom:g}",
            f"{half:g} {middle:g}H{end:g}",
            f"{half:g} {bottom:g}H{end:g}",
            f"{end:g} {middle:g}V{bottom:g}",
            f"{left:g} {top:g}H{half:g}",
            f"{left:g} {top:g}V{middle:g}",
            f"{half:g} {top:g}V{middle:g}",
        ]
    )
    assert [word.text for _, word in drawn.legend] == ["Around what is tolerated"]


def test_where_nothing_is_tolerated_there_is_no_line_and_no_key_of_it():
    none = two_by_two()
    none = replace(none, squares=tuple(replace(one, is_tolerated=False) for one in none.squares))

    drawn = draw_heat_map(none, key="k")

    assert (drawn.tolerance, drawn.legend) == ("", ())


def test_described_by_what_stands_in_it():
    assert describe(two_by_two()) == "No risk stands in it."
    assert describe(two_by_two(c11=2, c22=1)) == (
        "3 in all, 1 outside tolerance. "
        "Likelihood 2 Likely, impact B: score 4, High, outside tolerance: 1; "
        "Likelihood 1 Rare, impact A: score 1, Low: 2."
    )


def test_a_map_with_a_square_missing_is_refused():
    whole = two_by_two()

    with pytest.raises(ValueError, match="one square for every pair"):
        draw_heat_map(replace(whole, squares=whole.squares[:3]), key="k")


def test_long_words_stay_inside_ten_columns():
    steps = tuple(Step(f"Extraordinarily {place}") for place in range(10))
    squares = tuple(
        square(up, right, band="Practically certain", count=1) for up in range(1, 11) for right in range(1, 11)
    )
    drawn = draw_heat_map(replace(two_by_two(), likelihood=steps, impact=steps, squares=squares), key="k")

    for one in drawn.squares:
        assert all(len(word.text) * 7.4 * 0.8 <= one.width for word in one.small)
        assert one.y + one.height >= one.small[-1].y + 3


def test_a_map_for_a_page_shows_fewer_numbers_then_no_names_of_levels():
    numbers = tuple(f"R{number}" for number in range(1, 61))
    squares = tuple(square(up, right, count=60, numbers=numbers) for up in range(1, 6) for right in range(1, 6))
    steps = tuple(Step(str(place), "Happens only in rare and exceptional circumstances") for place in range(1, 6))
    told = replace(two_by_two(), likelihood=steps, impact=steps, squares=squares, shows_numbers=True)
    whole = draw_heat_map(told, key="k")
    fewer = draw_heat_map(told, key="k", tallest=whole.height - 1)
    unnamed = draw_heat_map(told, key="k", tallest=560)

    assert whole.height > fewer.height > 560 >= unnamed.height
    assert [word.text for word in fewer.foot] == [word.text for word in whole.foot]
    assert len(fewer.squares[0].small) < len(whole.squares[0].small)
    assert [word.text for word in unnamed.foot] == ["1", "2", "3", "4", "5"]
    assert {one.description for one in (fewer, unnamed)} == {describe(told)}


@pytest.mark.parametrize("colour", BandColour)
def test_words_are_legible_on_every_colour(colour):
    def light(code):
        parts = [int(code[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    first, second = sorted((light(code) for code in COLOURS[colour]), reverse=True)

    assert (first + 0.05) / (second + 0.05) >= 4.5
