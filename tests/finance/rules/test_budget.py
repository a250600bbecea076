"""What of a budget is left, by the worked examples."""

from __future__ import annotations

from decimal import Decimal

from finance.rules.budget import BudgetFigures, position_of, total_position
from finance.rules.money import BLANK, WITHHELD, Cell, Total


def figures(first=100, forecast=None, **more):
    """Figures in whole pounds; None is blank."""
    amounts = {name: value if isinstance(value, bool) else Decimal(value) for name, value in more.items()}
    return BudgetFigures(first=cell(first), forecast=cell(forecast), **amounts)


def cell(amount):
    return Cell.of(None if amount is None else Decimal(amount))


def test_programme_d_has_24_available_and_14_after_the_legal_advice():
    position = position_of(figures(247, actual=173, committed=50, expected=10))

    assert position.available == cell(24)
    assert position.after_expected == cell(14)


def test_virements_change_the_budget_and_not_what_was_first_approved():
    position = position_of(figures(100, moved_in=30, moved_out=5, actual=10))

    assert position.budget == cell(125)
    assert position.available == cell(115)


def test_a_variance_above_nothing_is_an_overspend():
    position = position_of(figures(200, forecast=210))

    assert (position.variance, position.variance_percent) == (cell(10), Decimal("5.0"))


def test_a_variance_of_net_income_has_the_sign_of_what_falls_short():
    short = position_of(figures(-100, forecast=-95))
    over = position_of(figures(-100, forecast=-120))

    assert (short.variance, short.variance_percent) == (cell(5), Decimal("5.0"))
    assert (over.variance, over.variance_percent) == (cell(-20), Decimal("-20.0"))


def test_a_variance_of_no_budget_has_no_percentage():
    position = position_of(figures(0, forecast=5))

    assert (position.variance, position.variance_percent) == (cell(5), None)


def test_a_budget_not_yet_known_leaves_what_depends_on_it_unknown_and_the_rest_known():
    position = position_of(figures(None, forecast=10, actual=5))

    assert position.budget == position.available == position.after_expected == position.variance == BLANK
    assert position.actual == cell(5)


def test_a_withheld_line_shows_nothing_but_to_its_keepers():
    line = figures(100, actual=5, is_withheld=True)

    assert position_of(line).actual == WITHHELD
    assert position_of(line, shows_withheld=True).available == cell(95)


def test_the_total_percentage_comes_from_the_totals():
    total = total_position([position_of(figures(100, forecast=110)), position_of(figures(300, forecast=300))])

    assert total.variance_percent == Decimal("2.5")


def test_totals_tell_blank_and_withheld_apart_and_compare_only_what_has_both():
    total = total_position(
        [
            position_of(figures(100, forecast=110, actual=7)),
            position_of(figures(None, forecast=50, actual=1)),
            position_of(figures(900)),
            position_of(figures(100, is_withheld=True)),
        ]
    )

    assert total.budget == Total(Decimal(1000), blank=1, withheld=1)
    assert total.actual == Total(Decimal(8), blank=0, withheld=1)
    assert total.forecast == Total(Decimal(160), blank=1, withheld=1)
    assert total.variance == Total(Decimal(10), blank=2, withheld=1)
    assert total.variance_percent == Decimal("10.0")
    assert not total.is_complete


def test_the_total_of_nothing_is_nothing():
    total = total_position([])

    assert total.available == Total(Decimal(0))
    assert total.is_complete
