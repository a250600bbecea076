"""Lines told by a full-year amount: part years, phasing, and what is spent once, by worked example."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.enums import LineKind
from finance.rules.profile import PhasingUnreadable, Profile, cells_by, in_words, read_phasing, written_phasing

YEARS = range(2011, 2016)


def amounts(profile, kind=LineKind.SAVING, years=YEARS):
    return {year: cell.amount for year, cell in cells_by(profile, kind=kind, years=years).items()}


@pytest.mark.parametrize(
    ("month", "months"), [((2011, 4), 12), ((2011, 10), 6), ((2011, 12), 4), ((2012, 1), 3), ((2012, 3), 1)]
)
def test_the_first_year_has_the_months_that_are_left_of_it(month, months):
    profile = Profile(Decimal(120), date(*month, 1))

    assert profile.first_year == 2011
    assert amounts(profile) == {2011: Decimal(10 * months), **dict.fromkeys(range(2012, 2016), Decimal(120))}


def test_before_it_starts_there_is_nought_and_after_an_early_start_all_of_it():
    assert amounts(Profile(Decimal(120), date(2013, 10, 1))) == {2011: 0, 2012: 0, 2013: 60, 2014: 120, 2015: 120}
    assert set(amounts(Profile(Decimal(120), date(2001, 10, 1))).values()) == {Decimal(120)}


def test_each_part_of_the_phasing_starts_in_a_year_of_its_own():
    profile = Profile(Decimal(1200), date(2012, 10, 1), (Decimal(50), Decimal(30), Decimal(20)))

    assert amounts(profile) == {2011: 0, 2012: 300, 2013: 600 + 180, 2014: 960 + 120, 2015: 1200}


def test_what_is_spent_once_is_spread_as_a_whole_and_has_no_other_year():
    profile = Profile(Decimal(100), date(2010, 10, 1), (Decimal("33.33"), Decimal("33.33"), Decimal("33.34")))

    assert amounts(profile, LineKind.ONE_OFF) == {
        2010: Decimal("33.33"),
        2011: Decimal("33.33"),
        2012: Decimal("33.34"),
    }


@given(
    pence=st.integers(-(10**11), 10**11),
    cuts=st.lists(st.integers(0, 100), max_size=4),
    kind=st.sampled_from([LineKind.ONE_OFF, LineKind.SAVING]),
)
def test_the_parts_come_to_the_whole(pence, cuts, kind):
    edges = [0, *sorted(cuts), 100]
    phasing = tuple(Decimal(b - a) for a, b in pairwise(edges))
    profile = Profile(Decimal(pence) / 100, date(2011, 7, 1), phasing)
    found = amounts(profile, kind, years=range(2011, 2020))

    assert (sum(found.values()) if kind == LineKind.ONE_OFF else found[2019]) == profile.full_year


@pytest.mark.parametrize(
    ("text", "phasing"),
    [("", "100"), ("50, 30, 20", "50 30 20"), ("50% 50%", "50 50"), ("33.33/33.33/33.34", "33.33 33.33 33.34")],
)
def test_phasing_is_read_as_people_write_it_and_written_back(text, phasing):
    found = read_phasing(text)

    assert found == tuple(Decimal(one) for one in phasing.split())
    assert read_phasing(written_phasing(found)) == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("50, 40", "The percentages sum to 90. They must sum to 100."),
        ("x", "Enter percentages with commas between"),
        ("-50, 150", "Enter percentages with commas between"),
        ("1e2", "Enter percentages with commas between"),
        (", ".join(["10"] * 11), "up to 10"),
        ("33.333, 66.667", "Enter percentages with commas between"),
    ],
)
def test_what_is_no_profile_is_refused(text, words):
    with pytest.raises(PhasingUnreadable, match=words.replace(".", r"\.")):
        read_phasing(text)


def test_in_words():
    profile = Profile(Decimal(100000), date(2011, 10, 1), (Decimal(50), Decimal("50.00")))

    assert in_words(profile, kind=LineKind.SAVING, amount="£100,000") == (
        "£100,000 a full year from October 2011, phased 50%, 50%"
    )
    assert in_words(Profile(Decimal(5), date(2011, 10, 1)), kind=LineKind.ONE_OFF, amount="£5") == (
        "£5 in all from 2011/12"
    )
