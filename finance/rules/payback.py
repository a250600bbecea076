"""How long until what was spent is back. Two methods, always named."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from finance.rules.money import ZERO


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
