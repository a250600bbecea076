from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from finance.enums import CriterionKind
from finance.rules.options import JudgedBy, Judgement, highest_total, place_options

SAVINGS = JudgedBy(code="savings", weight=Decimal(3))
COUNTERS = JudgedBy(code="counters", weight=Decimal(1))
TASTE = JudgedBy(code="taste", weight=Decimal(0))
LAWFUL = JudgedBy(code="lawful", kind=CriterionKind.PASS_FAIL)


def scored(**scores: int | str) -> dict[str, Judgement]:
    return {
        code: Judgement(passes=value == "pass") if isinstance(value, str) else Judgement(score=Decimal(value))
        for code, value in scores.items()
    }


def places(criteria, **options):
    return {code: (one.total, one.place, one.is_tied) for code, one in place_options(criteria, options).items()}


def test_a_score_counts_as_many_times_as_its_criterion_weighs():
    found = places([SAVINGS, COUNTERS], one=scored(savings=4, counters=1), two=scored(savings=2, counters=5))

    assert found == {"one": (13, 1, False), "two": (11, 2, False)}
    assert highest_total([SAVINGS, COUNTERS, LAWFUL]) == 20


def test_a_weight_of_nothing_counts_for_nothing_and_holds_nothing_up():
    found = place_options([SAVINGS, TASTE], {"one": scored(savings=4), "two": scored(savings=3, taste=5)})

    assert [(one.total, one.place, one.unjudged) for one in found.values()] == [(12, 1, ("taste",)), (9, 2, ())]


def test_a_tie_is_a_tie_and_the_next_place_is_left_out():
    found = places([COUNTERS], one=scored(counters=3), two=scored(counters=3), three=scored(counters=1))

    assert found == {"one": (3, 1, True), "two": (3, 1, True), "three": (1, 3, False)}


def test_an_option_that_fails_comes_after_all_that_pass():
    found = place_options(
        [SAVINGS, LAWFUL],
        {"best": scored(savings=5, lawful="fail"), "worse": scored(savings=1, lawful="pass")},
    )

    assert [(one.place, one.fails) for one in found.values()] == [(2, ("lawful",)), (1, ())]


def test_what_is_not_judged_is_told_and_never_0():
    found = place_options([SAVINGS, COUNTERS], {"one": scored(savings=0, counters=2), "two": scored(counters=5)})

    assert [(one.total, one.place, one.unjudged) for one in found.values()] == [(2, 1, ()), (5, None, ("savings",))]


def test_nothing_judged_has_no_total():
    assert places([SAVINGS], one={}) == {"one": (None, None, False)}


def test_without_criteria_nothing_is_placed():
    assert places([], one={}) == {"one": (None, None, False)}


@given(st.permutations([("a", 1), ("b", 5), ("c", 5), ("d", 2)]))
def test_the_order_of_the_options_does_not_matter(order):
    found = places([COUNTERS], **{code: scored(counters=score) for code, score in order})

    assert {code: place for code, (_, place, _) in found.items()} == {"b": 1, "c": 1, "d": 3, "a": 4}
