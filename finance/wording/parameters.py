"""What a version of a business case is worked out with, in words."""

from __future__ import annotations

from decimal import Decimal

from finance.models import CaseVersion
from finance.rules.figures import UNIT_LABELS
from finance.rules.money import rounded
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
