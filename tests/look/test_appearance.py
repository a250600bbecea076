"""Ratings are a word and a shape; dates are written as the field writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import lxml.html
import pytest

from programme.markup.rating import rag_markup
from programme.wording.appearance import RATINGS, rating_of, raw_value, tone_of, written_date, written_moment
from services.enums import Rag, Stage


@pytest.mark.parametrize(
    ("value", "label"),
    [
        (Rag.RED, "Red"),
        ("amber", "Amber"),
        ("", "Unrated"),
        (None, "Unrated"),
        ("mauve", "Unrated"),
        ("on_hold", "On hold"),
    ],
)
def test_a_rating_is_read_from_a_value_or_an_enum_member(value: object, label: str) -> None:
    assert rating_of(value).label == label


def test_no_two_ratings_share_a_shape() -> None:
    drawings = set()
    for value in RATINGS:
        drawing = lxml.html.fragment_fromstring(rag_markup(value, small=False, described=False)).find("svg")
        drawings.add(lxml.html.tostring(drawing[0], with_tail=False))

    assert len(drawings) == len(RATINGS)


@pytest.mark.parametrize("value", RATINGS)
def test_a_rating_says_its_word_and_hides_its_drawing(value: str) -> None:
    element = lxml.html.fragment_fromstring(rag_markup(value, small=False, described=False))

    assert element.text_content().strip() == RATINGS[value].label
    assert element.find("svg").get("aria-hidden") == "true"


def test_a_described_drawing_has_a_title() -> None:
    element = lxml.html.fragment_fromstring(rag_markup("red", small=False, described=True))

    assert element.find("svg/title").text == "Diamond"


def test_values_are_read_plainly() -> None:
    assert (raw_value(Stage.BUSINESS_CASE), raw_value("On hold"), tone_of(None)) == ("business_case", "on_hold", "")


def test_dates_are_written_out() -> None:
    assert written_date(date(2020, 1, 22)) == "22 January 2020"
    assert written_moment(datetime(2020, 7, 22, 14, 5, tzinfo=UTC)) == "22 July 2020 at 3:05pm"
    assert written_moment(datetime(2020, 1, 22, 0, 0, tzinfo=UTC)) == "22 January 2020 at 12:00am"
