"""Present values, by the Green Book of HM Treasury (appraisal and evaluation in central government)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from finance.rules.money import ZERO
from finance.rules.payback import cash_flow_payback


@dataclass(frozen=True)
class RateBand:
    """A rate a year (0.035 for 3.5 %) that holds up to and in a year, counted from year 1; None: from there on."""

    rate: Decimal
    last_year: int | None = None


GREEN_BOOK = (RateBand(Decimal("0.035"), 30), RateBand(Decimal("0.030"), 75), RateBand(Decimal("0.025"), 125))
"""The social time preference rate: 3.5 % in years 1 to 30, 3.0 % in 31 to 75, 2.5 % in 76 to 125."""


def rate_in(year: int, bands: Sequence[RateBand]) -> Decimal:
    """The rate of a year. Raises ValueError."""
    for band in bands:
        if band.last_year is None or year <= band.last_year:
            return band.rate
    raise ValueError(f"The discount rates do not reach year {year}.")


def discount_factors(last_year: int, bands: Sequence[RateBand] = GREEN_BOOK) -> list[Decimal]:
    """The factors of years 0 to `last_year`: DF0 = 1, DFt = DFt-1 ÷ (1 + r)."""
    factors = [Decimal(1)]
    for year in range(1, last_year + 1):
        factors.append(factors[-1] / (1 + rate_in(year, bands)))
    return factors


def discounted(flows: Sequence[Decimal], bands: Sequence[RateBand] = GREEN_BOOK) -> list[Decimal]:
    """The flows of year 0, 1, 2 … at their present values."""
    factors = discount_factors(max(len(flows) - 1, 0), bands)
    return [flow * factor for flow, factor in zip(flows, factors, strict=False)]


def net_present_value(flows: Sequence[Decimal], bands: Sequence[RateBand] = GREEN_BOOK) -> Decimal:
    """The sum of the flows' present values. -100, then +30 five times: 35.45."""
    return sum(discounted(flows, bands), ZERO)


def benefit_cost_ratio(
    *, benefits: Sequence[Decimal], costs: Sequence[Decimal], bands: Sequence[RateBand] = GREEN_BOOK
) -> Decimal | None:
    """Present value of the benefits ÷ that of the costs, both from year 0 and above nothing; None without costs."""
    spent = net_present_value(costs, bands)
    return net_present_value(benefits, bands) / spent if spent else None


def discounted_payback(flows: Sequence[Decimal], bands: Sequence[RateBand] = GREEN_BOOK) -> Decimal | None:
    """Years from the start of year 1 until the present values are back; None where they are not."""
    values = discounted(flows, bands)
    return cash_flow_payback(before=values[0], flows=values[1:]) if values else None
