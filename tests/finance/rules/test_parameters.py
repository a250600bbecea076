"""What a version is worked out with: what is read, what is kept, and every fault at its place."""

from __future__ import annotations

from decimal import Decimal

import jsonschema
import pytest

from finance.rules.appraisal import GREEN_BOOK, RateBand, discount_factors
from finance.rules.money import rounded
from finance.rules.parameters import (
    DEFAULT,
    RATE_SETS,
    SCHEMA,
    NamedFactor,
    OptimismBias,
    Parameters,
    ParametersWrong,
    kept_parameters,
    parameter_faults,
    read_parameters,
    written_bands,
)

BIAS = {
    "upper": 51,
    "lower": 4,
    "factors": [
        {"name": "Complexity of the contract", "contribution": 60, "mitigation": 100},
        {"name": "Business case", "contribution": 40, "mitigation": 80},
    ],
}
FULL = {
    "shown_in": "thousands",
    "write_off_years": [5, 10],
    "discount_rates": [[6, 10], [3.5, None]],
    "optimism_bias": BIAS,
}


def test_nothing_kept_is_the_green_books():
    assert read_parameters({}) == DEFAULT == Parameters(bands=GREEN_BOOK)


def test_all_of_it_is_read_and_kept_again():
    found = read_parameters(FULL)

    assert found == Parameters(
        "thousands",
        (5, 10),
        "own",
        (RateBand(Decimal("0.06"), 10), RateBand(Decimal("0.035"), None)),
        OptimismBias(
            Decimal(51),
            Decimal(4),
            (
                NamedFactor("Complexity of the contract", Decimal(60), Decimal(100)),
                NamedFactor("Business case", Decimal(40), Decimal(80)),
            ),
        ),
    )
    assert kept_parameters(found) == FULL
    jsonschema.validate(FULL, SCHEMA)


def test_the_worked_example_of_optimism_bias():
    bias = read_parameters(FULL).bias

    assert bias.mitigated == 92
    assert rounded(bias.uplift, Decimal("0.0001")) == Decimal("0.0408")
    assert rounded(100 * (1 + bias.uplift), Decimal(1)) == 104


def test_the_lower_bound_holds():
    assert read_parameters({"optimism_bias": {**BIAS, "lower": 10}}).bias.uplift == Decimal("0.1")


@pytest.mark.parametrize("name", RATE_SETS)
def test_a_named_set_is_pinned_by_its_name(name):
    found = read_parameters({"discount_rates": name})

    assert found.bands == RATE_SETS[name].bands
    assert kept_parameters(found)["discount_rates"] == name


def test_the_health_rates():
    bands = RATE_SETS["green_book_health_2018"].bands

    assert rounded(discount_factors(30, bands)[30], Decimal("0.0001")) == Decimal("0.6398")
    assert written_bands(bands) == "1.5% to year 30, 1.29% to year 75, 1.07% to year 125"


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ([], []),
        ({"rates": 1}, ["rates"]),
        ({"shown_in": "pence"}, ["shown_in"]),
        ({"shown_in": ["pounds"]}, ["shown_in"]),
        ({"write_off_years": []}, ["write_off_years"]),
        ({"write_off_years": [0]}, ["write_off_years"]),
        ({"write_off_years": [True]}, ["write_off_years"]),
        ({"write_off_years": [5, 5]}, ["write_off_years"]),
        ({"write_off_years": "5"}, ["write_off_years"]),
        ({"discount_rates": "green_book_1900"}, ["discount_rates"]),
        ({"discount_rates": []}, ["discount_rates"]),
        ({"discount_rates": [[3.5]]}, ["discount_rates", 0]),
        ({"discount_rates": [["x", None]]}, ["discount_rates", 0, 0]),
        ({"discount_rates": [[-1, None]]}, ["discount_rates", 0, 0]),
        ({"discount_rates": [[51, None]]}, ["discount_rates", 0, 0]),
        ({"discount_rates": [["NaN", None]]}, ["discount_rates", 0, 0]),
        ({"discount_rates": [[3, None], [2, None]]}, ["discount_rates", 0, 1]),
        ({"discount_rates": [[3, 30], [2, 30]]}, ["discount_rates", 1, 1]),
        ({"discount_rates": [[3, "30"]]}, ["discount_rates", 0, 1]),
        ({"optimism_bias": 4}, ["optimism_bias"]),
        ({"optimism_bias": {}}, ["optimism_bias"]),
        ({"optimism_bias": {**BIAS, "more": 1}}, ["optimism_bias"]),
        ({"optimism_bias": {**BIAS, "upper": True}}, ["optimism_bias", "upper"]),
        ({"optimism_bias": {**BIAS, "lower": 52}}, ["optimism_bias", "lower"]),
        ({"optimism_bias": {"upper": 51, "factors": {}}}, ["optimism_bias", "factors"]),
        ({"optimism_bias": {"upper": 51, "factors": [{"name": "A"}]}}, ["optimism_bias", "factors", 0]),
        (
            {"optimism_bias": {"upper": 51, "factors": [{"name": " ", "contribution": 1, "mitigation": 1}]}},
            ["optimism_bias", "factors", 0, "name"],
        ),
        (
            {"optimism_bias": {"upper": 51, "factors": [{"name": "A", "contribution": 101, "mitigation": 1}]}},
            ["optimism_bias", "factors", 0, "contribution"],
        ),
        (
            {"optimism_bias": {"upper": 51, "factors": [{"name": "A", "contribution": 60, "mitigation": 1}] * 2}},
            ["optimism_bias", "factors"],
        ),
    ],
)
def test_each_fault_is_told_at_its_place(data, place):
    assert place in [where for where, _ in parameter_faults(data)]
    with pytest.raises(ParametersWrong):
        read_parameters(data)
