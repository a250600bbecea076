"""Sentences with the names of records in them."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from programme.pages.wording import filled

REVIEW = SimpleNamespace(
    name="Revenues {and} benefits",
    starts_on=date(2020, 1, 22),
    ended_on=None,
    get_state_display=lambda: "On hold",
    lead=SimpleNamespace(name="A" * 80),
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Change {review.name}", "Change Revenues {and} benefits"),
        ("Since {review.starts_on}", "Since 22 January 2020"),
        ("It is {review.get_state_display:lower}", "It is on hold"),
        ("Until {review.ended_on:blank=no end}", "Until no end"),
        ("{review.ended_on}", ""),
        ("{review.lead.name:short}", "A" * 59 + "…"),
        ("No record", "No record"),
    ],
)
def test_a_sentence_is_filled_with_its_records(words: str, expected: str) -> None:
    assert filled(words, {"review": REVIEW}) == expected


def test_a_record_that_is_not_there_is_a_fault() -> None:
    with pytest.raises(KeyError):
        filled("{note.title}", {"review": REVIEW})
