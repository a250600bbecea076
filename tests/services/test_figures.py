"""Figures as people write and read them."""

from decimal import Decimal

import pytest

from programme.errors import DomainError
from services.values.figures import BLANK, is_additive, plain_figure, read_figure, written_figure


@pytest.mark.parametrize(
    ("typed", "unit", "figure"),
    [
        ("42", "days", "42"),
        (" 97.4% ", "%", "97.4"),
        ("97.4 %", "% of calls", "97.4"),
        ("1,234", "claims", "1234"),
        ("1,234,567.89", "£", "1234567.89"),
        ("£1,300", "£", "1300"),
        ("-£12", "£000", "-12"),
        ("\u22123.5", "FTE", "-3.5"),
        ("0", "FTE", "0"),
        ("1.10", "FTE", "1.10"),
    ],
)
def test_a_figure_is_read_as_people_write_it(typed, unit, figure):
    assert read_figure(typed, unit=unit, decimal_places=2) == Decimal(figure)


@pytest.mark.parametrize("typed", ["", "   ", "\u00a0"])
def test_nothing_typed_is_not_nought(typed):
    assert read_figure(typed, unit="FTE", decimal_places=0) is None


@pytest.mark.parametrize(
    "typed",
    ["many", "12,34", "1.2.3", "1e5", "NaN", "Infinity", "=1+1", "--3", "5-", "<b>4</b>", "4\x00", "\u0664\u0662", "."],
)
def test_nonsense_is_refused_with_a_sentence(typed):
    with pytest.raises(DomainError) as refused:
        read_figure(typed, unit="%", decimal_places=2)

    assert refused.value.message == (
        "Enter a number, such as 1,234 or 97.4. Leave it empty where the figure is not known."
    )


@pytest.mark.parametrize(
    ("typed", "places", "sentence"),
    [
        ("9" * 15, 0, "Enter a number of at most 14 digits before the point."),
        ("1.5", 0, "Enter a whole number: this indicator has no decimal places."),
        ("1.55", 1, "Enter a number with at most 1 figure after the point."),
        ("1.5555", 3, "Enter a number with at most 3 figures after the point."),
        ("5%", 0, "This is counted in days: enter the figure without a % sign."),
        ("£5", 0, "This is counted in days: enter the figure without a £ sign."),
    ],
)
def test_what_does_not_fit_the_indicator_is_refused_with_its_reason(typed, places, sentence):
    with pytest.raises(DomainError) as refused:
        read_figure(typed, unit="days", decimal_places=places)

    assert refused.value.message == sentence


@pytest.mark.parametrize(
    ("value", "unit", "places", "written"),
    [
        (Decimal("97.4000"), "%", 2, "97.4%"),
        (Decimal("98.3400"), "%", 2, "98.34%"),
        (Decimal("98.3450"), "%", 2, "98.35%"),
        (Decimal("-0.0450"), "", 2, "-0.05"),
        (Decimal("14000"), "claims", 0, "14,000"),
        (Decimal("1300"), "£", 0, "£1,300"),
        (Decimal("-1300"), "£", 0, "-£1,300"),
        (Decimal("1.3"), "£m", 1, "1.3"),
        (Decimal("0.00"), "FTE", 1, "0"),
        (Decimal("-0.001"), "FTE", 1, "0"),
        (None, "FTE", 1, BLANK),
    ],
)
def test_a_figure_reads_as_it_was_given(value, unit, places, written):
    assert written_figure(value, unit=unit, decimal_places=places) == written


def test_a_field_holds_all_of_a_figure():
    assert [plain_figure(value) for value in (Decimal("97.4000"), Decimal("1200"), Decimal(0), None)] == [
        "97.4",
        "1200",
        "0",
        "",
    ]


def test_only_staff_money_and_counts_are_added_up():
    assert [is_additive(unit) for unit in ("FTE", "£", "£000", "£m", "claims", "properties")] == [True] * 6
    assert [is_additive(unit) for unit in ("%", "% of debt", "days", "working days", "per 1,000", "average score")] == [
        False
    ] * 6
