"""How long until what was spent is back. Two methods, always named.

Present values, by the Green Book of HM Treasury (appraisal and evaluation in central government).

What estimates are raised or spread by: optimism bias, part-year effects, phasing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from finance.rules.money import PENNY, ZERO, rounded, shares_of


def simple_payback(*, one_off: Decimal, savings: Sequence[Decimal]) -> Decimal | None:
    """Years until the savings of year 1, year 2 … add up to the whole one-off cost; None where they do not.

    Within a year savings come evenly. A study's £834,000 against £500,000, £500,000, £525,000 is 1.67 years.
    """
    return _years_until(one_off, savings)


def cash_flow_payback(*, before: Decimal, flows: Sequence[Decimal]) -> Decimal | None:
    """Years from the start of year 1 until the running total is no longer below nothing; None where it stays there.

    `before` is what is spent before year 1 (below nothing); `flows` each year's savings less the costs of that year.
    The same study: -437, then 266, 362 … is 1.47 years. A total that falls below nothing again is paid back at the
    last time that it rises above.
    """
    running = before
    crossed: Decimal | None = ZERO if running >= 0 else None
    for year, flow in enumerate(flows):
        after = running + flow
        if running < 0 <= after:
            crossed = year + (-running / flow)
        elif after < 0:
            crossed = None
        running = after
    return crossed


def _years_until(cost: Decimal, savings: Sequence[Decimal]) -> Decimal | None:
    return cash_flow_payback(before=-cost, flows=savings)


def write_off(*, one_off: Decimal, years: int) -> Decimal:
    """The one-off cost spread evenly over the years, a year. Raises ValueError for no years."""
    if years < 1:
        raise ValueError("a cost is written off over at least one year")
    return one_off / years


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


@dataclass(frozen=True)
class Factor:
    """A contributory factor: its share of the bias, and how far it is mitigated, both from 0 to 1."""

    contribution: Decimal
    mitigation: Decimal


def optimism_bias(*, upper: Decimal, factors: Sequence[Factor], lower: Decimal = ZERO) -> Decimal:
    """Upper bound × (1 - Σ contribution × mitigation), not below the lower bound (Green Book supplementary guidance).

    With an upper bound of 51 % and 92 % of it mitigated: 4 %, and £100m becomes £104m.
    """
    managed = sum((factor.contribution * factor.mitigation for factor in factors), ZERO)
    return max(upper * (1 - managed), lower)


def part_year_effect(*, full_year: Decimal, months: int) -> Decimal:
    """Full year × months ÷ 12, to the penny. Raises ValueError for months outside 0 to 12."""
    if not 0 <= months <= 12:
        raise ValueError("a year has 0 to 12 months")
    return rounded(full_year * months / 12)


def phased(amount: Decimal, profile: Sequence[Decimal], *, unit: Decimal = PENNY) -> list[Decimal]:
    """Spread an amount by a profile in per cent; the parts sum to it. Raises ValueError."""
    if sum(profile, ZERO) != 100:
        raise ValueError(f"The profile sums to {sum(profile, ZERO)} %. It must sum to 100 %.")
    parts = shares_of(amount, {f"{place:06d}": share for place, share in enumerate(profile)}, unit=unit)
    return list(parts.values())
