"""What a version of a business case is worked out with, in words.

Why a business case has no saving to tell, in words. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from finance.enums import LineKind
from finance.models import CaseVersion
from finance.rules.case import Derived
from finance.rules.figures import UNIT_LABELS
from finance.rules.money import Cell, Standing, rounded
from finance.rules.parameters import (
    OWN,
    RATE_SETS,
    OptimismBias,
    Parameters,
    read_parameters,
    written_bands,
    written_percent,
)
from services.values.standards import year_label


def parameter_words(version: CaseVersion) -> tuple[tuple[str, str], ...]:
    """Each thing that a version pins, with its label."""
    known = read_parameters(version.parameters)
    last = version.first_year + version.years - 1
    return (
        ("Years", f"{year_label(version.first_year)} to {year_label(last)}"),
        ("One-off costs from", year_label(version.one_off_first_year)),
        ("Price base", version.price_base),
        ("Amounts are in", UNIT_LABELS[known.shown_in]),
        ("Discount rates", rate_words(known)),
        ("Optimism bias", bias_words(known.bias) if known.bias else "None"),
        ("Written off over", f"{', '.join(str(years) for years in known.write_off_years)} years"),
    )


def rate_words(parameters: Parameters) -> str:
    """ "Green Book, standard (2018 on): 3.5% to year 30, …"."""
    name = "Own rates" if parameters.rate_set == OWN else RATE_SETS[parameters.rate_set].label
    return f"{name}: {written_bands(parameters.bands)}"


def bias_words(bias: OptimismBias) -> str:
    """ "4.08% on one-off costs: upper bound 51%, 92% of it mitigated (Contract 40% × 90%), lower bound 4%"."""
    factors = "; ".join(
        f"{one.name} {written_percent(one.contribution)} × {written_percent(one.mitigation)}" for one in bias.factors
    )
    mitigated = f"{written_percent(bias.mitigated)} of it mitigated" + (f" ({factors})" if factors else "")
    lower = f", lower bound {written_percent(bias.lower)}" if bias.lower else ""
    return f"{uplift_words(bias)} on one-off costs: upper bound {written_percent(bias.upper)}, {mitigated}{lower}"


def uplift_words(bias: OptimismBias) -> str:
    """What one-off costs are raised by: "4.08%"."""
    return written_percent(rounded(bias.uplift * 100, Decimal("0.01")))


def why_no_saving(derived: Derived) -> str:
    """ "No saving can be told of 2011/12 to 2012/13: the current costs are not yet known."; nothing where each year
    has one."""
    years_of: dict[str, list[int]] = {}
    for year, costs in derived.lacking.items():
        years_of.setdefault(_words(costs), []).append(year)
    told = "; of ".join(f"{_span(years)}: {words}" for words, years in years_of.items())
    return f"No saving can be told of {told}." if told else ""


def _words(costs: Mapping[LineKind, Cell]) -> str:
    said = {kind: "withheld" if cell.standing is Standing.WITHHELD else "not yet known" for kind, cell in costs.items()}
    if len(set(said.values())) == 1:
        names = " and ".join(kind.value for kind in said)
        return f"the {names} costs are {next(iter(said.values()))}"
    return " and ".join(f"the {kind.value} costs are {standing}" for kind, standing in said.items())


def _span(years: list[int]) -> str:
    """Years in order: "2011/12", "2011/12 to 2013/14" where each follows the other, else one by one."""
    if len(years) > 1 and years[-1] - years[0] == len(years) - 1:
        return f"{year_label(years[0])} to {year_label(years[-1])}"
    return ", ".join(year_label(year) for year in years)
